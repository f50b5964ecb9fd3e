import { randomUUID } from "node:crypto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import { openTracing } from "./tracing.ts";

/** Tracing everything takes a tenth of the app's CPU (docs/decisions/0311). */
const usualShare = 0.1;

/**
 * Sends traces by OTLP. Loaded only where OTEL_EXPORTER_OTLP_ENDPOINT is set. OpenTelemetry reads that and its other variables by
 * itself: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER and so on.
 * @param options `isSampledByEnv` whether one of those decides which requests are traced; else one in ten is
 * @returns flushes what is left, and shuts down
 */
export function exportTraces({ isSampledByEnv }: { isSampledByEnv: boolean }): () => Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      "service.name": "agenda-assistant",
      "service.instance.id": randomUUID(),
    }).merge(detectResources({ detectors: [envDetector] })),
    ...(!isSampledByEnv && { sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(usualShare) }) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  openTracing(provider.getTracer("agenda-assistant"));
  return () => provider.shutdown().catch(() => {});
}
