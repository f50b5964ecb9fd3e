import type { UserId } from "../caller.ts";
import { findPerson } from "../storage/people/users.ts";

/** The person's revision now. */
export async function getRev(userId: UserId): Promise<number> {
  return (await findPerson(userId)).rev;
}
