import { hash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../dev/wait.ts";
import { startPushStandIn } from "../push/push-stand-in.ts";
import { withDatabase } from "./agendas.ts";
import { cpuMs } from "./cpu.ts";
import { startParts } from "./parts.ts";

/** Reminders of as many people, due in the same minute. */
export interface ReminderMeasures {
  readonly count: number;
  /** From the due time until the last one was handed to the push service. */
  readonly seconds: number;
  /** Handed over more than once. */
  readonly twice: number;
  /** CPU for each, in milliseconds. */
  readonly appMs: number;
  readonly databaseMs: number;
}

const minuteMs = 60_000;

const fill = [
  `INSERT INTO "User" (id, rev, "plannedRev", "timeZone") SELECT 'person' || n, 1, 1, 'UTC' FROM generate_series(1, $1::int) n`,
  `INSERT INTO "Session" ("userId", "idHash", data, "expiresAt")
    SELECT 'person' || n, 'session', '', now() + interval '1 day' FROM generate_series(1, $1::int) n`,
];
const fillItems = `INSERT INTO "Item" ("userId", id, text, date, "startTime", "timeZone", reminders, "startsAt", "endsAt", "createdBy", "createdAt", "updatedAt")
  SELECT 'person' || n, lpad(n::text, 12, '0'), 'Call ' || n, to_char(at, 'YYYY-MM-DD'), to_char(at, 'HH24:MI'), 'UTC', '{30m}', at, at, 'gpt', now(), now()
  FROM generate_series(1, $1::int) n, (SELECT to_timestamp($2::float8 / 1000) AS at, set_config('TimeZone', 'UTC', false)) AS moment`;
const fillDevices = `INSERT INTO "PushDevice" ("userId", id, "sessionHash", endpoint, p256dh, auth, name, "createdAt")
  SELECT 'person' || n, id, 'session', endpoint, p256dh, auth, 'Chrome', now()
  FROM jsonb_to_recordset($1::jsonb) AS d (n int, id text, endpoint text, p256dh text, auth text)`;
const plan = `INSERT INTO "ReminderPlan" ("userId", rev, until) SELECT 'person' || n, 0, now() FROM generate_series(1, $1::int) n`;

/** In a database of their own; the push service's stand-in decrypts every one of them on the same machine. Takes four minutes. */
export async function measureReminders(count: number): Promise<ReminderMeasures> {
  const service = await startPushStandIn();
  const parts = await startParts("bench-reminders");
  try {
    const app = await parts.startInstance();
    const devices = Array.from({ length: count }, () => service.subscribe());
    const dueMs = Math.ceil((Date.now() + 2 * minuteMs) / minuteMs) * minuteMs;
    await withDatabase(parts, async (database) => {
      await database.query("SET TIME ZONE 'UTC'");
      for (const statement of fill) await database.query(statement, [count]);
      await database.query(fillItems, [count, dueMs + 30 * minuteMs]);
      const rows = devices.map(({ endpoint, p256dh, auth }, index) => {
        const id = hash("sha256", endpoint, "base64url");
        return { n: index + 1, id, endpoint, p256dh, auth };
      });
      await database.query(fillDevices, [JSON.stringify(rows)]);
      await database.query("VACUUM ANALYZE");
      await database.query(plan, [count]);
      const planned = async () => {
        const { rows: found } = await database.query<{ count: number }>(`SELECT count(*)::int FROM "DueReminder"`);
        return found[0]?.count === count || undefined;
      };
      await until("Not all was planned", planned, { withinMs: 180_000, everyMs: 500 });
      if (Date.now() > dueMs) throw new Error("Planning took longer than there was; the number would mean nothing.");
    });
    await pause(dueMs - Date.now());
    const before = [cpuMs(app.pid), cpuMs(parts.databasePid)];
    const arrived = () => devices.reduce((sum, { pushed }) => sum + pushed.length, 0);
    await until("Not all arrived", () => arrived() >= count || undefined, { withinMs: 300_000, everyMs: 100 });
    const latestMs = Math.max(...devices.map(({ pushed }) => pushed[0]?.atMs ?? 0));
    const [app2 = 0, database2 = 0] = [cpuMs(app.pid), cpuMs(parts.databasePid)].map(
      (ms, at) => ms - (before[at] ?? 0),
    );
    await pause(minuteMs + 5_000); // what was not settled would be resent by now
    if (service.refused.length > 0) throw new Error(`${service.refused.length} could not be decrypted.`);
    return {
      ...{ count, seconds: (latestMs - dueMs) / 1000, twice: arrived() - count },
      ...{ appMs: app2 / count, databaseMs: database2 / count },
    };
  } finally {
    await parts.stop();
    await service.close();
  }
}
