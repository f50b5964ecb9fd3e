import { randomUUID } from "node:crypto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { openTracing } from "./tracing.ts";

/**
 * Sends traces by OTLP. Loaded only where OTEL_EXPORTER_OTLP_ENDPOINT is set. OpenTelemetry reads that and its other variables by
 * itself: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER and so on.
 * @returns sends what is left, and ends
 */
export function exportTraces(): () => Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      "service.name": "agenda-assistant",
      "service.instance.id": randomUUID(),
    }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  openTracing(provider.getTracer("agenda-assistant"));
  return () => provider.shutdown().catch(() => {});
}
