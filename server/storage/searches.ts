import type { StoredItem } from "../../agenda/item-content.ts";
import type { Searched } from "../../agenda/search-text.ts";
import type { UserId } from "../identity/caller.ts";
import { query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { at, columns, filtersOf, lowest, type WindowQuery } from "./windows.ts";

/** The same as `readWindow` where the window holds every date there is: nothing can run into it from before. */
export async function readWhole(
  userId: UserId,
  window: WindowQuery,
): Promise<{ timed: StoredItem[]; allDay: StoredItem[] }> {
  const { timed, allDay } = window.after ?? lowest;
  const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL ${filtersOf(window)}`;
  const rows = await query(
    (db) => db.$queryRaw<StoredItem[]>`
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ("startsAt", id) > (${at(timed.startsAtMs)}, ${timed.id})
        ORDER BY "startsAt", id LIMIT ${window.limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND (date, id) > (${allDay.date}, ${allDay.id})
        ORDER BY "startsAt", date, id LIMIT ${window.limit})`,
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
