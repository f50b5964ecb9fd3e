import type { Steps } from "../agenda/steps.ts";
import { oncePerProcess } from "./once-per-process.ts";

/** How long one computation may block the event loop, in milliseconds. */
const sliceMs = 0.5;

const slices = oncePerProcess("slices", (): (() => void)[] => []);

/**
 * Runs a computation in short slices and serves other requests in between. Across all computations of this process one slice
 * runs per turn of the event loop, so that many at once delay others no longer than a single one does.
 * @see docs/decisions/0195-one-heavy-agenda.md
 */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let untilMs = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < untilMs) continue;
    await nextTurn();
    untilMs = performance.now() + sliceMs;
  }
}

/** Waits for a turn of the event loop in which no other long computation has had a slice. */
export function nextTurn(): Promise<void> {
  const waiting = slices();
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(serveOne, waiting);
  });
}

function serveOne(waiting: (() => void)[]): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(serveOne, waiting);
}
