import { hash, randomBytes } from "node:crypto";
import type { SessionData, SessionWrapper } from "@logto/next";
import { decodeJwt } from "jose";
import { firstAsked, type Language, languageAsked } from "../../../contract/languages.ts";
import { translatorIn } from "../../../messages/translator.ts";
import { readUserId, type UserId } from "../../caller.ts";
import {
  deleteSession,
  extendSession,
  findRemindedSessions,
  findSession,
  insertSession,
  replaceSessionData,
  type SessionAddress,
} from "../../storage/people/sessions.ts";
import { seal, unseal } from "./sealing.ts";
import { isSessionOver, noteSessionChecked } from "./session-checks.ts";

/**
 * Browser sessions. The cookie holds an id and the data stays on the server: a cookie containing the session itself could be
 * replayed after sign-out. Before sign-in the cookie is the sealed state of the flow at Logto, so the id is always new.
 * @see docs/decisions/0005-sessions.md
 */
export interface WebSession {
  readonly userId: UserId;
  readonly idHash: string;
  readonly idToken: string;
  /** The language the person has chosen, if any. */
  readonly language: Language | null;
  /** The locale they have chosen for dates and times, BCP 47, if any. */
  readonly locale: string | null;
}

/** The language and locale of the person at a page: their choice, else the browser's. @param accepted the Accept-Language header */
export async function readerOf(session: Pick<WebSession, "language" | "locale">, accepted: string | null) {
  const language = session.language ?? languageAsked(accepted);
  return { language, t: await translatorIn(language, session.locale, firstAsked(accepted)) };
}

/** A session ends this long after its last use, and this long after the sign-in in any case (docs/decisions/0279). */
export const sessionDays = { days: 14, most: 180 } as const;
const daySeconds = 86_400;
const unusedSeconds = sessionDays.days * daySeconds;
export const longestSeconds = sessionDays.most * daySeconds;
const roundTripSeconds = 3_600;
const sessionPrefix = "s.";
const roundTripPrefix = "p.";

const hashOf = (id: string) => hash("sha256", id, "base64url");

/** The sealed contents of a session. Logto issues a refresh token to every "Traditional web" application. */
interface Kept {
  readonly idToken?: string;
  readonly refreshToken?: string;
}

/**
 * Opens the session for a cookie value; null if there is none or it was sealed with another LOGTO_COOKIE_SECRET. Asks Logto
 * once an hour whether the user may still enter.
 */
export async function openSession(cookie: string | undefined): Promise<WebSession | null> {
  const address = parse(cookie);
  return address && openAt(address);
}

async function openAt(address: SessionAddress): Promise<WebSession | null> {
  const { userId, idHash } = address;
  const row = await findSession(userId, idHash);
  const data = row && (await unseal<Kept>(row.data));
  if (!row || !data?.idToken) return null;
  const isOver = await isSessionOver(address, {
    refreshToken: data.refreshToken,
    keepRotated: async (refreshToken) =>
      replaceSessionData(userId, idHash, await seal({ ...data, refreshToken }, longestSeconds)),
    extend: () => extendSession(userId, idHash, end(), longestSeconds),
  });
  if (isOver) {
    await deleteSession(userId, idHash);
    return null;
  }
  return { ...address, idToken: data.idToken, language: row.language, locale: row.locale };
}

/** Maximum per run, one after the other, so that Logto is not asked too much. */
const remindedMost = 2_500;

/**
 * Asks Logto about sessions of browsers that receive reminders and were not checked for a day: such a browser is in use even if
 * nobody opens the agenda there.
 */
export async function checkReminded(): Promise<void> {
  const unasked = { endingInSeconds: unusedSeconds - daySeconds, longestSeconds: longestSeconds - unusedSeconds };
  for (const address of await findRemindedSessions(unasked, remindedMost)) await openAt(address);
}

const end = () => new Date(Date.now() + unusedSeconds * 1_000);

function parse(cookie = ""): SessionAddress | null {
  const [, user, id] = /^s\.([\w-]{1,200})\.([\w-]{43})$/.exec(cookie) ?? [];
  if (!user || !id) return null;
  // These bytes come from the client, and the database does not accept all of them.
  const userId = readUserId(Buffer.from(user, "base64url").toString());
  return userId ? { userId, idHash: hashOf(id) } : null;
}

async function keep(idToken: string, refreshToken: string | null | undefined): Promise<string> {
  const { sub, sid } = decodeJwt<{ sid?: string }>(idToken);
  const userId = readUserId(sub);
  if (!userId) throw new Error("An ID token without a sub that can be kept.");
  const id = randomBytes(32).toString("base64url");
  await insertSession(userId, {
    idHash: hashOf(id),
    logtoSid: sid ?? null,
    data: await seal({ idToken, ...(refreshToken && { refreshToken }) } satisfies Kept, longestSeconds),
    expiresAt: end(),
  });
  noteSessionChecked(hashOf(id));
  return `${sessionPrefix}${Buffer.from(userId).toString("base64url")}.${id}`;
}

/**
 * Ends the session of a cookie value.
 * @returns the refresh token it held
 */
export async function closeSession(cookie: string | undefined): Promise<string | undefined> {
  const address = parse(cookie);
  if (!address) return undefined;
  const row = await findSession(address.userId, address.idHash);
  await deleteSession(address.userId, address.idHash);
  return row ? (await unseal<Kept>(row.data))?.refreshToken : undefined;
}

/**
 * How @logto/next stores a session. It calls `wrap` after every step of the flow; only the last one, when the ID token is there
 * and the flow's state is gone, creates a session. Until then the cookie holds that state and nothing else: if the last step
 * fails, what remains in the browser must not identify anyone. The client itself continues with its in-memory data. The access
 * token is not stored because nothing uses it.
 */
export const sessionWrapper: SessionWrapper = {
  async wrap({ idToken, refreshToken, signInSession }, _key, current) {
    if (idToken && !signInSession) return current?.startsWith(sessionPrefix) ? current : keep(idToken, refreshToken);
    await closeSession(current);
    return signInSession ? `${roundTripPrefix}${await seal({ signInSession }, roundTripSeconds)}` : "";
  },
  async unwrap(cookie) {
    if (cookie.startsWith(roundTripPrefix)) {
      const note = await unseal<SessionData>(cookie.slice(roundTripPrefix.length));
      return note?.signInSession ? { signInSession: note.signInSession } : {};
    }
    const session = await openSession(cookie);
    return session ? { idToken: session.idToken } : {};
  },
};
