const windowMs = 5 * 60_000;
const allowed = 10;
const remembered = 1_000;

/**
 * Counts tries to sign in, per username and address. Kept in memory and bounded: it slows guessing down, and a restart may forget it.
 */
export class Attempts {
  readonly #entries = new Map<string, { count: number; sinceMs: number }>();

  /**
   * Counts a try before it is made, so that many at once do not slip through.
   * @returns 0 when it may be made, otherwise the seconds to wait
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

  /** The right password was given: what failed before is forgotten. */
  succeed(key: string): void {
    this.#entries.delete(key);
  }
}
