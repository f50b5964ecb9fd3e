import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import { noteWait } from "../metrics.ts";
import { traceRequest } from "../tracing.ts";
import { Admission } from "./admission.ts";
import { clientAddress } from "./client-address.ts";
import { logRequest, makeRequestId } from "./log.ts";
import { pageRouteOf } from "./page-route.ts";
import { refuseEarly } from "./refuse-early.ts";
import { passedOn } from "./response/reply.ts";

const taken = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const ofPrograms = /^\/(api|mcp)(\/|$)/;
/** Probes must not take a busy process for dead, and a page that was served needs its scripts. */
const alwaysServed =
  /^\/(api\/(healthz|metrics|readyz)$|_next\/static\/|(icon\.svg|apple-icon\.png|service-worker\.js|push-worker\.js|sync-worker\.js|built-files\.js)$)/;

/** Longer than a proxy keeps an unused connection (Caddy two minutes): if ours closed first, a write might be sent into it and get 502. */
const keptAliveMs = 130_000;
const idleLookMs = 100;
/** How long a request may take to arrive, instead of Node's five minutes: enough for a calendar file of 5 MB at 340 kbit/s. */
const arrivingMostMs = 120_000;

/** nginx's code for a client that did not wait for its answer. */
const leftEarly = 499;

const servers = new Set<Server>();
let isStopping = false;

/**
 * Runs between Node and Next. Lets our own handlers refuse what Next would answer with a bare 400 or 500, refuses what no
 * handler could detect any more, and limits concurrency. Called once at server start.
 * @see docs/decisions/0060-before-any-handler.md
 * @see docs/decisions/0200-limits-at-the-door.md
 */
export function standBeforeNext(): void {
  const admission = new Admission();
  // Node publishes a request before it calls the server's listeners: the first one lets us get in front in time.
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (!servers.has(server)) standBefore(server, admission);
  });
}

/** Takes a server's requests and passes them on to its own listeners. */
export function standBefore(server: Server, admission = new Admission()): void {
  servers.add(server);
  server.keepAliveTimeout = keptAliveMs;
  server.requestTimeout = arrivingMostMs;
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const go = () => {
      for (const listener of listeners) listener.call(server, request, response);
    };
    receive(admission, request, response, go);
  });
}

/** Lets each connection end with its current response: a closed server still serves the requests that come on open ones. */
export function endConnections(): void {
  isStopping = true;
  for (const server of servers) setInterval(() => server.closeIdleConnections(), idleLookMs).unref();
}

function receive(admission: Admission, request: IncomingMessage, response: ServerResponse, go: () => void): void {
  if (isStopping) response.shouldKeepAlive = false;
  const { headers } = request;
  const [path = "", ...query] = request.url?.split("?") ?? [];
  const isOfPrograms = ofPrograms.test(path);
  if (isOfPrograms) {
    if (!taken.has(request.method ?? "")) request.method = "PUT"; // which no route accepts: answers 405 with the allowed methods
    if (!isDecodable(path)) request.url = [path.replaceAll("%", "%25"), ...query].join("?"); // taken literally: 404
  }
  const address = clientAddress(request, env().TRUSTED_PROXY_HOPS);
  headers["x-forwarded-for"] = address; // from here on the header is our own and can be trusted
  delete headers["next-action"]; // there are no server actions here, and Next would log the header's value
  // Next flushes the headers before the body; without that, Node sends both in one write when the body comes.
  if (isOfPrograms) response.flushHeaders = () => {};
  passBodyHeaders(response);
  const refuse = (why: AgendaError) => refuseEarly(request, response, why, isOfPrograms ? "json" : "html");
  if (isOfPrograms && countOf(request, "authorization") > 1) refuse(twoAuthorizations());
  else if (alwaysServed.test(path)) go();
  else {
    const credential = headers.authorization ?? headers.cookie ?? "";
    const arrivedMs = performance.now();
    const route = isOfPrograms ? undefined : pageRouteOf(path);
    const inRequest = traceRequest(request.method ?? "GET", route, response);
    const enter = () =>
      inRequest(() => {
        noteWait("admission", arrivedMs);
        if (route !== undefined) logPage(request.method ?? "GET", route, response, arrivedMs);
        go();
      });
    const turnAway = () => inRequest(() => refuse(overloaded()));
    admission.ask({ address, credential }, { request, response, isPage: !isOfPrograms, go: enter, refuse: turnAway });
  }
}

/** Logs and counts a page once it has been sent; handlers do so themselves, and refusals too. */
function logPage(method: string, route: string, response: ServerResponse, arrivedMs: number): void {
  response.once("close", () => {
    const status = response.headersSent ? response.statusCode : leftEarly;
    const durationMs = Math.round((performance.now() - arrivedMs) * 10) / 10;
    logRequest({ requestId: makeRequestId(), operation: "page", method, route, status, durationMs });
  });
}

/** Restores the names of a handler's body headers, which it sets under names that Next does not drop. */
function passBodyHeaders(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name === passedOn.encoding) return setHeader("Content-Encoding", value);
    if (name === passedOn.length) return setHeader("Content-Length", value);
    return setHeader(name, value);
  };
}

/** Node keeps the first of several and drops the rest; only the raw headers still show them. */
function countOf({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === name).length;
}

const twoAuthorizations = () =>
  new AgendaError(
    "malformed_request",
    "There are two Authorization headers. Send one: who you are must not be a choice.",
  );

const overloaded = () =>
  new AgendaError("overloaded", "More is asked than can be answered now. Nothing was changed. Try again shortly.", {
    retryAfterSeconds: 1,
  });

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
