import { expect, test } from "@playwright/test";
import pLimit from "p-limit";
import pg from "pg";
import { problemsOf } from "../../../contract/operations.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import { plainDoor } from "../../harness/api.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../../harness/own-database.ts";
import { Browser, gptOf, makePerson, type Person } from "../../people.ts";

test.setTimeout(120_000);

let database: OwnDatabase;
let app: Instance;
let person: Person;
let browser: Browser;
test.beforeAll(async () => {
  database = await startOwnDatabase();
  app = await startInstance({ env: { DATABASE_URL: database.url, DATABASE_POOL_SIZE: "40" } });
  person = await makePerson();
  browser = await Browser.of(person, app.url);
});
test.afterAll(async () => {
  await app.stop();
  await database.remove();
});

const declaring = (code: ProblemCode) => everyOperation.filter((each) => problemsOf(each).includes(code));
const page = (headers: Readonly<Record<string, string>> = { cookie: browser.visitor.cookie }) =>
  plainDoor({ app: app.url, headers: { ...headers, "sec-fetch-site": "same-origin" } });

/** Locks a table until released. */
async function hold(table: string) {
  const sql = new pg.Client(database.url);
  await sql.connect();
  await sql.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
  const waiting = async () => {
    const text = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    return (await sql.query(text)).rowCount ?? 0;
  };
  return { waits: (count: number) => expect.poll(waiting, { intervals: [10] }).toBe(count), end: () => sql.end() };
}

test("each user's reads have their own queue, and what exceeds it is told to retry", async () => {
  const token = await gptOf(person).accessToken();
  const authorization = `Bearer ${token}`;
  const read = async () => {
    const response = await fetch(`${app.url}/api/items`, { headers: { authorization } });
    return { status: response.status, retryAfter: response.headers.get("retry-after"), body: await response.json() };
  };
  expect((await read()).status).toBe(200);
  // Not "User": a session is read with the user's language.
  const held = await hold("Item");
  const asked = Array.from({ length: 54 }, read);
  try {
    const refused = await Promise.race(asked);
    expect(refused).toMatchObject({ status: 429, retryAfter: "1", body: { code: "too_many_reads" } });
    await held.waits(3); // and no more of them hold a connection
    const [assistant, own] = [plainDoor({ app: app.url, headers: { authorization } }), page()];
    // A few at a time: each may wait for its turn before it is refused, and all together would be more than the door lets in at once.
    const inTurn = pLimit(6);
    const codes = await Promise.all(
      declaring("too_many_reads").map(({ name, webOnly }) =>
        inTurn(async () => `${name} ${(await (webOnly ? own : assistant).refusal(name, examples[name])).code}`),
      ),
    );
    expect(codes.filter((each) => !each.endsWith(" too_many_reads"))).toEqual([]);
    expect(declaring("too_many_reads").map(({ reads }) => reads)).not.toContain(false);
  } finally {
    await held.end();
  }
  // The others were served, or told to come back because their turn or the database took too long.
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
  expect(statuses.filter((status) => status !== 429).length).toBeGreaterThanOrEqual(3);
  expect((await read()).status).toBe(200);
});

test("at full concurrency further requests wait briefly and are then told to retry", async () => {
  const token = await gptOf(person).accessToken();
  const held = await hold("Session");
  let isHeld = true;
  // Any that give up waiting for the database try again.
  const stuck = Array.from({ length: 24 }, async () => {
    while (isHeld) await browser.call("GET", "/api/settings", undefined, app.url);
  });
  const page = () => fetch(`${app.url}/privacy`);
  try {
    await expect.poll(async () => (await page()).status, { intervals: [10] }).toBe(503);
    const door = plainDoor({ app: app.url, headers: { authorization: `Bearer ${token}` } });
    await Promise.all(
      declaring("overloaded").map(async ({ name }) =>
        expect((await door.refusal(name, examples[name])).code, name).toBe("overloaded"),
      ),
    );
    expect(declaring("overloaded")).toHaveLength(everyOperation.length);
    const startedMs = performance.now();
    const html = await page();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect([html.status, html.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(html.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(html.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await html.text()).toContain("busy");
    // A probe must not take it for dead, nor out of the service.
    for (const probe of ["healthz", "readyz?for=traffic", "readyz"])
      expect((await fetch(`${app.url}/api/${probe}`)).status, probe).toBe(200);
  } finally {
    isHeld = false;
    await held.end();
  }
  await Promise.all(stuck);
  expect((await page()).status).toBe(200);
  await expect.poll(() => app.log()).toContain('"problem":"overloaded"');
});

test("a session may have twenty feeds; another session of the same user has its own", async () => {
  const { cookie } = browser.visitor;
  const few = pLimit(4); // more at once might be told to come back
  const feeds = await Promise.all(Array.from({ length: 20 }, () => few(() => EventStream.open(cookie, app.url))));
  const more = await fetch(`${app.url}/api/feed`, { headers: { cookie } });
  expect([more.status, more.headers.get("retry-after")]).toEqual([429, "5"]);
  expect(await more.json()).toMatchObject({ code: "too_many_reads" });
  const other = (await Browser.of(person, app.url)).visitor.cookie;
  (await EventStream.open(other, app.url)).close();
  feeds[0]?.close();
  const again = async () => {
    const response = await fetch(`${app.url}/api/feed`, { headers: { cookie } });
    await response.body?.cancel();
    return response.status;
  };
  await expect.poll(again, { intervals: [20] }).toBe(200);
  for (const feed of feeds) feed.close();
});
