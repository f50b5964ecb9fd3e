import { answerHours, keptDays } from "../../contract/limits.ts";
import { query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { transaction } from "./transaction.ts";

const batch = 500;

const mostClockDifferenceMs = 5 * 60_000;
const hourMs = 3_600_000;

/**
 * Erases what is past its time: items 30 days in the trash, contents of the ledger that old, answers kept for
 * repeats after 24 hours, sessions that are over.
 * By age alone and in small batches that pass over rows another instance holds, so it may run anywhere, any time, twice.
 * @param nowMs our clock; where the database's differs by more than five minutes, one of the two is wrong and nothing is erased
 * @returns how many rows were erased of each, or null when the clocks differ
 */
export async function eraseExpired(
  nowMs: number,
): Promise<{ items: number; changes: number; answers: number; sessions: number } | null> {
  const [clock] = await query((db) => db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`);
  if (!clock || Math.abs(clock.now.getTime() - nowMs) > mostClockDifferenceMs) return null;
  const before = (hours: number) => new Date(clock.now.getTime() - hours * hourMs);
  return {
    items: await erase({
      table: Prisma.sql`"Item"`,
      key: Prisma.sql`id`,
      isOver: Prisma.sql`"deletedAt" < ${before(keptDays * 24)}`,
    }),
    changes: await erase({
      table: Prisma.sql`"Change"`,
      key: Prisma.sql`rev`,
      isOver: Prisma.sql`at < ${before(keptDays * 24)} AND items IS NOT NULL`,
      verb: Prisma.sql`UPDATE "Change" SET items = NULL, settings = NULL`,
    }),
    answers: await erase({
      table: Prisma.sql`"Answer"`,
      key: Prisma.sql`"keyHash"`,
      isOver: Prisma.sql`at < ${before(answerHours)}`,
    }),
    sessions: await erase({
      table: Prisma.sql`"Session"`,
      key: Prisma.sql`"idHash"`,
      isOver: Prisma.sql`"expiresAt" < ${before(0)}`,
    }),
  };
}

interface Over {
  readonly table: Prisma.Sql;
  /** What tells a person's rows apart. */
  readonly key: Prisma.Sql;
  readonly isOver: Prisma.Sql;
  /** What is done with the rows, where they are not deleted. */
  readonly verb?: Prisma.Sql;
}

/** Erases rows that are over, one person after the other: where tables are distributed by person, rows may be locked only so. */
async function erase({ table, key, isOver, verb = Prisma.sql`DELETE FROM ${table}` }: Over): Promise<number> {
  const people = await query(
    (db) => db.$queryRaw<{ userId: string }[]>`SELECT DISTINCT "userId" FROM ${table} WHERE ${isOver}`,
  );
  let total = 0;
  for (const { userId } of people) {
    // An array is made once; what stands in IN may be asked anew for each row.
    const statement = Prisma.sql`${verb} WHERE "userId" = ${userId} AND ${key} = ANY (ARRAY(SELECT ${key} FROM ${table}
      WHERE "userId" = ${userId} AND ${isOver} LIMIT ${batch} FOR UPDATE SKIP LOCKED))`;
    for (let erased = batch; erased === batch; total += erased)
      erased = await transaction((tx) => tx.$executeRaw(statement));
  }
  return total;
}
