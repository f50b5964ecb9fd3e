import { env } from "../../../env.ts";

/** The issuer of this Logto's tokens. */
export const issuer = () => `${env().LOGTO_ENDPOINT}/oidc`;

const limitMs = 5_000;
const keptMs = 2_000;

const discoveryKey = Symbol.for("agenda.discovery");
/** Ids of assistants' applications that Logto has already recognised; those are not checked again. */
const clientsKey = Symbol.for("agenda.recognisedClients");
const store = globalThis as {
  [discoveryKey]?: { outage: Promise<string | null>; endsMs: number };
  [clientsKey]?: Set<string>;
};

/**
 * Why Logto cannot serve our issuer, in fixed words; null if it can. Callers within two seconds share one check, because anyone
 * can trigger it by opening /sign-in.
 */
export function findOutage(): Promise<string | null> {
  const last = store[discoveryKey];
  if (last && performance.now() < last.endsMs) return last.outage;
  const outage = readDiscovery();
  store[discoveryKey] = { outage, endsMs: performance.now() + keptMs };
  return outage;
}

async function readDiscovery(): Promise<string | null> {
  const signal = AbortSignal.timeout(limitMs);
  let response: Response;
  try {
    response = await fetch(`${issuer()}/.well-known/openid-configuration`, {
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
  return body?.issuer === issuer() ? null : "Logto calls itself by another address than this one";
}

/** Whether people can sign in, and every problem with Logto or its settings, without quoting secrets. */
export interface LogtoChecks {
  readonly canSignIn: boolean;
  readonly reasons: readonly string[];
}

type Recognition = "known" | "unknown client" | "unknown redirect" | "not told";

/**
 * Checks that Logto is reachable and knows this agenda's configuration. Needs no signed-in user. Never rejects; unexpected
 * answers from Logto are ignored.
 */
export async function checkLogto(): Promise<LogtoChecks> {
  const outage = await findOutage();
  if (outage) return { canSignIn: false, reasons: [`${outage} at LOGTO_ENDPOINT.`] };
  const [web, assistants] = await Promise.all([checkWebPage(), checkAssistants()]);
  return { canSignIn: web === null, reasons: [...(web ? [web] : []), ...assistants] };
}

async function checkWebPage(): Promise<string | null> {
  const { LOGTO_APP_ID, APP_URL } = env();
  const callback = `${APP_URL}/callback`;
  const recognised = await recognise(LOGTO_APP_ID, callback);
  if (recognised === "unknown client") return "Logto knows no application with the id in LOGTO_APP_ID.";
  if (await isSecretRefused()) return "Logto refuses LOGTO_APP_SECRET: it is not the App secret of LOGTO_APP_ID.";
  if (recognised === "unknown redirect") return `Logto's application LOGTO_APP_ID lacks the redirect URI ${callback}.`;
  return null;
}

async function checkAssistants(): Promise<string[]> {
  const { LOGTO_GPT_APP_ID, LOGTO_MCP_APP_ID } = env();
  const asked = [
    ...LOGTO_GPT_APP_ID.map((id) => ["LOGTO_GPT_APP_ID", id] as const),
    ...(LOGTO_MCP_APP_ID ? [["LOGTO_MCP_APP_ID", LOGTO_MCP_APP_ID] as const] : []),
  ];
  store[clientsKey] ??= new Set();
  const known = store[clientsKey];
  const reasons = await Promise.all(
    asked.map(async ([name, id]) => {
      if (known.has(id)) return null;
      const recognised = await recognise(id, `${env().APP_URL}/callback`);
      if (recognised === "unknown client") return `Logto knows no application with an id in ${name}: ${id}.`;
      if (recognised !== "not told") known.add(id);
      return null;
    }),
  );
  return reasons.filter((reason) => reason !== null);
}

/**
 * Whether Logto knows a client and its redirect address. `prompt=none` without a session has no side effect: Logto redirects
 * for a known client and shows the error itself for an unknown one.
 * @see RFC 6749 §4.1.2.1
 */
async function recognise(clientId: string, redirectUri: string): Promise<Recognition> {
  const query = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid",
    prompt: "none",
  };
  const answer = await ask(`/auth?${new URLSearchParams(query)}`, {});
  if (answer?.error === "invalid_client") return "unknown client";
  if (answer?.error === "invalid_redirect_uri") return "unknown redirect";
  return answer ? "known" : "not told";
}

/** Introspection takes the credentials and, unlike a grant, leaves no line in Logto's audit log. */
async function isSecretRefused(): Promise<boolean> {
  const { LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  const body = new URLSearchParams({ token: "none", client_id: LOGTO_APP_ID, client_secret: LOGTO_APP_SECRET });
  return (await ask("/token/introspection", { method: "POST", body }))?.error === "invalid_client";
}

async function ask(path: string, init: RequestInit): Promise<{ error?: unknown } | null> {
  try {
    const signal = AbortSignal.timeout(limitMs);
    const response = await fetch(`${issuer()}${path}`, { ...init, signal, redirect: "manual", cache: "no-store" });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return {};
    }
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? body : null;
  } catch {
    return null;
  }
}
