import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import type { UserId } from "../caller.ts";
import { type FeedStream, openStream } from "./feed-stream.ts";
import type { Hints } from "./hints.ts";
import { Listener } from "./listener.ts";
import { NatsHints } from "./nats-hints.ts";

const pollMs = 2_000;
const beatMs = 20_000;
/** A page reopens its stream after this time, and its session is checked again (docs/decisions/0205). */
const longestMs = 50 * 60_000;
/** Feeds per session. All tabs of a browser share one; in a browser without the required APIs each has its own. */
const mostOfSession = 20;

/** What a page's stream sends: the agenda's revision, and the version of what was seen and kept of it. */
interface Versions {
  readonly rev: number;
  readonly version: number;
}

/** All open pages of this process, and the hints between processes. */
class Hub {
  readonly #streams = new Map<UserId, Set<FeedStream>>();
  readonly #listener: Listener;
  readonly #hints: Hints;
  readonly #timers = [setInterval(() => void this.#poll(), pollMs), setInterval(() => this.#beat(), beatMs)];
  #isPolling = false;
  #isClosed = false;
  readonly #onGone: (userId: UserId) => void;

  constructor(onGone: (userId: UserId) => void) {
    this.#onGone = onGone;
    const on = { hint: (payload: string) => this.#hear(payload), ready: () => void this.#poll() };
    const { HINTS_URL } = env();
    this.#listener = new Listener(on, { listens: HINTS_URL === undefined });
    this.#hints = HINTS_URL === undefined ? this.#listener : new NatsHints(HINTS_URL, on);
    for (const timer of this.#timers) timer.unref();
  }

  /** @returns null if the session has reached its limit */
  open(session: { userId: UserId; idHash: string }, { rev, version }: Versions): ReadableStream<Uint8Array> | null {
    const streams = this.#streams.get(session.userId) ?? new Set();
    if ([...streams].filter(({ idHash }) => idHash === session.idHash).length >= mostOfSession) return null;
    const { stream, body } = openStream(session, (ended) => this.#forget(ended));
    if (streams.size === 0) this.#hints.watch(session.userId, true);
    this.#streams.set(session.userId, streams.add(stream));
    stream.tell(rev);
    stream.tellLook(version);
    return body;
  }

  announce(userId: UserId, rev: number): void {
    this.#pass(userId, rev);
    this.#hints.hint(userId, `${rev} ${userId}`);
  }

  announceLook(userId: UserId, version: number): void {
    this.#passLook(userId, version);
    this.#hints.hint(userId, `look${version} ${userId}`);
  }

  announceDeletion(userId: UserId): void {
    this.#end(userId);
    this.#hints.hintAll(`gone ${userId}`);
  }

  #end(userId: UserId): void {
    for (const stream of this.#streams.get(userId) ?? []) stream.end();
    this.#onGone(userId);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stream of this.#all()) stream.end();
    await Promise.all([this.#listener.close(), this.#hints.close()]);
  }

  #hear(payload: string): void {
    const [, what = "", rev = "", userId] = /^(gone|look)?(\d*) (.+)$/s.exec(payload) ?? [];
    if (!userId) return;
    if (what === "gone") this.#end(userId as UserId);
    else if (what === "look") this.#passLook(userId as UserId, Number(rev));
    else this.#pass(userId as UserId, Number(rev));
  }

  #pass(userId: UserId, rev: number): void {
    for (const stream of this.#streams.get(userId) ?? []) stream.tell(rev);
  }

  #passLook(userId: UserId, version: number): void {
    for (const stream of this.#streams.get(userId) ?? []) stream.tellLook(version);
  }

  /** Finds what no hint reported: a rev that rose, a session that has ended or is due for a check. */
  async #poll(): Promise<void> {
    const streams = this.#all();
    if (streams.length === 0 || this.#isPolling) return;
    this.#isPolling = true;
    try {
      const alive = await this.#listener.query<Versions & { idHash: string }>(
        `SELECT s."idHash", u.rev, coalesce(l.version, 0) AS version FROM unnest($1::text[], $2::text[]) AS open ("userId", "idHash")
          JOIN "Session" s USING ("userId", "idHash") JOIN "User" u ON u.id = s."userId"
          LEFT JOIN "Look" l ON l."userId" = u.id WHERE s."expiresAt" > now()`,
        () => [streams.map(({ userId }) => userId), streams.map(({ idHash }) => idHash)],
      );
      const versions = new Map(alive.map(({ idHash, ...rest }) => [idHash, rest]));
      for (const stream of streams) {
        const known = versions.get(stream.idHash);
        if (known === undefined || Date.now() - stream.openedAtMs > longestMs) {
          stream.end();
          continue;
        }
        stream.tell(known.rev);
        stream.tellLook(known.version);
      }
    } catch {
      // The database is down: pages keep what they have, and the next poll finds the changes.
    } finally {
      this.#isPolling = false;
    }
  }

  #beat(): void {
    for (const stream of this.#all()) stream.beat();
  }

  count(): number {
    return this.#all().length;
  }

  #all(): FeedStream[] {
    return [...this.#streams.values()].flatMap((streams) => [...streams]);
  }

  #forget(stream: FeedStream): void {
    const streams = this.#streams.get(stream.userId);
    streams?.delete(stream);
    if (streams?.size !== 0) return;
    this.#streams.delete(stream.userId);
    this.#hints.watch(stream.userId, false);
  }
}

const key = Symbol.for("agenda.feed");
const store = globalThis as { [key]?: Hub };

/**
 * Starts listening; called once at server start, idempotent.
 * @param onGone called in every process when an account is deleted
 */
export function startFeed(onGone: (userId: UserId) => void = () => {}): void {
  store[key] ??= new Hub(onGone);
}

/** Ends every open stream of a user whose account was deleted, in every process. */
export function announceDeletion(userId: UserId): void {
  startFeed();
  store[key]?.announceDeletion(userId);
}

/** Sends the agenda's new rev to every open page of a user, in every process. Never says what changed. */
export function announceChange(userId: UserId, rev: number): void {
  startFeed();
  store[key]?.announce(userId, rev);
}

/** Tells every open page of one person, in every process, that something was seen or kept. */
export function announceLook(userId: UserId, version: number): void {
  startFeed();
  store[key]?.announceLook(userId, version);
}

/**
 * The event stream of one signed-in page: `id` and `data` are the person's rev, the first one at once; an event "look" has the
 * version of what was seen and kept.
 * @param known both at this moment
 * @throws AgendaError("too_many_reads") if the session has reached its limit, AgendaError("overloaded") if the process is stopping
 */
export function openFeed(session: { userId: UserId; idHash: string }, known: Versions): ReadableStream<Uint8Array> {
  startFeed();
  const hub = store[key] as Hub;
  // Thrown here, because the hub may come from another copy of these modules, whose error class differs.
  if (hub.isClosed)
    throw new AgendaError("overloaded", "This process is about to stop. Open the stream again.", {
      retryAfterSeconds: 1,
    });
  const body = hub.open(session, known);
  if (body) return body;
  throw new AgendaError("too_many_reads", "The agenda is open in too many places at once. Close some.", {
    retryAfterSeconds: 5,
  });
}

/** How many event streams are open in this process. */
export const countStreams = (): number => store[key]?.count() ?? 0;

/** Ends every stream, so that the process can stop. */
export async function stopFeed(): Promise<void> {
  await store[key]?.close();
}
