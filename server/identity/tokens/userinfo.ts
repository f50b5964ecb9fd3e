import { AgendaError } from "../../../contract/problems.ts";
import { env } from "../../../env.ts";
import { readUserId, type UserId } from "../../caller.ts";
import { writeLine } from "../../log-lines.ts";
import { issuer } from "../logto/discovery.ts";

/** What Logto says of an access token. */
export type TokenAnswer =
  | { readonly kind: "accepted"; readonly userId: UserId; readonly clientId: string | undefined }
  | { readonly kind: "refused" };

const limitMs = 5_000;
/** Bytes of an answer; a real one has a few hundred. */
const answerMost = 65_536;

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

/** How Logto refuses a token, by status: not even one; a wrong one; one without the scope openid. None opens anything here. */
const refusals: Readonly<Record<number, string>> = {
  400: "invalid_request",
  401: "invalid_token",
  403: "insufficient_scope",
};

async function readSubject(token: string, deadline: AbortSignal): Promise<UserId | null> {
  const response = await ask("/me", { headers: { authorization: `Bearer ${token}` } }, deadline);
  const refusal = refusals[response.status];
  if (refusal !== undefined) {
    // The same status without the word may come from whatever stands in front of Logto, and says nothing about the token.
    if ((await readObject(response))?.error === refusal) return null;
    throw unavailable(`answered ${response.status} without saying what is wrong with the token`);
  }
  const { sub } = await readJson(response);
  if (typeof sub !== "string" || sub === "") throw unavailable("answered without a subject");
  return readUserId(sub) ?? null;
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
  writeLine("warn", { message: "Logto offers no introspection: any application's token is accepted." });
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
  const body = await readObject(response);
  if (!body) throw unavailable("answered something unreadable");
  return body;
}

/** A JSON object of at most 64 kB; undefined for anything else. */
async function readObject(response: Response): Promise<Record<string, unknown> | undefined> {
  try {
    let text = "";
    let size = 0;
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > answerMost) return undefined; // leaving the loop ends the download
      text += decoder.decode(chunk, { stream: true });
    }
    const body: unknown = JSON.parse(text + decoder.decode());
    return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

const unavailable = (how: string, cause = `Logto ${how}`) =>
  new AgendaError("identity_unavailable", `The sign-in server ${how}. Your sign-in is still good; try again shortly.`, {
    retryAfterSeconds: 5,
    cause,
  });
