import type { IncomingMessage, ServerResponse } from "node:http";
import { countWaiting, limitWaiting } from "../waiting.ts";

/** Requests processed concurrently. More would only slow all of them down: there is one event loop. */
export const atOnce = 8;
/** How long a request waits for a place. Including the work itself, whatever is served is served within a second. */
const usualPatienceMs = 250;
/** Limits for waiting requests: in total, per address, per credential. */
const waitingMost = { all: 256, ofAddress: 128, ofCredential: 64 };
/** How long after its arrival a read may still wait for its person's turn, when many wait. */
const readingPatienceMs = 400;
const lookMs = 20;
/** How long a page may still be made after its answer began. Whoever reads it slowly holds no place for longer. */
const makingMostMs = 1_000;

interface Waiting {
  readonly sinceMs: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Pages are sent while they are still being made. */
  readonly isPage: boolean;
  readonly go: () => void;
  readonly refuse: () => void;
}

interface Sender {
  readonly address: string;
  /** The token or cookie as sent. */
  readonly credential: string;
}

/**
 * Admission control. A request waits at most 250 ms for a place and is then refused: a client refused early can retry,
 * whereas in a long queue it would give up before its answer. Addresses take turns, and so do the credentials of each address,
 * so that someone who sends hundreds of requests waits behind their own, even with hundreds of made-up tokens.
 * @see docs/decisions/0200-limits-at-the-door.md
 */
export class Admission {
  /** Admitted requests that are being worked on. */
  readonly #inside = new Set<IncomingMessage>();
  /** Waiting requests by address and credential; the next in turn comes first. */
  readonly #lines = new Map<string, Map<string, Waiting[]>>();
  #waiting = 0;
  readonly #patienceMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs = usualPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /**
   * @param sender kept only while the request waits
   * @param go admits the request
   * @param refuse answers it instead
   */
  ask({ address, credential }: Sender, asked: Omit<Waiting, "sinceMs">): void {
    const lines = this.#lines.get(address) ?? new Map<string, Waiting[]>();
    const line = lines.get(credential) ?? [];
    if (this.#waiting === 0 && this.#hasRoom()) this.#enter({ ...asked, sinceMs: performance.now() });
    else if (
      this.#waiting >= waitingMost.all ||
      line.length >= waitingMost.ofCredential ||
      lines.values().reduce((sum, { length }) => sum + length, 0) >= waitingMost.ofAddress
    )
      asked.refuse();
    else {
      line.push({ ...asked, sinceMs: performance.now() });
      this.#lines.set(address, lines.set(credential, line));
      this.#waiting += 1;
      this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
      this.#advance();
    }
  }

  /** A request that is still sending its body, or waits in a queue with its own limit, takes no place. */
  #hasRoom(): boolean {
    let count = -countWaiting();
    for (const { complete } of this.#inside) if (complete) count += 1;
    return count < atOnce;
  }

  #enter({ request, response, isPage, go, sinceMs }: Waiting): void {
    let endLimit = () => {};
    const leave = () => {
      if (this.#inside.delete(request)) this.#advance();
    };
    this.#inside.add(request);
    response.once("close", leave);
    // Once any other response has begun, the client decides how long it lasts: hours, for a feed.
    const { writeHead, end } = response;
    response.writeHead = ((...args: Parameters<typeof writeHead>) => {
      if (isPage) setTimeout(leave, makingMostMs).unref();
      else leave();
      endLimit();
      return writeHead.apply(response, args);
    }) as typeof writeHead;
    response.end = ((...args: Parameters<typeof end>) => {
      leave();
      return end.apply(response, args);
    }) as typeof end;
    if (request.method === "GET") endLimit = limitWaiting(sinceMs + readingPatienceMs, go);
    else go();
  }

  #advance(): void {
    while (this.#waiting > 0 && this.#hasRoom()) {
      const next = this.#takeNext();
      if (!next) return;
      this.#waiting -= 1;
      if (!next.response.closed) this.#enter(next);
    }
  }

  /** Takes the first request of the next credential of the next address; both then go to the back of their queues. */
  #takeNext(): Waiting | undefined {
    for (const [address, lines] of this.#lines)
      for (const [credential, line] of lines) {
        const next = line.shift();
        lines.delete(credential);
        if (line.length > 0) lines.set(credential, line);
        this.#lines.delete(address);
        if (lines.size > 0) this.#lines.set(address, lines);
        return next;
      }
    return undefined;
  }

  #look(): void {
    const before = performance.now() - this.#patienceMs;
    for (const [address, lines] of this.#lines) {
      for (const [credential, line] of lines) {
        while (line[0] && line[0].sinceMs < before) {
          this.#waiting -= 1;
          line.shift()?.refuse();
        }
        if (line.length === 0) lines.delete(credential);
      }
      if (lines.size === 0) this.#lines.delete(address);
    }
    this.#advance();
    if (this.#waiting > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
