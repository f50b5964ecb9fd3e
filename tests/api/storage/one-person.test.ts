import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { makeDatabase } from "../../harness/own-database.ts";
import { running } from "../../harness/running.ts";
import { findFaults } from "../../statements/one-person.ts";

// tests/setup.ts holds every statement that the product sent against the same rule.
const faultsOf = (text: string) => findFaults(running.database.url, [text]);

test("a statement that names its person at every table has no fault", async () => {
  for (const text of [
    `SELECT text FROM "Item" WHERE "userId" = $1 AND id = $2`,
    `SELECT u.rev, l.version FROM "User" u LEFT JOIN "Look" l ON l."userId" = u.id WHERE u.id = $1`,
    `UPDATE "Item" SET done = true WHERE "userId" = $1 AND id = ANY ($2::text[])`,
    `INSERT INTO "Look" ("userId") SELECT id FROM "User" WHERE id = $1 ON CONFLICT DO NOTHING`,
    `INSERT INTO "Answer" ("userId", "keyHash", "inputHash", body, at) VALUES ($1, $2, $3, $4, $5)`,
  ])
    expect(await faultsOf(text), text).toEqual([]);
});

test("a table that is asked for anybody's rows is named, also in a join, a subquery and an insertion", async () => {
  for (const [table, text] of [
    ["Item", `SELECT text FROM "Item" WHERE id = $1`],
    ["Item", `SELECT * FROM "User" u JOIN "Item" i ON i.text = u.locale WHERE u.id = $1`],
    ["Change", `SELECT (SELECT count(*) FROM "Change") FROM "User" WHERE id = $1`],
    ["Item", `SELECT 1 FROM "Item" WHERE "userId" = $1 OR id = $2`],
    ["Session", `DELETE FROM "Session" WHERE "idHash" = $1`],
  ] as const)
    expect(await faultsOf(text)).toEqual([`"${table}" is asked without the person's id: ${text}`]);
  const inserted = `INSERT INTO "Look" ("userId") SELECT 'somebody' || $1::text`;
  expect(await faultsOf(inserted)).toContain(`"Look" is asked without the person's id: ${inserted}`);
});

test("a write whose time the database computes is named", async () => {
  const text = `INSERT INTO "Look" AS l ("userId") VALUES ($1) ON CONFLICT ("userId") DO UPDATE SET looks = to_jsonb(now())`;
  expect(await faultsOf(text)).toEqual([`The database computes a time: ${text}`]);
});

test("stored rows that no table of the person goes with are named, and so is what is returned without a name", async () => {
  const copied = `INSERT INTO "Look" ("userId", version) SELECT $1, n FROM jsonb_to_recordset($2::jsonb) AS w (n int)`;
  expect(await faultsOf(copied)).toEqual([`Rows are stored without a table of the person: ${copied}`]);
  const unnamed = `INSERT INTO "Look" AS l ("userId") SELECT id FROM "User" WHERE id = $1 RETURNING l.version AS version, l.looks`;
  expect(await faultsOf(unnamed)).toEqual([`What is returned has no name: ${unnamed}`]);
});

test("the kit distributes every table that belongs to a person, each once, and a process is not ready before", async () => {
  const database = await makeDatabase();
  try {
    // The parts of Citus that the kit and the check use. Citus itself is not available from the registries.
    await query(
      `CREATE TABLE pg_dist_partition (logicalrelid regclass, key text, beside text);
      CREATE FUNCTION create_distributed_table(name text, key text, colocate_with text) RETURNS void LANGUAGE sql
        AS 'INSERT INTO pg_dist_partition VALUES ($1::regclass, $2, $3)';
      CREATE FUNCTION create_reference_table(name text) RETURNS void LANGUAGE sql
        AS 'INSERT INTO pg_dist_partition VALUES ($1::regclass)';
      CREATE FUNCTION truncate_local_data_after_distributing_table(name regclass) RETURNS void LANGUAGE sql AS ''`,
      [],
      database.url,
    );
    const foreignKeys = `SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE contype = 'f' ORDER BY conname`;
    const before = await query(foreignKeys, [], database.url);
    const distributed = async () =>
      query(`SELECT logicalrelid::text AS name, key, beside FROM pg_dist_partition ORDER BY 1`, [], database.url);
    const kit = readFileSync("prisma/citus/distribute.sql", "utf8");
    await query(kit, [], database.url);
    const tables = await distributed();
    expect(tables).toEqual(
      [
        { name: "_prisma_migrations", key: null, beside: null },
        { name: '"User"', key: "id", beside: "none" },
        ...[
          "Answer",
          "Change",
          "DueReminder",
          "Item",
          "Look",
          "Program",
          "Proposal",
          "PushDevice",
          "ReminderPlan",
          "Session",
          "Subscription",
        ].map((name) => ({
          name: `"${name}"`,
          key: "userId",
          beside: '"User"',
        })),
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    await query(kit, [], database.url);
    expect(await distributed(), "a second run").toEqual(tables);
    expect(await query(foreignKeys, [], database.url)).toEqual(before);

    const app = await startInstance({ env: { DATABASE_URL: database.url, DIRECT_DATABASE_URL: database.url } });
    try {
      const readiness = async () => (await (await fetch(`${app.url}/api/readyz`)).json()) as Readiness;
      await expect.poll(readiness, { timeout: 20_000 }).toMatchObject({ checks: { migrations: "ready" } });
      await query(`CREATE TABLE "Note" ("userId" text REFERENCES "User" ON DELETE CASCADE)`, [], database.url);
      await expect.poll(readiness, { timeout: 20_000 }).toMatchObject({ checks: { migrations: "unavailable" } });
      await query(kit, [], database.url);
      await expect.poll(readiness, { timeout: 20_000 }).toMatchObject({ checks: { migrations: "ready" } });
    } finally {
      await app.stop();
    }
  } finally {
    await database.remove();
  }
});

interface Readiness {
  readonly checks: Readonly<Record<string, string>>;
}
