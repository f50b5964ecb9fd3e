import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../../dev/ports.ts";
import { startPostgres } from "../../dev/postgres/embedded-postgres.ts";
import { migrate } from "../../dev/postgres/migrate.ts";
import { until } from "../../dev/wait.ts";

const migrations = path.resolve(import.meta.dirname, "../../prisma/migrations");
const password = "of-this-rehearsal";

/** A PostgreSQL with a streaming replica, from the binaries that come with the app. */
interface Cluster {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** Both, for a client that looks for the one that accepts writes. */
  readonly bothUrl: string;
  onPrimary<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  onReplica<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  /** From now on a commit is acknowledged when the replica has it. */
  replicateSynchronously(): Promise<void>;
  killPrimary(): void;
  /** Resolves when the replica accepts writes. */
  promote(): Promise<void>;
  stopReplica(): Promise<void>;
  startReplica(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-cluster-"));
  chmodSync(folder, 0o711);
  const [primaryDir, replicaDir] = [path.join(folder, "primary"), path.join(folder, "replica")];
  for (const dataDir of [primaryDir, replicaDir]) mkdirSync(dataDir, { mode: 0o711 });
  const [primaryPort, replicaPort] = [await freePort(), await freePort()];
  const startPrimary = () => startPostgres({ dataDir: primaryDir, port: primaryPort, password });
  const startReplica = () => startPostgres({ dataDir: replicaDir, port: replicaPort, password });

  const first = await startPrimary();
  await migrate({ url: first.url, directory: migrations });
  await first.stop();
  // A copy of a server that has stopped is a base backup.
  const { status, stderr } = spawnSync("cp", ["-a", path.join(primaryDir, "pg"), replicaDir], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const settings = (dataDir: string) => path.join(dataDir, "pg", "postgresql.auto.conf");
  appendFileSync(settings(primaryDir), "wal_keep_size = '512MB'\n");
  const source = `host=127.0.0.1 port=${primaryPort} user=agenda password=${password} application_name=replica`;
  appendFileSync(settings(replicaDir), `primary_conninfo = '${source}'\n`);
  writeFileSync(path.join(replicaDir, "pg", "standby.signal"), "");

  const primary = await startPrimary();
  let replica = await startReplica();
  const { url: primaryUrl } = primary;
  const { url: replicaUrl } = replica;
  const onPrimary: Cluster["onPrimary"] = (sql, values) => query(primaryUrl, sql, values);
  const onReplica: Cluster["onReplica"] = (sql, values) => query(replicaUrl, sql, values);
  const isStreaming = async (state: string) => {
    const found = await onPrimary(`SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = $1`, [
      state,
    ]);
    return found.length > 0 || undefined;
  };
  await until("The replica did not follow", () => isStreaming("async"), { withinMs: 20_000 });
  return {
    primaryUrl,
    replicaUrl,
    bothUrl: primaryUrl.replace(/@([^/]+)/, `@$1,127.0.0.1:${replicaPort}`),
    onPrimary,
    onReplica,
    async replicateSynchronously() {
      await onPrimary("ALTER SYSTEM SET synchronous_standby_names = 'replica'");
      await onPrimary("SELECT pg_reload_conf()");
      await until("The replica did not become synchronous", () => isStreaming("sync"), { withinMs: 20_000 });
    },
    killPrimary() {
      process.kill(Number.parseInt(readFileSync(path.join(primaryDir, "pg", "postmaster.pid"), "utf8"), 10), "SIGKILL");
    },
    async promote() {
      await onReplica("SELECT pg_promote()");
    },
    stopReplica: () => replica.stop(),
    async startReplica() {
      replica = await startReplica();
    },
    async stop() {
      await Promise.all([primary.stop(), replica.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function query<R extends object>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as R[];
  } finally {
    await client.end().catch(() => {});
  }
}
