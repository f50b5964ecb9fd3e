import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { reservePort } from "../../dev/ports.ts";
import { until } from "../../dev/wait.ts";
import { fillAgenda } from "../bench/agendas.ts";
import { type Measure, measure, median, trialOf } from "../bench/throughput.ts";
import { startBeside } from "./calls.ts";
import { findProgram } from "./debian.ts";
import { outcome, type Rehearsal } from "./rehearsal.ts";

const nobody = 65_534;
const stretch = { rounds: 3, durationMs: 2_500, warmUpMs: 3_000, warmUpRequests: 600 };

/**
 * PgBouncer in transaction mode: detected, so no statement has a name; what that costs beside a direct connection, and how much of it is
 * due to names and how much to the pooler.
 */
export const rehearsePooler: Rehearsal = async (parts) => {
  const pooler = await startPgBouncer(parts.databaseUrl);
  try {
    const main = await parts.startInstance();
    const agenda = await fillAgenda(parts, 500);
    const direct = { DIRECT_DATABASE_URL: parts.databaseUrl };
    const ways = {
      "direct, with names": main,
      "direct, without names": await startBeside(parts, { env: { DATABASE_PREPARED: "off" } }),
      "by PgBouncer": await startBeside(parts, { env: { DATABASE_URL: pooler.url, ...direct } }),
    };
    const loader = await parts.run("load/load-process.ts", {});
    const kinds = [
      { operation: "listItems", name: "list" },
      { operation: "createItems", name: "create" },
    ] as const;
    const trials = Object.entries(ways).flatMap(([way, app]) =>
      kinds.map(({ operation, name }) => trialOf(operation, `${name}, ${way}`, app, agenda)),
    );
    const measures = await measure(parts, loader, trials, stretch);
    const names = await namesAt(parts.databaseUrl);
    return [
      ...trials.map(({ name }, index) => outcome(`pooler: ${name}`, wordsFor(measures[index] ?? []))),
      outcome(
        "pooler: statements with a name on its connections",
        `${names.pooled} of ${names.all}`,
        names.all > 0 && names.pooled === 0,
      ),
    ];
  } finally {
    await pooler.stop();
  }

  /** How many connections of the app know a name, by whether they came through the pooler. */
  async function namesAt(url: string): Promise<{ pooled: number; all: number }> {
    const throughPooler = await ask<{ count: number }>(
      pooler.url,
      "SELECT count(*)::int AS count FROM pg_prepared_statements",
    );
    const all = await ask<{ count: number }>(
      url,
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend'",
    );
    return { pooled: throughPooler[0]?.count ?? 0, all: all[0]?.count ?? 0 };
  }
};

function wordsFor(measures: readonly Measure[]): string {
  const of = (field: "cpuMsPerRequest" | "databaseMsPerRequest" | "p95Ms" | "requestsPerSecond") =>
    median(measures.map((each) => each[field]));
  return `${of("requestsPerSecond").toFixed(0)}/s, p95 ${of("p95Ms").toFixed(0)} ms, CPU ${of("cpuMsPerRequest").toFixed(2)} ms app, ${of("databaseMsPerRequest").toFixed(2)} ms database`;
}

async function ask<R extends object>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as R[];
  } finally {
    await client.end();
  }
}

/** Fewer server connections than the app opens, so that a transaction gets another one each time. */
async function startPgBouncer(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { file, env } = findProgram("pgbouncer", ["pgbouncer", "libevent-2.1-7", "libc-ares2"]);
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-pooler-"));
  chmodSync(folder, 0o755);
  const { port, release } = await reservePort(0, "127.0.0.1");
  const behind = new URL(databaseUrl);
  const login = `user=${behind.username} password=${behind.password}`;
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: "transaction",
    default_pool_size: 6,
    max_client_conn: 200,
    ignore_startup_parameters: "extra_float_digits",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const database = `${behind.pathname.slice(1)} = host=${behind.hostname} port=${behind.port} ${login}`;
  const config = path.join(folder, "pgbouncer.ini");
  writeFileSync(config, ["[databases]", database, "[pgbouncer]", ...lines, ""].join("\n"));
  await release();
  const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const child: ChildProcess = spawn(file, [config], { env, cwd: "/", stdio: "ignore", ...asNobody });
  const url = Object.assign(new URL(databaseUrl), { port: String(port) }).href;
  const answers = () =>
    ask(url, "SELECT 1").then(
      () => true as const,
      () => undefined,
    );
  await until("PgBouncer did not answer", answers, { withinMs: 10_000 });
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
