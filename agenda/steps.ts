/**
 * An interruptible computation: it yields now and then and returns its result. One user's large agenda must not block the
 * others, but the rules have no clock: the caller decides how long to run before it lets others in (server/in-slices.ts).
 */
export type Steps<T> = Generator<void, T, void>;

/** Maps each element, yielding after every one. */
export function* mapSteps<T, R>(all: Iterable<T>, each: (one: T, index: number) => R): Steps<R[]> {
  const made: R[] = [];
  for (const one of all) {
    made.push(each(one, made.length));
    yield;
  }
  return made;
}

/** Whether some element passes a test, yielding after every one that does not. */
export function* someSteps<T>(all: Iterable<T>, test: (one: T) => boolean): Steps<boolean> {
  for (const one of all) {
    if (test(one)) return true;
    yield;
  }
  return false;
}
