import type { OAuthFlow } from "./read-openapi.ts";

export interface GptCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAtMs: number;
  readonly scope: string;
}

/** The identity server refused; `error` is its OAuth code. */
export class OAuthRefused extends Error {
  override name = "OAuthRefused";
  readonly error: string;
  constructor(error: string, description: string) {
    super(`The identity server refused: ${description} (${error}).`);
    this.error = error;
  }
}

/** The address to sign in at. Keeps the configured address's parameters (`prompt=consent`); there is no PKCE. */
export function authorizationUrlOf(flow: OAuthFlow, credentials: GptCredentials, state: string): URL {
  const url = new URL(flow.authorizationUrl);
  url.searchParams.set("response_type", "code");
  url.searchParams.set("client_id", credentials.clientId);
  url.searchParams.set("redirect_uri", credentials.redirectUri);
  if (flow.scope) url.searchParams.set("scope", flow.scope);
  url.searchParams.set("state", state);
  return url;
}

/**
 * Extracts the code from the callback address.
 * @throws OAuthRefused if the state is not ours or the server reported an error
 */
export function readCallback(callback: URL, state: string): string {
  if (callback.searchParams.get("state") !== state)
    throw new OAuthRefused("state_mismatch", "the callback does not belong to this sign-in");
  const error = callback.searchParams.get("error");
  if (error) throw new OAuthRefused(error, callback.searchParams.get("error_description") ?? "no reason given");
  const code = callback.searchParams.get("code");
  if (!code) throw new OAuthRefused("no_code", "the callback carries no code");
  return code;
}

export const exchangeCode = (flow: OAuthFlow, credentials: GptCredentials, code: string): Promise<Tokens> =>
  askForTokens(flow, credentials, { grant_type: "authorization_code", code, redirect_uri: credentials.redirectUri });

export async function refreshTokens(
  flow: OAuthFlow,
  credentials: GptCredentials,
  refreshToken: string,
): Promise<Tokens> {
  const tokens = await askForTokens(flow, credentials, { grant_type: "refresh_token", refresh_token: refreshToken });
  return { refreshToken, ...tokens };
}

/** The client secret is sent in the body, the default for a GPT. */
async function askForTokens(
  flow: OAuthFlow,
  { clientId, clientSecret }: GptCredentials,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const response = await fetch(flow.tokenUrl, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(45_000),
    body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }),
  });
  const answer = (await response.json().catch(() => ({}))) as Readonly<Record<string, string | number | undefined>>;
  if (!response.ok)
    throw new OAuthRefused(
      String(answer.error ?? response.status),
      String(answer.error_description ?? "no reason given"),
    );
  if (typeof answer.access_token !== "string") throw new OAuthRefused("no_token", "its answer holds no access token");
  return {
    accessToken: answer.access_token,
    ...(typeof answer.refresh_token === "string" && { refreshToken: answer.refresh_token }),
    expiresAtMs: Date.now() + Number(answer.expires_in ?? 3600) * 1000,
    scope: String(answer.scope ?? ""),
  };
}
