import { AgendaError } from "../../../contract/problems.ts";
import type { UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";

const keptMs = 10 * 60_000;
const most = 10_000;

/** When accounts were deleted, by the process's monotonic clock, kept as long as a write can wait for its turn. */
const deletions = oncePerProcess("deletions", () => new Map<UserId, number>());

/** Remembers that an account was just deleted. In memory only: no table may retain anything of the user. */
export function noteDeletion(userId: UserId): void {
  const all = deletions();
  const nowMs = performance.now();
  for (const [id, atMs] of all) if (nowMs - atMs > keptMs || all.size >= most) all.delete(id);
  all.delete(userId); // so that the oldest comes first
  all.set(userId, nowMs);
}

/** Whether an account was deleted since a moment. @param sinceMs from `performance.now()` */
export function wasDeletedSince(userId: UserId, sinceMs: number): boolean {
  return (deletions().get(userId) ?? Number.NEGATIVE_INFINITY) >= sinceMs;
}

/** The error for a write whose account was deleted meanwhile. Not 401: programs would refresh their token and retry. */
export const accountGone = () =>
  new AgendaError("account_deleted", "The account was deleted while this was under way. Nothing was stored.");
