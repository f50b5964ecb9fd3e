import { type Deployment, type Finding, ok, warning } from "./finding.ts";
import { ask, statusOf } from "./http.ts";

/** Checks that the collector accepts traces, by sending it an empty list. */
export async function examineCollector({ settings }: Deployment): Promise<Finding[]> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, source } = settings;
  if (!endpoint) return [];
  const answer = await ask(`${endpoint.replace(/\/$/, "")}/v1/traces`, {
    method: "POST",
    headers: { ...headersIn(source.OTEL_EXPORTER_OTLP_HEADERS ?? ""), "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [] }),
  });
  return [
    "status" in answer && answer.status < 300
      ? ok("traces", "taken by the collector")
      : warning(
          "traces",
          `${endpoint}/v1/traces ${statusOf(answer)}: traces are lost`,
          "Set OTEL_EXPORTER_OTLP_ENDPOINT (and …_HEADERS) right, or start the collector; unset it to trace nothing.",
        ),
  ];
}

/** `name=value` with commas between, values percent-encoded. @see OpenTelemetry's specification, OTEL_EXPORTER_OTLP_HEADERS */
function headersIn(list: string): Record<string, string> {
  const pairs = list.split(",").map((pair) => /^\s*([\w-]+)=(.*?)\s*$/.exec(pair));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1], decodeURIComponent(pair[2] ?? "")]] : [])));
}
