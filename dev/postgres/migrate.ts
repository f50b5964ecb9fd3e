import { hash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { PrimaryClient } from "../../server/primary.ts";
import { codeOf } from "./check-database.ts";
import { splitStatements } from "./sql-statements.ts";

/** The advisory lock that Prisma's own engine takes for migrations. */
const PRISMA_LOCK = 72707369;
/** As long as a large table's index may take. */
const mostWaitMs = 3_600_000;
const askAgainMs = 200;

/** A role's or a database's limits are for requests: to build an index of a large table, or to copy it, may take longer. */
export const withoutTimeLimits =
  "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout', 'transaction_timeout')";

/**
 * `prisma migrate deploy` without its native engine: same table, checksums and lock, so the engine can take over where available.
 *
 * A migration and its table entry are one transaction: an interrupted start leaves nothing behind, and the next one repeats it.
 * Only a migration that PostgreSQL refuses inside a transaction (CONCURRENTLY) is recorded first, as Prisma does.
 * @param options `url` a direct connection, because a pooler would lose the lock; `directory` Prisma's migrations; `only` the
 * names of those to apply, default all; `warn` called for anything unusual
 * @returns the names of the migrations applied now
 * @throws if one fails, or failed earlier and was not resolved (Prisma's P3009), or one of `only` is not in the directory
 */
export async function migrate(options: {
  url: string;
  directory: string;
  only?: readonly string[];
  warn?: (message: string) => void;
}): Promise<string[]> {
  const migrations = readMigrations(options.directory);
  const unknown = options.only?.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown) throw new Error(`This version does not know the migration ${unknown}: a newer one is needed`);
  const client = new PrimaryClient({ connectionString: options.url });
  client.on("error", () => {}); // a lost connection also fails the running query
  await client.connect();
  try {
    await client.query(withoutTimeLimits);
    await takeLock(client);
    const applied = await readApplied(client);
    for (const name of applied.keys())
      if (!migrations.some((migration) => migration.name === name))
        options.warn?.(`the database has the migration ${name}, which this version does not know`);
    const now: string[] = [];
    for (const migration of migrations) {
      if (options.only?.includes(migration.name) === false) continue;
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration, options.warn ?? (() => {}));
        now.push(migration.name);
      } else if (checksum !== migration.checksum)
        options.warn?.(`the migration ${migration.name} was edited after it was applied`);
    }
    return now;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Waits while another instance migrates. Asked again and again: a statement that waits holds a snapshot, for whose end the other's
 * CREATE INDEX CONCURRENTLY would wait, which is a deadlock.
 */
async function takeLock(client: pg.Client): Promise<void> {
  const endsMs = performance.now() + mostWaitMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [PRISMA_LOCK]);
    if (rows[0]?.taken) return;
    if (performance.now() > endsMs) throw new Error("Another instance has been applying migrations for an hour");
    await pause(askAgainMs);
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The migrations of a folder, in the order in which they are applied. */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: hash("sha256", sql, "hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The applied migrations' checksums by name. */
async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed)
    throw new Error(
      `The migration ${failed.migration_name} failed earlier (P3009): docs/upgrades.md says how to repair the database`,
    );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/**
 * A statement waiting for a table's lock holds up all later ones, so it waits only briefly and lets them through before it retries
 * (docs/decisions/0294). Shorter than a request's wait for a lock (server/storage/transaction.ts).
 */
const lockMs = 2_000;
const pauseMs = 1_000;
const attempts = 60;
/** lock_not_available, deadlock_detected. */
const isHeldUp = (error: unknown) => ["55P03", "40P01"].includes(codeOf(error));

async function apply(client: pg.Client, migration: Migration, warn: (message: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await applyOnce(client, migration);
    } catch (error) {
      const { cause } = error as Error;
      if (!isHeldUp(cause) || attempt === attempts) throw error;
      warn(`the migration ${migration.name} waits for what is under way in the database`);
      await pause(pauseMs);
    }
}

async function applyOnce(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  const whole = !/\bCONCURRENTLY\b/i.test(sql);
  if (whole) {
    await client.query("BEGIN");
    await client.query(`SET LOCAL lock_timeout = ${lockMs}`);
  }
  try {
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
      id,
      checksum,
      name,
    ]);
    // One at a time: distributed databases refuse several statements in one query.
    for (const statement of splitStatements(sql)) await client.query(statement);
    await client.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [
      id,
    ]);
    if (whole) await client.query("COMMIT");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await client.query("ROLLBACK").catch(() => {});
    if (!whole)
      await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, reason]).catch(() => {});
    throw new Error(`The migration ${name} failed (P3018): ${reason}`, { cause: error });
  }
}
