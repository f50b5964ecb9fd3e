import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const taken = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Lets our own handlers refuse what Next would answer before any of them, with a bare 400 or 500: methods that it does not
 * know, and paths whose percent-encoding does not decode. Called once at server start.
 * @see docs/decisions/0060-before-any-handler.md
 */
export function answerOddRequestsOurselves(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const [path = "", ...query] = request.url?.split("?") ?? [];
    if (!/^\/(api|mcp)(\/|$)/.test(path)) return;
    if (!taken.has(request.method ?? "")) request.method = "PUT"; // which no address takes: 405 and what it does take
    if (!isDecodable(path)) request.url = [path.replaceAll("%", "%25"), ...query].join("?"); // taken as it stands: 404
  });
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
