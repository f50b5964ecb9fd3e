import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { reservePort } from "../../dev/ports.ts";
import { until } from "../../dev/wait.ts";
import { fillAgenda } from "../bench/agendas.ts";
import { type Measure, measure, trialOf } from "../bench/throughput.ts";
import { recognisePooler } from "../doctor/pooler.ts";
import { median } from "../percentile.ts";
import { startBeside } from "./calls.ts";
import { findProgram, type Program } from "./debian.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const nobody = 65_534;
const stretch = { rounds: 3, durationMs: 2_500, warmUpMs: 3_000, warmUpRequests: 600 };

/**
 * PgBouncer in transaction mode: detected, so no statement has a name; what that costs beside a direct connection, and how much of it is
 * due to names and how much to the pooler. One that keeps names itself (1.21 and later) is detected too, and used with them.
 */
export const rehearsePooler: Rehearsal = async (parts) => {
  const program = findProgram("pgbouncer", ["pgbouncer", "libevent-2.1-7", "libc-ares2"]);
  const version = versionOf(program);
  const keeps = version.localeCompare("1.21", "en", { numeric: true }) >= 0;
  const poolers: Pooler[] = [];
  const startBehind = async (settings: object) => {
    const pooler = await startPgBouncer(program, parts.databaseUrl, settings);
    poolers.push(pooler);
    return startBeside(parts, {
      env: { DATABASE_URL: pooler.url, DIRECT_DATABASE_URL: parts.databaseUrl },
    });
  };
  try {
    const main = await parts.startInstance();
    const agenda = await fillAgenda(parts, 500);
    const ways = {
      "direct, with names": main,
      "direct, without names": await startBeside(parts, { env: { DATABASE_PREPARED: "off" } }),
      "by PgBouncer": await startBehind(keeps ? { max_prepared_statements: 0 } : {}),
      ...(keeps && {
        "by PgBouncer, which keeps names": await startBehind({ max_prepared_statements: 200 }),
      }),
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
    const [without = Number.NaN, having] = await Promise.all(poolers.map(({ url }) => namesBehind(url)));
    return [
      outcome("pooler: PgBouncer", version),
      ...trials.map(({ name }, index) => outcome(`pooler: ${name}`, wordsFor(measures[index] ?? []))),
      outcome("pooler: statements with a name behind it", String(without), without === 0),
      having === undefined
        ? outcome("pooler: which keeps names", "not tried: PgBouncer does from 1.21 on")
        : outcome("pooler: the same, where it keeps them", String(having), having > 0),
      ...(await recogniseEach(program, parts.databaseUrl)),
    ];
  } finally {
    for (const pooler of poolers) await pooler.stop();
  }
};

/** What the doctor takes each of its modes for. */
async function recogniseEach(program: Program, databaseUrl: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const mode of ["session", "transaction", "statement"]) {
    const pooler = await startPgBouncer(program, databaseUrl, { pool_mode: mode });
    const found = await recognisePooler(pooler.url).finally(() => pooler.stop());
    outcomes.push(outcome(`pooler: the doctor, in ${mode} mode`, found, found === mode));
  }
  return outcomes;
}

function versionOf({ file, env }: Program): string {
  const [, version = ""] =
    /PgBouncer (\d+\.\d+)/.exec(execFileSync(file, ["--version"], { env, encoding: "utf8" })) ?? [];
  return version;
}

/** How many names one of its server connections knows. */
async function namesBehind(url: string): Promise<number> {
  const [found] = await ask<{ count: number }>(
    url,
    "SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement NOT LIKE '%pg_prepared_statements%'",
  );
  return found?.count ?? Number.NaN;
}

function wordsFor(measures: readonly Measure[]): string {
  const of = (field: "cpuMsPerRequest" | "databaseMsPerRequest" | "p95Ms" | "requestsPerSecond") =>
    median(measures.map((each) => each[field]));
  const refused = measures.reduce((sum, each) => sum + each.refused, 0);
  return `${of("requestsPerSecond").toFixed(0)}/s, p95 ${of("p95Ms").toFixed(0)} ms, CPU ${of("cpuMsPerRequest").toFixed(2)} ms app, ${of("databaseMsPerRequest").toFixed(2)} ms database, ${refused} refused`;
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

interface Pooler {
  readonly url: string;
  stop(): Promise<void>;
}

/** Fewer server connections than the app opens, so that a transaction gets another one each time. */
async function startPgBouncer({ file, env }: Program, databaseUrl: string, others: object): Promise<Pooler> {
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
    ...others,
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
