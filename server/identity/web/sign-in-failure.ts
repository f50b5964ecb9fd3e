import { AgendaError } from "../../../contract/problems.ts";

/** Why a sign-in at Logto failed; `/sign-in-failed` has a message for each. */
type SignInFailure = "expired" | "refused" | "unavailable" | "misconfigured";

export interface SignInFailed {
  readonly failure: SignInFailure;
  /** The error's name and code, for the log; never its message, which can quote input. */
  readonly cause?: string;
}

/** Codes of @logto/client, jose and OAuth, by what they mean. */
const meanings: readonly (readonly [RegExp, SignInFailure])[] = [
  // What a browser can cause on its own: an old, used, foreign or malformed callback.
  [/^sign_in_session\.|^callback_uri_verification\.(missing|state|error_found)/, "expired"],
  [/^(oidc\.)?(invalid_grant|invalid_request)$/, "expired"],
  // Logto is down, busy or broken, or something in between answers in its place.
  [/^(http_error_5\d\d|rate_limited|unexpected_response_error|ERR_JWKS_TIMEOUT|ERR_JOSE_GENERIC)$/, "unavailable"],
  [/^(oidc\.)?(server_error|temporarily_unavailable)$/, "unavailable"],
  // An application that is registered differently than it behaves, or an ID token for another audience or from another issuer.
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
 * Classifies a failed sign-in step by the error thrown. Without a known code it is an outage, of the database or of Logto:
 * fetch rejects with a TypeError, and an answer that is not JSON causes a SyntaxError.
 */
export function explainFailure(thrown: unknown): SignInFailed {
  if (!(thrown instanceof Error)) return { failure: "unavailable", cause: typeof thrown };
  if (thrown instanceof AgendaError) return { failure: "unavailable", cause: `${thrown.name} ${thrown.code}` };
  const { code, data } = thrown as { code?: unknown; data?: { error?: unknown } };
  // OAuth's error code says most, but may come from a URL that anyone can forge: accept only codes on the list.
  const known = [oauthWords.find((word) => word === data?.error), code]
    .filter((each) => typeof each === "string")
    .filter(meaningOf);
  const failure = known[0] === undefined ? undefined : meaningOf(known[0]);
  return { failure: failure ?? "unavailable", cause: [thrown.name, ...known].join(" ") };
}
