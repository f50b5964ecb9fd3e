import { once } from "node:events";
import { connect, createServer } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { examineDatabase } from "../../../tools/doctor/database.ts";
import { readDeployment } from "../../../tools/doctor/deployment.ts";
import { examine } from "../../../tools/doctor/doctor.ts";
import type { Deployment, Finding } from "../../../tools/doctor/finding.ts";
import { recognisePooler } from "../../../tools/doctor/pooler.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { makeDatabase } from "../../harness/own-database.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** What `npm start` runs for these tests, as the doctor finds it. */
function theProduct(): Deployment {
  const deployment = readDeployment(root, { DATA_DIR: process.env.AGENDA_DATA_DIR }, { isSlow: false });
  if (!deployment) throw new Error("The doctor does not find the product.");
  return deployment;
}

const complaints = (found: readonly Finding[]) =>
  found
    .filter(({ state }) => state === "failed" || state === "warning")
    .map(({ check, state, says }) => `${state} ${check}: ${says}`);

/** This machine's disk usage is not the product's doing. */
const isNotSpace = (complaint: string) => !complaint.includes("free space");

test("the embedded product is well, but for backups that nobody made", async () => {
  const deployment = theProduct();
  const found = await examine(deployment);
  const aboutUs = complaints(found).filter(isNotSpace);
  expect(aboutUs).toEqual([`warning backups: none in ${deployment.backups}`]);
  expect(found.filter(({ state }) => state === "ok").length).toBeGreaterThan(20);
  expect(JSON.stringify(found)).not.toContain(deployment.settings.LOGTO_COOKIE_SECRET);
});

test("what is wrong in a real database is told, and nothing is changed there", async () => {
  const database = await makeDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    const name = client.database;
    await client.query('DROP EXTENSION btree_gin CASCADE; DROP EXTENSION IF EXISTS "no such"');
    await client.query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '20261124000000_undo'`);
    await client.query(`DELETE FROM _prisma_migrations WHERE migration_name = '20261123120000_words'`);
    // As Citus lists what it distributes; all but one table.
    await client.query(
      `CREATE TABLE pg_dist_partition AS SELECT oid::regclass AS logicalrelid FROM pg_class WHERE relkind = 'r' AND relname <> 'Look'`,
    );
    await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await client.query(`ALTER DATABASE ${name} SET statement_timeout = '3s'`);
    const deployment = theProduct();
    const settings = { ...deployment.settings, DATABASE_URL: database.url, DATABASE_POOL_SIZE: 200 };
    expect(complaints(await examineDatabase({ ...deployment, settings }))).toEqual([
      "failed writing: the database is read-only",
      "failed extensions: btree_gin is not created",
      "failed migrations: not finished: 20261124000000_undo",
      "failed migrations: not applied: 20261123120000_words",
      expect.stringContaining('failed distribution: "Look" is not distributed'),
      "warning time-outs: statement_timeout is 3 s for this user and database",
      expect.stringMatching(/^failed connections: one process may hold 200/),
    ]);
  } finally {
    await client.end();
    await database.remove();
  }
});

/**
 * Like a pooler in transaction mode with one connection behind it: it greets each client with a process id of its own, and one
 * server serves them all. Without `isShared`, like one that keeps a server for each client.
 */
async function startPooler(url: string, isShared: boolean) {
  const behind = new URL(url);
  const server = createServer((client) => {
    const upstream = connect(Number(behind.port), behind.hostname);
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      const greeting = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (greeting >= 0) chunk.writeInt32BE(1, greeting + 5);
      // Only the answer to pg_backend_pid() is all digits.
      client.write(isShared ? sharedPid(chunk) : chunk);
    });
    upstream.on("end", () => client.end());
    for (const socket of [client, upstream]) socket.on("error", () => {});
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The pooler has no port.");
  return { server, url: Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href };
}

/** A DataRow of one column, as zero. @see DataRow in PostgreSQL's protocol */
function sharedPid(chunk: Buffer): Buffer {
  const row = chunk.indexOf(Buffer.from([0x44, 0, 0, 0]));
  if (row < 0) return chunk;
  const length = chunk.readInt32BE(row + 7);
  chunk.fill("0", row + 11, row + 11 + length);
  return chunk;
}

test("a pooler is recognised, and whether it gives one connection to several clients", async () => {
  const { DATABASE_URL } = theProduct().settings;
  expect(await recognisePooler(DATABASE_URL)).toBe("none");
  // Where only one more connection is to be had, it is given back.
  const few = new URL(DATABASE_URL);
  few.username = freshName("few");
  few.password = "few";
  await query(`CREATE ROLE ${few.username} LOGIN PASSWORD 'few' CONNECTION LIMIT 1`, []);
  try {
    await expect(recognisePooler(few.href)).rejects.toMatchObject({ code: "53300" });
    const open = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1";
    await expect.poll(async () => await query(open, [few.username])).toEqual([{ n: 0 }]);
  } finally {
    await query(`DROP ROLE ${few.username}`, []);
  }
  for (const [isShared, mode] of [
    [true, "transaction"],
    [false, "session"],
  ] as const) {
    const pooler = await startPooler(DATABASE_URL, isShared);
    try {
      expect(await recognisePooler(pooler.url)).toBe(mode);
    } finally {
      pooler.server.close();
    }
  }
});

test("of several hosts the doctor looks at the one that accepts writes, and tells of the one that is down", async () => {
  const deployment = theProduct();
  const { DATABASE_URL } = deployment.settings;
  const settings = { ...deployment.settings, DATABASE_URL: DATABASE_URL.replace("@", "@127.0.0.1:9,") };
  expect(complaints(await examineDatabase({ ...deployment, settings })).filter(isNotSpace)).toEqual([
    expect.stringMatching(/^warning database hosts: 127\.0\.0\.1:9 cannot be reached/),
  ]);
});
