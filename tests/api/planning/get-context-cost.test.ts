import { expect, test } from "@playwright/test";
import pg from "pg";
import { dateRangeIn } from "../../../agenda/time/date-range.ts";
import type { UserId } from "../../../server/caller.ts";
import { countSql, countValues } from "../../../server/storage/items/count-items.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

let database: Database;
test.beforeAll(async () => {
  database = await makeDatabase();
});
test.afterAll(() => database.remove());

test("among 50,000 items, counting a week uses indexes and reads few rows", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(`INSERT INTO "User" (id) VALUES ('somebody')`);
    // 136 years of daily items around now, a third of them all-day.
    await client.query(`
      INSERT INTO "Item" ("userId", id, text, date, "startTime", "startsAt", "endsAt", "timeZone", "createdBy", "createdAt", "updatedAt")
      SELECT 'somebody', lpad(n::text, 12, '0'), 'item', to_char(day, 'YYYY-MM-DD'), CASE WHEN timed THEN '09:00' END,
        CASE WHEN timed THEN day + interval '9 hours' END, CASE WHEN timed THEN day + interval '9 hours' END,
        CASE WHEN timed THEN 'UTC' END, 'web', now(), now()
      FROM (SELECT n, n % 3 > 0 AS timed, timestamptz '1958-01-01 00:00Z' + n * interval '1 day' AS day
        FROM generate_series(1, 50000) AS n) AS days`);
    await client.query(`ANALYZE "Item"`);
    const values = countValues("somebody" as UserId, dateRangeIn("2026-11-24", "2026-11-30", "UTC"), 1000);
    const counted = await client.query<{ open: number; all: number }>(countSql, values);
    expect(counted.rows).toEqual([{ open: 7, all: 7 }]);
    const plan = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, BUFFERS) ${countSql}`, values);
    const words = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(words).not.toContain("Seq Scan");
    const filtered = [...words.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, rows]) => Number(rows));
    expect(Math.max(0, ...filtered)).toBeLessThan(100);
  } finally {
    await client.end();
  }
});
