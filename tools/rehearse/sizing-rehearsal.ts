import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fillAgenda, withDatabase } from "../bench/agendas.ts";
import { cpuMs, residentBytes } from "../bench/cpu.ts";
import type { Load } from "../bench/load/load-process.ts";
import { sendLoad } from "../bench/load/send-load.ts";
import type { Parts } from "../bench/parts.ts";
import { cookieOf } from "../bench/person.ts";
import { trialOf } from "../bench/throughput.ts";
import { type Cost, simulate } from "../sizing/simulate.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";
import { feedCost, feedMemory, hintCost, turnCosts } from "./standing-costs.ts";

const stretchMs = 5_000;
/** How far the simulation may be off what is measured. */
const tolerance = 0.2;
const connectionsOfApp = 10;

/** What one stretch of load cost, and how much of the machine others left. */
interface Stretch {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly appMs: number;
  readonly databaseMs: number;
  readonly senderMs: number;
  readonly coresLeft: number;
}

type Sent = readonly (readonly [loader: ChildProcess, load: Omit<Load, "durationMs">])[];

/** Measures the constants of tools/sizing/needs.ts one by one, and whether the simulation predicts from them what many get. */
export const rehearseSizing: Rehearsal = async (parts) => {
  const app = await parts.startInstance();
  const agenda = await fillAgenda(parts, 2_000);
  const other = await fillAgenda(parts, 500);
  const [readers, writers] = [await parts.run("load/load-process.ts", {}), await parts.run("load/load-process.ts", {})];
  const list = (connections: number) => ({ ...trialOf("listItems", "", app, agenda).load, connections });
  const write = { ...trialOf("createItems", "", app, other).load, connections: 1 };
  const cookie = await cookieOf(parts, agenda.person);
  const page = { url: `${app.url}/`, connections: 2, method: "GET" as const, headers: { cookie }, status: 200 };
  const at = (sent: Sent) => measureStretch(parts, app.pid, sent);

  await at([[readers, list(8)]]);
  await at([[writers, write]]);
  await at([[readers, page]]);
  const [reading, writing, paging] = [
    await at([[readers, list(2)]]),
    await at([[writers, write]]),
    await at([[readers, page]]),
  ];
  const outcomes = [costsOf("a list", reading), costsOf("a creation", writing), costsOf("the page", paging)];
  const check = async (what: string, sent: Sent, costs: readonly Cost[]) => {
    const found = await at(sent);
    const machine = { cores: found.coresLeft, processes: 1, connections: connectionsOfApp };
    const { requestsPerSecond } = simulate(machine, costs, 20);
    const ratio = requestsPerSecond / found.requestsPerSecond;
    const words = `${found.requestsPerSecond.toFixed(0)}/s measured, ${requestsPerSecond.toFixed(0)}/s simulated, ${found.coresLeft.toFixed(2)} cores were left`;
    outcomes.push(outcome(`sizing: ${what}`, words, Math.abs(ratio - 1) <= tolerance));
  };
  await check("16 read", [[readers, list(16)]], [costOf(reading, 16, 2)]);
  const mixed = [costOf(reading, 8, 2), costOf(writing, 1, 1)];
  await check(
    "8 read and 1 writes",
    [
      [readers, list(8)],
      [writers, write],
    ],
    mixed,
  );
  outcomes.push(await feedCost(parts, app.pid), await hintCost(parts, other), await bytes(parts), memoryOf(app.pid));
  await app.stop();
  return [...outcomes, await feedMemory(parts), ...(await turnCosts(parts))];
};

const costsOf = (what: string, { appMs, databaseMs, p50Ms }: Stretch): Outcome =>
  outcome(
    `sizing: ${what}`,
    `CPU ${appMs.toFixed(2)} ms app, ${databaseMs.toFixed(2)} ms database; p50 ${p50Ms.toFixed(1)} ms`,
  );

/** @param measuredWith how many sent it when it was measured: what remains is idle time, unless they waited for each other */
function costOf({ appMs, databaseMs, senderMs, p50Ms }: Stretch, clients: number, measuredWith: number): Cost {
  const computedMs = (appMs + databaseMs + senderMs) * measuredWith;
  return { appMs, databaseMs, senderMs, clients, waitMs: Math.max(0, p50Ms - computedMs) };
}

async function measureStretch(parts: Parts, appPid: number, sent: Sent): Promise<Stretch> {
  const loaders = sent.map(([loader]) => loader.pid ?? 0);
  const look = () => ({
    app: cpuMs(appPid),
    database: cpuMs(parts.databasePid),
    sender: loaders.reduce((sum, pid) => sum + cpuMs(pid), 0),
    busy: busyMs(),
    atMs: performance.now(),
  });
  const before = look();
  const results = await Promise.all(sent.map(([loader, load]) => sendLoad(loader, { ...load, durationMs: stretchMs })));
  const after = look();
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const took = (name: keyof typeof before) => after[name] - before[name];
  const others = took("busy") - took("app") - took("database") - took("sender");
  return {
    requestsPerSecond: requests / (took("atMs") / 1000),
    p50Ms: results[0]?.latencyMs.p50 ?? Number.NaN,
    appMs: took("app") / requests,
    databaseMs: took("database") / requests,
    senderMs: took("sender") / requests,
    coresLeft: availableParallelism() - Math.max(0, others) / took("atMs"),
  };
}

/** CPU time of the whole machine so far. @see proc_stat(5): user, nice, system; not idle and iowait; irq, softirq, steal */
function busyMs(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * 10;
}

async function bytes(parts: Parts): Promise<Outcome> {
  return withDatabase(parts, async (database) => {
    const of = async (table: string) => {
      const { rows } = await database.query<{ bytes: number }>(
        `SELECT (pg_total_relation_size('"${table}"') / greatest(count(*), 1))::int AS bytes FROM "${table}"`,
      );
      return rows[0]?.bytes ?? 0;
    };
    return outcome(
      "sizing: on the disk, with indexes",
      `${await of("Item")} bytes an item, ${await of("Change")} a change`,
    );
  });
}

const memoryOf = (pid: number): Outcome =>
  outcome("sizing: memory of the process", `${(residentBytes(pid) / 1024 ** 2).toFixed(0)} MiB`);
