import type { StoredItem } from "../../agenda/item-content.ts";
import type { UserId } from "../identity/caller.ts";
import { Prisma } from "./generated/client.ts";
import { at, columns, twoDaysBefore } from "./window-sql.ts";

interface Span {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * Open timed items that overlap one of some stretches of time, inside a write and in one statement, whatever lies between the
 * stretches: for each, the three ranges of two indexes that `windowSql` reads.
 * @param except ids to leave out
 * @param most how many of each range, by start
 * @returns each item once, in no particular order
 */
export async function readTakenIn(
  tx: Prisma.TransactionClient,
  userId: UserId,
  spans: readonly Span[],
  except: readonly string[],
  most: number,
): Promise<StoredItem[]> {
  const starts = spans.map(({ startsAtMs }) => at(startsAtMs));
  // A moment without a length takes what is in its first millisecond.
  const ends = spans.map(({ startsAtMs, endsAtMs }) => at(Math.max(endsAtMs, startsAtMs + 1)));
  const dates = starts.map((start) => twoDaysBefore(start.slice(0, 10)));
  const mine = Prisma.sql`SELECT ${Prisma.raw(columns)} FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
    AND NOT done AND NOT id = ANY (${[...except]}::text[])`;
  const rows = await tx.$queryRaw<StoredItem[]>`
    SELECT DISTINCT ON (found.id) found.* FROM unnest(${starts}::timestamptz[], ${ends}::timestamptz[], ${dates}::text[])
      AS span(starts, ends, days)
    CROSS JOIN LATERAL (
      (${mine} AND "startsAt" >= span.starts AND "startsAt" < span.ends ORDER BY "startsAt", id LIMIT ${most})
      UNION ALL
      (${mine} AND "startsAt" >= span.starts - interval '26 hours' AND "startsAt" < span.starts
        AND "endsAt" > span.starts AND "endDate" IS NULL ORDER BY "startsAt", id LIMIT ${most})
      UNION ALL
      (${mine} AND "endDate" >= span.days AND "startsAt" < span.starts AND "endsAt" > span.starts
        ORDER BY "startsAt", id LIMIT ${most})
    ) AS found`;
  return rows;
}
