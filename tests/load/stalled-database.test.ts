import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { query } from "../harness/identity-door.ts";
import { startInstance } from "../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../harness/own-database.ts";
import { StalledPeople } from "./stalled-people.ts";

/** Longer than the former timeout for a statement plus its ROLLBACK, after which both had been abandoned. */
const stallMs = 22_000;

/** Lets nobody write items, once somebody waits to. @returns lets them */
async function lockItems({ url }: OwnDatabase): Promise<() => Promise<void>> {
  const lock = new pg.Client(url);
  await lock.connect();
  await lock.query('BEGIN; LOCK TABLE "Item" IN SHARE MODE');
  const waiting = () => query<object>("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'", [], url);
  await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
  return async () => {
    await lock.query("COMMIT");
    await lock.end();
  };
}

/** In the middle of writes: some have begun, and their COMMIT is not sent. */
async function haltByFreezing(database: OwnDatabase): Promise<void> {
  const release = await lockItems(database);
  const goOn = await database.freeze();
  const released = release();
  await pause(stallMs);
  goOn();
  await released;
}

async function haltByLock(database: OwnDatabase): Promise<void> {
  const release = await lockItems(database);
  await pause(stallMs);
  await release();
}

/** Two instances with pools of 4 and 10 on one database that stalls for a while. @returns contradictions to what was answered */
async function stall(name: string, halt: (database: OwnDatabase) => Promise<void>) {
  const database = await startOwnDatabase();
  const apps = await Promise.all(
    ["4", "10"].map((size) => startInstance({ env: { DATABASE_URL: database.url, DATABASE_POOL_SIZE: size } })),
  );
  try {
    const all = await Promise.all(apps.map(({ url }) => StalledPeople.at(url, database.url)));
    for (const people of all) people.write();
    await expect.poll(() => all.every(({ items }) => items.acknowledged.length > 20)).toBe(true);
    const halted = halt(database);
    const leaving = all.map((people) => people.leave(0));
    await halted;
    // Those who leave now get whatever connections survived the stall.
    await Promise.all(all.map((people) => people.leave(1)));
    await Promise.all(leaving);
    await Promise.all(all.map((people) => people.rest()));
    console.log(`${name}: ${JSON.stringify(all.map(({ statuses }) => statuses))}`);
    const open = () =>
      query<object>("SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'", [], database.url);
    await expect.poll(open, { message: `${name}: transactions left open` }).toEqual([]);
    return {
      statuses: [...new Set(all.flatMap(({ statuses }) => Object.keys(statuses)))].filter(
        (status) => !["200", "201", "303", "429", "503"].includes(status),
      ),
      contradictions: await Promise.all(all.map((people) => people.contradictions())),
      log: apps.flatMap((app) => app.log().split("\n")).filter((line) => /"failure"/.test(line)),
    };
  } catch (thrown) {
    console.log(apps.map((app) => app.log().slice(-1500)).join("\n---\n"));
    throw thrown;
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
    await database.remove();
  }
}

const well = {
  "acknowledged and gone": [],
  "refused and there": [],
  "without an entry in the ledger": [],
  "deleted and there": [],
  "not deleted and gone": [],
  "signed out and there": [],
};

test("after a frozen database and a locked table, everything is as users were told", async () => {
  test.setTimeout(120_000);
  const stalls = await Promise.allSettled([stall("frozen", haltByFreezing), stall("locked", haltByLock)]);
  const value = { statuses: [], contradictions: [well, well], log: [] };
  expect(stalls).toEqual(Array(2).fill({ status: "fulfilled", value }));
});
