import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "../../dev/start-app.ts";
import { type Agenda, fillAgenda, resetAgenda, withDatabase } from "../bench/agendas.ts";
import { cpuMs } from "../bench/cpu.ts";
import { sendLoad } from "../bench/load/send-load.ts";
import type { Parts } from "../bench/parts.ts";
import { median, trialOf } from "../bench/throughput.ts";
import { startBeside } from "./calls.ts";
import { outcome, type Rehearsal } from "./rehearsal.ts";

const stretchMs = 500;
const warmUpMs = 3_000;
/** Rounds go on until the share is known this well, by its standard error. */
const wellKnown = 0.01;
const [fewestRounds, mostRounds] = [16, 64];
/** Of the app's CPU. */
const mostShare = 0.05;

/** What traces cost: apps that trace a tenth of the requests, or all, against one that traces none, in short turns on the same machine. */
export const rehearseTraces: Rehearsal = async (parts) => {
  let bytes = 0;
  const collector = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  await once(collector.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = collector.address() as AddressInfo;
    const plain = await parts.startInstance();
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
    const traced = await startBeside(parts, { env: endpoint });
    const whole = await startBeside(parts, { env: { ...endpoint, OTEL_TRACES_SAMPLER: "always_on" } });
    const loader = await parts.run("load/load-process.ts", {});
    const agenda = await fillAgenda(parts, 500);
    const compared = { parts, loader, agenda, apps: [plain, traced, whole] } as const;
    return [
      ...(await compare("listItems", "a list", compared)),
      ...(await compare("createItems", "a creation", compared)),
      outcome("traces: sent", `${(bytes / 1e6).toFixed(0)} MB`, bytes > 0),
    ];
  } finally {
    collector.closeAllConnections();
    collector.close();
  }
};

interface Compared {
  readonly parts: Parts;
  readonly loader: ChildProcess;
  readonly agenda: Agenda;
  readonly apps: readonly [plain: App, traced: App, whole: App];
}

/**
 * The machine's pace changes from second to second, and with it what a request takes of the CPU. So each round asks all apps right after
 * one another, forwards and backwards by turns, and only what they took in the same round is compared.
 */
async function compare(operation: "listItems" | "createItems", what: string, compared: Compared) {
  const { parts, loader, agenda, apps } = compared;
  const trials = apps.map((app) => ({ pid: app.pid, load: trialOf(operation, what, app, agenda).load }));
  const took = async ({ pid, load }: (typeof trials)[number]) => {
    const before = cpuMs(pid);
    const { requests } = await sendLoad(loader, { ...load, durationMs: stretchMs });
    return (cpuMs(pid) - before) / requests;
  };
  const plains: number[] = [];
  const ratios: [traced: number[], whole: number[]] = [[], []];
  await withDatabase(parts, async (database) => {
    for (const { load } of trials) await sendLoad(loader, { ...load, durationMs: warmUpMs });
    const isKnown = () => plains.length >= fewestRounds && ratios.every((each) => shareOf(each).error <= wellKnown);
    while (plains.length < mostRounds && !isKnown()) {
      const ms = new Map<(typeof trials)[number], number>();
      for (const trial of plains.length % 2 === 0 ? trials : trials.toReversed()) ms.set(trial, await took(trial));
      const [plain = Number.NaN, ...others] = trials.map((trial) => ms.get(trial) ?? Number.NaN);
      plains.push(plain);
      for (const [index, each] of ratios.entries()) each.push((others[index] ?? Number.NaN) / plain);
      await resetAgenda(database, agenda);
    }
  });
  const [traced, whole] = [shareOf(ratios[0]), shareOf(ratios[1])];
  const words = ({ share, error }: Share) =>
    `${percent(share)} ± ${percent(error)} of ${median(plains).toFixed(2)} ms of CPU, in ${plains.length} rounds`;
  return [
    outcome(`traces: ${what}, every tenth`, words(traced), traced.share + 2 * traced.error <= mostShare),
    outcome(`traces: ${what}, all`, words(whole)),
  ];
}

interface Share {
  readonly share: number;
  /** Standard error. */
  readonly error: number;
}

/** By how much more the ratios say that it takes: the mean of their logarithms, which favours neither side. */
function shareOf(ratios: readonly number[]): Share {
  const logs = ratios.map(Math.log);
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const variance = logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs.length - 1);
  return { share: Math.exp(mean) - 1, error: Math.sqrt(variance / logs.length) };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
