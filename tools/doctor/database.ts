import { statfs } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { checkDatabase } from "../../dev/postgres/check-database.ts";
import { readMigrations } from "../../dev/postgres/migrate.ts";
import { addressesOf } from "../../env.ts";
import { PrimaryClient } from "../../server/primary.ts";
import { isCitusSql, leftBehindSql } from "../../server/storage/readiness.ts";
import { type Deployment, type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { type Pooling, recognisePooler } from "./pooler.ts";

/** What a PostgreSQL reports. Durations in milliseconds, 0 for none. */
export interface DatabaseFacts {
  readonly isReplica: boolean;
  readonly isReadOnly: boolean;
  readonly encoding: string;
  readonly maxConnections: number;
  /** How far its clock is ahead of ours. */
  readonly clockAheadMs: number;
  readonly limits: Readonly<Record<string, number>>;
  /** The required extensions that are missing, and whether the server can create them. */
  readonly missingExtensions: readonly { readonly name: string; readonly isAvailable: boolean }[];
  /** On Citus, the tables of people that are not distributed. */
  readonly undistributed: readonly string[];
  readonly migrations: readonly { readonly name: string; readonly checksum: string; readonly isFinished: boolean }[];
}

const extensions = ["pg_trgm", "btree_gin"];
/** The shortest limits under which no statement of ours is cut off (server/storage/transaction.ts). */
const leastMs: Readonly<Record<string, number>> = {
  statement_timeout: 10_000,
  transaction_timeout: 60_000,
  idle_in_transaction_session_timeout: 10_000,
  idle_session_timeout: 3_600_000,
};

export async function examineDatabase(deployment: Deployment): Promise<Finding[]> {
  const { DATABASE_URL, DIRECT_DATABASE_URL, DATABASE_PREPARED } = deployment.settings;
  const direct = DIRECT_DATABASE_URL ?? DATABASE_URL;
  const answers = await Promise.all([
    examineReach("DATABASE_URL", DATABASE_URL),
    ...(DIRECT_DATABASE_URL ? [examineReach("DIRECT_DATABASE_URL", DIRECT_DATABASE_URL)] : []),
  ]);
  if (answers.some(({ state }) => state === "failed")) return answers;
  const [pooling, directPooling] = await Promise.all([recognisePooler(DATABASE_URL), recognisePooler(direct)]);
  return [
    ...answers,
    ...judgeHosts(await readRoles(DATABASE_URL)),
    ...judgePooling(pooling, directPooling, DATABASE_PREPARED),
    ...judgeDatabase(
      await readFacts(direct),
      readMigrations(path.join(deployment.root, "prisma/migrations")),
      deployment,
    ),
    await examineSpace(deployment),
  ];
}

async function examineReach(name: "DATABASE_URL" | "DIRECT_DATABASE_URL", url: string): Promise<Finding> {
  const startedMs = performance.now();
  try {
    const version = await checkDatabase(url, { name, withinMs: 1_000 });
    return ok(name, `PostgreSQL ${version} answered in ${Math.round(performance.now() - startedMs)} ms`);
  } catch (thrown) {
    const says = (thrown as Error).message.replace(`${name}: `, "");
    return failed(name, says, `Set ${name} right, or start that PostgreSQL (14 or later).`);
  }
}

export interface Host {
  readonly name: string;
  readonly role: "primary" | "standby" | "unreachable";
}

/** What each host of a connection string is at the moment. */
async function readRoles(url: string): Promise<Host[]> {
  const roleOf = async (address: string): Promise<Host["role"]> => {
    const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ isStandby: boolean }>(`SELECT pg_is_in_recovery() AS "isStandby"`);
      return rows[0]?.isStandby ? "standby" : "primary";
    } catch {
      return "unreachable";
    } finally {
      await client.end().catch(() => {});
    }
  };
  return Promise.all(
    addressesOf(url).map(async (address) => ({ name: new URL(address).host, role: await roleOf(address) })),
  );
}

/** With several hosts, a failover needs every one of them. */
export function judgeHosts(hosts: readonly Host[]): Finding[] {
  if (hosts.length === 1) return [];
  const named = (role: Host["role"]) => hosts.filter((host) => host.role === role).map(({ name }) => name);
  const [primaries, unreachable] = [named("primary"), named("unreachable")];
  if (primaries.length > 1)
    return [
      failed(
        "database hosts",
        `${primaries.join(" and ")} both accept writes: what one of them stores is lost to the other`,
        "Stop the one that should be a standby at once, and find out why it was promoted.",
      ),
    ];
  if (unreachable.length > 0)
    return [
      warning(
        "database hosts",
        `${unreachable.join(" and ")} cannot be reached: nothing takes over if ${primaries[0] ?? "the primary"} fails`,
        "Start it as a standby, or remove it from DATABASE_URL.",
      ),
    ];
  return [ok("database hosts", `${primaries[0]} accepts writes, ${named("standby").join(" and ")} can take over`)];
}

export function judgePooling(pooling: Pooling, direct: Pooling, prepared: "on" | "off" | undefined): Finding[] {
  const found: Finding[] = [];
  if (pooling === "statement")
    found.push(failed("pooler", "in statement mode: it refuses transactions", "Set the pooler's mode to transaction."));
  else if (pooling === "transaction" && prepared === "on")
    found.push(
      warning(
        "pooler",
        "in transaction mode, and DATABASE_PREPARED is on",
        "Leave DATABASE_PREPARED unset: whether the pooler keeps prepared statements is recognised.",
      ),
    );
  else found.push(ok("pooler", pooling === "none" ? "none" : `in ${pooling} mode`));
  if (direct === "transaction" || direct === "statement")
    found.push(
      failed(
        "direct connection",
        `behind a pooler in ${direct} mode: open pages are not told of changes, and migrations are not locked`,
        "Set DIRECT_DATABASE_URL to the same database past the pooler.",
      ),
    );
  return found;
}

/** @param ours the migrations of this version */
export function judgeDatabase(
  facts: DatabaseFacts,
  ours: readonly { readonly name: string; readonly checksum: string }[],
  { settings }: Pick<Deployment, "settings">,
): Finding[] {
  return [
    facts.isReplica || facts.isReadOnly
      ? failed(
          "writing",
          facts.isReplica ? "this server is a replica" : "the database is read-only",
          "Set DATABASE_URL to the primary, and default_transaction_read_only to off.",
        )
      : ok("writing", "possible"),
    facts.encoding === "UTF8"
      ? ok("encoding", "UTF8")
      : failed(
          "encoding",
          facts.encoding,
          "Create the database anew with encoding UTF8, and restore a backup into it.",
        ),
    ...judgeExtensions(facts),
    ...judgeMigrations(facts, ours),
    ...facts.undistributed.map((name) =>
      failed(
        "distribution",
        `${name} is not distributed, and accounts that are deleted leave their rows there`,
        "Run prisma/citus/distribute.sql on the coordinator, as docs/scale.md says.",
      ),
    ),
    judgeClock(facts.clockAheadMs),
    ...judgeLimits(facts.limits),
    // The pool's, and those that listen, migrate and back up.
    settings.DATABASE_POOL_SIZE + 3 <= facts.maxConnections
      ? ok("connections", `${settings.DATABASE_POOL_SIZE} per process, of ${facts.maxConnections} at the server`)
      : failed(
          "connections",
          `one process may hold ${settings.DATABASE_POOL_SIZE}, but the server allows ${facts.maxConnections} in all`,
          "Raise max_connections, lower DATABASE_POOL_SIZE, or put a pooler between.",
        ),
  ];
}

function judgeExtensions({ missingExtensions }: DatabaseFacts): Finding[] {
  if (missingExtensions.length === 0) return [ok("extensions", extensions.join(", "))];
  return missingExtensions.map(({ name, isAvailable }) =>
    failed(
      "extensions",
      `${name} is ${isAvailable ? "not created" : "not installed at the server"}`,
      isAvailable
        ? "npm start creates it; where a managed database keeps a list of what is allowed, allow it first."
        : "Install PostgreSQL's contrib package.",
    ),
  );
}

function judgeMigrations(
  { migrations }: DatabaseFacts,
  ours: readonly { name: string; checksum: string }[],
): Finding[] {
  const applied = new Map(migrations.map((each) => [each.name, each]));
  const unfinished = migrations.filter(({ isFinished }) => !isFinished).map(({ name }) => name);
  const missing = ours.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
  const unknown = migrations.filter(({ name }) => !ours.some((each) => each.name === name)).map(({ name }) => name);
  const edited = ours.filter(({ name, checksum }) => (applied.get(name)?.checksum ?? checksum) !== checksum);
  const found: Finding[] = [];
  if (unfinished.length > 0)
    found.push(
      failed("migrations", `not finished: ${unfinished.join(", ")}`, "See docs/upgrades.md for how to repair one."),
    );
  if (missing.length > 0)
    found.push(failed("migrations", `not applied: ${missing.join(", ")}`, "Restart the app: it applies them."));
  if (unknown.length > 0)
    found.push(
      warning(
        "migrations",
        `unknown to this version: ${unknown.join(", ")}`,
        "The database was used by a newer version: run that one.",
      ),
    );
  if (edited.length > 0)
    found.push(
      warning(
        "migrations",
        `other than when they were applied: ${edited.map(({ name }) => name).join(", ")}`,
        "Restore prisma/migrations as it was released.",
      ),
    );
  return found.length > 0 ? found : [ok("migrations", `all ${ours.length} are applied`)];
}

/** Beyond five minutes nothing is erased (server/storage/erase-expired.ts); codes and tokens allow less. */
function judgeClock(aheadMs: number): Finding {
  const seconds = Math.abs(aheadMs) / 1_000;
  return seconds < 5
    ? ok("clocks", `ours and the database's differ by ${seconds.toFixed(1)} s`)
    : (seconds < 60 ? warning : failed)(
        "clocks",
        `ours and the database's differ by ${Math.round(seconds)} s`,
        "Let both machines keep time by NTP.",
      );
}

function judgeLimits(limits: DatabaseFacts["limits"]): Finding[] {
  const short = Object.entries(limits).filter(([name, ms]) => ms > 0 && ms < (leastMs[name] ?? 0));
  if (short.length === 0) return [ok("time-outs", "none that would cut us off")];
  return short.map(([name, ms]) =>
    warning(
      "time-outs",
      `${name} is ${ms / 1_000} s for this user and database`,
      `Set it to 0 or at least ${(leastMs[name] ?? 0) / 1_000} s: ALTER ROLE … SET ${name}.`,
    ),
  );
}

async function readFacts(url: string): Promise<DatabaseFacts> {
  const client = new PrimaryClient({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  client.on("error", () => {});
  await client.connect();
  const rows = async <R extends object>(text: string, values: unknown[] = []) =>
    (await client.query<R & pg.QueryResultRow>(text, values)).rows as R[];
  try {
    const askedMs = Date.now();
    const [facts] = await rows<Omit<DatabaseFacts, "clockAheadMs" | "limits"> & { now: number }>(
      `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now, pg_is_in_recovery() AS "isReplica",
        current_setting('default_transaction_read_only')::bool AS "isReadOnly", getdatabaseencoding()::text AS encoding,
        current_setting('max_connections')::int AS "maxConnections"`,
    );
    const answeredMs = Date.now();
    if (!facts) throw new Error("The database does not tell about itself.");
    const limits = await rows<{ name: string; ms: number }>(
      "SELECT name, setting::float8 AS ms FROM pg_settings WHERE name = ANY ($1)", // all of them are in ms
      [Object.keys(leastMs)],
    );
    const known = await rows<{ name: string; isThere: boolean }>(
      `SELECT name, installed_version IS NOT NULL AS "isThere" FROM pg_available_extensions WHERE name = ANY ($1)`,
      [extensions],
    );
    const [table] = await rows<{ isThere: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
    );
    const [server] = table?.isThere ? await rows<{ isCitus: boolean }>(isCitusSql) : [];
    return {
      ...facts,
      clockAheadMs: facts.now - (askedMs + answeredMs) / 2,
      limits: Object.fromEntries(limits.map(({ name, ms }) => [name, ms])),
      missingExtensions: extensions
        .filter((name) => !known.some((each) => each.name === name && each.isThere))
        .map((name) => ({ name, isAvailable: known.some((each) => each.name === name) })),
      undistributed: server?.isCitus ? (await rows<{ name: string }>(leftBehindSql)).map(({ name }) => name) : [],
      migrations: table?.isThere
        ? await rows(
            `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished" FROM _prisma_migrations
             WHERE rolled_back_at IS NULL ORDER BY migration_name`,
          )
        : [],
    };
  } finally {
    await client.end().catch(() => {});
  }
}

/** A database elsewhere does not tell about its disk. */
export async function examineSpace(deployment: Pick<Deployment, "hasOwnDatabase" | "dataDir">): Promise<Finding> {
  const disk = await statfs(deployment.dataDir).catch(() => undefined);
  return disk
    ? judgeSpace(disk.bavail * disk.bsize, deployment)
    : skipped("free space", `there is no ${deployment.dataDir} here; watch the database's disk at its own machine`);
}

export function judgeSpace(
  freeBytes: number,
  { hasOwnDatabase, dataDir }: Pick<Deployment, "hasOwnDatabase" | "dataDir">,
): Finding {
  const gb = freeBytes / 1e9;
  const where = hasOwnDatabase ? `in ${dataDir}` : `in ${dataDir}, on this machine and not the database's`;
  if (gb >= 2) return ok("free space", `${gb.toFixed(0)} GB ${where}`);
  const why = hasOwnDatabase ? "PostgreSQL stops when the disk is full" : "backups may not fit";
  return (gb >= 0.5 ? warning : failed)(
    "free space",
    `${gb.toFixed(1)} GB ${where}: ${why}`,
    "Make room on the disk of the data folder.",
  );
}
