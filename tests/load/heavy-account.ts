import { query } from "../harness/identity-door.ts";

/** Names of the series that `fill` makes, from 1 on. */
export const heavyId = (number: number): string => `heavy${String(number).padStart(7, "0")}`;

/** Daily series at every quarter of an hour, some timed in two zones, some all-day. */
export async function fill(itemId: string, series: number): Promise<void> {
  await query(
    `INSERT INTO "Item" ("userId", id, text, date, "startTime", "endTime", "timeZone", "startsAt", "endsAt", recurrence, "reachFrom",
       "reachTo", "searchText", "createdBy", "createdAt", "updatedAt")
     SELECT owner."userId", 'heavy' || lpad(n::text, 7, '0'), 'Daily ' || n, '2025-01-06', start, stop, zone,
       ('2025-01-06 ' || start)::timestamp AT TIME ZONE zone, ('2025-01-06 ' || stop)::timestamp AT TIME ZONE zone,
       'FREQ=DAILY', '2025-01-05', '2199-12-31', 'daily ' || n || E'\\n', 'web', now(), now()
     FROM (SELECT "userId" FROM "Item" WHERE id = $1) AS owner, generate_series(1, $2) AS n,
       LATERAL (SELECT CASE WHEN n % 10 > 0 THEN lpad((n % 88 / 4)::text, 2, '0') || ':' || lpad((n % 4 * 15)::text, 2, '0') END AS start,
         CASE WHEN n % 10 > 0 THEN lpad((n % 88 / 4 + 1)::text, 2, '0') || ':00' END AS stop,
         CASE WHEN n % 10 > 0 THEN CASE WHEN n % 2 = 0 THEN 'Europe/Paris' ELSE 'America/New_York' END END AS zone) AS times`,
    [itemId, series],
  );
}

const daily = (index: number) => ({
  text: `Another ${index}`,
  date: "2026-12-07",
  startTime: `${String(8 + index).padStart(2, "0")}:00`,
  recurrence: "FREQ=DAILY",
});
const lone = { text: "Alone", date: "2026-12-07", startTime: "15:00", endTime: "16:00" };
const everything = { filter: { q: "daily", from: "2026-12-07", to: "2026-12-07" }, days: 1, previewOnly: true };

export const calls = [
  ["context", "GET", "/api/context"],
  ["list", "GET", "/api/items"],
  ["list of a year", "GET", "/api/items?from=2026-12-01&to=2027-11-30&limit=200"],
  ["list of what is done", "GET", "/api/items?done=true"],
  ["search", "GET", "/api/items?q=daily"],
  ["search by relevance", "GET", "/api/items?q=daily&order=relevance"],
  ["search in a year", "GET", "/api/items?q=daily&from=2026-12-01&to=2027-11-30"],
  ["search of a typing error", "GET", "/api/items?q=dailx"],
  ["overview of a day", "GET", "/api/overview"],
  ["overview of a week", "GET", "/api/overview?span=week"],
  ["free time", "POST", "/api/free-time/find", {}],
  ["free time in two months", "POST", "/api/free-time/find", { from: "2026-12-01", to: "2027-01-31" }],
  ["create", "POST", "/api/items", { items: [lone] }],
  ["create series", "POST", "/api/items", { items: Array.from({ length: 10 }, (_, index) => daily(index)) }],
  ["create unless taken", "POST", "/api/items", { items: [{ ...lone, text: "Perhaps" }], avoidConflicts: true }],
  ["preview of a move", "POST", "/api/items/reschedule", everything],
  ["ticking off", "POST", "/api/items/complete", { filter: everything.filter, previewOnly: true }],
  ["changes", "GET", "/api/changes?order=newest"],
  ["trash", "GET", "/api/trash"],
  ["undo", "POST", "/api/changes/undo", { last: true }],
] as const;
