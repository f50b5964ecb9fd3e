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
import { outcome, type Rehearsal } from "./rehearsal.ts";

const rounds = 16;
const stretchMs = 1_000;
const warmUpMs = 3_000;
/** Of the app's CPU. */
const mostShare = 0.05;

/** What traces cost: apps that trace a tenth of the requests, and all, beside one that traces none, in short turns on the same machine. */
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

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

interface Compared {
  readonly parts: Parts;
  readonly loader: ChildProcess;
  readonly agenda: Agenda;
  readonly apps: readonly [plain: App, traced: App, whole: App];
}

async function compare(operation: "listItems" | "createItems", what: string, compared: Compared) {
  const { parts, loader, agenda, apps } = compared;
  const found = apps.map((app) => ({ app, load: trialOf(operation, what, app, agenda).load, cpu: 0, requests: 0 }));
  await withDatabase(parts, async (database) => {
    for (const { load } of found) await sendLoad(loader, { ...load, durationMs: warmUpMs });
    for (let round = 0; round < rounds; round++) {
      for (const each of round % 2 === 0 ? found : found.toReversed()) {
        const before = cpuMs(each.app.pid);
        each.requests += (await sendLoad(loader, { ...each.load, durationMs: stretchMs })).requests;
        each.cpu += cpuMs(each.app.pid) - before;
      }
      await resetAgenda(database, agenda);
    }
  });
  const [plain = 0, traced = 0, whole = 0] = found.map(({ cpu, requests }) => cpu / requests);
  const words = (ms: number) =>
    `${plain.toFixed(2)} ms of CPU without, ${ms.toFixed(2)} with: ${percent(ms / plain - 1)}`;
  return [
    outcome(`traces: ${what}, every tenth`, words(traced), traced / plain - 1 <= mostShare),
    outcome(`traces: ${what}, all`, words(whole)),
  ];
}
