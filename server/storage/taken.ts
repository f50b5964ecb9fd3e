import type { StoredItem } from "../../agenda/item-content.ts";
import type { UserId } from "../identity/caller.ts";
import { Prisma } from "./generated/client.ts";
import { at, columns } from "./window-sql.ts";
import { partSeries, type WindowRead } from "./windows.ts";

interface Span {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * Open timed items that overlap one of some stretches of time, and the series that can reach into one, inside a write and in one
 * statement, whatever lies between the stretches: for each, the ranges of three indexes that `windowSql` reads.
 * @param except ids to leave out
 * @param most how many of each range, by start; of series all
 * @returns each once, in no particular order
 */
export async function readTakenIn(
  tx: Prisma.TransactionClient,
  userId: UserId,
  spans: readonly Span[],
  except: readonly string[],
  most: number,
): Promise<Pick<WindowRead, "items" | "series">> {
  const starts = spans.map(({ startsAtMs }) => at(startsAtMs));
  // A moment without a length takes what is in its first millisecond.
  const ends = spans.map(({ startsAtMs, endsAtMs }) => at(Math.max(endsAtMs, startsAtMs + 1)));
  const before = starts.map((start) => daysFrom(start, -2));
  const after = ends.map((end) => daysFrom(end, 2));
  const own = Prisma.sql`SELECT ${Prisma.raw(columns)} FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
    AND NOT id = ANY (${[...except]}::text[])`;
  const mine = Prisma.sql`${own} AND NOT done AND recurrence IS NULL`;
  const rows = await tx.$queryRaw<StoredItem[]>`
    SELECT DISTINCT ON (found.id) found.*
    FROM unnest(${starts}::timestamptz[], ${ends}::timestamptz[], ${before}::text[], ${after}::text[])
      AS span(starts, ends, before, after)
    CROSS JOIN LATERAL (
      (${mine} AND "startsAt" >= span.starts AND "startsAt" < span.ends ORDER BY "startsAt", id LIMIT ${most})
      UNION ALL
      (${mine} AND "startsAt" >= span.starts - interval '26 hours' AND "startsAt" < span.starts
        AND "endsAt" > span.starts AND "endDate" IS NULL ORDER BY "startsAt", id LIMIT ${most})
      UNION ALL
      (${mine} AND "endDate" >= span.before AND "startsAt" < span.starts AND "endsAt" > span.starts
        ORDER BY "startsAt", id LIMIT ${most})
      UNION ALL
      (${own} AND "reachFrom" <= span.after AND "reachTo" >= span.before)
    ) AS found`;
  return partSeries(rows);
}

const daysFrom = (moment: string, days: number) => at(Date.parse(moment) + days * 86_400_000).slice(0, 10);
