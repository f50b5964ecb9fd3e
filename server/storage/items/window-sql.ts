import { placeNames } from "../../../agenda/item/fields.ts";
import type { UserId } from "../../caller.ts";

/** A window of one user's agenda. The caller has converted zones to instants: the database converts none. */
export interface WindowQuery {
  readonly from: string;
  readonly to: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly done?: boolean;
  readonly tag?: string;
  /** The door it was created through. */
  readonly createdBy?: string;
  /** Where to continue: strictly after this position, in each of the two orders. */
  readonly after?: {
    readonly timed: { readonly startsAtMs: number; readonly id: string };
    readonly allDay: { readonly date: string; readonly id: string };
  };
  readonly limit: number;
  /** Limit for counting what comes before. */
  readonly countMost: number;
}

const hourMs = 3_600_000;
/**
 * The longest that an item ending on its start date can take: a day, an hour more where clocks go back, and 26 hours more if it
 * ends in the last zone to leave that date.
 */
export const longestDateHours = 52;
export const longestDateMs = longestDateHours * hourMs;
/** Sorts before every position. */
export const lowest = { timed: { startsAtMs: Date.parse("1800-01-01"), id: "" }, allDay: { date: "", id: "" } };

const msOf = (column: string) => `(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}Ms"`;
/** The columns of a StoredItem. */
export const columns = `id, ${placeNames.map((name) => `"${name}"`).join(", ")}, recurrence,
  exceptions, imported, ${msOf("startsAt")}, ${msOf("endsAt")}, version, "createdBy", ${msOf("createdAt")}, ${msOf("updatedAt")}, ${msOf("deletedAt")}`;

const own = `FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL
  AND ($16::text IS NULL OR "createdBy" = $16)`;
const tagged = `${own} AND ($14::text IS NULL OR $14 = ANY (tags))
  AND ($13::boolean IS NULL OR done = $13)`;
/** A series' own row is not an entry: its occurrences are computed. */
const mine = `${tagged} AND recurrence IS NULL`;
// Spelled out: for a row comparison PostgreSQL starts the index scan there, even if another condition starts later, and walks
// the rest.
const timed = `SELECT ${columns} ${mine} AND ("startsAt" > $9::timestamptz OR "startsAt" = $9::timestamptz AND id > $10)`;
const allDay = `SELECT ${columns} ${mine} AND "startsAt" IS NULL AND (date > $11 OR date = $11 AND id > $12)`;

/**
 * The first items, in both orders, that overlap a window; every row also has the number of items wholly before it, and the
 * person's rev and zone at that moment. Without items there is one row with only these. Three ranges of two indexes: items that
 * start in the window, that run into it from the days before, that span several days. Added are all series that can reach into the
 * window, whatever their tags or state: their occurrences may differ. Before the window a series counts as one. One text for every
 * window, so that nothing is assembled per request.
 *
 * Multi-day items are in the same order, but by an expression that no index has: PostgreSQL would otherwise walk the index on
 * starts from the very first item on, to avoid sorting the few found by their last day (docs/decisions/0182). Series before the
 * window are counted in an order for the opposite reason: a generic plan would read the whole table for them.
 */
export const windowSql = `
SELECT before.count AS "itemsBefore", person.*, found.* FROM (
  SELECT least(count(*), $15)::int AS count FROM (
    (SELECT 1 ${mine} AND "startsAt" < $2::timestamptz AND "endsAt" <= $2::timestamptz ORDER BY "startsAt" DESC LIMIT $15::int)
    UNION ALL
    (SELECT 1 ${mine} AND "startsAt" IS NULL AND date < $6 AND ("endDate" IS NULL OR "endDate" < $6)
      ORDER BY "startsAt", date, id LIMIT $15::int)
    UNION ALL
    (SELECT 1 ${tagged} AND "reachFrom" < $6 AND date < $6 ORDER BY "reachFrom" LIMIT $15::int)
  ) AS passed
) AS before LEFT JOIN (
  SELECT rev AS "personRev", "timeZone" AS "personZone" FROM "User" WHERE id = $1
) AS person ON true LEFT JOIN (
  (${timed} AND "startsAt" >= greatest($2::timestamptz, $9::timestamptz) AND "startsAt" < $3::timestamptz ORDER BY "startsAt", id LIMIT $8::int)
  UNION ALL
  (${timed} AND "startsAt" >= greatest($4::timestamptz, $9::timestamptz) AND "startsAt" < $2::timestamptz AND "endsAt" > $2::timestamptz
    AND "endDate" IS NULL ORDER BY "startsAt", id LIMIT $8::int)
  UNION ALL
  (${timed} AND "endDate" >= $5 AND "startsAt" < $2::timestamptz AND "endsAt" > $2::timestamptz
    ORDER BY "startsAt" + interval '0', id LIMIT $8::int)
  UNION ALL
  (${allDay} AND date >= greatest($6, $11) AND date <= $7 ORDER BY "startsAt", date, id LIMIT $8::int)
  UNION ALL
  (${allDay} AND "endDate" >= $6 AND date < $6 ORDER BY date, id LIMIT $8::int)
  UNION ALL
  (SELECT ${columns} ${own} AND "reachFrom" <= $7 AND "reachTo" >= $6)
) AS found ON true`;

/** Only the series that can reach into a window, for callers that need no items. */
export const seriesSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL
  AND "reachFrom" <= $3 AND "reachTo" >= $2`;

/** The parameters of `windowSql`, in order. */
export function windowValues(userId: UserId, window: WindowQuery): unknown[] {
  const { from, to, startsAtMs, endsAtMs, limit, after = lowest, done = null, tag = null, countMost } = window;
  return [
    userId,
    at(startsAtMs),
    at(endsAtMs),
    at(startsAtMs - longestDateMs),
    twoDaysBefore(from),
    from,
    to,
    limit,
    at(after.timed.startsAtMs),
    after.timed.id,
    after.allDay.date,
    after.allDay.id,
    done,
    tag,
    countMost,
    window.createdBy ?? null,
  ];
}

export const at = (ms: number) => new Date(ms).toISOString();
export const twoDaysBefore = (date: string) =>
  new Date(Date.parse(`${date}T00:00Z`) - 2 * 24 * hourMs).toISOString().slice(0, 10);
