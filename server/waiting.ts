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

/** Number of requests in this process that are waiting this way. */
export const countWaiting = (): number => store[key] ?? 0;
