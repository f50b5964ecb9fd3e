import { expect, test } from "@playwright/test";
import pg from "pg";
import { addDays } from "../../../agenda/time/dates.ts";
import type { UserId } from "../../../server/caller.ts";
import { busySql, busyValues } from "../../../server/storage/items/busy-times.ts";
import { windowSql, windowValues } from "../../../server/storage/items/window-sql.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

let database: Database;
test.beforeAll(async () => {
  database = await makeDatabase();
});
test.afterAll(() => database.remove());

async function withFiftyThousand(work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

test.beforeAll(() =>
  withFiftyThousand(async (client) => {
    await client.query(`INSERT INTO "User" (id) VALUES ('somebody')`);
    // Five and a half years with 25 half-hour items a day.
    await client.query(`
      INSERT INTO "Item" ("userId", id, text, date, "startTime", "endTime", "startsAt", "endsAt", "timeZone", "createdBy", "createdAt", "updatedAt")
      SELECT 'somebody', lpad(n::text, 12, '0'), 'item', to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
        to_char(start AT TIME ZONE 'UTC', 'HH24:MI'), to_char((start + interval '30 minutes') AT TIME ZONE 'UTC', 'HH24:MI'),
        start, start + interval '30 minutes', 'UTC', 'web', now(), now()
      FROM (SELECT n, timestamptz '2024-01-01 00:00Z' + n * interval '58 minutes' AS start
        FROM generate_series(1, 50000) AS n) AS starts`);
    await client.query(`ANALYZE "Item"`);
  }),
);

/** Checks a statement's plan: uses indexes and discards few rows. */
async function expectCheap(client: pg.Client, sql: string, values: unknown[]) {
  const plan = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, BUFFERS) ${sql}`, values);
  const words = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(words).not.toContain("Seq Scan");
  const filtered = [...words.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, rows]) => Number(rows));
  expect(Math.max(0, ...filtered), words).toBeLessThan(100);
}

/** A prepared statement, executed as often as it takes PostgreSQL to choose between a plan for its values and one for all. */
async function prepared(client: pg.Client, sql: string, values: unknown[], mode: "auto" | "force_generic_plan") {
  await client.query(`DEALLOCATE ALL; SET plan_cache_mode = ${mode}; PREPARE it AS ${sql}`);
  const literals = values.map((value) => {
    if (value === null) return "NULL";
    const text = Array.isArray(value) ? `{${value.map((each) => `"${each}"`)}}` : String(value);
    return pg.escapeLiteral(text);
  });
  const execute = `EXECUTE it(${literals})`;
  for (let time = 0; time < 8; time++) await client.query(execute);
  return execute;
}

test("among 50,000 items, finding the conflicts of ten new ones uses indexes and reads few rows", () =>
  withFiftyThousand(async (client) => {
    const spans = Array.from({ length: 10 }, (_, month) => {
      const startsAtMs = Date.UTC(2025, month * 4, 3, 10);
      return { startsAtMs, endsAtMs: startsAtMs + 3_600_000 };
    });
    const values = busyValues("somebody" as UserId, spans, [], 21);
    const taken = await client.query<{ id: string }>(busySql, values);
    expect(taken.rows.length).toBeGreaterThanOrEqual(10);
    await expectCheap(client, busySql, values);
    // With the generic plan, which is the one that a write keeps.
    await expectCheap(client, await prepared(client, busySql, values, "force_generic_plan"), []);
  }));

test("among 50,000 items, a window in their midst uses indexes and reads few rows, also when it was asked often", () =>
  withFiftyThousand(async (client) => {
    for (const from of ["2026-10-01", "2029-06-01"]) {
      const startsAtMs = Date.parse(from);
      const window = { from, to: addDays(from, 30), startsAtMs, endsAtMs: startsAtMs + 31 * 86_400_000 };
      const values = windowValues("somebody" as UserId, { ...window, limit: 51, countMost: 100 });
      expect((await client.query(windowSql, values)).rows).toHaveLength(51);
      await expectCheap(client, windowSql, values);
      await expectCheap(client, await prepared(client, windowSql, values, "auto"), []);
    }
  }));
