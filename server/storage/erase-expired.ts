import { answerHours, keptDays } from "../../contract/limits.ts";
import { query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { transaction } from "./transaction.ts";

const batch = 500;

const mostClockDifferenceMs = 5 * 60_000;
const hourMs = 3_600_000;

/** The number of rows erased of each kind, or why they could not be. */
type Erased = Readonly<Record<"items" | "changes" | "answers" | "proposals" | "sessions", number | Error>>;

/**
 * Erases expired data: items after 30 days in the trash, ledger contents of that age, stored answers for retries after 24
 * hours, expired sessions. Works by age alone and in small batches that skip rows locked by another instance, so it can run
 * anywhere, at any time, repeatedly. A kind that fails does not keep the others.
 * @param nowMs the app's clock; if the database's differs by more than five minutes, one of them is wrong and nothing is erased
 * @returns null if the clocks differ
 */
export async function eraseExpired(nowMs: number): Promise<Erased | null> {
  const [clock] = await query((db) => db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`);
  if (!clock || Math.abs(clock.now.getTime() - nowMs) > mostClockDifferenceMs) return null;
  const before = (hours: number) => new Date(clock.now.getTime() - hours * hourMs);
  const tryErasing = (over: Over) => erase(over).catch((thrown: Error) => thrown);
  return {
    items: await tryErasing({
      table: Prisma.sql`"Item"`,
      key: Prisma.sql`id`,
      isOver: Prisma.sql`"deletedAt" < ${before(keptDays * 24)}`,
    }),
    changes: await tryErasing({
      table: Prisma.sql`"Change"`,
      key: Prisma.sql`rev`,
      isOver: Prisma.sql`at < ${before(keptDays * 24)} AND items IS NOT NULL`,
      verb: Prisma.sql`UPDATE "Change" SET items = NULL, settings = NULL`,
    }),
    answers: await tryErasing({
      table: Prisma.sql`"Answer"`,
      key: Prisma.sql`"keyHash"`,
      isOver: Prisma.sql`at < ${before(answerHours)}`,
    }),
    proposals: await tryErasing({
      table: Prisma.sql`"Proposal"`,
      key: Prisma.sql`id`,
      isOver: Prisma.sql`at < ${before(keptDays * 24)}`,
    }),
    sessions: await tryErasing({
      table: Prisma.sql`"Session"`,
      key: Prisma.sql`"idHash"`,
      isOver: Prisma.sql`"expiresAt" < ${before(0)}`,
    }),
  };
}

interface Over {
  readonly table: Prisma.Sql;
  /** The key columns besides the user. */
  readonly key: Prisma.Sql;
  readonly isOver: Prisma.Sql;
  /** What to do with the rows instead of deleting them. */
  readonly verb?: Prisma.Sql;
}

/** Erases expired rows, one user after the other: if tables are distributed by user, rows can only be locked that way. */
async function erase({ table, key, isOver, verb = Prisma.sql`DELETE FROM ${table}` }: Over): Promise<number> {
  const people = await query(
    (db) => db.$queryRaw<{ userId: string }[]>`SELECT DISTINCT "userId" FROM ${table} WHERE ${isOver}`,
  );
  let total = 0;
  for (const { userId } of people) {
    // An array is evaluated once; a subquery in IN might be evaluated for each row.
    const statement = Prisma.sql`${verb} WHERE "userId" = ${userId} AND ${key} = ANY (ARRAY(SELECT ${key} FROM ${table}
      WHERE "userId" = ${userId} AND ${isOver} LIMIT ${batch} FOR UPDATE SKIP LOCKED))`;
    for (let erased = batch; erased === batch; total += erased)
      erased = await transaction((tx) => tx.$executeRaw(statement));
  }
  return total;
}
