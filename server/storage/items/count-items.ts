import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import { type WindowQuery, windowValues } from "./window-sql.ts";

type Window = Pick<WindowQuery, "from" | "to" | "startsAtMs" | "endsAtMs">;

const countOf = (filter: string) => {
  const mine = `SELECT 1 FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL AND recurrence IS NULL ${filter}`;
  return `(SELECT least(count(*), $8)::int FROM (
    (${mine} AND "startsAt" >= $2::timestamptz AND "startsAt" < $3::timestamptz LIMIT $8::int)
    UNION ALL
    (${mine} AND "startsAt" >= $4::timestamptz AND "startsAt" < $2::timestamptz AND "endsAt" > $2::timestamptz
      AND "endDate" IS NULL LIMIT $8::int)
    UNION ALL
    (${mine} AND "endDate" >= $5 AND "startsAt" < $2::timestamptz AND "endsAt" > $2::timestamptz LIMIT $8::int)
    UNION ALL
    (${mine} AND "startsAt" IS NULL AND date >= $6 AND date <= $7 LIMIT $8::int)
    UNION ALL
    (${mine} AND "startsAt" IS NULL AND "endDate" >= $6 AND date < $6 LIMIT $8::int)) AS within)`;
};

/** The number of single items that overlap a window: the five ranges of `windowSql`, which are disjoint. */
export const countSql = `SELECT ${countOf("AND NOT done")} AS "open", ${countOf("")} AS "all"`;

/** The parameters of `countSql`, in order. @param most maximum for each count */
export function countValues(userId: UserId, window: Window, most: number): unknown[] {
  return windowValues(userId, { ...window, limit: most, countMost: 0 }).slice(0, 8);
}

/** Counts the single items that overlap a window, each count up to `most`; agenda/ counts occurrences. */
export async function countIn(userId: UserId, window: Window, most: number): Promise<{ open: number; all: number }> {
  const [row] = await readRows<{ open: number; all: number }>(countSql, countValues(userId, window, most));
  return row ?? { open: 0, all: 0 };
}
