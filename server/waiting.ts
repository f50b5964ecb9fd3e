import { AsyncLocalStorage } from "node:async_hooks";

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

const arrivalKey = Symbol.for("agenda.arrival");
interface Arrival {
  /** When a request that is not answered yet may no longer wait: on `performance.now()`'s clock, in milliseconds. */
  waitsUntilMs: number;
}
const arrivals = globalThis as { [arrivalKey]?: AsyncLocalStorage<Arrival> };

const requests = (): AsyncLocalStorage<Arrival> => {
  arrivals[arrivalKey] ??= new AsyncLocalStorage();
  return arrivals[arrivalKey];
};

/** Runs the handling of a request that may wait only until a moment, wherever it waits on its way. @returns ends that limit */
export function limitWaiting(waitsUntilMs: number, handle: () => void): () => void {
  const arrival: Arrival = { waitsUntilMs };
  requests().run(arrival, handle);
  return () => {
    arrival.waitsUntilMs = Number.POSITIVE_INFINITY;
  };
}

/** How long the request at hand may still wait, in milliseconds. */
export const patienceLeftMs = (): number =>
  Math.max(0, (requests().getStore()?.waitsUntilMs ?? Number.POSITIVE_INFINITY) - performance.now());

/** Number of requests in this process that are waiting this way. */
export const countWaiting = (): number => store[key] ?? 0;
