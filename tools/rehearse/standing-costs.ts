import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { App } from "../../dev/start-app.ts";
import { until } from "../../dev/wait.ts";
import { type Agenda, withDatabase } from "../bench/agendas.ts";
import { cpuMs } from "../bench/cpu.ts";
import { measureFeeds } from "../bench/load/feeds.ts";
import type { Parts } from "../bench/parts.ts";
import { cookieOf, makePerson } from "../bench/person.ts";
import { create, openPage, startBeside } from "./calls.ts";
import { type Outcome, outcome } from "./rehearsal.ts";

const feeds = 200;
const feedsOfSession = 20;

/** CPU of an open page in an idle second. */
export async function feedCost(parts: Parts, appPid: number): Promise<Outcome> {
  const app = { url: parts.appUrl };
  const look = () => ({ app: cpuMs(appPid), database: cpuMs(parts.databasePid) });
  const seconds = 20;
  const rest = async () => {
    const before = look();
    await pause(seconds * 1000);
    const after = look();
    return { app: after.app - before.app, database: after.database - before.database };
  };
  const idle = await rest();
  const pages = [];
  for (let n = 0; n < feeds; n += feedsOfSession) {
    const cookie = await cookieOf(parts, await makePerson(parts));
    for (let each = 0; each < feedsOfSession; each++) pages.push(await openPage(app, cookie));
  }
  await pause(5_000); // what opening them left to do
  const open = await rest();
  for (const page of pages) page.close();
  const each = (ms: number) => (Math.max(0, ms) / seconds / feeds).toFixed(3);
  const words = `CPU ${each(open.app - idle.app)} ms app, ${each(open.database - idle.database)} ms database a second, of ${feeds}`;
  return outcome("sizing: an open page", words);
}

/** CPU of a change in a process that only hears of it. */
export async function hintCost(parts: Parts, { token }: Agenda): Promise<Outcome> {
  const listener = await startBeside(parts, {});
  const changes = 300;
  await pause(3_000);
  const restMs = async (work: () => Promise<unknown>) => {
    const [before, startedMs] = [cpuMs(listener.pid), performance.now()];
    await work();
    return { cpu: cpuMs(listener.pid) - before, tookMs: performance.now() - startedMs };
  };
  const writing = await restMs(async () => {
    for (let n = 0; n < changes; n++) await create({ url: parts.appUrl }, token, `Hint ${n}`);
  });
  const idle = await restMs(() => pause(writing.tookMs));
  await listener.stop();
  return outcome(
    "sizing: a hint in another process",
    `CPU ${(Math.max(0, writing.cpu - idle.cpu) / changes).toFixed(3)} ms`,
  );
}

/** Memory of an open page, in a process of its own. */
export async function feedMemory(parts: Parts): Promise<Outcome> {
  const { bytesPerFeed, feeds: opened } = await measureFeeds(parts, 500);
  return outcome("sizing: memory of an open page", `${(bytesPerFeed / 1024).toFixed(0)} KiB, of ${opened}`);
}

const [people, replanned, itemsOfEach] = [50_000, 1_000, 20];
const instances = 3;
const restMs = 30_000;
/** What everybody was planned for. */
const fillPlanned = [
  `INSERT INTO "User" (id, rev, "plannedRev", "timeZone") SELECT 'person' || n, 1, 1, 'UTC' FROM generate_series(1, ${people}) n`,
  `INSERT INTO "ReminderPlan" ("userId", rev) SELECT 'person' || n, 1 FROM generate_series(1, ${people}) n`,
  `INSERT INTO "Item" ("userId", id, text, date, "startTime", "timeZone", reminders, "startsAt", "endsAt", "createdBy", "createdAt", "updatedAt")
    SELECT 'person' || n, 'item' || i, 'Call', to_char(at, 'YYYY-MM-DD'), to_char(at, 'HH24:MI'), 'UTC',
      CASE WHEN i % 5 = 0 THEN '{30m}'::text[] ELSE '{}' END, at, at, 'gpt', now(), now()
    FROM generate_series(1, ${replanned}) n, generate_series(1, ${itemsOfEach}) i,
      LATERAL (SELECT date_trunc('minute', now() AT TIME ZONE 'UTC') + i * interval '20 hours' AS at) AS moment`,
  "VACUUM ANALYZE",
];
const unplan = `UPDATE "User" SET "plannedRev" = 0 WHERE id IN (SELECT 'person' || n FROM generate_series(1, ${replanned}) n)`;
const unplanned = `SELECT 1 FROM "User" WHERE rev <> "plannedRev" LIMIT 1`;

/**
 * What the reminders cost while none is due: the turns that every instance takes, and planning for a person who changed something,
 * with what it costs the instances to share that.
 */
export async function turnCosts(parts: Parts): Promise<Outcome[]> {
  const apps: App[] = [];
  while (apps.length < instances) apps.push(await startBeside(parts, {}));
  return withDatabase(parts, async (database) => {
    /** What was spent meanwhile, in milliseconds. The database's own chores come and go: only what works for the apps is counted. */
    const spentIn = async (work: () => Promise<unknown>) => {
      const [appsBefore, connectionsBefore] = [cpuOf(apps.map(({ pid }) => pid)), cpuOf(await connectionsOf(database))];
      await work();
      const [appsAfter, connectionsAfter] = [cpuOf(apps.map(({ pid }) => pid)), cpuOf(await connectionsOf(database))];
      return { app: added(appsBefore, appsAfter), database: added(connectionsBefore, connectionsAfter) };
    };
    for (const statement of fillPlanned) await database.query(statement);
    await pause(50_000); // what starting left to do
    const idle = await spentIn(() => pause(restMs));
    const planned = async () => (await database.query(unplanned)).rows.length === 0 || undefined;
    const startedMs = performance.now();
    const spent = await spentIn(async () => {
      await database.query(unplan);
      await until("Not all was planned", planned, { withinMs: 120_000, everyMs: 500 });
    });
    const restShare = (performance.now() - startedMs) / restMs;
    for (const app of apps) await app.stop();
    const costs = (ms: (which: "app" | "database") => number) =>
      `CPU ${ms("app").toFixed(2)} ms app, ${ms("database").toFixed(2)} ms database`;
    return [
      outcome(
        "sizing: an idle process, a second",
        costs((which) => idle[which] / instances / (restMs / 1_000)),
      ),
      outcome(
        "sizing: planning for a person's change",
        costs((which) => (spent[which] - idle[which] * restShare) / replanned),
      ),
    ];
  });
}

async function connectionsOf(database: pg.Client): Promise<number[]> {
  const { rows } = await database.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  return rows.map(({ pid }) => pid);
}

const cpuOf = (pids: readonly number[]) => new Map(pids.map((pid) => [pid, cpuMs(pid)]));
const added = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>) =>
  [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
