import { AsyncLocalStorage } from "node:async_hooks";
import { oncePerProcess } from "./once-per-process.ts";

const key = Symbol.for("agenda.waiting");
const store = globalThis as { [key]?: number };

/**
 * Marks a request as waiting for something with its own queue limit: the user's turn, or an answer from Logto. Meanwhile it
 * does not count towards the process's concurrency.
 * @returns ends the waiting; idempotent
 */
export function startWaiting(): () => void {
  store[key] = countWaiting() + 1;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    store[key] = countWaiting() - 1;
  };
}

interface Arrival {
  /** Deadline for the waiting of an unanswered request: on `performance.now()`'s clock, in milliseconds. */
  waitsUntilMs: number;
}
const requests = oncePerProcess("arrival", () => new AsyncLocalStorage<Arrival>());

/** Handles a request with a deadline for all its waiting, wherever that happens. @returns lifts the deadline */
export function limitWaiting(waitsUntilMs: number, handle: () => void): () => void {
  const arrival: Arrival = { waitsUntilMs };
  requests().run(arrival, handle);
  return () => {
    arrival.waitsUntilMs = Number.POSITIVE_INFINITY;
  };
}

/** How long the current request may still wait, in milliseconds. */
export const patienceLeftMs = (): number =>
  Math.max(0, (requests().getStore()?.waitsUntilMs ?? Number.POSITIVE_INFINITY) - performance.now());

/** Number of requests in this process that are waiting this way. */
export const countWaiting = (): number => store[key] ?? 0;
