import { hash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { until } from "../../dev/wait.ts";
import { startPushStandIn } from "../../tools/push/push-stand-in.ts";
import { query } from "../harness/identity-door.ts";
import { startInstance } from "../harness/instance.ts";
import { makeDatabase } from "../harness/own-database.ts";

const [people, remindersOfEach, others] = [500, 20, 5_000];
const reminders = people * remindersOfEach;

/**
 * Some changed something minutes ago and are to be planned for; all of their reminders are due. The others are planned for, and their
 * changes are dated ahead, so that they stay the latest.
 */
const fill = [
  `INSERT INTO "User" (id, rev, "plannedRev", "timeZone")
    SELECT 'person' || n, 1, (n > ${people})::int, 'UTC' FROM generate_series(1, ${people + others}) n`,
  `INSERT INTO "Session" ("userId", "idHash", data, "expiresAt")
    SELECT 'person' || n, 'session', '', now() + interval '1 day' FROM generate_series(1, ${people}) n`,
  `INSERT INTO "Change" ("userId", rev, at, door, items) SELECT 'person' || n, 1,
      now() + CASE WHEN n > ${people} THEN interval '40 minutes' ELSE interval '-5 minutes' END, 'gpt', '[]'
    FROM generate_series(1, ${people + others}) n`,
  `INSERT INTO "ReminderPlan" ("userId", rev) SELECT 'person' || n, (n > ${people})::int FROM generate_series(1, ${people + others}) n`,
  `INSERT INTO "Item" ("userId", id, text, date, "startTime", "timeZone", reminders, "startsAt", "endsAt", "createdBy", "createdAt", "updatedAt")
    SELECT 'person' || n, 'item' || i, 'Call', to_char(at, 'YYYY-MM-DD'), to_char(at, 'HH24:MI'), 'UTC', '{0m}', at, at, 'gpt', now(), now()
    FROM generate_series(1, ${people}) n, generate_series(1, ${remindersOfEach}) i,
      (SELECT date_trunc('minute', now() AT TIME ZONE 'UTC') - interval '2 minutes' AS at) AS moment`,
];
const fillDevices = `INSERT INTO "PushDevice" ("userId", id, "sessionHash", endpoint, p256dh, auth, name, "createdAt")
  SELECT 'person' || n, id, 'session', endpoint, p256dh, auth, 'Chrome', now()
  FROM jsonb_to_recordset($1::jsonb) AS d (n int, id text, endpoint text, p256dh text, auth text)`;

const rowsRead = `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_user_tables
  WHERE relname IN ('Change', 'User')`;
/** A trigger of the test's, because PostgreSQL's own count comes late. */
const countPlans = [
  `CREATE TABLE plans ("userId" text)`,
  `CREATE FUNCTION note_plan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO plans VALUES (NEW."userId"); RETURN NULL; END $$`,
  `CREATE TRIGGER note AFTER UPDATE ON "ReminderPlan" FOR EACH ROW EXECUTE FUNCTION note_plan()`,
];

test("10,000 due reminders reach the push service within a minute, each once, from two instances that share the planning", async () => {
  test.setTimeout(120_000);
  const [service, database] = await Promise.all([startPushStandIn(), makeDatabase()]);
  const ask = async (text: string, values: unknown[] = []) => query<{ count: number }>(text, values, database.url);
  const countOf = async (text: string) => (await ask(text))[0]?.count ?? 0;
  const devices = Array.from({ length: people }, () => service.subscribe());
  const rows = devices.map(({ endpoint, p256dh, auth }, index) => ({
    ...{ n: index + 1, id: hash("sha256", endpoint, "base64url"), endpoint, p256dh, auth },
  }));
  for (const statement of [...fill, ...countPlans]) await ask(statement);
  await ask(fillDevices, [JSON.stringify(rows)]);
  const env = { DATABASE_URL: database.url, DIRECT_DATABASE_URL: database.url };
  const apps = await Promise.all([startInstance({ env }), startInstance({ env })]);
  try {
    const startedMs = performance.now();
    const arrived = () => devices.reduce((sum, { pushed }) => sum + pushed.length, 0);
    await until("Not all arrived", () => arrived() >= reminders || undefined, { withinMs: 60_000, everyMs: 100 });
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    const plans = await countOf("SELECT count(*)::int FROM plans");
    const before = await countOf(rowsRead);
    await pause(4_000); // two turns of each instance
    const read = (await countOf(rowsRead)) - before;
    const twice = arrived() - reminders;
    console.log(
      `${reminders} reminders of ${people} people in ${seconds} s; ${plans} plans; ${read} rows read when idle`,
    );
    const tags = devices.map(({ pushed }) => new Set(pushed.map(({ message }) => message.tag)).size);
    expect({ twice, refused: service.refused, fewest: Math.min(...tags) }).toEqual({
      ...{ twice: 0, refused: [], fewest: remindersOfEach },
    });
    // Two may plan for one person if the second looks while the first ends.
    expect(plans, "each person is planned for by one of the instances").toBeLessThan(people * 1.1);
    expect(read, "what others changed is not read in each turn").toBeLessThan(others);
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
    await database.remove();
    await service.close();
  }
});
