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
  const { from, to, limit } = window;
  const after = window.after ?? lowest;
  const starts = at(window.startsAtMs);
  const ends = at(window.endsAtMs);
  const filters = filtersOf(window);
  const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL ${filters}`;
  const next = Prisma.sql`("startsAt", id) > (${at(after.timed.startsAtMs)}, ${after.timed.id})`;
  const nextDay = Prisma.sql`(date, id) > (${after.allDay.date}, ${after.allDay.id})`;
  const rows = await query(
    (db) => db.$queryRaw<StoredItem[]>`
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "startsAt" >= ${starts} AND "startsAt" < ${ends} AND ${next}
        ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "startsAt" >= ${at(window.startsAtMs - longestDayMs)}
        AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND "endDate" IS NULL AND ${next}
        ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "endDate" >= ${addDays(from, -2)}
        AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND ${next}
        ORDER BY "startsAt", id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND date >= ${from} AND date <= ${to} AND ${nextDay}
        ORDER BY "startsAt", date, id LIMIT ${limit})
      UNION ALL
      (SELECT ${columns} FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND "endDate" >= ${from} AND date < ${from}
        AND ${nextDay} ORDER BY date, id LIMIT ${limit})`,
  );
  const timed = rows.filter((row) => row.startsAtMs !== null);
  return { timed, allDay: rows.filter((row) => row.startsAtMs === null) };
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

/**
 * How many items overlap a window, each number counted to `most`. The same five ranges of two indexes as `readWindow`; no item is
 * in two of them.
 */
export async function countIn(
  userId: UserId,
  window: Pick<WindowQuery, "from" | "to" | "startsAtMs" | "endsAtMs">,
  most: number,
): Promise<{ open: number; all: number }> {
  const { from, to } = window;
  const starts = at(window.startsAtMs);
  const count = (filter: Prisma.Sql) => {
    const mine = Prisma.sql`"userId" = ${userId} AND "deletedAt" IS NULL ${filter}`;
    return query(
      (db) => db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (
          (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" >= ${starts} AND "startsAt" < ${at(window.endsAtMs)} LIMIT ${most})
          UNION ALL
          (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" >= ${at(window.startsAtMs - longestDayMs)}
            AND "startsAt" < ${starts} AND "endsAt" > ${starts} AND "endDate" IS NULL LIMIT ${most})
          UNION ALL
          (SELECT 1 FROM "Item" WHERE ${mine} AND "endDate" >= ${addDays(from, -2)}
            AND "startsAt" < ${starts} AND "endsAt" > ${starts} LIMIT ${most})
          UNION ALL
          (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND date >= ${from} AND date <= ${to} LIMIT ${most})
          UNION ALL
          (SELECT 1 FROM "Item" WHERE ${mine} AND "startsAt" IS NULL AND "endDate" >= ${from} AND date < ${from}
            LIMIT ${most})) AS "within"`,
    );
  };
  const [[open], [all]] = await Promise.all([count(filtersOf({ done: false })), count(Prisma.empty)]);
  return { open: Math.min(open?.count ?? 0, most), all: Math.min(all?.count ?? 0, most) };
}

function filtersOf({ done, tag }: Pick<WindowQuery, "done" | "tag">): Prisma.Sql {
  const byDone = done === undefined ? Prisma.empty : Prisma.sql`AND done = ${done}`;
  const byTag = tag === undefined ? Prisma.empty : Prisma.sql`AND ${tag} = ANY (tags)`;
  return Prisma.sql`${byDone} ${byTag}`;
}

const at = (ms: number) => Prisma.sql`${new Date(ms)}::timestamptz`;
const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);

const msOf = (column: string) => Prisma.raw(`(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}Ms"`);
const columns = Prisma.sql`id, text, date, "startTime", "endDate", "endTime", "timeZone", notes, location, url, tags, done,
  ${msOf("startsAt")}, ${msOf("endsAt")}, version, "createdBy", ${msOf("createdAt")}, ${msOf("updatedAt")}, ${msOf("deletedAt")}`;
