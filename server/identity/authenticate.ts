import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import { translatorIn } from "../../messages/translator.ts";
import type { Caller } from "../caller.ts";
import { sessionCookieName } from "./logto/logto-config.ts";
import { nameOf } from "./person-name.ts";
import { readBearer } from "./tokens/token-cache.ts";
import { openSession, readerOf, type WebSession } from "./web/web-session.ts";

/**
 * Identifies the caller of a request: a program by its bearer token, or a browser by its session.
 * @throws AgendaError("unauthorized" | "cross_site_request" | "identity_unavailable")
 */
export async function authenticate(request: Request): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const { userId, clientId } = await readBearer(authorization, request.headers.get("x-forwarded-for") ?? "");
    const conversation = request.headers.get("openai-conversation-id")?.slice(0, 200);
    const t = await translatorIn("en");
    return { userId, door: "gpt", t, ...(clientId && { clientId }), ...(conversation && { conversation }) };
  }
  return authenticateBrowser(request);
}

/**
 * The person at the page, for operations not offered to programs.
 * @throws AgendaError("unauthorized" | "cross_site_request")
 */
export async function authenticateBrowser(request: Request): Promise<Caller> {
  const { userId, idHash, idToken, ...session } = await requireWebSession(request);
  if (request.method !== "GET" && request.method !== "HEAD") requireSameOrigin(request);
  const name = nameOf(idToken);
  const reader = await readerOf(session, request.headers.get("accept-language"));
  return { userId, door: "web", ...reader, sessionHash: idHash, ...(name !== null && { name }) };
}

/**
 * The session of the requesting browser. A page says for whom it was drawn: a tab that stayed open while somebody else signed in
 * must neither write into their agenda nor mix it with what it shows (docs/decisions/0320).
 * @throws AgendaError("unauthorized")
 */
export async function requireWebSession(request: Request): Promise<WebSession> {
  const session = await openSession(cookieOf(request, sessionCookieName()));
  if (!session) throw new AgendaError("unauthorized", "Sign in, or send an access token.", { challenge: "missing" });
  // An EventSource sends no headers.
  const drawnFor = request.headers.get("agenda-person") || new URL(request.url).searchParams.get("person");
  if (drawnFor && drawnFor !== session.userId)
    throw new AgendaError("unauthorized", "This page was opened by somebody else. Load it again.", {
      challenge: "missing",
    });
  return session;
}

/**
 * A write must come from our own page. The cookie is SameSite=Lax; this check refuses what Lax lets through and what a sibling
 * domain could send.
 * @throws AgendaError("cross_site_request")
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const isOurs = site === null ? request.headers.get("origin") === env().APP_URL : site === "same-origin";
  if (!isOurs) throw new AgendaError("cross_site_request", "Changes are taken only from this agenda's own pages.");
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = request.headers.get("cookie")?.split(/; */) ?? [];
  const pair = pairs.find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1); // session ids are never percent-encoded
}
