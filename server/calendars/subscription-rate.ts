import { AgendaError } from "../../contract/problems.ts";
import { oncePerProcess } from "../once-per-process.ts";

/** Reads per address and minute, per process. Calendar programs poll every few minutes at most. */
const most = 30;
const windowMs = 60_000;
/** Number of addresses tracked at once; a client that needs more is probing for addresses that do not exist. */
const mostCounted = 5_000;

const readCounts = oncePerProcess("subscription-reads", () => new Map<string, { count: number; sinceMs: number }>());

/**
 * Counts one read of an address (given as its hash).
 * @throws AgendaError("too_many_reads")
 */
export function takeRead(address: string): void {
  const counts = readCounts();
  const nowMs = performance.now();
  const counted = counts.get(address);
  if (counted && nowMs - counted.sinceMs < windowMs) {
    if (++counted.count <= most) return;
    const retryAfterSeconds = Math.ceil((counted.sinceMs + windowMs - nowMs) / 1000);
    throw new AgendaError("too_many_reads", "This calendar is asked for too often.", { retryAfterSeconds });
  }
  if (counts.size >= mostCounted) counts.clear();
  counts.set(address, { count: 1, sinceMs: nowMs });
}
