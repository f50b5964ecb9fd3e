import { isJsonObject } from "../../../contract/json-object.ts";
import { AgendaError } from "../../../contract/problems.ts";
import { env } from "../../../env.ts";
import { readUserId, type UserId } from "../../caller.ts";
import { writeLine } from "../../log-lines.ts";
import { timeLogto } from "../../metrics.ts";
import { issuer } from "../logto/discovery.ts";

/** Logto's verdict on an access token. */
export type TokenAnswer =
  | { readonly kind: "accepted"; readonly userId: UserId; readonly clientId: string | undefined }
  | { readonly kind: "refused" };

const limitMs = 5_000;
/** Maximum size of an answer in bytes; a real one has a few hundred. */
const answerMost = 65_536;

/**
 * Asks Logto for the owner of a token and the client it was issued to.
 * @throws AgendaError("identity_unavailable") if Logto is unreachable, slow, redirects, or answers with something unexpected
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

/** Logto's error codes by status: malformed token; invalid token; token without the scope openid. All mean no access. */
const refusals: Readonly<Record<number, string>> = {
  400: "invalid_request",
  401: "invalid_token",
  403: "insufficient_scope",
};

async function readSubject(token: string, deadline: AbortSignal): Promise<UserId | null> {
  const response = await ask("/me", { headers: { authorization: `Bearer ${token}` } }, deadline);
  const refusal = refusals[response.status];
  if (refusal !== undefined) {
    // The same status without the code may come from a proxy in front of Logto and says nothing about the token.
    if ((await readObject(response))?.error === refusal) return null;
    throw unavailable(`answered ${response.status} without saying what is wrong with the token`);
  }
  const { sub } = await readJson(response);
  if (typeof sub !== "string" || sub === "") throw unavailable("answered without a subject");
  return readUserId(sub) ?? null;
}

const key = Symbol.for("agenda.introspection");
const store = globalThis as { [key]?: "absent, as was told" | "there" };

/** @returns the token's client_id; undefined if introspection is not available */
async function readProgram(token: string, deadline: AbortSignal): Promise<string | undefined | "refused"> {
  const { LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  const body = new URLSearchParams({ token, client_id: LOGTO_APP_ID, client_secret: LOGTO_APP_SECRET });
  const response = await ask("/token/introspection", { method: "POST", body }, deadline);
  if (response.status === 404) {
    // If it has answered before, this 404 is a proxy's: the program would be taken for another, with other rights.
    if (store[key] === "there") throw unavailable("told no client");
    sayThatAnyProgramMayEnter();
    return undefined; // retried next time: a single 404 from a proxy must not disable this check for good
  }
  if (response.status === 400 || response.status === 401)
    throw unavailable("refuses this agenda's own credentials", "Logto refuses LOGTO_APP_ID and LOGTO_APP_SECRET");
  const { active, client_id: clientId } = await readJson(response);
  if (active === false) return "refused";
  if (typeof clientId !== "string") throw unavailable("told no client");
  store[key] = "there";
  return clientId;
}

/** Logged once per process. */
function sayThatAnyProgramMayEnter(): void {
  if (store[key]) return;
  store[key] = "absent, as was told";
  writeLine("warn", { message: "Logto offers no introspection: any application's token is accepted." });
}

async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    return await timeLogto(path, init.method ?? "GET", () =>
      fetch(`${issuer()}${path}`, { ...init, signal, redirect: "error", cache: "no-store" }),
    );
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

/** Parses a JSON object of at most 64 kB; undefined for anything else. */
async function readObject(response: Response): Promise<Record<string, unknown> | undefined> {
  try {
    let text = "";
    let size = 0;
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > answerMost) return undefined; // leaving the loop cancels the download
      text += decoder.decode(chunk, { stream: true });
    }
    const body: unknown = JSON.parse(text + decoder.decode());
    return isJsonObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const unavailable = (how: string, cause = `Logto ${how}`) =>
  new AgendaError("identity_unavailable", `The sign-in server ${how}. Your sign-in is still good; try again shortly.`, {
    retryAfterSeconds: 5,
    cause,
  });
