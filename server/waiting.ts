const key = Symbol.for("agenda.waiting");
const store = globalThis as { [key]?: number };

/**
 * Notes that a request waits for something whose line is limited by itself: a turn of its person's, an answer of Logto's. Until
 * then it takes no part of what this process can do.
 * @returns ends the waiting; harmless when called again
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

/** How many requests of this process wait so. */
export const countWaiting = (): number => store[key] ?? 0;
