import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { UserId } from "../../caller.ts";
import { Prisma } from "../generated/client.ts";
import { type Filters, filtersOf } from "../search/search-sql.ts";
import type { Transaction } from "../transaction.ts";
import { at, columns } from "./window-sql.ts";

/** The conditions of a selection; an absent end is open. The caller has converted zones to instants. */
interface SelectionQuery extends Filters {
  readonly from?: { readonly date: string; readonly startsAtMs: number };
  readonly to?: { readonly date: string; readonly endsAtMs: number };
  readonly limit: number;
}

const { sql } = Prisma;

/** The single items that a filter selects, in order of local time; within a write, so that they cannot change. */
export async function findSelectedIn(tx: Transaction, userId: UserId, query: SelectionQuery): Promise<StoredItem[]> {
  const { from, to, limit } = query;
  tx.planByValues();
  const begun = from && moment(from.startsAtMs);
  const ends = begun
    ? sql`AND CASE WHEN "startsAt" IS NULL THEN coalesce("endDate", date) >= ${from.date}
        ELSE "startsAt" >= ${begun} OR "endsAt" > ${begun} END`
    : Prisma.empty;
  const starts = to
    ? sql`AND CASE WHEN "startsAt" IS NULL THEN date <= ${to.date} ELSE "startsAt" < ${moment(to.endsAtMs)} END`
    : Prisma.empty;
  return tx.$queryRaw<StoredItem[]>`
    SELECT ${Prisma.raw(columns)} FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL AND recurrence IS NULL
      ${filtersOf(query)} ${ends} ${starts}
    ORDER BY date, "startTime" NULLS FIRST, id LIMIT ${limit}`;
}

const moment = (ms: number) => sql`${at(ms)}::timestamptz`;

/** All series that can have anything between two dates; agenda/ determines which of their occurrences are selected. */
export async function findSeriesIn(
  tx: Transaction,
  userId: UserId,
  { from, to, createdBy }: { from: string; to: string; createdBy?: string },
): Promise<StoredItem[]> {
  return tx.rows(seriesSql, [userId, from, to, createdBy ?? null]);
}

const seriesSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL AND recurrence IS NOT NULL
  AND "reachFrom" <= $3 AND "reachTo" >= $2 AND ($4::text IS NULL OR "createdBy" = $4) ORDER BY id`;
