import { keptDays } from "../../contract/limits.ts";
import { query } from "./database.ts";

const dayMs = 86_400_000;
const batch = 500;

/**
 * Erases what is past its time: items 30 days in the trash, contents of the ledger that old, sessions that are over.
 * Deletes are by age alone and in small batches that skip rows another instance holds, so it may run anywhere, any time, twice.
 * The database's clock counts, and a clock that stands before the youngest change erases nothing.
 * @returns how many rows were erased of each
 */
export async function eraseWhatIsOver(): Promise<{ items: number; changes: number; sessions: number }> {
  const keptMs = keptDays * dayMs;
  const items = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      DELETE FROM "Item" WHERE ("userId", id) IN (SELECT "userId", id FROM "Item"
        WHERE "deletedAt" < now() - make_interval(secs => ${keptMs / 1000}) LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  const changes = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      UPDATE "Change" SET items = NULL WHERE ("userId", rev) IN (SELECT "userId", rev FROM "Change"
        WHERE at < now() - make_interval(secs => ${keptMs / 1000}) AND items IS NOT NULL LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  const sessions = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      DELETE FROM "Session" WHERE ("userId", "idHash") IN (SELECT "userId", "idHash" FROM "Session"
        WHERE "expiresAt" < now() LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  return { items, changes, sessions };
}

async function inBatches(erase: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const erased = await erase();
    total += erased;
    if (erased < batch) return total;
  }
}
