import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { Searched } from "../../../agenda/search/search-text.ts";
import { firstDate } from "../../../contract/first-limits.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { readRowsPlannedAnew } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { partSeries, type WindowRead } from "../items/read-window.ts";
import { foundBeforeSql, foundSql, rankedSql, type SearchQuery } from "./search-sql.ts";

const read = <R extends object>(sql: Prisma.Sql) => readRowsPlannedAnew<R>(sql.text, sql.values);

/** Like `readWindow`, for a search. Nothing runs into a window that begins with the first possible date. */
export async function readFound(userId: UserId, search: SearchQuery): Promise<Omit<WindowRead, "person">> {
  const [found, itemsBefore] = await Promise.all([
    read<StoredItem>(foundSql(userId, search, search.from > firstDate)),
    countFoundBefore(userId, search),
  ]);
  return { ...partSeries(found), itemsBefore };
}

async function countFoundBefore(userId: UserId, search: SearchQuery): Promise<number> {
  if (search.from === firstDate) return 0;
  const [row] = await read<{ count: number }>(foundBeforeSql(userId, search));
  return row?.count ?? 0;
}

/** How well an item matches; lower is better. */
interface Rank {
  readonly rank: number;
  readonly id: string;
}
type Ranked = StoredItem & Rank;

/**
 * The best matches in a window, in no particular order, the series that may match, and the number that end before it.
 * @param today reference date for nearness; the same for all pages
 */
export async function readRanked(
  userId: UserId,
  search: SearchQuery,
  today: string,
  after: Rank = { rank: -1, id: "" },
): Promise<{ items: Ranked[]; series: StoredItem[]; itemsBefore: number }> {
  const [found, itemsBefore] = await Promise.all([
    read<Ranked>(rankedSql(userId, search, today, after)),
    countFoundBefore(userId, search),
  ]);
  return { ...partSeries(found), itemsBefore };
}

/** What to search: the agenda, or the part of the trash that can still be restored. */
export type Place = "agenda" | "trash";
const isIn = (place: Place) =>
  place === "agenda"
    ? Prisma.sql`"deletedAt" IS NULL`
    : Prisma.sql`"deletedAt" > now() - make_interval(days => ${keptDays})`;

/** Whether anything of a user contains a word, in plain spelling. */
export async function isAnywhere(userId: UserId, word: string, place: Place): Promise<boolean> {
  const [row] = await read<{ found: boolean }>(Prisma.sql`
      SELECT EXISTS (SELECT 1 FROM "Item" WHERE "userId" = ${userId} AND ${isIn(place)}
        AND "searchText" LIKE ${`%${word}%`}) AS found`);
  return row?.found ?? false;
}

/** Maximum items examined for similar words: more effort would not pay for a guess. */
const mostCandidates = 5_000;
const mostNear = 50;

/**
 * Some items that contain one of the parts and match one of the patterns (agenda/search/typo-correction.ts), all in plain
 * spelling.
 */
export async function findNear(
  userId: UserId,
  parts: readonly string[],
  patterns: readonly string[],
  place: Place,
): Promise<Searched[]> {
  const holdsOne = parts.map((part) => Prisma.sql`"searchText" LIKE ${`%${part}%`}`);
  return read<Searched>(Prisma.sql`
      SELECT text, location, tags, notes, exceptions FROM (SELECT * FROM "Item" WHERE "userId" = ${userId} AND ${isIn(place)}
        AND (${Prisma.join(holdsOne, " OR ")}) LIMIT ${mostCandidates}) AS candidates
      WHERE "searchText" LIKE ANY (${[...patterns]}::text[]) LIMIT ${mostNear}`);
}
