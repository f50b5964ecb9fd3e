import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";

interface TracedRequest {
  readonly span: Span;
  /** For spans below it. */
  readonly context: Context;
}

interface Tracing {
  readonly tracer: Tracer;
  /** The request that is being handled. */
  readonly requests: AsyncLocalStorage<TracedRequest>;
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
 * Starts the span of a request, which starts a trace and ends with the response. What a client sends about traces is ignored: it
 * must not choose what is recorded here.
 * @param route of a page; handlers describe their own answers
 * @returns runs some work as part of the request
 */
export function traceRequest(
  method: string,
  route: string | undefined,
  response: ServerResponse,
): (work: () => void) => void {
  const tracing = store[key];
  if (!tracing) return (work) => work();
  const attributes = { "http.request.method": method, ...(route !== undefined && { "http.route": route }) };
  const span = tracing.tracer.startSpan(route === undefined ? method : `${method} ${route}`, {
    kind: SpanKind.SERVER,
    attributes,
    root: true,
  });
  response.once("close", () => endRequest(span, response.statusCode));
  const traced = { span, context: trace.setSpan(ROOT_CONTEXT, span) };
  return (work) => tracing.requests.run(traced, work);
}

function endRequest(span: Span, status: number): void {
  if (!span.isRecording()) return;
  span.setAttribute("http.response.status_code", status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** What is known about an answered request: only numbers and names from the contract, as in its log line. */
export interface Described {
  readonly requestId: string;
  readonly method: string;
  readonly operation: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly door?: string;
  readonly problem?: string;
}

/** Describes the current request's span. A feed's span ends here, because the stream itself lasts for hours. */
export function describeRequest({ requestId, method, operation, route, status, door, problem }: Described): void {
  const span = currentRequest()?.span;
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

/** Undefined if nothing is recorded: outside a request, after its end, or if it was not sampled. */
function currentRequest(): TracedRequest | undefined {
  const request = store[key]?.requests.getStore();
  return request?.span.isRecording() ? request : undefined;
}

/** Whether the current request is being recorded: worth asking before building a name for a span. */
export const isRecording = (): boolean => currentRequest() !== undefined;

/** How a call ended. Errors are reported by type or code, never by message. */
interface CallEnd {
  readonly attributes?: Attributes;
  readonly errorType?: string | undefined;
}

/** Starts a child span of the current request for a call to another server. @returns ends it; undefined if nothing is recorded */
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

/** Records that the current request has been waiting until now. @param startedMs on `performance.now()`'s clock */
export function traceWait(name: string, startedMs: number): void {
  startBelow(`wait: ${name}`, { startTime: performance.timeOrigin + startedMs })?.end();
}

function startBelow(name: string, options: Parameters<Tracer["startSpan"]>[1]): Span | undefined {
  const request = currentRequest();
  return request && store[key]?.tracer.startSpan(name, options, request.context);
}

/** Binds a callback to the current request: another request may be the one that calls it. */
export const keepRequest = (callback: (...parameters: unknown[]) => void): typeof callback =>
  AsyncResource.bind(callback);
