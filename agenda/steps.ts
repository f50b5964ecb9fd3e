/**
 * A computation that can be interrupted: it pauses now and then, and returns its result. What one person's agenda costs must not keep
 * others waiting, and the rules know no clock: who runs them decides how long a stretch may take (server/in-slices.ts).
 */
export type Steps<T> = Generator<void, T, void>;

/** Runs a computation to its end, where nobody else waits. */
export function runAtOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same of each, with a pause after every one. */
export function* mapSteps<T, R>(all: Iterable<T>, each: (one: T, index: number) => R): Steps<R[]> {
  const made: R[] = [];
  for (const one of all) {
    made.push(each(one, made.length));
    yield;
  }
  return made;
}
