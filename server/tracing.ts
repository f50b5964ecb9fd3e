import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";

interface Tracing {
  readonly tracer: Tracer;
  /** The span of the request that is being handled. */
  readonly requests: AsyncLocalStorage<Span>;
}

const key = Symbol.for("agenda.tracing");
const store = globalThis as { [key]?: Tracing };

/**
 * Starts tracing. Until then everything below costs nothing. The tracer is not registered globally: Next would use it for spans of its
 * own, whose names and attributes hold addresses with their queries.
 * @see docs/decisions/0311-traces.md
 */
export function openTracing(tracer: Tracer): void {
  store[key] = { tracer, requests: new AsyncLocalStorage() };
}

export const isTracing = (): boolean => store[key] !== undefined;

/**
 * Starts the span of a request, which starts a trace and ends with the response. What a client sends about traces is ignored: it must
 * not choose what is recorded here.
 * @returns runs some work as part of the request
 */
export function traceRequest(method: string, response: ServerResponse): (work: () => void) => void {
  const tracing = store[key];
  if (!tracing) return (work) => work();
  const attributes = { "http.request.method": method };
  const span = tracing.tracer.startSpan(method, { kind: SpanKind.SERVER, attributes, root: true });
  response.once("close", () => endRequest(span, response.statusCode));
  return (work) => tracing.requests.run(span, work);
}

function endRequest(span: Span, status: number): void {
  if (!span.isRecording()) return;
  span.setAttribute("http.response.status_code", status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** What is known of a request once it is answered. Names of the contract and numbers only, as in its line of the log. */
export interface Described {
  readonly requestId: string;
  readonly method: string;
  readonly operation: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly door?: string;
  readonly problem?: string;
}

/** Names the span of the request at hand. A feed's span ends here: the stream itself lasts for hours. */
export function describeRequest({ requestId, method, operation, route, status, door, problem }: Described): void {
  const span = currentSpan();
  if (!span) return;
  span.updateName(route === undefined ? `${method} ${operation}` : `${method} ${route}`);
  span.setAttributes({
    "agenda.request_id": requestId,
    "agenda.operation": operation,
    ...(route !== undefined && { "http.route": route }),
    ...(door !== undefined && { "agenda.door": door }),
    ...(problem !== undefined && { "error.type": problem }),
  });
  if (operation === "feed") endRequest(span, status);
}

/** Undefined where nothing is recorded: outside of a request, after its end, or when it was not sampled. */
function currentSpan(): Span | undefined {
  const span = store[key]?.requests.getStore();
  return span?.isRecording() ? span : undefined;
}

/** How a call ended. An error is named by its type or code, never by its words. */
export interface CallEnd {
  readonly attributes?: Attributes;
  readonly errorType?: string | undefined;
}

/** Starts a span for a call of another server, below the request at hand. @returns ends it; undefined where nothing is recorded */
export function startCall(name: string, attributes: Attributes): ((end: CallEnd) => void) | undefined {
  const span = startBelow(name, { kind: SpanKind.CLIENT, attributes });
  return (
    span &&
    (({ attributes: more = {}, errorType }) => {
      span.setAttributes(more);
      if (errorType !== undefined) span.setAttribute("error.type", errorType).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    })
  );
}

/** Records a wait of the request at hand that is now over. @param startedMs on `performance.now()`'s clock */
export function traceWait(name: string, startedMs: number): void {
  startBelow(`wait: ${name}`, { startTime: performance.timeOrigin + startedMs })?.end();
}

function startBelow(name: string, options: Parameters<Tracer["startSpan"]>[1]): Span | undefined {
  const request = currentSpan();
  return request && store[key]?.tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, request));
}

/** For a callback that another request may cause to be called: it keeps the request at hand. */
export const keepRequest = (callback: (...parameters: unknown[]) => void): typeof callback =>
  AsyncResource.bind(callback);
