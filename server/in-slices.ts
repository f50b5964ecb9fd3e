import type { Steps } from "../agenda/steps.ts";

/** How long one computation may block the event loop, in milliseconds. */
const sliceMs = 0.5;
/** So many slices are an ordinary request's. Whoever needs more lets others go first. */
const ordinarySlices = 8;
/** How long others then go first, in milliseconds, if they have something to do: of a busy thread, long computations get a fifth. */
const othersFirstMs = 4 * sliceMs;
/** A turn of the event loop that takes longer was somebody's. */
const idleTurnMs = 0.1;

interface Lines {
  readonly ordinary: (() => void)[];
  readonly long: (() => void)[];
  /** When a long computation's slice last ended, on `performance.now()`'s clock. */
  longEndedMs: number;
  /** When anybody's slice last ended, or nobody was let in. */
  lookedMs: number;
}

const key = Symbol.for("agenda.slices");
const store = globalThis as { [key]?: Lines };

/**
 * Runs a computation in short slices and serves other requests in between. Across all computations of this process one slice
 * runs per turn of the event loop, so that many at once delay others no longer than a single one does; one that is long waits for a
 * turn in which nobody has anything to do.
 * @see docs/decisions/0195-one-heavy-agenda.md, 0274-others-go-first.md
 */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let untilMs = performance.now() + sliceMs;
  for (let slices = 1; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < untilMs) continue;
    await nextTurn(slices);
    slices += 1;
    untilMs = performance.now() + sliceMs;
  }
}

/**
 * Waits for a turn of the event loop in which no other computation has a slice.
 * @param slices how many of about half a millisecond it has had so far
 */
export function nextTurn(slices: number): Promise<void> {
  store[key] ??= { ordinary: [], long: [], longEndedMs: 0, lookedMs: 0 };
  const lines = store[key];
  const isLong = slices >= ordinarySlices;
  lines.lookedMs = performance.now();
  if (isLong) lines.longEndedMs = lines.lookedMs;
  return new Promise((resolve) => {
    (isLong ? lines.long : lines.ordinary).push(resolve);
    if (lines.long.length + lines.ordinary.length === 1) setImmediate(serveOne, lines);
  });
}

function serveOne(lines: Lines): void {
  const nowMs = performance.now();
  const wasIdle = nowMs - lines.lookedMs < idleTurnMs && lines.ordinary.length === 0;
  lines.lookedMs = nowMs;
  const isLongsTurn = wasIdle || nowMs - lines.longEndedMs >= othersFirstMs;
  const next = (isLongsTurn && lines.long.shift()) || lines.ordinary.shift();
  next?.();
  if (lines.long.length + lines.ordinary.length > 0) setImmediate(serveOne, lines);
}
