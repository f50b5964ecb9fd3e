import type { UserId } from "../../caller.ts";
import { transaction } from "../transaction.ts";
import { noteDeletion } from "./deletions.ts";

/**
 * Erases all data of one user, immediately and permanently: every row with a `userId` is deleted with the user's row. Waits only
 * for the write that holds that row: later ones find no user and store nothing (write-transaction.ts).
 * @returns whether there was anything
 * @see docs/decisions/0161-deleting-an-account.md
 */
export async function eraseAccount(userId: UserId): Promise<boolean> {
  noteDeletion(userId);
  const count = await transaction((tx) => tx.$executeRaw`DELETE FROM "User" WHERE id = ${userId}`);
  noteDeletion(userId); // again: requests that arrived while it waited belong to the deleted account
  return count > 0;
}
