import pLimit, { type LimitFunction } from "p-limit";
import { AgendaError } from "../../../contract/problems.ts";
import type { UserId } from "../../caller.ts";
import { startWaiting } from "../../waiting.ts";

const key = Symbol.for("agenda.turns");
interface Turns {
  readonly limit: LimitFunction;
  here: number;
}
const store = globalThis as { [key]?: Map<string, Turns> };

/** Limits for one user's concurrent work, per process. */
interface Kind {
  readonly name: string;
  /** Maximum running at once. */
  readonly atOnce: number;
  /** Maximum waiting. */
  readonly waiting: number;
  /** How long one may wait, in milliseconds. */
  readonly patienceMs: number;
  readonly refuse: (why: "too many" | "too late") => AgendaError;
}

/** One: the row lock would serialize them anyway. */
const writes: Kind = {
  name: "write",
  atOnce: 1,
  waiting: 50,
  // What is before it may be an import, or stand before a database that does not answer. Below what a GPT waits for (45 s), and
  // long enough that a burst that keeps the event loop busy refuses nobody by it.
  patienceMs: 30_000,
  refuse: (why) =>
    new AgendaError(
      "too_many_writes",
      `${why === "too many" ? "Too many changes are waiting for their turn" : "An earlier change of yours is still under way"}. Nothing was changed; try again shortly.`,
      { retryAfterSeconds: 1 },
    ),
};

/** Three: a page reads a few things at once, and a pool of ten connections serves others beside it. */
const reads: Kind = {
  name: "read",
  atOnce: 3,
  waiting: 50,
  // Whoever asks again loses nothing, and what is served in a spike is served within a second.
  patienceMs: 700,
  refuse: (why) =>
    new AgendaError(
      "too_many_reads",
      `${why === "too many" ? "Too many of your questions are waiting for their turn" : "Earlier questions of yours are still being answered"}. Ask fewer at once.`,
      { retryAfterSeconds: 1 },
    ),
};

/**
 * Queues a user's writes before they take a connection, so that one user cannot occupy the whole pool.
 * @throws AgendaError("too_many_writes") if too many are waiting, or its turn has not come within thirty seconds
 * @see docs/decisions/0004-turns.md
 */
export const withUserWriteQueue = <T>(userId: UserId, work: () => Promise<T>): Promise<T> =>
  queued(writes, userId, work);

/**
 * The same for what only reads. Reads and writes of one person do not wait for each other.
 * @throws AgendaError("too_many_reads") when too many wait already, or its turn has not come after 700 ms
 * @see docs/decisions/0200-limits-at-the-door.md
 */
export const withUserReadQueue = <T>(userId: UserId, work: () => Promise<T>): Promise<T> => queued(reads, userId, work);

async function queued<T>(kind: Kind, userId: UserId, work: () => Promise<T>): Promise<T> {
  store[key] ??= new Map();
  const all = store[key];
  const whose = `${kind.name} ${userId}`;
  const turns = all.get(whose) ?? { limit: pLimit(kind.atOnce), here: 0 };
  if (turns.here >= kind.atOnce + kind.waiting) throw kind.refuse("too many");
  all.set(whose, turns);
  turns.here += 1;
  const endWaiting = startWaiting();
  try {
    return await startInTime(kind, turns.limit, () => {
      endWaiting();
      return work();
    });
  } finally {
    endWaiting();
    turns.here -= 1;
    if (turns.here === 0) all.delete(whose);
  }
}

/** Runs work when its turn comes; work whose turn comes too late is never begun. */
function startInTime<T>(kind: Kind, limit: LimitFunction, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(kind.refuse("too late"));
    }, kind.patienceMs);
    void limit(async () => {
      if (isLate) return;
      clearTimeout(timer);
      await work().then(resolve, reject);
    });
  });
}
