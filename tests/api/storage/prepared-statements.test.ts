import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { expect, test } from "@playwright/test";
import pg from "pg";
import type { UserId } from "../../../server/caller.ts";
import { at, windowSql, windowValues } from "../../../server/storage/items/window-sql.ts";
import { PreparedStatements } from "../../../server/storage/prepared-statements.ts";
import { insertMany } from "../../harness/many-items.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

test.describe.configure({ mode: "serial" });

let own: Database;
test.beforeAll(async () => {
  own = await makeDatabase();
});
test.afterAll(() => own.remove());

/**
 * Sends clients a process id that differs from the server's, like any pooler. @see BackendKeyData in PostgreSQL's protocol
 * @param keepsNames gives the server names of its own, as a pooler must that keeps them
 */
async function startPooler(keepsNames = false): Promise<{ server: Server; url: string }> {
  const behind = new URL(own.url);
  const server = createServer((client) => {
    const upstream = connect(Number(behind.port), behind.hostname);
    client.on("data", (chunk: Buffer) => {
      const text = chunk.toString("latin1");
      upstream.write(keepsNames ? text.replaceAll("agenda-probe", "pooler-probe") : text, "latin1");
    });
    client.on("end", () => upstream.end());
    upstream.on("data", (chunk: Buffer) => {
      const key = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (key >= 0) chunk.writeInt32BE(1, key + 5);
      client.write(chunk);
    });
    upstream.on("end", () => client.end());
    for (const socket of [client, upstream]) socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The pooler has no port.");
  return { server, url: Object.assign(new URL(own.url), { host: `127.0.0.1:${address.port}` }).href };
}

/** Whether statements are named after connecting to this address. */
async function isNamedAt(url: string, setting?: "on" | "off"): Promise<boolean> {
  const statements = new PreparedStatements(setting);
  expect(statements.nameOf("SELECT 1")).toBe(setting === "on" ? expect.any(String) : undefined);
  const pool = new pg.Pool({ connectionString: url, onConnect: statements.onConnect });
  try {
    await pool.query("SELECT 1");
    return statements.nameOf("SELECT 1") !== undefined;
  } finally {
    await pool.end();
  }
}

test("statements are named on direct connections, and behind a pooler if that keeps names or is said to", async () => {
  const pooler = await startPooler();
  const keeper = await startPooler(true);
  try {
    expect(await isNamedAt(own.url)).toBe(true);
    expect(await isNamedAt(own.url, "off")).toBe(false);
    expect(await isNamedAt(pooler.url)).toBe(false);
    expect(await isNamedAt(keeper.url)).toBe(true);
  } finally {
    for (const { server } of [pooler, keeper]) server.close();
  }
});

test("the number of names is bounded, and a statement with a list of arbitrary length gets none", () => {
  const statements = new PreparedStatements("on");
  const names = Array.from({ length: 400 }, (_, index) => statements.nameOf(`SELECT ${index}`));
  expect(new Set(names.filter((name) => name !== undefined)).size).toBe(300);
  expect(statements.nameOf("SELECT 0")).toBe(names[0]);
  expect(new PreparedStatements("on").nameOf("SELECT 1 WHERE id IN ($1,$2)")).toBeUndefined();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly Plan[];
}

const readsWholeTable = (plan: Plan): boolean =>
  plan["Node Type"] === "Seq Scan" || (plan.Plans ?? []).some(readsWholeTable);

for (const [userId, count] of [
  ["small", 50],
  ["large", 20_000],
] as const)
  test(`at ${count} items the generic plan of a prepared statement reads no more than a custom one`, async () => {
    test.setTimeout(240_000);
    const client = new pg.Client(own.url);
    await client.connect();
    try {
      await client.query(`INSERT INTO "User" (id) VALUES ($1)`, [userId]);
      await insertMany(client, userId, count);
      await client.query(`PREPARE list AS ${windowSql}`);
      const explain = async (mode: "auto" | "force_generic_plan" | "force_custom_plan", from: string, to: string) => {
        const moments = { startsAtMs: Date.parse(from), endsAtMs: Date.parse(to) };
        const asked = windowValues(userId as UserId, { from, to, ...moments, limit: 51, countMost: 100 });
        const values = asked.map((value) => (value === null ? "NULL" : pg.escapeLiteral(String(value))));
        await client.query(`SET plan_cache_mode = ${mode}`);
        const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE list(${values.join()})`,
        );
        const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
        if (!plan) throw new Error("PostgreSQL showed no plan.");
        return { plan, blocks: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] };
      };
      const lastDay = at(Date.parse("2020-01-01") + count * 3_600_000).slice(0, 10);
      for (const [from, to] of [
        ["2020-01-01", "2020-02-01"],
        ["2021-01-01", "2021-02-01"],
        ["2020-01-01", "2026-01-01"],
        [lastDay, "2030-01-01"],
      ] as const) {
        await explain("force_custom_plan", from, to); // the first one of a connection also reads the catalog
        const custom = await explain("force_custom_plan", from, to);
        for (let time = 1; time < 8; time++) await explain("auto", from, to); // PostgreSQL compares plans from the sixth execution on
        const kept = await explain("auto", from, to);
        expect(kept.blocks, `${from} to ${to}, beside ${custom.blocks}`).toBeLessThanOrEqual(1.5 * custom.blocks + 20);
        expect(custom.blocks, `${from} to ${to}`).toBeLessThan(200); // wherever the window is
        const { plan } = await explain("force_generic_plan", from, to);
        if (count > 50) expect(readsWholeTable(plan), "for any values").toBe(false);
      }
    } finally {
      await client.end();
    }
  });
