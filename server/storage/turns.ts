import pLimit, { type LimitFunction } from "p-limit";
import { AgendaError } from "../../contract/problems.ts";
import type { UserId } from "../identity/caller.ts";

const key = Symbol.for("agenda.turns");
interface Turns {
  readonly limit: LimitFunction;
  here: number;
}
const store = globalThis as { [key]?: Map<UserId, Turns> };

/** Writes of one person that may hold connections at once, in one process. The row lock would let only one go on anyway. */
const atOnce = 1;
/** Writes of one person that may wait for their turn, in one process. */
const waiting = 50;
/**
 * How long one may wait, in milliseconds: what is before it may be an import, or stand before a database that does not answer. Below what
 * a GPT waits for (45 s), and long enough that a burst that keeps the event loop busy refuses nobody by it.
 */
const patienceMs = 30_000;

/**
 * Lets a write wait for its turn before it takes a connection, so that one person cannot hold the whole pool.
 * @throws AgendaError("too_many_writes") when too many wait already, or its turn has not come after thirty seconds
 * @see docs/decisions/0004-turns.md
 */
export async function takeTurn<T>(userId: UserId, work: () => Promise<T>): Promise<T> {
  store[key] ??= new Map();
  const all = store[key];
  const turns = all.get(userId) ?? { limit: pLimit(atOnce), here: 0 };
  if (turns.here >= atOnce + waiting) throw tooMany("Too many changes are waiting for their turn.");
  all.set(userId, turns);
  turns.here += 1;
  try {
    return await startInTime(turns.limit, work);
  } finally {
    turns.here -= 1;
    if (turns.here === 0) all.delete(userId);
  }
}

/** Runs work when its turn comes; work whose turn comes too late is never begun. */
function startInTime<T>(limit: LimitFunction, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(tooMany("An earlier change of yours is still under way."));
    }, patienceMs);
    void limit(async () => {
      if (isLate) return;
      clearTimeout(timer);
      await work().then(resolve, reject);
    });
  });
}

const tooMany = (why: string) =>
  new AgendaError("too_many_writes", `${why} Nothing was changed; try again shortly.`, { retryAfterSeconds: 1 });
