import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fillAgenda } from "../bench/agendas.ts";
import { type Measure, measure, median, trialOf } from "../bench/throughput.ts";
import { startBeside } from "./calls.ts";
import { outcome, type Rehearsal } from "./rehearsal.ts";

const stretches = { rounds: 7, durationMs: 2_000, warmUpMs: 3_000, warmUpRequests: 1_000 };
/** Of the app's CPU. */
const mostShare = 0.05;

/** What tracing every request costs: an app that traces beside one that does not, taking turns. */
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
    const traced = await startBeside(parts, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
    const [agenda, other] = [await fillAgenda(parts, 500), await fillAgenda(parts, 500)];
    const loader = await parts.run("load/load-process.ts", {});
    const found = await measure(
      parts,
      loader,
      [
        trialOf("listItems", "list", plain, agenda),
        trialOf("listItems", "list, traced", traced, agenda),
        trialOf("createItems", "creation", plain, other),
        trialOf("createItems", "creation, traced", traced, other),
      ],
      stretches,
    );
    const [list, listTraced, creation, creationTraced] = found;
    return [
      compare("a list", list, listTraced),
      compare("a creation", creation, creationTraced),
      outcome("traces: sent", `${(bytes / 1e6).toFixed(0)} MB`, bytes > 0),
    ];
  } finally {
    collector.closeAllConnections();
    collector.close();
  }
};

function compare(what: string, plain: readonly Measure[] = [], traced: readonly Measure[] = []) {
  const share = median(traced.map((each, round) => each.cpuMsPerRequest / (plain[round]?.cpuMsPerRequest ?? 0))) - 1;
  const ms = (measures: readonly Measure[]) => median(measures.map((each) => each.cpuMsPerRequest)).toFixed(2);
  const words = `${ms(plain)} ms of CPU without, ${ms(traced)} with: ${(share * 100).toFixed(1)} %`;
  return outcome(`traces: ${what}`, words, share <= mostShare);
}
