import pg from "pg";
import { PrimaryClient } from "../../server/primary.ts";

/** Enough to run a statement: a pool or a single connection. */
export type Queryable = Pick<pg.Pool, "query">;

// Times are stored as epoch milliseconds, as Logto returns them.
const schema = `
create schema if not exists embedded_identity;
create table if not exists embedded_identity.record (
  kind text not null, id text not null, payload jsonb not null, grant_id text, uid text, user_code text,
  consumed_at timestamptz, expires_at timestamptz, primary key (kind, id));
create index if not exists record_grant on embedded_identity.record (grant_id) where grant_id is not null;
create index if not exists record_uid on embedded_identity.record (kind, uid) where uid is not null;
create index if not exists record_expiry on embedded_identity.record (expires_at) where expires_at is not null;
create table if not exists embedded_identity.person (
  id text primary key, username text not null, password_hash text not null, name text, picture text, email text,
  suspended boolean not null default false, created_at_ms bigint not null, updated_at_ms bigint not null);
create unique index if not exists person_username on embedded_identity.person (lower(username));
create table if not exists embedded_identity.secret (name text primary key, value jsonb not null);
`;

/** Creates the schema if missing. Several servers may do so at once: `if not exists` alone races, the lock does not. */
export async function createSchema(pool: pg.Pool): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query("begin");
    await connection.query("select pg_advisory_xact_lock(hashtextextended('embedded_identity', 0))");
    await connection.query(schema);
    await connection.query("commit");
    connection.release();
  } catch (thrown) {
    connection.release(true);
    throw thrown;
  }
}

/** A secret of this installation: generated on first use and stable from then on, even if two servers ask at once. */
export async function keepSecret<T>(database: Queryable, name: string, make: () => T): Promise<T> {
  const select = "select value from embedded_identity.secret where name = $1";
  const found = await database.query<{ value: T }>(select, [name]);
  if (found.rows[0]) return found.rows[0].value;
  await database.query("insert into embedded_identity.secret values ($1, $2) on conflict do nothing", [
    name,
    JSON.stringify(make()),
  ]);
  const kept = await database.query<{ value: T }>(select, [name]);
  if (!kept.rows[0]) throw new Error(`The secret ${name} vanished while it was being made`);
  return kept.rows[0].value;
}

/** Deletes expired rows. Readers ignore them anyway; this only keeps the table small. */
export async function sweep(database: Queryable): Promise<void> {
  await database.query("delete from embedded_identity.record where expires_at < now()");
}

/** A pool that survives the loss of an idle connection: the next query reports it, instead of the process crashing. */
export function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ Client: PrimaryClient, connectionString: databaseUrl, max: 5, allowExitOnIdle: true });
  pool.on("error", () => undefined);
  return pool;
}
