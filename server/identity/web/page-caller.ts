import type { Caller } from "../../caller.ts";
import { nameOf } from "../person-name.ts";
import { sessionCookie } from "./read-session-cookie.ts";
import { openSession } from "./web-session.ts";

/**
 * Who looks at a page, or null when nobody is signed in. The same session decides as at the API: a cookie that only holds the
 * note of a round trip is nobody's. Reads claims only; nothing here may refresh a token.
 */
export async function callerOfPage(): Promise<{ caller: Caller; person: { name: string } } | null> {
  const session = await openSession(await sessionCookie());
  if (!session) return null;
  const name = nameOf(session.idToken);
  const caller = { userId: session.userId, door: "web", ...(name !== null && { name }) } as const;
  return { caller, person: { name: name ?? "You" } };
}

/** The same for pages that stand without knowing who looks, even while the database is away. */
export async function personOfPage(): Promise<{ name: string } | null> {
  try {
    return (await callerOfPage())?.person ?? null;
  } catch {
    return null;
  }
}
