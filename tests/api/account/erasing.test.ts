import { expect, test } from "@playwright/test";
import { reservePort } from "../../../dev/ports.ts";
import { readAppEnv } from "../../../dev/running-file.ts";
import { type App, startApp } from "../../../dev/start-app.ts";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query, userOf } from "../../harness/identity-door.ts";

const appEnv = readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {};

/** Starts several more instances at once on the same database, so that their startup work runs now. */
function startInstances(count: number): Promise<App[]> {
  const host = "127.0.0.1";
  const start = async () => {
    const { port, release } = await reservePort(0, host);
    await release();
    return startApp({ mode: "start", env: appEnv, host, port, output: "ignore" });
  };
  return Promise.all(Array.from({ length: count }, start));
}

const item = { text: "a", date: "2027-03-05" };

const idsOf = async (userId: string) =>
  (await query<{ id: string }>(`SELECT id FROM "Item" WHERE "userId" = $1 ORDER BY id`, [userId])).map(({ id }) => id);

/** A user's ledger with what is left of its contents. */
const ledgerOf = (userId: string) =>
  query<{ rev: number; at: Date; door: string; kept: boolean }>(
    `SELECT rev, at, door, items IS NOT NULL AS kept FROM "Change" WHERE "userId" = $1 ORDER BY rev`,
    [userId],
  );

const age = {
  trash: (id: string | undefined, time: string) =>
    query(`UPDATE "Item" SET "deletedAt" = now() - $2::interval WHERE id = $1`, [id, time]),
  change: (userId: string, rev: number, time: string) =>
    query(`UPDATE "Change" SET at = now() - $3::interval WHERE "userId" = $1 AND rev = $2`, [userId, rev, time]),
};

async function makeTrash(gpt: Api, count: number): Promise<string[]> {
  const ids = await gpt.makeAll(Array(count).fill(item));
  for (const id of ids) await gpt.call("deleteItemById", { id });
  return ids;
}

test("an instance erases at startup what is older than thirty days, and nothing younger", async () => {
  const { person, gpt } = await newcomer();
  await browserOf(person);
  const [old, young] = await makeTrash(gpt, 2); // revs 1 to 3
  const { id: alive } = await gpt.make(item); // rev 4
  const userId = await userOf(alive);
  await age.trash(old, "31 days");
  await age.trash(young, "29 days 23 hours");
  for (const [rev, time] of [
    [1, "60 days"],
    [2, "30 days 1 minute"],
    [3, "29 days 23 hours"],
  ] as const)
    await age.change(userId, rev, time);
  await query(`UPDATE "Item" SET "createdAt" = now() - interval '2 years', date = '2020-01-01' WHERE id = $1`, [alive]);
  await query(`UPDATE "Session" SET "expiresAt" = now() - interval '1 minute' WHERE "userId" = $1`, [userId]);
  await browserOf(person);
  const before = await ledgerOf(userId);

  const instances = await startInstances(1);
  await expect.poll(() => idsOf(userId)).toEqual([young, alive].sort());
  const kept = [false, false, true, true];
  await expect.poll(() => ledgerOf(userId)).toEqual(before.map((change, index) => ({ ...change, kept: kept[index] })));
  const sessions = `SELECT "expiresAt" > now() AS lives FROM "Session" WHERE "userId" = $1`;
  await expect.poll(() => query(sessions, [userId])).toEqual([{ lives: true }]);
  await Promise.all(instances.map(({ stop }) => stop()));

  const { rev, complete, changes } = await gpt.call("listChanges");
  expect({ rev, complete }).toEqual({ rev: 4, complete: false });
  expect(changes.map(({ items }) => items?.length)).toEqual([undefined, undefined, 1, 1]);
  expect(await gpt.refusal("restoreItem", { id: old })).toMatchObject({ status: 404 });
  expect((await gpt.call("restoreItem", { id: young })).item).toMatchObject({ id: young });
});

test("two instances that start at once erase several batches, each row once, without failures", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const userId = await userOf(id);
  const copies = `INSERT INTO "Item" ("userId", id, text, date, tags, "createdBy", "createdAt", "updatedAt", "deletedAt")
    SELECT $1, lpad(n::text, 12, '0'), 'a', '2027-03-05', '{}', 'gpt', now(), now(), now() - interval '31 days'
    FROM generate_series(1, 1300) AS n`;
  const entries = `INSERT INTO "Change" ("userId", rev, at, door, items)
    SELECT $1, n, now() - interval '31 days', 'gpt', '[]' FROM generate_series(2, 1301) AS n`;
  await query(copies, [userId]);
  await query(entries, [userId]);
  const instances = await startInstances(2);
  await expect.poll(() => idsOf(userId)).toEqual([id]);
  const kept = async () => (await ledgerOf(userId)).filter((change) => change.kept).map(({ rev }) => rev);
  await expect.poll(kept).toEqual([1]);
  expect(await ledgerOf(userId)).toHaveLength(1301);
  await Promise.all(instances.map(({ stop }) => stop()));
});

test("if the app's and the database's clocks differ by more than five minutes, nothing is erased", async () => {
  Object.assign(process.env, appEnv);
  const { eraseExpired } = await import("../../../server/storage/erase-expired.ts");
  const { database } = await import("../../../server/storage/database.ts");
  const { gpt } = await newcomer();
  let userId = "";
  // Instances that another test starts meanwhile erase too, with correct clocks: then it is tried again.
  await expect(async () => {
    const [old] = await makeTrash(gpt, 1);
    userId = await userOf(old);
    await age.trash(old, "31 days");
    for (const minutes of [-6, 6, 60 * 24 * 365]) expect(await eraseExpired(Date.now() + minutes * 60_000)).toBeNull();
    expect(await idsOf(userId)).toEqual([old]);
  }).toPass({ timeout: 20_000 });
  expect(await eraseExpired(Date.now() + 4 * 60_000)).toMatchObject({ items: expect.any(Number) });
  expect(await idsOf(userId)).toEqual([]);
  await database().$disconnect();
});
