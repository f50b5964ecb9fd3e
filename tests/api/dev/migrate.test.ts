import { hash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { checkDatabase } from "../../../dev/postgres/check-database.ts";
import { migrate } from "../../../dev/postgres/migrate.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";

let folder: string;
let url: string;
let client: pg.Client;

test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "agenda-migrate-"));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Each test has its own database.
test.beforeEach(async () => {
  const name = freshName("migrate");
  await query(`CREATE DATABASE ${name}`, []);
  url = Object.assign(new URL(running.database.url), { pathname: name }).href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

test.afterEach(async () => {
  await client.end();
  await query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`, []);
});

function migrations(files: Record<string, string>): string {
  const directory = mkdtempSync(path.join(folder, "migrations-"));
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(path.join(directory, name));
    writeFileSync(path.join(directory, name, "migration.sql"), sql);
  }
  return directory;
}

const entriesInLedger = async () =>
  (await client.query("SELECT * FROM _prisma_migrations ORDER BY migration_name")).rows;
const hasTable = async (name: string) =>
  (await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [name])).rows[0].there;

test("the migrations are applied once, in order, and recorded as Prisma does", async () => {
  const second = "ALTER TABLE a ADD COLUMN b INT; ALTER TABLE a ADD COLUMN c INT;";
  const directory = migrations({ "2_second": second, "1_first": "CREATE TABLE a (id INT);" });
  expect(await migrate({ url, directory })).toEqual(["1_first", "2_second"]);
  expect(await migrate({ url, directory })).toEqual([]);
  const rows = await entriesInLedger();
  expect(rows).toMatchObject([
    { migration_name: "1_first" },
    {
      migration_name: "2_second",
      checksum: hash("sha256", second, "hex"),
      finished_at: expect.any(Date),
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    },
  ]);
});

test("ten instances that start at once apply each migration once", async () => {
  const directory = migrations({
    "1_first": "CREATE TABLE a (id INT);",
    "2_second": "CREATE INDEX CONCURRENTLY a_id_idx ON a (id);",
  });
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate({ url, directory })));
  expect(applied.flat().sort()).toEqual(["1_first", "2_second"]);
  expect(await entriesInLedger()).toHaveLength(2);
});

test("a migration that fails leaves nothing behind, and is applied once it is repaired", async () => {
  const broken = migrations({ "1_first": "CREATE TABLE a (id INT); SELECT nonsense;" });
  await expect(migrate({ url, directory: broken })).rejects.toThrow('1_first failed (P3018): column "nonsense"');
  expect(await hasTable("a")).toBe(false);
  expect(await entriesInLedger()).toEqual([]);
  expect(await migrate({ url, directory: migrations({ "1_first": "CREATE TABLE a (id INT);" }) })).toEqual(["1_first"]);
});

test("a migration may take longer than the database lets a request take", async () => {
  await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET statement_timeout = '300ms'`);
  expect(await migrate({ url, directory: migrations({ "1_first": "SELECT pg_sleep(0.5);" }) })).toEqual(["1_first"]);
});

test("a start killed in the middle of a migration leaves nothing that blocks the next one", async () => {
  const slow = migrations({ "1_first": "CREATE TABLE a (id INT); SELECT pg_sleep(60);" });
  const killed = expect(migrate({ url, directory: slow })).rejects.toThrow("P3018");
  const kill =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
  await expect.poll(async () => (await client.query(kill)).rowCount).toBe(1);
  await killed;
  expect(await hasTable("a")).toBe(false);
  expect(await migrate({ url, directory: migrations({ "1_first": "CREATE TABLE a (id INT);" }) })).toEqual(["1_first"]);
});

test("indexes that are built concurrently are created outside a transaction, statement by statement", async () => {
  const directory = migrations({
    "1_first": "CREATE TABLE a (id INT);",
    "2_second": "CREATE INDEX CONCURRENTLY a_id ON a (id); CREATE INDEX CONCURRENTLY a_no ON a ((-id));",
  });
  expect(await migrate({ url, directory })).toEqual(["1_first", "2_second"]);
  expect([await hasTable("a_id"), await hasTable("a_no")]).toEqual([true, true]);
});

test("a migration that a long transaction holds up lets others pass, and is applied when that is over", async () => {
  const first = { "1_first": "CREATE TABLE a (id INT);" };
  await migrate({ url, directory: migrations(first) });
  await client.query("BEGIN");
  await client.query("SELECT * FROM a"); // holds a lock that ALTER TABLE must wait for
  const told: string[] = [];
  const directory = migrations({ ...first, "2_second": "ALTER TABLE a ADD COLUMN b INT;" });
  const applied = migrate({ url, directory, warn: (message) => told.push(message) });
  const others = new pg.Client({ connectionString: url, query_timeout: 3_500 });
  await others.connect();
  try {
    await expect
      .poll(async () => (await others.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount, { intervals: [20] })
      .toBe(1);
    await others.query("SELECT * FROM a"); // queues behind the migration while that waits
    await expect.poll(() => told).toContainEqual("the migration 2_second waits for what is under way in the database");
  } finally {
    await others.end();
    await client.query("COMMIT");
  }
  expect(await applied).toEqual(["2_second"]);
});

test("a migration that is recorded as failed is not skipped, and is repaired as docs/upgrades.md says", async () => {
  const directory = migrations({ "1_first": "CREATE TABLE a (id INT);" });
  await migrate({ url, directory });
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate({ url, directory })).rejects.toThrow("1_first failed earlier (P3009)");
  const [, repair = ""] =
    /`(DELETE FROM _prisma_migrations [^`]*)`/.exec(readFileSync("docs/upgrades.md", "utf8")) ?? [];
  await client.query("DROP TABLE a");
  await client.query(repair.replace("<name>", "1_first"));
  expect(await migrate({ url, directory })).toEqual(["1_first"]);
});

test("a migration that was edited later, and one unknown to this version, are reported", async () => {
  const warnings: string[] = [];
  await migrate({ url, directory: migrations({ "1_first": "CREATE TABLE a ();", "2_newer": "CREATE TABLE b ();" }) });
  await migrate({
    url,
    directory: migrations({ "1_first": "CREATE TABLE a (id INT);" }),
    warn: (message) => warnings.push(message),
  });
  expect(warnings).toEqual([
    expect.stringContaining("2_newer, which this version does not know"),
    expect.stringContaining("1_first was edited"),
  ]);
});

test("an unusable database is reported with its address and the reason, without user or password", async () => {
  const options = { name: "DATABASE_URL", withinMs: 1_000 };
  expect(await checkDatabase(url, options)).toMatch(/^18\./);
  const { port, password } = new URL(url);
  const refusals = {
    [`postgresql://somebody:do-not-print@127.0.0.1:${port}/postgres`]: "refused the user or the password",
    [`${url}x`]: "it has no such database",
    "postgresql://somebody:do-not-print@127.0.0.1:9/agenda": "no PostgreSQL answered at 127.0.0.1:9/agenda",
  };
  for (const [wrong, reason] of Object.entries(refusals)) {
    const message = await checkDatabase(wrong, options).catch((error) => error.message);
    expect(message).toContain("DATABASE_URL: ");
    expect(message).toContain(reason);
    for (const secret of ["somebody", "do-not-print", password]) expect(message).not.toContain(secret);
  }
});
