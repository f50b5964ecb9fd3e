import type { UserId } from "../../caller.ts";
import { Prisma } from "../generated/client.ts";
import { at, columns, longestDateMs, lowest, twoDaysBefore, type WindowQuery } from "../items/window-sql.ts";

/** A window, and words that must all match, in plain spelling (agenda/search/search-text.ts). */
export interface SearchQuery extends WindowQuery {
  readonly words: readonly string[];
}

const { sql } = Prisma;
const shown = Prisma.raw(columns);
const moment = (ms: number) => sql`${at(ms)}::timestamptz`;

export type Filters = Pick<SearchQuery, "done" | "tag" | "createdBy" | "words">;

/** The filters of a search, to append to other conditions. */
export function filtersOf({ done, tag, createdBy, words }: Filters): Prisma.Sql {
  const conditions = [
    ...(done === undefined ? [] : [sql`AND done = ${done}`]),
    ...(tag === undefined ? [] : [sql`AND ${tag} = ANY (tags)`]),
    ...(createdBy === undefined ? [] : [sql`AND "createdBy" = ${createdBy}`]),
    ...words.map((word) => sql`AND "searchText" LIKE ${`%${word}%`}`),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, " ") : Prisma.empty;
}

/** The same ranges as in `windowSql`, after the position where the previous page ended. */
function rangesOf(search: SearchQuery) {
  const { from, to } = search;
  const after = search.after ?? lowest;
  const starts = moment(search.startsAtMs);
  const next = sql`("startsAt", id) > (${moment(after.timed.startsAtMs)}, ${after.timed.id})`;
  const nextDay = sql`(date, id) > (${after.allDay.date}, ${after.allDay.id})`;
  return {
    starting: sql`"startsAt" >= ${starts} AND "startsAt" < ${moment(search.endsAtMs)} AND ${next}`,
    runningIn: sql`"startsAt" >= ${moment(search.startsAtMs - longestDateMs)} AND "startsAt" < ${starts}
      AND "endsAt" > ${starts} AND "endDate" IS NULL AND ${next}`,
    spanning: sql`"endDate" >= ${twoDaysBefore(from)} AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND ${next}`,
    days: sql`"startsAt" IS NULL AND date >= ${from} AND date <= ${to} AND ${nextDay}`,
    spanningDays: sql`"startsAt" IS NULL AND "endDate" >= ${from} AND date < ${from} AND ${nextDay}`,
  };
}

/** Series that can reach into the window and contain the words; single occurrences may be done or tagged differently. */
function seriesOf(userId: UserId, search: SearchQuery, more = Prisma.empty): Prisma.Sql {
  const { done: _, tag: __, ...said } = search;
  return sql`SELECT ${shown} ${more} FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
    AND "reachFrom" <= ${search.to} AND "reachTo" >= ${search.from} ${filtersOf(said)}`;
}

/** How many items are walked in time order before the search index is used. */
const mostWalked = 500;

/**
 * The first matches in a window, in both orders. If a word is frequent, a short walk in time order fills the page; only
 * otherwise is the search index read, and then not much of it. Left to itself PostgreSQL relies on its statistics and assumed
 * disk costs, and was seen to walk through a quarter of an agenda for a rare word.
 * @param runsIn whether anything can run into the window from before
 */
export function foundSql(userId: UserId, search: SearchQuery, runsIn: boolean): Prisma.Sql {
  const { limit } = search;
  const mine = sql`"userId" = ${userId} AND "deletedAt" IS NULL AND recurrence IS NULL`;
  const filters = filtersOf(search);
  const { starting, runningIn, spanning, days, spanningDays } = rangesOf(search);
  const select = sql`SELECT ${shown} FROM "Item" WHERE ${mine} ${filters} AND`;
  const walk = (range: Prisma.Sql, order: Prisma.Sql) => sql`SELECT ${shown} FROM (SELECT * FROM "Item"
    WHERE ${mine} AND ${range} ORDER BY ${order} LIMIT ${mostWalked}) AS walked WHERE true ${filters} LIMIT ${limit}`;
  const ran = sql`UNION ALL (${select} ${runningIn} ORDER BY "startsAt", id LIMIT ${limit})
    UNION ALL (${select} ${spanning} ORDER BY "startsAt", id LIMIT ${limit})
    UNION ALL (${select} ${spanningDays} ORDER BY date, id LIMIT ${limit})`;
  // Results from the search index are sorted by an expression that no other index has, so that none is walked instead.
  return sql`
    WITH "timedWalk" AS MATERIALIZED (${walk(starting, sql`"startsAt", id`)}),
      "dayWalk" AS MATERIALIZED (${walk(days, sql`"startsAt", date, id`)})
    SELECT * FROM "timedWalk" WHERE (SELECT count(*) FROM "timedWalk") = ${limit}
    UNION ALL
    (${select} ${starting} AND (SELECT count(*) FROM "timedWalk") < ${limit}
      ORDER BY "startsAt" + '0'::interval, id LIMIT ${limit})
    UNION ALL
    SELECT * FROM "dayWalk" WHERE (SELECT count(*) FROM "dayWalk") = ${limit}
    UNION ALL
    (${select} ${days} AND (SELECT count(*) FROM "dayWalk") < ${limit} ORDER BY date || '', id LIMIT ${limit})
    ${runsIn ? ran : Prisma.empty}
    UNION ALL (${seriesOf(userId, search)})`;
}

/**
 * The number of matches that end before the window, counted to `countMost`: by walking backwards, else by the index. A series
 * that began before it counts as one.
 */
export function foundBeforeSql(userId: UserId, search: SearchQuery): Prisma.Sql {
  const { from, countMost } = search;
  const mine = sql`"userId" = ${userId} AND "deletedAt" IS NULL`;
  const filters = filtersOf(search);
  const starts = moment(search.startsAtMs);
  return sql`
    WITH walk AS MATERIALIZED (SELECT count(*) AS count FROM (SELECT * FROM "Item"
      WHERE ${mine} AND recurrence IS NULL AND "startsAt" < ${starts} ORDER BY "startsAt" DESC LIMIT ${mostWalked}) AS walked
      WHERE "endsAt" <= ${starts} ${filters})
    SELECT CASE WHEN walk.count >= ${countMost} THEN ${countMost} ELSE (SELECT count(*) FROM (
      SELECT 1 FROM "Item" WHERE ${mine} ${filters} AND CASE WHEN recurrence IS NOT NULL THEN date < ${from} WHEN "startsAt" IS NULL
        THEN coalesce("endDate", date) < ${from} ELSE "startsAt" < ${starts} AND "endsAt" <= ${starts} END
      LIMIT ${countMost}) AS passed) END::int AS count FROM walk`;
}

/**
 * The best matches in a window, sorted first by the word found in the worst place: as a whole word of the title, at the beginning
 * of one, inside one, elsewhere; then by distance in days from `today`. Series are included without a rank, which depends on the
 * matching occurrence.
 */
export function rankedSql(
  userId: UserId,
  search: SearchQuery,
  today: string,
  after: { rank: number; id: string },
): Prisma.Sql {
  const { from, to, words, limit } = search;
  const starts = moment(search.startsAtMs);
  const places = words.map(
    (word) => sql`CASE WHEN head LIKE ${`% ${word} %`} THEN 0 WHEN head LIKE ${`% ${word}%`} THEN 1
      WHEN head LIKE ${`%${word}%`} THEN 2 ELSE 3 END`,
  );
  return sql`
    (SELECT ${shown}, rank FROM "Item" JOIN (SELECT id, rank FROM (
        SELECT id, greatest(${Prisma.join(places)}) * 1000000 + abs(date::date - ${today}::date) AS rank
        FROM "Item", LATERAL (SELECT ' ' || split_part("searchText", E'\n', 1) || ' ' AS head OFFSET 0) AS heads
        WHERE "userId" = ${userId} AND "deletedAt" IS NULL AND recurrence IS NULL ${filtersOf(search)}
          AND CASE WHEN "startsAt" IS NULL THEN date <= ${to} AND coalesce("endDate", date) >= ${from}
            ELSE "startsAt" < ${moment(search.endsAtMs)} AND ("startsAt" >= ${starts} OR "endsAt" > ${starts}) END) AS found
      WHERE (rank, id) > (${after.rank}, ${after.id}) ORDER BY rank, id LIMIT ${limit}) AS best USING (id)
    WHERE "userId" = ${userId}) UNION ALL (${seriesOf(userId, search, sql`, 0 AS rank`)})`;
}
