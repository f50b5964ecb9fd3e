import { expect, test } from "@playwright/test";
import pLimit from "p-limit";
import { plainDoor } from "../../harness/api.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../../harness/own-database.ts";
import { Browser, gptOf, makePerson, type Person } from "../../people.ts";

// This file has its own database: it is stopped, and its connections are killed.
let database: OwnDatabase;
let app: Instance;
let person: Person;
let authorization: string;
let cookie: string;
let userId: string;
let feed: EventStream;

test.beforeAll(async () => {
  database = await startOwnDatabase();
  app = await startInstance({ env: { DATABASE_URL: database.url } });
  person = await makePerson();
  authorization = `Bearer ${await gptOf(person).accessToken()}`;
  cookie = (await Browser.of(person, app.url)).visitor.cookie;
  const [, user] = /=s\.([\w-]+)\./.exec(cookie) ?? [];
  userId = Buffer.from(user ?? "", "base64url").toString();
  feed = await EventStream.open(cookie, app.url);
});
test.afterAll(async () => {
  feed.close();
  await app.stop();
  await database.remove();
});

async function add() {
  const response = await fetch(`${app.url}/api/items`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ items: [{ text: "Dentist", date: "2026-11-27" }], allowDuplicates: true }),
  });
  const body = (await response.json()) as { change?: { id: number }; code?: string };
  return { status: response.status, retryAfter: Number(response.headers.get("retry-after")), ...body };
}
const sql = <T extends object>(text: string, values: unknown[] = []) => query<T>(text, values, database.url);

/** Raises the rev like a process that died between its commit and its hint. */
async function writeWithoutAHint(): Promise<number> {
  const [row] = await sql<{ rev: number }>('UPDATE "User" SET rev = rev + 1 WHERE id = $1 RETURNING rev', [userId]);
  return row?.rev ?? Number.NaN;
}

/** Writes until one succeeds; every refusal in between must be a proper 503. */
async function addWhenItIsBack(): Promise<number> {
  let rev: number | undefined;
  await expect
    .poll(
      async () => {
        const { status, retryAfter, code, change } = await add();
        rev = change?.id;
        if (status !== 201) expect({ status, code, waits: retryAfter > 0 }).toEqual(outage);
        return status;
      },
      { timeout: 10_000, intervals: [50] },
    )
    .toBe(201);
  return rev ?? Number.NaN;
}
const outage = { status: 503, code: "database_unavailable", waits: true };

test("a hint that was never sent is made up for within three seconds", async () => {
  await feed.tells((await add()).change?.id ?? -1);
  await feed.tells(await writeWithoutAHint(), 3_000);
});

test("when the listening connection is killed, the stream catches up within three seconds", async () => {
  const killed = await sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'agenda feed'`,
  );
  expect(killed).toHaveLength(1);
  const { status, change } = await add();
  expect(status).toBe(201);
  await feed.tells(change?.id ?? -1, 3_000);
  await feed.tells(await writeWithoutAHint(), 3_000);
  await expect
    .poll(() => sql(`SELECT pid FROM pg_stat_activity WHERE application_name = 'agenda feed'`), { timeout: 3_000 })
    .toHaveLength(1);
});

test("when every connection is killed, nobody sees a 500 and the stream catches up within three seconds", async () => {
  for (let n = 0; n < 3; n++) {
    await sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
    );
    await feed.tells(await addWhenItIsBack(), 3_000);
  }
  expect(feed.hasEnded).toBe(false);
});

test("when connections are killed during many writes, everything acknowledged is stored and nobody sees a 500", async () => {
  const count = async () => (await sql<{ n: number }>('SELECT count(*)::int AS n FROM "Item"'))[0]?.n ?? Number.NaN;
  const before = await count();
  const writes = Array.from({ length: 40 }, () => add());
  await sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
  );
  const answers = await Promise.all(writes);
  // While connections are being replaced, more may wait than the door lets in.
  for (const { status, code, retryAfter } of answers.filter(({ status }) => status !== 201)) {
    expect({ status, waits: retryAfter > 0 }).toEqual({ status: 503, waits: true });
    expect([outage.code, "overloaded"]).toContain(code);
  }
  const acknowledged = answers.flatMap(({ change }) => change?.id ?? []);
  const ledger = await sql<{ rev: number }>('SELECT rev FROM "Change" WHERE "userId" = $1', [userId]);
  expect(ledger.map(({ rev }) => rev)).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  // A connection killed during commit leaves the outcome open, so more may be stored, but never less.
  const stored = (await count()) - before;
  expect(stored).toBeGreaterThanOrEqual(acknowledged.length);
  expect(stored).toBeLessThanOrEqual(answers.length);
});

test("while the database is down callers of every operation are told to wait; afterwards the stream catches up", async () => {
  await feed.tells(await addWhenItIsBack());
  await database.halt();
  const browser = plainDoor({ app: app.url, headers: { cookie, "sec-fetch-site": "same-origin" } });
  const assistant = plainDoor({ app: app.url, headers: { authorization } });
  // A few at a time: all together would be more than the door lets in at once.
  const inTurn = pLimit(6);
  const asked = everyOperation.map(({ name, webOnly }) =>
    inTurn(() => (webOnly ? browser : assistant).answer(name, examples[name])),
  );
  for (const { status, headers, body } of await Promise.all(asked)) {
    expect(status).toBe(503);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(body).toMatchObject({ code: "database_unavailable" });
  }
  const { status, code, retryAfter } = await add();
  expect({ status, code, waits: retryAfter > 0 }).toEqual(outage);
  expect((await fetch(`${app.url}/api/healthz`)).status).toBe(200);
  expect(feed.hasEnded).toBe(false);
  await database.resume();
  const rev = await writeWithoutAHint();
  await feed.tells(rev, 3_000);
  await feed.tells(await addWhenItIsBack(), 3_000);
  expect(feed.hasEnded).toBe(false);
});

test("writes that other processes cannot be told of are stored, and the log says so once", async () => {
  const mute = await startInstance({
    env: { DATABASE_URL: database.url, DIRECT_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" },
  });
  try {
    const write = async (text: string) =>
      fetch(`${mute.url}/api/items`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ items: [{ text, date: "2026-11-27" }] }),
      });
    for (const text of ["first", "second", "third"]) expect((await write(text)).status).toBe(201);
    const told = () => mute.log().match(/Other processes are not told of changes/g)?.length;
    await expect.poll(told).toBe(1);
    await expect.poll(() => mute.log().match(/"operation":"createItems"/g)?.length).toBe(3);
    expect(told()).toBe(1);
  } finally {
    await mute.stop();
  }
});
