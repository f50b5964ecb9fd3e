import type { IncomingMessage, ServerResponse } from "node:http";
import { countWaiting } from "../waiting.ts";

/** Requests that are worked on at once. More would only make all of them slower: there is one event loop. */
export const atOnce = 8;
/** How long a request waits for that. With what the work takes, whatever is served is served within a second. */
const usualPatienceMs = 250;
/** Requests that wait: of everybody, from one address, with one credential. */
const waitingMost = { all: 256, ofAddress: 128, ofCredential: 64 };
const lookMs = 20;

interface Waiting {
  readonly sinceMs: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly go: () => void;
  readonly refuse: () => void;
}

interface Sender {
  readonly address: string;
  /** The token or cookie as it was sent. */
  readonly credential: string;
}

/**
 * Who is let in. A request waits at most 250 ms until less is under way, and is refused then: told at once, it can come
 * back; in a long queue it would be answered when nobody waits any more. Addresses take turns, and at each its credentials, so
 * that one who sends hundreds waits behind their own, also with hundreds of made-up tokens.
 * @see docs/decisions/0200-limits-at-the-door.md
 */
export class Admission {
  /** Those let in whose answer has not begun. */
  readonly #inside = new Set<IncomingMessage>();
  /** By address and credential, whose turn it is first. */
  readonly #lines = new Map<string, Map<string, Waiting[]>>();
  #waiting = 0;
  readonly #patienceMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs = usualPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /**
   * @param sender kept only while the request waits
   * @param go lets the request in
   * @param refuse answers it instead
   */
  ask({ address, credential }: Sender, asked: Omit<Waiting, "sinceMs">): void {
    const lines = this.#lines.get(address) ?? new Map<string, Waiting[]>();
    const line = lines.get(credential) ?? [];
    if (this.#waiting === 0 && this.#hasRoom()) this.#enter(asked);
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

  /** Who still sends their body, or waits in a line that is limited by itself, keeps nobody out. */
  #hasRoom(): boolean {
    let count = -countWaiting();
    for (const { complete } of this.#inside) if (complete) count += 1;
    return count < atOnce;
  }

  #enter({ request, response, go }: Omit<Waiting, "sinceMs">): void {
    const leave = () => {
      if (this.#inside.delete(request)) this.#advance();
    };
    this.#inside.add(request);
    response.once("close", leave);
    // Once an answer has begun, it is for the reader how long it lasts: a feed for hours.
    const { writeHead } = response;
    response.writeHead = ((...args: Parameters<typeof writeHead>) => {
      leave();
      return writeHead.apply(response, args);
    }) as typeof writeHead;
    go();
  }

  #advance(): void {
    while (this.#waiting > 0 && this.#hasRoom()) {
      const next = this.#takeNext();
      if (!next) return;
      this.#waiting -= 1;
      if (!next.response.closed) this.#enter(next);
    }
  }

  /** The first of the credential whose turn it is, at the address whose turn it is; both go behind all others. */
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
