import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "../../dev/start-app.ts";
import { type Agenda, fillAgenda, resetAgenda, withDatabase } from "../bench/agendas.ts";
import { cpuMs } from "../bench/cpu.ts";
import { sendLoad } from "../bench/load/send-load.ts";
import type { Parts } from "../bench/parts.ts";
import { trialOf } from "../bench/throughput.ts";
import { startBeside } from "./calls.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const stretchMs = 500;
const warmUpMs = 2_000;
/** Two processes of the same program differ, each for as long as it lives. So new ones are started again and again. */
const generations = 5;
const rounds = 6;
/** Student's t for 95 %, by four degrees of freedom. */
const errors = 2.78;
/** Of the app's CPU. */
const mostShare = 0.05;

const operations = { listItems: "a list", createItems: "a creation" } as const;
type Operation = keyof typeof operations;
const kinds = ["none", "none again", "every tenth", "all"] as const;
type Kind = (typeof kinds)[number];
type Ratios = Readonly<Record<Exclude<Kind, "none">, number>>;

/**
 * What traces cost: apps that trace a tenth of the requests, or all, against one that traces none, in short turns on the same machine.
 * A second one that traces none either tells how far two apps differ for no reason.
 */
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
    const main = await parts.startInstance();
    const agenda = await fillAgenda(parts, 500);
    await main.stop();
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
    const variables: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
      none: {},
      "none again": {},
      "every tenth": endpoint,
      all: { ...endpoint, OTEL_TRACES_SAMPLER: "always_on" },
    };
    const loader = await parts.run("load/load-process.ts", {});
    const found: Record<Operation, Ratios[]> = { listItems: [], createItems: [] };
    for (let generation = 0; generation < generations; generation++) {
      const apps = new Map<Kind, App>();
      // Whoever starts first has no advantage.
      for (const kind of [...kinds.slice(generation % 4), ...kinds.slice(0, generation % 4)])
        apps.set(kind, await startBeside(parts, { env: variables[kind] }));
      for (const operation of ["listItems", "createItems"] as const)
        found[operation].push(await compare(operation, { parts, loader, agenda, apps }));
      await Promise.all([...apps.values()].map((app) => app.stop()));
    }
    const told = Object.entries(operations).flatMap(([operation, what]) => judge(what, found[operation as Operation]));
    return [...told, outcome("traces: sent", `${(bytes / 1e6).toFixed(0)} MB`, bytes > 0)];
  } finally {
    collector.closeAllConnections();
    collector.close();
  }
};

interface Compared {
  readonly parts: Parts;
  readonly loader: ChildProcess;
  readonly agenda: Agenda;
  readonly apps: ReadonlyMap<Kind, App>;
}

/**
 * The machine's pace changes from second to second, and with it what a request takes of the CPU. So each round asks all apps right after
 * one another, forwards and backwards by turns, and only what they took in the same round is compared.
 * @returns what the others took, as a multiple of what the one that traces nothing took
 */
async function compare(operation: Operation, { parts, loader, agenda, apps }: Compared): Promise<Ratios> {
  const send = (app: App, durationMs: number) =>
    sendLoad(loader, { ...trialOf(operation, "", app, agenda).load, durationMs });
  const logs: Record<Kind, number> = { none: 0, "none again": 0, "every tenth": 0, all: 0 };
  await withDatabase(parts, async (database) => {
    for (const app of apps.values()) await send(app, warmUpMs);
    for (let round = 0; round < rounds; round++) {
      for (const [kind, app] of round % 2 === 0 ? apps : [...apps].toReversed()) {
        const before = cpuMs(app.pid);
        const { requests } = await send(app, stretchMs);
        logs[kind] += Math.log((cpuMs(app.pid) - before) / requests) / rounds;
      }
      await resetAgenda(database, agenda);
    }
  });
  const ratioOf = (kind: Kind) => Math.exp(logs[kind] - logs.none);
  return { "none again": ratioOf("none again"), "every tenth": ratioOf("every tenth"), all: ratioOf("all") };
}

/** A share below the noise is not told; where the noise alone exceeds what is allowed, nothing is. */
export function judge(what: string, found: readonly Ratios[]): Outcome[] {
  const shares = (kind: keyof Ratios) => shareOf(found.map((ratios) => ratios[kind]));
  const [again, tenth, all] = [shares("none again"), shares("every tenth"), shares("all")];
  const noise = Math.abs(again.share) + again.error;
  const words = ({ share, error }: Share) => `${percent(share)} ± ${percent(error)} of the app's CPU`;
  const isTold = noise <= mostShare;
  return [
    outcome(`traces: ${what}, none beside none`, words(again)),
    outcome(
      `traces: ${what}, every tenth`,
      isTold ? words(tenth) : `${words(tenth)}: not told, for none beside none differ by up to ${percent(noise)}`,
      isTold && tenth.share + tenth.error <= mostShare,
    ),
    outcome(`traces: ${what}, all`, words(all)),
  ];
}

interface Share {
  readonly share: number;
  /** Of a confidence interval of 95 %. */
  readonly error: number;
}

/** By how much more the ratios say that it takes: the mean of their logarithms, which favours neither side. */
function shareOf(ratios: readonly number[]): Share {
  const logs = ratios.map(Math.log);
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const variance = logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs.length - 1);
  return { share: Math.exp(mean) - 1, error: errors * Math.sqrt(variance / logs.length) };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
