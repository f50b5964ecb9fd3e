import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks again until the answer is not `undefined`.
 * @param ask answers `undefined` for "not yet"; what it throws ends the waiting
 * @param options `withinMs` the limit, after which it throws with `what`; `everyMs` the pause between two questions
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  options: { withinMs: number; everyMs?: number; signal?: AbortSignal | undefined },
): Promise<T> {
  const deadline = Date.now() + options.withinMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what} within ${Math.round(options.withinMs / 1000)} s`);
    await pause(options.everyMs ?? 25);
  }
}

/** Whether a process lives; one that ended and was not yet collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

/** Waits until a process has ended; answers whether it did within the limit. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(pid)) {
    if (Date.now() >= deadline) return false;
    await pause(20);
  }
  return true;
}
