import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "../../contract/limits.ts";
import { countWaiting, limitWaiting } from "../waiting.ts";

/** Requests processed concurrently. More would only slow all of them down: there is one event loop. */
export const atOnce = 8;
/** How long a request waits for a place. Including the work itself, whatever is served is served within a second. */
const usualPatienceMs = 250;
/** Limits for waiting requests: in total, per address, per credential. */
const waitingMost = { all: 256, ofAddress: 128, ofCredential: 64 };
/**
 * Limits for bodies that are still arriving, in bytes as announced: in total, per address, per credential, and what each address
 * is let in with even if others have filled the total.
 * @see docs/decisions/0333-half-sent-bodies.md
 */
const arrivingMost = { all: 64_000_000, ofAddress: 16_000_000, ofCredential: 8_000_000, always: 256_000 };
/** What a half-sent request counts for at least: it occupies more than its body. */
const arrivingLeast = 64_000;
/** How long after its arrival a read may still wait for its person's turn, when many wait. */
const readingPatienceMs = 400;
const lookMs = 20;
/** How long a page may still be made after its answer began. Whoever reads it slowly holds no place for longer. */
const makingMostMs = 1_000;

interface Waiting extends Sender {
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
  /** Admitted requests that are being worked on, and the size of each one's body. */
  readonly #inside = new Map<IncomingMessage, Sender & { readonly bytes: number }>();
  /** Waiting requests by address and credential; the next in turn comes first. */
  readonly #lines = new Map<string, Map<string, Waiting[]>>();
  #waiting = 0;
  readonly #patienceMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs = usualPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /**
   * @param sender kept only until the request is answered
   * @param go admits the request
   * @param refuse answers it instead
   */
  ask({ address, credential }: Sender, asked: Omit<Waiting, "sinceMs" | keyof Sender>): void {
    const waiting = { ...asked, address, credential, sinceMs: performance.now() };
    const lines = this.#lines.get(address) ?? new Map<string, Waiting[]>();
    const line = lines.get(credential) ?? [];
    if (this.#waiting === 0 && this.#hasRoom()) this.#enter(waiting);
    else if (
      this.#waiting >= waitingMost.all ||
      line.length >= waitingMost.ofCredential ||
      lines.values().reduce((sum, { length }) => sum + length, 0) >= waitingMost.ofAddress
    )
      asked.refuse();
    else {
      line.push(waiting);
      this.#lines.set(address, lines.set(credential, line));
      this.#waiting += 1;
      this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
      this.#advance();
    }
  }

  /** A request that is still sending its body, or waits in a queue with its own limit, takes no place. */
  #hasRoom(): boolean {
    let count = -countWaiting();
    for (const { complete } of this.#inside.keys()) if (complete) count += 1;
    return count < atOnce;
  }

  /** Memory is bounded before anybody knows whose body it is: it may be sent in half, and then held for minutes. */
  #hasRoomFor(bytes: number, { address, credential }: Sender): boolean {
    if (bytes === 0) return true;
    const sums = { all: bytes, ofAddress: bytes, ofCredential: bytes };
    for (const [request, other] of this.#inside) {
      if (request.complete) continue;
      sums.all += other.bytes;
      if (other.address === address) sums.ofAddress += other.bytes;
      if (other.credential === credential && credential !== "") sums.ofCredential += other.bytes;
    }
    if (sums.ofAddress > arrivingMost.ofAddress || sums.ofCredential > arrivingMost.ofCredential) return false;
    return sums.all <= arrivingMost.all || sums.ofAddress <= arrivingMost.always;
  }

  #enter({ address, credential, request, response, isPage, go, refuse, sinceMs }: Waiting): void {
    const bytes = bytesOf(request);
    if (!request.complete && !this.#hasRoomFor(bytes, { address, credential })) {
      refuse();
      return;
    }
    let endLimit = () => {};
    const leave = () => {
      if (this.#inside.delete(request)) this.#advance();
    };
    this.#inside.set(request, { address, credential, bytes });
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

/** The size of a request's body as announced; chunks may be as many as a body may have. */
function bytesOf({ headers }: IncomingMessage): number {
  const bytes = headers["transfer-encoding"] ? limits.bodyBytes : Number(headers["content-length"] ?? 0);
  return bytes === 0 ? 0 : Math.min(Math.max(bytes, arrivingLeast), limits.importBytes); // what is larger is refused unread
}
