import type { StoredItem } from "../../agenda/item-content.ts";
import type { Searched } from "../../agenda/search-text.ts";
import { firstDate } from "../../contract/limits.ts";
import type { UserId } from "../identity/caller.ts";
import { query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { at, columns, filtersOf, rangesOf, type WindowQuery } from "./windows.ts";

/** So many items are looked at in the order of time before the search index is asked. */
const mostWalked = 500;

/**
 * The same as `readWindow` for a search. Where a word is frequent, the page is full after a short walk in the order of time; only
 * where it is not, the search index is read, and then not much of it. PostgreSQL left to itself judges by its statistics and by
 * what it believes a disk costs, and was seen to walk through a quarter of an agenda for a rare word.
 * Nothing runs into a window that begins with the first date there is.
 */
export async function readFound(
  userId: UserId,
  window: WindowQuery,
): Promise<{ timed: StoredItem[]; allDay: StoredItem[] }> {
  const { limit } = window;
  const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL`;
  const filters = filtersOf(window);
  const { starting, runningIn, spanning, days, spanningDays } = rangesOf(window);
  const select = Prisma.sql`SELECT ${columns} FROM "Item" WHERE ${mine} ${filters} AND`;
  const walk = (range: Prisma.Sql, order: Prisma.Sql) => Prisma.sql`SELECT ${columns} FROM (SELECT * FROM "Item"
    WHERE ${mine} AND ${range} ORDER BY ${order} LIMIT ${mostWalked}) AS walked WHERE true ${filters} LIMIT ${limit}`;
  // The order of a search that no index of the table's has, so that all it can do is sort what the search index finds.
  const rows = await query(
    (db) => db.$queryRaw<StoredItem[]>`
      WITH "timedWalk" AS MATERIALIZED (${walk(starting, Prisma.sql`"startsAt", id`)}),
        "dayWalk" AS MATERIALIZED (${walk(days, Prisma.sql`"startsAt", date, id`)})
      SELECT * FROM "timedWalk" WHERE (SELECT count(*) FROM "timedWalk") = ${limit}
      UNION ALL
      (${select} ${starting} AND (SELECT count(*) FROM "timedWalk") < ${limit} ORDER BY "startsAt" + '0'::interval, id LIMIT ${limit})
      UNION ALL
      SELECT * FROM "dayWalk" WHERE (SELECT count(*) FROM "dayWalk") = ${limit}
      UNION ALL
      (${select} ${days} AND (SELECT count(*) FROM "dayWalk") < ${limit} ORDER BY date || '', id LIMIT ${limit})
      ${
        window.from === firstDate
          ? Prisma.empty
          : Prisma.sql`
      UNION ALL
      (${select} ${runningIn} ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (${select} ${spanning} ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (${select} ${spanningDays} ORDER BY date, id LIMIT ${limit})`
      }`,
  );
  const isTimed = (row: StoredItem) => row.startsAtMs !== null;
  return { timed: rows.filter(isTimed), allDay: rows.filter((row) => !isTimed(row)) };
}

/** How well an item answers a search; the lower, the better. */
export interface Rank {
  readonly rank: number;
  readonly id: string;
}
export type Ranked = StoredItem & Rank;

/**
 * The best matches that overlap a window. What counts first is the word that was found in the poorest place: as a whole word of
 * the text, where a word of it begins, inside one, elsewhere. Then how many days it is from today.
 * @param today the date that nearness is measured from; the same for all pages
 */
export async function readRanked(
  userId: UserId,
  window: Omit<WindowQuery, "after">,
  today: string,
  after: Rank = { rank: -1, id: "" },
): Promise<Ranked[]> {
  const { from, to, words = [], limit } = window;
  const starts = at(window.startsAtMs);
  const places = words.map(
    (word) => Prisma.sql`CASE WHEN head LIKE ${`% ${word} %`} THEN 0 WHEN head LIKE ${`% ${word}%`} THEN 1
      WHEN head LIKE ${`%${word}%`} THEN 2 ELSE 3 END`,
  );
  return query(
    (db) => db.$queryRaw<Ranked[]>`
      SELECT ${columns}, rank FROM "Item" JOIN (SELECT id, rank FROM (
          SELECT id, greatest(${Prisma.join(places)}) * 1000000 + abs(date::date - ${today}::date) AS rank
          FROM "Item", LATERAL (SELECT ' ' || split_part("searchText", E'\n', 1) || ' ' AS head OFFSET 0) AS heads
          WHERE "userId" = ${userId} AND "deletedAt" IS NULL ${filtersOf(window)}
            AND CASE WHEN "startsAt" IS NULL THEN date <= ${to} AND coalesce("endDate", date) >= ${from}
              ELSE "startsAt" < ${at(window.endsAtMs)} AND ("startsAt" >= ${starts} OR "endsAt" > ${starts}) END) AS found
        WHERE (rank, id) > (${after.rank}, ${after.id}) ORDER BY rank, id LIMIT ${limit}) AS best USING (id)
      WHERE "userId" = ${userId} ORDER BY rank, id`,
  );
}

/** Whether anything of a person's holds a word, in plain spelling. */
export async function isAnywhere(userId: UserId, word: string): Promise<boolean> {
  const [row] = await query(
    (db) => db.$queryRaw<{ found: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
        AND "searchText" LIKE ${`%${word}%`}) AS found`,
  );
  return row?.found ?? false;
}

/** Items that hold one of two parts are looked through for near words up to so many: a guess is not worth more. */
const mostCandidates = 5_000;
const mostNear = 50;

/** Some items that hold one of the parts and something like one of the patterns (agenda/near-words.ts), all in plain spelling. */
export async function findNear(
  userId: UserId,
  parts: readonly string[],
  patterns: readonly string[],
): Promise<Searched[]> {
  const holdsOne = parts.map((part) => Prisma.sql`"searchText" LIKE ${`%${part}%`}`);
  return query(
    (db) => db.$queryRaw<Searched[]>`
      SELECT text, location, tags, notes FROM (SELECT * FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
        AND (${Prisma.join(holdsOne, " OR ")}) LIMIT ${mostCandidates}) AS candidates
      WHERE "searchText" LIKE ANY (${[...patterns]}::text[]) LIMIT ${mostNear}`,
  );
}
