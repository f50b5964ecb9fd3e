import type { UserId } from "../../caller.ts";
import { transaction } from "../transaction.ts";
import { noteDeletion } from "./deletions.ts";

/**
 * Erases everything of one person, at once and for good: whatever has a `userId` goes with the person's row. Waits for the
 * write that holds that row, and for no other: those that come after it find nobody and store nothing (write.ts).
 * @returns whether there was anything
 * @see docs/decisions/0161-deleting-an-account.md
 */
export async function eraseAccount(userId: UserId): Promise<boolean> {
  noteDeletion(userId);
  const count = await transaction((tx) => tx.$executeRaw`DELETE FROM "User" WHERE id = ${userId}`);
  noteDeletion(userId); // once more: what was asked for while it waited belongs to the account that is gone
  return count > 0;
}
