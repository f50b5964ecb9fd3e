import type { StoredItem } from "../../agenda/item-content.ts";
import type { UserId } from "../identity/caller.ts";
import { query } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** What to read of one person's agenda. Zones were turned into instants by the caller: the database computes none. */
export interface WindowQuery {
  readonly from: string;
  readonly to: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly done?: boolean;
  readonly tag?: string;
  /** The door it was made through. */
  readonly createdBy?: string;
  /** Must all be found, in plain spelling (agenda/search-text.ts). */
  readonly words?: readonly string[];
  /** Where to go on: strictly after this place, in each of the two orders. */
  readonly after?: {
    readonly timed: { readonly startsAtMs: number; readonly id: string };
    readonly allDay: { readonly date: string; readonly id: string };
  };
  readonly limit: number;
}

const hourMs = 3_600_000;
/** No day is longer than this anywhere, so a single-day item that runs into the window started within it. */
const longestDayMs = 26 * hourMs;
const lowest = { timed: { startsAtMs: Date.parse("1800-01-01"), id: "" }, allDay: { date: "", id: "" } };

/**
 * The first items, in both orders, that overlap a window: timed ones by start, all-day ones by date; the caller merges them.
 * Three ranges of two indexes: what starts in the window, what ran into it from the day before, what spans several days.
 * @returns at most `limit` timed and `limit` all-day items
 */
export async function readWindow(
  userId: UserId,
  window: WindowQuery,
): Promise<{ timed: StoredItem[]; allDay: StoredItem[] }> {
  const { limit } = window;
  const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL ${filtersOf(window)}`;
  const { starting, runningIn, spanning, days, spanningDays } = rangesOf(window);
  const rows = await query(
    (db) => db.$queryRaw<StoredItem[]>`
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ${starting} ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ${runningIn} ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ${spanning} ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ${days} ORDER BY "startsAt", date, id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND ${spanningDays} ORDER BY date, id LIMIT ${limit})`,
  );
  const timed = rows.filter((row) => row.startsAtMs !== null);
  return { timed, allDay: rows.filter((row) => row.startsAtMs === null) };
}

/** The conditions of the ranges that make up a window, behind the place where the page before ended. */
export function rangesOf(window: WindowQuery) {
  const { from, to } = window;
  const after = window.after ?? lowest;
  const starts = at(window.startsAtMs);
  const next = Prisma.sql`("startsAt", id) > (${at(after.timed.startsAtMs)}, ${after.timed.id})`;
  const nextDay = Prisma.sql`(date, id) > (${after.allDay.date}, ${after.allDay.id})`;
  return {
    starting: Prisma.sql`"startsAt" >= ${starts} AND "startsAt" < ${at(window.endsAtMs)} AND ${next}`,
    runningIn: Prisma.sql`"startsAt" >= ${at(window.startsAtMs - longestDayMs)}
      AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND "endDate" IS NULL AND ${next}`,
    spanning: Prisma.sql`"endDate" >= ${addDays(from, -2)} AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND ${next}`,
    days: Prisma.sql`"startsAt" IS NULL AND date >= ${from} AND date <= ${to} AND ${nextDay}`,
    spanningDays: Prisma.sql`"startsAt" IS NULL AND "endDate" >= ${from} AND date < ${from} AND ${nextDay}`,
  };
}

/** How many items lie wholly before a window, counted to `most`. */
export async function countBefore(userId: UserId, window: WindowQuery, most: number): Promise<number> {
  const { from } = window;
  const starts = at(window.startsAtMs);
  const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL ${filtersOf(window)}`;
  const [row] = await query(
    (db) => db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (
        (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" < ${starts} AND "endsAt" <= ${starts}
          ORDER BY "startsAt" DESC LIMIT ${most})
        UNION ALL
        (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND date < ${from}
          AND ("endDate" IS NULL OR "endDate" < ${from}) LIMIT ${most})) AS before`,
  );
  return Math.min(row?.count ?? 0, most);
}

/** What narrows any reading of items, to stand behind other conditions. */
export function filtersOf({ done, tag, createdBy, words = [] }: WindowQuery): Prisma.Sql {
  const conditions = [
    ...(done === undefined ? [] : [Prisma.sql`AND done = ${done}`]),
    ...(tag === undefined ? [] : [Prisma.sql`AND ${tag} = ANY (tags)`]),
    ...(createdBy === undefined ? [] : [Prisma.sql`AND "createdBy" = ${createdBy}`]),
    ...words.map((word) => Prisma.sql`AND "searchText" LIKE ${`%${word}%`}`),
  ];
  return conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, " ");
}

export const at = (ms: number) => Prisma.sql`${new Date(ms)}::timestamptz`;
const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);

const msOf = (column: string) => Prisma.raw(`(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}Ms"`);
export const columns = Prisma.sql`id, text, date, "startTime", "endDate", "endTime", "timeZone", notes, location, url, tags, done,
  ${msOf("startsAt")}, ${msOf("endsAt")}, version, "createdBy", ${msOf("createdAt")}, ${msOf("updatedAt")}, ${msOf("deletedAt")}`;
