import { AgendaError } from "../../../contract/problems.ts";

/** Why a round trip to Logto came to nothing; `/sign-in-failed` has words for each. */
export type SignInFailure = "expired" | "refused" | "unavailable" | "misconfigured";

export interface SignInFailed {
  readonly failure: SignInFailure;
  /** The error's name and code, for the log; never its message, which can quote what was sent. */
  readonly cause?: string;
}

/** Codes of @logto/client, jose and OAuth, by what they mean. */
const meanings: readonly (readonly [RegExp, SignInFailure])[] = [
  // What a browser can bring about by itself: an old, used, foreign or mangled callback.
  [/^sign_in_session\.|^callback_uri_verification\.(missing|state|error_found)/, "expired"],
  [/^(oidc\.)?(invalid_grant|invalid_request)$/, "expired"],
  // A Logto that is away, busy or broken, or something in between that answers in its place.
  [/^(http_error_5\d\d|rate_limited|unexpected_response_error|ERR_JWKS_TIMEOUT|ERR_JOSE_GENERIC)$/, "unavailable"],
  [/^(oidc\.)?(server_error|temporarily_unavailable)$/, "unavailable"],
  // An application that is registered otherwise than it behaves, or an ID token that is not for us or of another issuer.
  [
    /^(oidc\.)?(invalid_client|unauthorized_client|invalid_redirect_uri|invalid_scope|unsupported_(grant|response)_type)$/,
    "misconfigured",
  ],
  [/^(oidc|id_token|callback_uri_verification)\.|^http_error_4\d\d$|^ERR_JW|^ERR_JOSE_/, "misconfigured"],
];
const meaningOf = (code: string) => meanings.find(([pattern]) => pattern.test(code))?.[1];
const oauthWords = [
  "invalid_grant",
  "invalid_request",
  "server_error",
  "temporarily_unavailable",
  "invalid_client",
  "unauthorized_client",
  "invalid_redirect_uri",
  "invalid_scope",
  "unsupported_response_type",
] as const;

/**
 * What a failed step of a round trip means, by what was thrown. Without a code that is known it is an outage: the database's,
 * or Logto's, for fetch rejects with a TypeError and an answer that is no JSON is a SyntaxError.
 */
export function explainFailure(thrown: unknown): SignInFailed {
  if (!(thrown instanceof Error)) return { failure: "unavailable", cause: typeof thrown };
  if (thrown instanceof AgendaError) return { failure: "unavailable", cause: `${thrown.name} ${thrown.code}` };
  const { code, data } = thrown as { code?: unknown; data?: { error?: unknown } };
  // OAuth's own word tells most, but it may stand in an address that anybody can write: only words that are on the list.
  const known = [oauthWords.find((word) => word === data?.error), code]
    .filter((each) => typeof each === "string")
    .filter(meaningOf);
  const failure = known[0] === undefined ? undefined : meaningOf(known[0]);
  return { failure: failure ?? "unavailable", cause: [thrown.name, ...known].join(" ") };
}
