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
 * Lets a write wait for its turn before it takes a connection, so that one person cannot hold the whole pool.
 * @throws AgendaError("too_many_writes") when too many wait already
 * @see docs/decisions/0004-turns.md
 */
export async function takeTurn<T>(userId: UserId, work: () => Promise<T>): Promise<T> {
  store[key] ??= new Map();
  const all = store[key];
  const turns = all.get(userId) ?? { limit: pLimit(atOnce), here: 0 };
  if (turns.here >= atOnce + waiting)
    throw new AgendaError("too_many_writes", "Too many changes are waiting for their turn. Nothing was changed.", {
      retryAfterSeconds: 1,
    });
  all.set(userId, turns);
  turns.here += 1;
  try {
    return await turns.limit(work);
  } finally {
    turns.here -= 1;
    if (turns.here === 0) all.delete(userId);
  }
}
