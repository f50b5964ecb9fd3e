/** Queries that Logto answers without a signed-in user, and that change nothing there. */

const limitMs = 5_000;

/** The issuer of a Logto's tokens. */
export const issuerOf = (endpoint: string) => `${endpoint}/oidc`;

/** Why a Logto cannot serve its issuer, in fixed words; null if it can. */
export async function readOutage(endpoint: string): Promise<string | null> {
  const signal = AbortSignal.timeout(limitMs);
  let response: Response;
  try {
    response = await fetch(`${issuerOf(endpoint)}/.well-known/openid-configuration`, {
      signal,
      redirect: "error",
      cache: "no-store",
    });
  } catch {
    return signal.aborted ? `Logto did not answer within ${limitMs / 1000} seconds` : "Logto could not be reached";
  }
  if (!response.ok) {
    await response.body?.cancel();
    return `Logto's discovery document answered ${response.status}`;
  }
  const body = (await response.json().catch(() => null)) as { issuer?: unknown } | null;
  return body?.issuer === issuerOf(endpoint) ? null : "Logto calls itself by another address than this one";
}

type Recognition = "known" | "unknown client" | "unknown redirect" | "unknown resource" | "not told";

/**
 * Whether Logto knows a client, its redirect address and, if asked for, an API resource. `prompt=none` without a session has no
 * side effect: Logto redirects for a known client and shows the error itself for an unknown one.
 * @see RFC 6749 §4.1.2.1, RFC 8707 §2
 */
export async function recognise(
  endpoint: string,
  clientId: string,
  redirectUri: string,
  resource?: string,
): Promise<Recognition> {
  const query = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid",
    prompt: "none",
    ...(resource && { resource }),
  };
  const answer = await ask(endpoint, `/auth?${new URLSearchParams(query)}`, {});
  if (answer?.error === "invalid_client") return "unknown client";
  if (answer?.error === "invalid_redirect_uri") return "unknown redirect";
  if (answer?.error === "invalid_target") return "unknown resource";
  return answer ? "known" : "not told";
}

/** Introspection takes the credentials and, unlike a grant, leaves no line in Logto's audit log. */
export async function isSecretRefused(endpoint: string, clientId: string, clientSecret: string): Promise<boolean> {
  const body = new URLSearchParams({ token: "none", client_id: clientId, client_secret: clientSecret });
  return (await ask(endpoint, "/token/introspection", { method: "POST", body }))?.error === "invalid_client";
}

/** @returns the error that Logto answers, or sends back to the client with its redirect; null if it answers nothing readable */
async function ask(endpoint: string, path: string, init: RequestInit): Promise<{ error?: unknown } | null> {
  try {
    const signal = AbortSignal.timeout(limitMs);
    const url = `${issuerOf(endpoint)}${path}`;
    const response = await fetch(url, { ...init, signal, redirect: "manual", cache: "no-store" });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { error: new URL(response.headers.get("location") ?? "", url).searchParams.get("error") };
    }
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? body : null;
  } catch {
    return null;
  }
}
