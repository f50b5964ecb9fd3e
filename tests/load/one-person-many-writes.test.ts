import { expect, test } from "@playwright/test";
import { query } from "../api/identity-door.ts";
import { startInstance } from "../api/instance.ts";
import { startOwnDatabase } from "../api/own-database.ts";
import { running } from "../api/running.ts";
import { gptOf, makePerson } from "../people.ts";

/** A person who calls the API with a token, as fast as can be. */
async function callerOf(app = running.url) {
  const authorization = `Bearer ${await gptOf(await makePerson()).accessToken()}`;
  const call = async (method: "GET" | "POST", path: string, body?: unknown) => {
    const startedMs = performance.now();
    const response = await fetch(app + path, {
      method,
      headers: { authorization, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { items?: { id: string }[]; code?: string; rev?: number };
    const retryAfter = Number(response.headers.get("retry-after"));
    return { status: response.status, retryAfter, answer, tookMs: performance.now() - startedMs };
  };
  const create = (text: string) => call("POST", "/api/items", { items: [{ text, date: "2026-11-27" }] });
  return { call, create, read: () => call("GET", "/api/items?from=2026-11-01&to=2026-12-31") };
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test("one person's thousand concurrent writes slow another's reads by no more than two", async () => {
  test.setTimeout(180_000);
  const [busy, other] = await Promise.all([callerOf(), callerOf()]);
  await busy.create("first");
  for (let n = 0; n < 20; n++) await other.create(`mine ${n}`);
  const readOnce = async (into: number[]) => {
    const { status, tookMs } = await other.read();
    expect(status).toBe(200);
    into.push(tookMs);
  };
  const before: number[] = [];
  for (let n = 0; n < 100; n++) await readOnce(before);

  // A thousand at once: 53 are taken up, the others are told at once to come back, and come back until they are through.
  const acknowledged: string[] = [];
  const refusals = new Map<number, number>();
  let left = 1_000;
  const writeUntilTaken = async (n: number) => {
    for (;;) {
      const { status, retryAfter, answer } = await busy.create(`write ${n}`);
      if (status === 201) {
        acknowledged.push(answer.items?.[0]?.id ?? "");
        left -= 1;
        return;
      }
      refusals.set(status, (refusals.get(status) ?? 0) + 1);
      expect({ status, code: answer.code }).toEqual({ status: 429, code: "too_many_writes" });
      expect(retryAfter).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, retryAfter * 1_000 + Math.random() * 2_000)); // as it was told
    }
  };
  const writes = Promise.all(Array.from({ length: 1_000 }, (_, n) => writeUntilTaken(n)));
  const during: number[] = [];
  while (left > 0 && during.length < 2_000) await readOnce(during);
  await writes;

  const [calm, loaded] = [median(before), median(during)];
  console.log(
    `another's read: median ${calm.toFixed(1)} ms before, ${loaded.toFixed(1)} ms during (${during.length} reads), ` +
      `×${(loaded / calm).toFixed(2)}; 1,000 writes taken, ${refusals.get(429) ?? 0} times told to come back`,
  );
  expect(refusals.get(429)).toBeGreaterThan(0);
  expect(new Set(acknowledged).size).toBe(1_000);
  const stored = await query<{ n: number }>(
    `SELECT count(*)::int AS n FROM "Item" WHERE id = ANY($1) AND text LIKE 'write %'`,
    [acknowledged],
  );
  expect(stored).toEqual([{ n: 1_000 }]);
  const { answer } = await busy.call("GET", "/api/changes?since=1000");
  expect(answer.rev).toBe(1_001); // one rev for each, and none for what was refused
  expect(loaded).toBeLessThanOrEqual(calm * 2);
});

test("fifty writes at once are all stored, with fifty revs", async () => {
  const person = await callerOf();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => person.create(`one of fifty ${n}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
  const { answer } = await person.call("GET", "/api/changes");
  expect(answer.rev).toBe(50);
  expect((await person.read()).answer.items).toHaveLength(50);
});

test("where every connection is taken, callers are told to come back, and nothing fails", async () => {
  const database = await startOwnDatabase();
  const app = await startInstance({ env: { DATABASE_URL: database.url, DATABASE_POOL_SIZE: "4" } });
  const { default: pg } = await import("pg");
  const lock = new pg.Client(database.url);
  await lock.connect();
  try {
    const [one, two, third] = await Promise.all([callerOf(app.url), callerOf(app.url), callerOf(app.url)]);
    for (const person of [one, two, third]) expect((await person.create("first")).status).toBe(201);
    // Both persons' rows are locked, so their writes sit on all four connections.
    await lock.query('BEGIN; SELECT id FROM "User" FOR UPDATE');
    const stuck = [one, two].flatMap((person) => [1, 2, 3].map((n) => person.create(`stuck ${n}`)));
    await expect
      .poll(async () => {
        const { rows } = await lock.query("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        return rows.length;
      })
      .toBe(4);
    const { status, retryAfter, answer, tookMs } = await third.read();
    expect({ status, code: answer.code }).toEqual({ status: 503, code: "database_unavailable" });
    expect(retryAfter).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(6_000);
    await lock.query("COMMIT");
    for (const each of await Promise.all(stuck)) expect([201, 503]).toContain(each.status);
    const after = await third.read();
    expect(after.status).toBe(200);
    const { rows } = await lock.query(`SELECT count(*)::int AS n FROM "Item" WHERE text LIKE 'stuck %'`);
    expect(rows[0].n).toBe((await Promise.all(stuck)).filter((each) => each.status === 201).length);
  } finally {
    await lock.end();
    await app.stop();
    await database.remove();
  }
});
