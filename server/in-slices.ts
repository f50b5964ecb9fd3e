import type { Steps } from "../agenda/steps.ts";

/** What one computation may take of the event loop before others are served. */
const sliceMs = 1;

const key = Symbol.for("agenda.slices");
const store = globalThis as { [key]?: (() => void)[] };

/**
 * Runs a computation in short slices, between which everybody else is served. Of all computations of this process one slice is run
 * in each turn of the event loop, so that many at once hold nobody up longer than one does.
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

function nextTurn(): Promise<void> {
  store[key] ??= [];
  const waiting = store[key];
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(serveOne, waiting);
  });
}

function serveOne(waiting: (() => void)[]): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(serveOne, waiting);
}
