import pLimit, { type LimitFunction } from "p-limit";
import { AgendaError } from "../../../contract/problems.ts";
import type { UserId } from "../../caller.ts";
import { noteWait } from "../../metrics.ts";
import { patienceLeftMs, startWaiting } from "../../waiting.ts";

const key = Symbol.for("agenda.turns");
interface Turns {
  readonly limit: LimitFunction;
  /** How many are running or waiting. */
  here: number;
  /** To refuse waiting ones; newest last. */
  readonly waiting: Set<(why: Why) => void>;
}
type Lines = Map<UserId, Turns>;
const store = globalThis as { [key]?: Map<string, Lines> };

type Why = "too many" | "too late";

/** Limits for one user's concurrent work, per process. */
interface Kind {
  readonly name: string;
  /** Maximum running at once. */
  readonly atOnce: number;
  /** Maximum waiting. */
  readonly waiting: number;
  /** Maximum waiting in this process, of all people together. */
  readonly waitingInAll: number;
  /** Maximum wait in milliseconds, given how many of all people wait already. */
  readonly patienceMs: (inAll: number) => number;
  readonly refuse: (why: Why) => AgendaError;
}

/** One: the row lock would serialize them anyway. */
const writes: Kind = {
  name: "write",
  atOnce: 1,
  waiting: 50,
  waitingInAll: Number.POSITIVE_INFINITY,
  // An import, or a database that does not answer, may be ahead of it. Shorter than a GPT's timeout (45 s), and long enough
  // that a burst that blocks the event loop causes no refusals.
  patienceMs: () => 30_000,
  refuse: (why) =>
    new AgendaError(
      "too_many_writes",
      `${why === "too many" ? "Too many changes are waiting for their turn" : "An earlier change of yours is still under way"}. Nothing was changed; try again shortly.`,
      { retryAfterSeconds: 1 },
    ),
};

/** More than one person's page requests at once. */
const crowd = 8;

/** Three: a page reads a few things at once, and the pool's ten connections must serve others too. */
const reads: Kind = {
  name: "read",
  atOnce: 3,
  waiting: 50,
  // About what this process serves in a third of a second.
  waitingInAll: 32,
  // A retry loses nothing, and what is served in a spike is served within a second of its arrival.
  patienceMs: (inAll) => (inAll < crowd ? 700 : Math.min(700, patienceLeftMs())),
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
 * The same for reads. A person's reads and writes do not wait for each other.
 * @throws AgendaError("too_many_reads") if too many are waiting, or its turn has not come after 700 ms or, in a crowd, soon enough
 * after the request arrived. If all people's together are too many, the newest in the longest queue is refused.
 * @see docs/decisions/0200-limits-at-the-door.md
 */
export const withUserReadQueue = <T>(userId: UserId, work: () => Promise<T>): Promise<T> => queued(reads, userId, work);

/** The same for the rest of a response that has begun: it waits however long its turn takes, and is never refused. */
export async function continueUserRead<T>(userId: UserId, work: () => Promise<T>): Promise<T> {
  const { lines, turns } = lineOf(reads, userId);
  return inLine(lines, userId, turns, () => turns.limit(work));
}

async function queued<T>(kind: Kind, userId: UserId, work: () => Promise<T>): Promise<T> {
  const { lines, turns } = lineOf(kind, userId);
  if (turns.here >= kind.atOnce + kind.waiting) throw kind.refuse("too many");
  const mustWait = turns.here >= kind.atOnce;
  const inAll = lines.values().reduce((sum, { waiting }) => sum + waiting.size, 0);
  if (mustWait && inAll >= kind.waitingInAll) makeRoom(kind, lines, turns);
  return inLine(lines, userId, turns, () => (mustWait ? startInTime(kind, turns, inAll, work) : turns.limit(work)));
}

function lineOf(kind: Kind, userId: UserId): { readonly lines: Lines; readonly turns: Turns } {
  store[key] ??= new Map();
  const lines: Lines = store[key].get(kind.name) ?? new Map();
  store[key].set(kind.name, lines);
  return { lines, turns: lines.get(userId) ?? { limit: pLimit(kind.atOnce), here: 0, waiting: new Set() } };
}

async function inLine<T>(lines: Lines, userId: UserId, turns: Turns, work: () => Promise<T>): Promise<T> {
  lines.set(userId, turns);
  turns.here += 1;
  try {
    return await work();
  } finally {
    turns.here -= 1;
    if (turns.here === 0) lines.delete(userId);
  }
}

/**
 * Makes room for one more to wait: the newest in the longest queue is refused, so that nobody can fill the whole and shut others
 * out.
 * @throws AgendaError if that is the newcomer
 */
function makeRoom(kind: Kind, lines: Lines, own: Turns): void {
  const longest = lines.values().reduce((most, each) => (each.waiting.size > most.waiting.size ? each : most), own);
  const newest = longest === own ? undefined : [...longest.waiting].at(-1);
  if (!newest) throw kind.refuse("too many");
  newest("too many");
}

/** Runs work when its turn comes; work whose turn comes too late is never started. */
function startInTime<T>(kind: Kind, { limit, waiting }: Turns, inAll: number, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const endWaitingAtDoor = startWaiting();
  return new Promise((resolve, reject) => {
    const refuse = (why: Why) => {
      endWaiting();
      reject(kind.refuse(why));
    };
    const timer = setTimeout(refuse, kind.patienceMs(inAll), "too late");
    const endWaiting = () => {
      clearTimeout(timer);
      waiting.delete(refuse);
      endWaitingAtDoor();
    };
    waiting.add(refuse);
    void limit(async () => {
      if (!waiting.has(refuse)) return;
      endWaiting();
      noteWait("own turn", startedMs);
      await work().then(resolve, reject);
    });
  });
}
