import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { query } from "../harness/identity-door.ts";
import { startInstance } from "../harness/instance.ts";
import { startOwnDatabase } from "../harness/own-database.ts";
import { running } from "../harness/running.ts";
import { makeCaller } from "./callers.ts";
import type { Flooded } from "./flood.ts";

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Sends a thousand writes at once from a separate process; `sent` resolves when they are under way. */
function flood(token: string) {
  const program = path.join(import.meta.dirname, "flood.ts");
  const child = spawn(process.execPath, [program, running.url, "1000"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(`${token}\n`);
  const lines = createInterface({ input: child.stdout });
  const sent = once(lines, "line");
  let result: Flooded | undefined;
  lines.on("line", (line) => {
    if (line.startsWith("{")) result = JSON.parse(line) as Flooded;
  });
  const closed = once(child, "close");
  return { sent, closed, result: () => result };
}

/** One quiet period and one burst by a new user. @returns the factor by which another user's median read time rose */
async function measureBurst(other: Awaited<ReturnType<typeof makeCaller>>): Promise<number> {
  const busy = await makeCaller();
  expect((await busy.create("first")).status).toBe(201);
  const readInto = async (times: number[]) => {
    const { status, tookMs } = await other.read();
    expect(status).toBe(200);
    times.push(tookMs);
  };
  const before: number[] = [];
  for (let n = 0; n < 100; n++) await readInto(before);

  const { sent, closed, result } = flood(busy.token);
  await sent;
  const during: number[] = [];
  while (!result()) await readInto(during);
  await closed;

  const { acknowledged, refused, withoutRetryAfter } = result() as Flooded;
  const [calm, loaded] = [median(before), median(during)];
  console.log(
    `another's read: median ${calm.toFixed(1)} ms before, ${loaded.toFixed(1)} ms during (${during.length} reads, ` +
      `the slowest ${Math.max(...during).toFixed(0)} ms), ×${(loaded / calm).toFixed(2)}; ` +
      `of 1,000 writes ${acknowledged.length} taken, refused ${JSON.stringify(refused)}`,
  );
  // 429 from their own queue; on a slow machine the door sheds some with 503.
  expect(Object.keys(refused).filter((status) => status !== "429" && status !== "503")).toEqual([]);
  expect(withoutRetryAfter).toBe(0);
  expect(acknowledged.length + (refused[429] ?? 0) + (refused[503] ?? 0)).toBe(1_000);
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  // Exactly the acknowledged writes are stored: one rev each.
  const stored = await query<{ id: string }>(
    `SELECT i.id FROM "Item" i WHERE text LIKE 'write %' AND "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`,
    [acknowledged[0]],
  );
  expect(stored.map(({ id }) => id).sort()).toEqual([...acknowledged].sort());
  expect((await busy.call("GET", "/api/changes?limit=1")).body.rev).toBe(acknowledged.length + 1);
  return loaded / calm;
}

test("one user's thousand concurrent writes slow another's reads at most by a factor of two", async () => {
  test.setTimeout(180_000);
  const other = await makeCaller();
  for (let n = 0; n < 20; n++) await other.create(`mine ${n}`);
  // The median of three: interference on this machine affects at most one.
  const ratios = [await measureBurst(other), await measureBurst(other), await measureBurst(other)];
  expect(median(ratios)).toBeLessThanOrEqual(2);
});

test("fifty concurrent writes are all stored, with fifty revs", async () => {
  const person = await makeCaller();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => person.create(`one of fifty ${n}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
  expect((await person.call("GET", "/api/changes")).body.rev).toBe(50);
  expect((await person.read()).body.items).toHaveLength(50);
});

test("when every connection is in use, callers are told to retry, and nothing fails", async () => {
  const database = await startOwnDatabase();
  const app = await startInstance({ env: { DATABASE_URL: database.url, DATABASE_POOL_SIZE: "4" } });
  const sql = <T extends object>(text: string) => query<T>(text, [], database.url);
  try {
    const people = await Promise.all(Array.from({ length: 5 }, () => makeCaller(app.url)));
    for (const person of people) expect((await person.create("first")).status).toBe(201);
    const fifth = people[4];
    if (!fifth) throw new Error("unreachable");
    const lock = new pg.Client(database.url);
    await lock.connect();
    // Four users' rows are locked, and one write of each occupies one of the four connections.
    await lock.query('BEGIN; SELECT id FROM "User" FOR UPDATE');
    const stuck = people.slice(0, 4).flatMap((person) => [1, 2, 3].map((n) => person.create(`stuck ${n}`)));
    const waiting = () => sql<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    await expect.poll(waiting).toHaveLength(4);
    // Frozen, they cannot time out, which would free a connection.
    const pids = (await waiting()).map(({ pid }) => pid);
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    const { status, retryAfter, body, tookMs } = await fifth.read();
    for (const pid of pids) process.kill(pid, "SIGCONT");
    await lock.query("COMMIT");
    await lock.end();
    expect(status).toBe(503);
    // A request waiting for a connection to look up permissions holds a place, so the next may be refused at the door.
    expect(["database_unavailable", "overloaded"]).toContain(body.code);
    expect(retryAfter).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(7_000);
    const answers = await Promise.all(stuck);
    for (const { status, retryAfter } of answers)
      if (status !== 201) expect({ status, waits: retryAfter > 0 }).toEqual({ status: 503, waits: true });
    expect((await fifth.read()).status).toBe(200);
    const stored = await sql(`SELECT 1 FROM "Item" WHERE text LIKE 'stuck %'`);
    expect(stored).toHaveLength(answers.filter(({ status }) => status === 201).length);
  } finally {
    await app.stop();
    await database.remove();
  }
});
