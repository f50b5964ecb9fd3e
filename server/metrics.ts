import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Numbers that are read when somebody asks, by name: what they mean, and how to read them. */
export type Gauges = Readonly<Record<string, readonly [help: string, read: () => number]>>;

interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"operation" | "door" | "status">;
  readonly refusals: Counter<"problem">;
  readonly logto: Histogram<"question" | "outcome">;
}

const key = Symbol.for("agenda.metrics");
const store = globalThis as { [key]?: Metrics };

/** In seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Begins to count. Until then, everything below costs nothing. */
export function openMetrics(gauges: Gauges): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const [name, [help, read]] of Object.entries(gauges))
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  store[key] = {
    registry,
    requests: new Histogram({
      name: "http_server_request_duration_seconds",
      help: "How long requests took, by operation, door and status",
      labelNames: ["operation", "door", "status"],
      buckets,
      registers,
    }),
    refusals: new Counter({
      name: "agenda_problems_total",
      help: "Answers that were a problem, by its code (/problems)",
      labelNames: ["problem"],
      registers,
    }),
    logto: new Histogram({
      name: "agenda_logto_request_duration_seconds",
      help: "How long Logto took to answer; outcome: answered (whatever), or failed (5xx, unreachable, too slow)",
      labelNames: ["question", "outcome"],
      buckets,
      registers,
    }),
  };
}

interface Line {
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
  readonly door?: string;
  readonly problem?: string;
}

/** Counts a request. Every label is a name of the contract's, never what somebody sent. */
export function noteRequest({ operation, status, durationMs, door = "none", problem }: Line): void {
  const metrics = store[key];
  if (!metrics) return;
  metrics.requests.observe({ operation, door, status: String(status) }, durationMs / 1_000);
  if (problem !== undefined) metrics.refusals.inc({ problem });
}

/** Takes the time of a question to Logto. @param path one of its addresses, without a query */
export async function timeLogto(path: string, ask: () => Promise<Response>): Promise<Response> {
  const metrics = store[key];
  if (!metrics) return ask();
  const end = metrics.logto.startTimer({ question: path });
  try {
    const response = await ask();
    end({ outcome: response.status < 500 ? "answered" : "failed" });
    return response;
  } catch (thrown) {
    end({ outcome: "failed" });
    throw thrown;
  }
}

/** Everything, in Prometheus' text form; undefined if nothing is counted. */
export const describeMetrics = async (): Promise<string | undefined> => store[key]?.registry.metrics();
