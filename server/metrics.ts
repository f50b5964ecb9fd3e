import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { startCall, traceWait } from "./tracing.ts";

/** Numbers read on request, by name: what they mean, and how to read them; several of one name differ by `state`. */
export type Gauges = Readonly<
  Record<string, readonly [help: string, read: () => number | Readonly<Record<string, number>>]>
>;

/** Names are those of OpenTelemetry's semantic conventions where it has them, in Prometheus' spelling. */
interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<
    "http_request_method" | "http_route" | "http_response_status_code" | "operation" | "door"
  >;
  readonly refusals: Counter<"problem">;
  readonly logto: Histogram<"http_request_method" | "url_template" | "http_response_status_code" | "error_type">;
  readonly waits: Histogram<"queue">;
  readonly reminders: Histogram;
  readonly deliveries: Counter<"outcome">;
}

const key = Symbol.for("agenda.metrics");
const store = globalThis as { [key]?: Metrics };

/** In seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Starts counting. Until then, everything below costs nothing. */
export function openMetrics(gauges: Gauges): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const [name, [help, read]] of Object.entries(gauges)) {
    const isOne = typeof read() === "number";
    new Gauge({
      name,
      help,
      registers,
      labelNames: isOne ? [] : ["state"],
      collect() {
        const found = read();
        if (typeof found === "number") this.set(found);
        else for (const [state, value] of Object.entries(found)) this.set({ state }, value);
      },
    });
  }
  const deliveries = new Counter({
    name: "agenda_push_messages_total",
    help: "Messages handed to push services, by outcome: reached, gone (the device is forgotten) or failed",
    labelNames: ["outcome"],
    registers,
  });
  for (const outcome of ["reached", "gone", "failed"]) deliveries.inc({ outcome }, 0); // so that none is missing before its first event
  store[key] = {
    registry,
    deliveries,
    requests: new Histogram({
      name: "http_server_request_duration_seconds",
      help: "How long requests took, by operation, door and status",
      labelNames: ["http_request_method", "http_route", "http_response_status_code", "operation", "door"],
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
      name: "http_client_request_duration_seconds",
      help: "How long Logto took to answer; error_type: its 5xx, or why there was no answer",
      labelNames: ["http_request_method", "url_template", "http_response_status_code", "error_type"],
      buckets,
      registers,
    }),
    waits: new Histogram({
      name: "agenda_wait_duration_seconds",
      help: "How long requests waited, by what for; those that need not wait count as 0",
      labelNames: ["queue"],
      buckets,
      registers,
    }),
    reminders: new Histogram({
      name: "agenda_reminder_delay_seconds",
      help: "How long after they were due reminders were sent",
      buckets: [2, 5, 10, 30, 60, 300, 900, 3_600],
      registers,
    }),
  };
}

export const isCounting = (): boolean => store[key] !== undefined;

interface Line {
  readonly operation: string;
  readonly method: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
  readonly door?: string;
  readonly problem?: string;
}

/** Counts a request. Every label is a name from the contract, never client input. */
export function noteRequest({ operation, method, route = "", status, durationMs, door = "none", problem }: Line): void {
  const metrics = store[key];
  if (!metrics) return;
  const labels = { http_request_method: method, http_route: route, http_response_status_code: String(status) };
  metrics.requests.observe({ ...labels, operation, door }, durationMs / 1_000);
  if (problem !== undefined) metrics.refusals.inc({ problem });
}

/** Below this, a wait is not worth a span of its own. */
const shortMs = 1;

/** Records that the current request has been waiting until now. @param startedMs on `performance.now()`'s clock */
export function noteWait(queue: "admission" | "own turn" | "database connection", startedMs: number): void {
  const tookMs = performance.now() - startedMs;
  store[key]?.waits.observe({ queue }, tookMs / 1_000);
  if (tookMs >= shortMs) traceWait(queue, startedMs);
}

/** Records how late a reminder was sent, in milliseconds. */
export const noteReminder = (delayMs: number): void => store[key]?.reminders.observe(delayMs / 1_000);

/** Counts a message to a push service. */
export const noteDelivery = (outcome: "reached" | "gone" | "failed"): void => store[key]?.deliveries.inc({ outcome });

/** Times and traces a request to Logto. @param path one of its addresses, without a query */
export async function timeLogto(path: string, method: string, ask: () => Promise<Response>): Promise<Response> {
  const labels = { http_request_method: method, url_template: path };
  const endTimer = store[key]?.logto.startTimer(labels);
  const endSpan = startCall(`${method} ${path}`, { "http.request.method": method, "url.template": path });
  const end = (status: number | undefined, errorType: string | undefined) => {
    endTimer?.({ http_response_status_code: String(status ?? ""), error_type: errorType ?? "" });
    const attributes = status === undefined ? {} : { "http.response.status_code": status };
    endSpan?.({ attributes, errorType });
  };
  try {
    const response = await ask();
    end(response.status, response.status < 500 ? undefined : String(response.status));
    return response;
  } catch (thrown) {
    end(undefined, thrown instanceof Error ? thrown.name : "unknown");
    throw thrown;
  }
}

/** Everything, in Prometheus' text form; undefined if nothing is counted. */
export const describeMetrics = async (): Promise<string | undefined> => store[key]?.registry.metrics();
