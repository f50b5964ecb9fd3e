import { LRUCache } from "lru-cache";
import type { Kept } from "../../../agenda/history/agenda-capacity.ts";
import type { UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import type { ReadRows } from "../database.ts";
import { withNothingHidden } from "../visibility.ts";

interface Counted {
  readonly rev: number;
  readonly kept: Kept;
}

const counted = oncePerProcess("kept", () => new LRUCache<UserId, Counted>({ max: 10_000 }));

const keptSql = `SELECT count(*)::int AS items, count(recurrence)::int AS series FROM "Item"
  WHERE "userId" = $1 AND "deletedAt" IS NULL`;

/** How many items an agenda keeps now. @param read inside a write, its transaction's: it counts what the write stored so far */
export async function countKept(userId: UserId, read: ReadRows): Promise<Kept> {
  const [kept] = await withNothingHidden(() => read<Kept>(keptSql, [userId]));
  return kept ?? { items: 0, series: 0 };
}

/** The cached count as of a rev; undefined if this process has not counted since. */
export function recallKept(userId: UserId, rev: number): Kept | undefined {
  const known = counted().get(userId);
  return known?.rev === rev ? known.kept : undefined;
}

/** Only changes, which raise `rev`, affect the count: so it is counted once and then updated. */
export function rememberKept(userId: UserId, rev: number, kept: Kept): void {
  counted().set(userId, { rev, kept });
}
