import { expect, test } from "@playwright/test";
import { limits } from "../../contract/limits.ts";
import { query } from "../harness/identity-door.ts";
import { makeCaller } from "./callers.ts";

/** The agenda's maximum, minus those that the calls below add. */
const series = limits.seriesKept - 20;
const mostMs = 2_000;

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** Daily series at every quarter of an hour, some timed in two zones, some all-day. */
async function fill(itemId: string): Promise<void> {
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

const calls = [
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

test("with the maximum of daily series their owner is answered within two seconds, and nobody else waits", async () => {
  test.setTimeout(120_000);
  const [heavy, other] = [await makeCaller(), await makeCaller()];
  const first = await heavy.create("first");
  await fill(first.body.items?.[0]?.id ?? "");
  await query('ANALYZE "Item"', []);
  for (let n = 0; n < 20; n++) await other.create(`mine ${n}`);
  const readFor = async (isOver: () => boolean) => {
    const times: number[] = [];
    while (!isOver()) times.push((await other.read()).tookMs);
    return times;
  };
  const untilMs = performance.now() + 3_000;
  const calm = await readFor(() => performance.now() > untilMs);

  let isDone = false;
  const busy = readFor(() => isDone);
  const took: [string, number, number, string | undefined][] = [];
  for (const [name, method, path, body] of calls) {
    const answer = await heavy.call(method, path, body);
    took.push([name, Math.round(answer.tookMs), answer.status, answer.body.code]);
  }
  isDone = true;
  const loaded = await busy;
  const [before, during] = [percentile(calm, 0.95), percentile(loaded, 0.95)];
  console.log(
    [
      ...took.map((line) => line.join(" ")),
      `another's p95 ${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during (${loaded.length} reads), the slowest ${Math.max(...loaded).toFixed(0)} ms`,
    ].join("\n"),
  );
  expect(took.filter(([, tookMs]) => tookMs > mostMs)).toEqual([]);
  expect(took.filter(([, , status]) => status >= 500)).toEqual([]);
  // The target is 2. On two cores, shared with the database and this test, it was 2.5 to 3.1 (docs/decisions/0195).
  expect(during / before).toBeLessThan(4);
});
