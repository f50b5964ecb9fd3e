import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import type { UserId } from "./caller.ts";
import { issuer } from "./discovery.ts";

/** What Logto says of an access token. */
export type TokenAnswer =
  | { readonly kind: "accepted"; readonly userId: UserId; readonly clientId: string | undefined }
  | { readonly kind: "refused" };

const limitMs = 5_000;

/**
 * Asks Logto whose token this is, and which program's.
 * @throws AgendaError("identity_unavailable") when Logto cannot be reached, is slow, redirects, or talks nonsense
 * @see OpenID Connect Core §5.3, RFC 7662
 */
export async function askLogto(token: string): Promise<TokenAnswer> {
  const deadline = AbortSignal.timeout(limitMs);
  const userId = await readSubject(token, deadline);
  if (!userId) return { kind: "refused" };
  const program = await readProgram(token, deadline);
  if (program === "refused" || (program && !env().LOGTO_GPT_APP_ID.includes(program))) return { kind: "refused" };
  return { kind: "accepted", userId, clientId: program };
}

async function readSubject(token: string, deadline: AbortSignal): Promise<UserId | null> {
  const response = await ask("/me", { headers: { authorization: `Bearer ${token}` } }, deadline);
  // 400: not even a token; 403: one without the scope openid. Neither opens anything here.
  if ([400, 401, 403].includes(response.status)) return null;
  const { sub } = await readJson(response);
  if (typeof sub !== "string" || sub === "" || sub.length > 128) throw unavailable("answered without a subject");
  return sub as UserId;
}

const key = Symbol.for("agenda.introspection");
const store = globalThis as { [key]?: "told" };

/** @returns the token's client_id; undefined where introspection is not offered */
async function readProgram(token: string, deadline: AbortSignal): Promise<string | undefined | "refused"> {
  const { LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  const body = new URLSearchParams({ token, client_id: LOGTO_APP_ID, client_secret: LOGTO_APP_SECRET });
  const response = await ask("/token/introspection", { method: "POST", body }, deadline);
  if (response.status === 404) {
    sayThatAnyProgramMayEnter();
    return undefined; // asked again next time: one 404 of a proxy in between must not open this door for good
  }
  if (response.status === 400 || response.status === 401)
    throw unavailable("refuses this agenda's own credentials", "Logto refuses LOGTO_APP_ID and LOGTO_APP_SECRET");
  const { active, client_id: clientId } = await readJson(response);
  if (active === false) return "refused";
  if (typeof clientId !== "string") throw unavailable("told no client");
  return clientId;
}

/** Once in the life of a process. */
function sayThatAnyProgramMayEnter(): void {
  if (store[key] === "told") return;
  store[key] = "told";
  const message = "Logto offers no introspection: any application's token is accepted.";
  console.warn(JSON.stringify({ time: new Date().toISOString(), level: "warn", message }));
}

async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${issuer()}${path}`, { ...init, signal, redirect: "error", cache: "no-store" });
  } catch {
    throw unavailable(signal.aborted ? `did not answer within ${limitMs / 1000} seconds` : "could not be reached");
  }
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  if (!response.ok) throw unavailable(`answered ${response.status}`);
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw unavailable("answered something unreadable");
  return body as Record<string, unknown>;
}

const unavailable = (how: string, cause = `Logto ${how}`) =>
  new AgendaError("identity_unavailable", `The sign-in server ${how}. Your sign-in is still good; try again shortly.`, {
    retryAfterSeconds: 5,
    cause,
  });
