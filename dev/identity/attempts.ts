const windowMs = 5 * 60_000;
const allowed = 10;
const remembered = 1_000;

/**
 * Counts sign-in attempts per username and address. In memory and bounded: it slows guessing down, and a restart may reset it.
 */
export class Attempts {
  readonly #entries = new Map<string, { count: number; sinceMs: number }>();

  /**
   * Counts an attempt before it is made, so that concurrent ones do not slip through.
   * @returns 0 if it may proceed, otherwise the seconds to wait
   */
  begin(key: string, nowMs = Date.now()): number {
    const known = this.#entries.get(key);
    const entry = known && nowMs - known.sinceMs < windowMs ? known : { count: 0, sinceMs: nowMs };
    if (entry.count >= allowed) return Math.ceil((entry.sinceMs + windowMs - nowMs) / 1000);
    entry.count += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > remembered && oldest !== undefined) this.#entries.delete(oldest);
    return 0;
  }

  /** The password was right: resets the count. */
  succeed(key: string): void {
    this.#entries.delete(key);
  }
}
