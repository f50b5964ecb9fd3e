// Sends requests repeatedly from a separate process, so that its work does not count as anyone else's CPU time.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "../../percentile.ts";

/** One period of load. */
export interface Load {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** `{n}` in it is replaced by a different number in every request. */
  readonly body?: string;
  readonly connections: number;
  readonly durationMs: number;
  /** Stops early after this many requests. */
  readonly most?: number;
  /** The expected status of every answer. */
  readonly status: number;
}

export interface LoadResult {
  readonly requests: number;
  /** How many were answered 429 or 503, as happens on a busy machine, and sent again; they are not in `requests`. */
  readonly refused: number;
  readonly seconds: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number };
}

let serial = 0;
const pauseMs = 100;
const isRefusal = (status: number | undefined) => status === 429 || status === 503;

async function run(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const startedMs = performance.now();
  const endMs = startedMs + load.durationMs;
  const latencies: number[] = [];
  let refused = 0;
  const connection = async () => {
    while (performance.now() < endMs && latencies.length < (load.most ?? Number.POSITIVE_INFINITY)) {
      const sentMs = performance.now();
      if (await once(agent, load)) latencies.push(performance.now() - sentMs);
      else {
        refused += 1;
        await pause(pauseMs);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: load.connections }, connection));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - startedMs) / 1000;
  if (latencies.length === 0) throw new Error("Every request was refused.");
  const latencyMs = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) };
  return { requests: latencies.length, refused, seconds, latencyMs };
}

/** @returns false if it was refused because of overload */
function once(agent: Agent, { url, method, headers, body, status }: Load): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      let first = "";
      answer.on("data", (chunk: Buffer) => {
        if (answer.statusCode !== status && first === "") first = chunk.toString();
      });
      answer.on("end", () =>
        answer.statusCode === status || isRefusal(answer.statusCode)
          ? resolve(answer.statusCode === status)
          : reject(new Error(`${method} answered ${answer.statusCode}: ${first}`)),
      );
      answer.on("error", reject);
    });
    sent.on("error", reject);
    serial += 1;
    sent.end(body?.replaceAll("{n}", String(serial)));
  });
}

process.on("disconnect", () => process.exit(0));
process.on("message", async (load: Load) => {
  const result = await run(load).catch((error: Error) => ({ failure: error.message }));
  process.send?.(result);
});
process.send?.("ready");
