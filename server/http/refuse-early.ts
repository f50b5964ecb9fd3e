import type { IncomingMessage, ServerResponse } from "node:http";
import { type AgendaError, problems } from "../../contract/problems.ts";
import { logRequest, makeRequestId } from "./log.ts";
import { describeProblem } from "./response/problem.ts";
import { constantHeaders } from "./response/reply.ts";

/**
 * Answers a request that never reaches a handler: problem JSON for programs, a one-sentence page for people. Must be very
 * cheap, because it is sent when there are too many requests.
 */
export function refuseEarly(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: AgendaError,
  as: "json" | "html",
): void {
  const requestId = makeRequestId();
  const { code, status, body, headers } = describeProblem(thrown, requestId);
  logRequest({ requestId, operation: "none", method: request.method ?? "", status, durationMs: 0, problem: code });
  const isHtml = as === "html";
  response.writeHead(status, {
    ...constantHeaders(),
    ...headers,
    ...(isHtml && { "Content-Type": "text/html; charset=utf-8" }),
  });
  response.end(request.method === "HEAD" ? undefined : isHtml ? pageOf(problems[code].title) : JSON.stringify(body));
}

/** Without styles and scripts, which would have to be served too. */
const pageOf = (title: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Busy · Agenda Assistant</title><h1>${title}</h1><p>The agenda is busy just now. Nothing was changed. Wait a moment, then load the page again.</p></html>\n`;
