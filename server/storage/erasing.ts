import { answerHours, keptDays } from "../../contract/limits.ts";
import { query } from "./database.ts";

const batch = 500;

const mostClockDifferenceMs = 5 * 60_000;

/**
 * Erases what is past its time: items 30 days in the trash, contents of the ledger that old, answers kept for
 * repeats after 24 hours, sessions that are over.
 * By age alone and in small batches that pass over rows another instance holds, so it may run anywhere, any time, twice.
 * @param nowMs our clock; where the database's differs by more than five minutes, one of the two is wrong and nothing is erased
 * @returns how many rows were erased of each, or null when the clocks differ
 */
export async function eraseWhatIsOver(
  nowMs: number,
): Promise<{ items: number; changes: number; answers: number; sessions: number } | null> {
  const [clock] = await query((db) => db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`);
  if (!clock || Math.abs(clock.now.getTime() - nowMs) > mostClockDifferenceMs) return null;
  const items = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      DELETE FROM "Item" WHERE ("userId", id) IN (SELECT "userId", id FROM "Item"
        WHERE "deletedAt" < now() - make_interval(days => ${keptDays}) LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  const changes = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      UPDATE "Change" SET items = NULL, settings = NULL WHERE ("userId", rev) IN (SELECT "userId", rev FROM "Change"
        WHERE at < now() - make_interval(days => ${keptDays}) AND items IS NOT NULL LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  const answers = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      DELETE FROM "Answer" WHERE ("userId", "keyHash") IN (SELECT "userId", "keyHash" FROM "Answer"
        WHERE at < now() - make_interval(hours => ${answerHours}) LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  const sessions = await inBatches(() =>
    query(
      (db) => db.$executeRaw`
      DELETE FROM "Session" WHERE ("userId", "idHash") IN (SELECT "userId", "idHash" FROM "Session"
        WHERE "expiresAt" < now() LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    ),
  );
  return { items, changes, answers, sessions };
}

async function inBatches(erase: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const erased = await erase();
    total += erased;
    if (erased < batch) return total;
  }
}
