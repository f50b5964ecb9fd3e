import { randomUUID } from "node:crypto";

/** One line per request. It names the operation and the outcome; never a token, a cookie or a text of an agenda. */
export interface RequestLine {
  readonly requestId: string;
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  readonly door?: string;
  readonly problem?: string;
  /** Why, where that is ours to know and in words of our own choosing. */
  readonly cause?: string;
}

export const makeRequestId = (): string => randomUUID().slice(0, 13).replace("-", "");

export function logRequest(line: RequestLine): void {
  console.log(
    JSON.stringify({ time: new Date().toISOString(), level: line.status >= 500 ? "error" : "info", ...line }),
  );
}

/**
 * A failure that nobody foresaw: its kind and where it happened. Messages of database errors can quote what was being
 * written, so the message is left out unless it is our own.
 */
export function logFailure(requestId: string, thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(typeof thrown);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  console.error(
    JSON.stringify({
      time: new Date().toISOString(),
      level: "error",
      requestId,
      failure: error.name,
      ...code,
      at: frames,
    }),
  );
}
