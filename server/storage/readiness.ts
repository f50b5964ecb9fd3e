import { readdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { env } from "../../env.ts";
import { PrimaryClient } from "../primary.ts";

/** How long the database may take to answer a probe, in milliseconds. */
const answerMs = 3_000;

/** A connection of the probes' own, so that they do not wait behind people's requests; closed when nobody probes. */
let pool: pg.Pool | undefined;

function open(): pg.Pool {
  const opened = new pg.Pool({
    Client: PrimaryClient,
    connectionString: env().DATABASE_URL,
    max: 1,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: "agenda probe",
  });
  opened.on("error", () => {}); // it died idle: the next probe opens another
  return opened;
}

async function ask<R extends object>(text: string): Promise<R[]> {
  pool ??= open();
  return (await pool.query(text)).rows as R[];
}

/** Whether the database answers. */
export async function isDatabaseThere(): Promise<boolean> {
  return ask("SELECT 1").then(
    () => true,
    () => false,
  );
}

/** Tables that belong to people and are not distributed as the others are: in Citus, ON DELETE CASCADE never reaches them. */
export const leftBehindSql = `WITH RECURSIVE belongs AS (
    SELECT '"User"'::regclass::oid AS id
    UNION SELECT conrelid FROM belongs JOIN pg_constraint ON contype = 'f' AND confrelid = id)
  SELECT id::regclass::text AS name FROM belongs WHERE id NOT IN (SELECT logicalrelid FROM pg_dist_partition)`;

export const isCitusSql = `SELECT to_regclass('pg_dist_partition') IS NOT NULL AS "isCitus"`;

async function areAllDistributed(): Promise<boolean> {
  const [found] = await ask<{ isCitus: boolean }>(isCitusSql);
  return !found?.isCitus || (await ask(leftBehindSql)).length === 0;
}

/** Whether every migration of this version has been applied and, in Citus, every table distributed (docs/scale.md). */
export async function isMigrated(): Promise<boolean> {
  try {
    const folder = await readdir(path.join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
    const ours = folder.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const applied = await ask<{ name: string }>(
      `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const names = new Set(applied.map(({ name }) => name));
    return ours.length > 0 && ours.every((name) => names.has(name)) && (await areAllDistributed());
  } catch {
    return false;
  }
}
