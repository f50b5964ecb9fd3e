import type { UserId } from "../caller.ts";
import { deleteSessionsOf } from "../storage/people/sessions.ts";

/** Ends the browser sessions of one sign-in at Logto, or all of a user's. Their feeds end when the hub next checks. */
export async function endSessions(userId: UserId, logtoSid: string | undefined): Promise<void> {
  await deleteSessionsOf(userId, logtoSid);
}
