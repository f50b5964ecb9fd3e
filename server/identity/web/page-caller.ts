import { headers } from "next/headers";
import { cache } from "react";
import { type Language, languageAsked } from "../../../contract/languages.ts";
import type { Caller } from "../../caller.ts";
import { nameOf } from "../person-name.ts";
import { sessionCookie } from "./read-session-cookie.ts";
import { openSession, readerOf } from "./web-session.ts";

/**
 * The caller of a page, or null if nobody is signed in. Uses the same session check as the API: a cookie that only holds the state
 * of a sign-in in progress belongs to nobody. Reads claims only; nothing here may refresh a token. Computed once per page, however
 * many of its parts ask.
 */
export const callerOfPage = cache(async (): Promise<{ caller: Caller; person: { name: string } } | null> => {
  const session = await openSession(await sessionCookie());
  if (!session) return null;
  const name = nameOf(session.idToken);
  const reader = await readerOf(session, await accepted());
  const caller = { userId: session.userId, door: "web", ...reader, ...(name !== null && { name }) } as const;
  return { caller, person: { name: name ?? reader.t("shell.you") } };
});

/** Whose page it is, for the page's own requests; undefined if nobody is signed in, or while the database is down. */
export const ownerOfPage = async (): Promise<string | undefined> =>
  (await callerOfPage().catch(() => null))?.caller.userId;

/** The language of a page: the person's choice, else the browser's; also while the database is down. */
export const languageOfPage = cache(async (): Promise<Language> => {
  const signedIn = await callerOfPage().catch(() => null);
  return signedIn?.caller.language ?? languageAsked(await accepted());
});

const accepted = async () => (await headers()).get("accept-language");

/** The same for pages that work without knowing the user, even while the database is down. */
export async function personOfPage(): Promise<{ name: string } | null> {
  try {
    return (await callerOfPage())?.person ?? null;
  } catch {
    return null;
  }
}
