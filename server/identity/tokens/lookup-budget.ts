import { LRUCache } from "lru-cache";

/** Token bucket per payer: its capacity, and how many lookups are refilled each second. */
const most = 100;
const perSecond = 10;

/**
 * Limits how many unknown tokens each payer may have looked up at Logto. Valid ones are refunded, so only invalid ones cost
 * anything; and because the budget refills all the time, a valid one gets through even during a flood from the same address.
 */
export class LookupBudget {
  readonly #spent = new LRUCache<string, { spent: number; atMs: number }>({ max: 20_000 });

  /** @returns false if the budget is used up */
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
