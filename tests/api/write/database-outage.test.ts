import { expect, test } from "@playwright/test";
import { query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../../harness/own-database.ts";
import { Browser, gptOf, makePerson } from "../../people.ts";

let database: OwnDatabase;
let app: Instance;
test.beforeAll(async () => {
  database = await startOwnDatabase();
  app = await startInstance({ env: { DATABASE_URL: database.url } });
});
test.afterAll(async () => {
  await app.stop();
  await database.remove();
});

const sql = <T extends object>(text: string) => query<T>(text, [], database.url);
const backends = () =>
  sql<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
      AND application_name <> 'agenda feed' ORDER BY state`,
  );

/** A new user's assistant and browser at the instance. */
async function comer() {
  const person = await makePerson();
  const client = gptOf(person);
  const browser = await Browser.of(person, app.url);
  const authorization = `Bearer ${await client.accessToken()}`;
  const ask = async (method: "GET" | "POST", path: string, body?: object) => {
    const startedMs = performance.now();
    const response = await fetch(app.url + path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const said = (await response.json()) as { code?: string; detail?: string };
    const retryAfter = Number(response.headers.get("retry-after"));
    return { status: response.status, retryAfter, ...said, tookMs: performance.now() - startedMs };
  };
  const create = (text: string) => ask("POST", "/api/items", { items: [{ text, date: "2027-03-05" }] });
  return { browser, ask, create };
}

const unavailable = { status: 503, code: "database_unavailable" };
const waits = ({ status, code, retryAfter }: { status: number; code?: string; retryAfter: number }) => ({
  status,
  code,
  waits: retryAfter > 0,
});

test("while connections are killed and the server crashes, writes are stored or answered 503, and each as reported", async () => {
  const people = await Promise.all([comer(), comer(), comer()]);
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const strange: object[] = [];
  let goesOn = true;
  const write = async ({ create }: (typeof people)[number], name: string) => {
    for (let n = 0; goesOn; n++) {
      const text = `${name} ${n}`;
      const answer = await create(text);
      if (answer.status === 201) acknowledged.push(text);
      else if (answer.status === 503 && answer.retryAfter > 0) {
        if (!answer.detail?.includes("Look first")) refused.push(text);
      } else strange.push(answer);
    }
  };
  const writing = people.flatMap((person, who) => [1, 2].map((line) => write(person, `${who}.${line}`)));
  const soon = { intervals: [10] }; // whoever is asked goes on writing
  await expect.poll(() => acknowledged.length, soon).toBeGreaterThan(10);
  for (let round = 0; round < 10; round++) {
    const seen = acknowledged.length + refused.length;
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`);
    await expect.poll(() => acknowledged.length + refused.length, soon).toBeGreaterThan(seen + 5);
  }
  await expect
    .poll(async () => (await backends()).length, { ...soon, message: "somebody is connected again" })
    .toBeGreaterThan(0);
  const [victim] = await backends();
  if (!victim) throw new Error("Nobody is connected.");
  process.kill(victim.pid, "SIGKILL"); // PostgreSQL then ends all other processes and recovers
  const before = acknowledged.length;
  await expect.poll(() => acknowledged.length, { ...soon, timeout: 20_000 }).toBeGreaterThan(before + 30); // more than were under way
  goesOn = false;
  await Promise.all(writing);

  expect(strange).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
  const stored = new Set((await sql<{ text: string }>(`SELECT text FROM "Item"`)).map(({ text }) => text));
  expect(acknowledged.filter((text) => !stored.has(text))).toEqual([]);
  expect(refused.filter((text) => stored.has(text))).toEqual([]);
  expect(app.log()).not.toContain('"failure"');
});

test("from a read-only database, as after a failover, reads work and writes are told to retry", async () => {
  const { ask, create } = await comer();
  expect((await create("before")).status).toBe(201);
  await sql("ALTER SYSTEM SET default_transaction_read_only = on");
  await sql("SELECT pg_reload_conf()");
  await expect.poll(async () => waits(await create("meanwhile"))).toEqual({ ...unavailable, waits: true });
  expect((await ask("GET", "/api/items")).status).toBe(200);
  await expect.poll(() => app.log()).toContain('"cause":"25006"');
  await sql("ALTER SYSTEM RESET default_transaction_read_only");
  await sql("SELECT pg_reload_conf()");
  await expect.poll(async () => (await create("afterwards")).status).toBe(201);
});

test("with the database stopped everything answers within five seconds, and pages say why", async () => {
  const { browser, ask, create } = await comer();
  expect((await create("before")).status).toBe(201);
  await database.halt();
  for (const answer of await Promise.all([
    ask("GET", "/api/items"),
    create("meanwhile"),
    ask("GET", "/api/settings"),
    ...Array.from({ length: 20 }, () => create("many")),
  ])) {
    expect(waits(answer)).toEqual({ ...unavailable, waits: true });
    expect(answer.tookMs).toBeLessThan(5_000);
  }
  for (const path of ["/", "/search", "/settings", "/activity", "/trash", "/account"]) {
    const startedMs = performance.now();
    const page = await browser.visitor.visit(new URL(path, app.url));
    expect(await page.text(), path).toContain("The database did not answer");
    expect([page.status < 500, performance.now() - startedMs < 5_000], path).toEqual([true, true]);
  }
  const startedMs = performance.now();
  await expect.poll(async () => (await fetch(`${app.url}/api/readyz`)).status).toBe(503);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await database.resume();
  await expect.poll(async () => (await create("after")).status).toBe(201);
});

test("with the database frozen readiness fails within five seconds", async () => {
  await expect.poll(async () => (await fetch(`${app.url}/api/readyz`)).status).toBe(200);
  const goOn = await database.freeze();
  try {
    // An answer is cached for two seconds.
    await expect.poll(async () => (await fetch(`${app.url}/api/readyz`)).status).toBe(503);
    const startedMs = performance.now();
    const [ready, alive] = await Promise.all([fetch(`${app.url}/api/readyz`), fetch(`${app.url}/api/healthz`)]);
    expect([ready.status, alive.status]).toEqual([503, 200]);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  } finally {
    goOn();
  }
  await expect.poll(async () => (await fetch(`${app.url}/api/readyz`)).status).toBe(200);
});
