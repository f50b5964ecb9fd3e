import { randomUUID } from "node:crypto";
import { addresses } from "../../contract/addresses.ts";
import { writeLine } from "../log-lines.ts";
import { noteRequest } from "../metrics.ts";
import { describeRequest } from "../tracing.ts";

/** One line per request with the operation and the outcome; never a token, a cookie or a text of an agenda. */
export interface RequestLine {
  readonly requestId: string;
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  readonly door?: string;
  /** Of a page; an operation's is in the contract. */
  readonly route?: string;
  readonly problem?: string;
  /** The reason, where we know it, in fixed words. */
  readonly cause?: string;
}

export const makeRequestId = (): string => randomUUID().slice(0, 13).replace("-", "");

export function logRequest(line: RequestLine): void {
  writeLine(line.status >= 500 ? "error" : "info", line);
  const described = { ...line, route: routeOf(line) };
  noteRequest(described);
  describeRequest(described);
}

/** The path from the contract, with placeholders: the requested one may contain an id or a search. */
function routeOf({ operation, door, route }: RequestLine): string | undefined {
  if (route !== undefined) return route;
  if (door === "mcp" || operation === "mcp") return "/mcp";
  return Object.hasOwn(addresses, operation) ? addresses[operation as keyof typeof addresses].path : undefined;
}

/**
 * Logs an unexpected failure: its type and stack. Messages of database errors can quote the data being written, so the message
 * is omitted unless it is our own.
 * @param requestId absent outside a handler's request
 */
export function logFailure(requestId: string | undefined, thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(typeof thrown);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  // Next's id for an error during rendering, which the page shows.
  const digest = "digest" in error && typeof error.digest === "string" ? { digest: error.digest } : {};
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  writeLine("error", { requestId, failure: error.name, ...code, ...digest, at: frames });
}
