import type { UserId } from "../identity/caller.ts";
import { readRows } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

export interface Person {
  readonly rev: number;
  /** IANA name, or null while unknown. */
  readonly timeZone: string | null;
}

/** What is known of a person; somebody who never wrote anything has no row yet. */
export async function findPerson(userId: UserId): Promise<Person> {
  const [person] = await readRows<Person>(`SELECT rev, "timeZone" FROM "User" WHERE id = $1`, [userId]);
  return person ?? { rev: 0, timeZone: null };
}

/** Sets the person's zone, null to forget it; inside a write, so the person's row is there and locked. */
export async function setTimeZoneIn(
  tx: Prisma.TransactionClient,
  userId: UserId,
  timeZone: string | null,
): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { timeZone } });
}
