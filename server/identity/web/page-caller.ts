import type { Caller } from "../../caller.ts";
import { nameOf } from "../person-name.ts";
import { sessionCookie } from "./read-session-cookie.ts";
import { openSession } from "./web-session.ts";

/**
 * The caller of a page, or null if nobody is signed in. Uses the same session check as the API: a cookie that only holds the
 * state of a sign-in in progress belongs to nobody. Reads claims only; nothing here may refresh a token.
 */
export async function callerOfPage(): Promise<{ caller: Caller; person: { name: string } } | null> {
  const session = await openSession(await sessionCookie());
  if (!session) return null;
  const name = nameOf(session.idToken);
  const caller = { userId: session.userId, door: "web", ...(name !== null && { name }) } as const;
  return { caller, person: { name: name ?? "You" } };
}

/** The same for pages that work without knowing the user, even while the database is down. */
export async function personOfPage(): Promise<{ name: string } | null> {
  try {
    return (await callerOfPage())?.person ?? null;
  } catch {
    return null;
  }
}
