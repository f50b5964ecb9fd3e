import { LRUCache } from "lru-cache";

/** Lookups that one payer may have made at once, and how many come back each second. */
const most = 100;
const perSecond = 10;

/**
 * How many tokens never seen each payer may have looked up at Logto. What was spent on good ones is given back, so only wrong
 * ones cost anything; and because a little comes back all the time, a good one gets its turn even in the flood of its own address.
 */
export class LookupBudget {
  readonly #spent = new LRUCache<string, { spent: number; atMs: number }>({ max: 20_000 });

  /** @returns false when nothing is left */
  spend(payer: string): boolean {
    const nowMs = performance.now();
    const before = this.#spent.get(payer);
    const spent = before ? Math.max(0, before.spent - ((nowMs - before.atMs) / 1000) * perSecond) : 0;
    const isLeft = spent <= most - 1;
    this.#spent.set(payer, { spent: isLeft ? spent + 1 : spent, atMs: nowMs });
    return isLeft;
  }

  giveBack(payer: string): void {
    const entry = this.#spent.get(payer);
    if (entry) entry.spent = Math.max(0, entry.spent - 1);
  }
}
