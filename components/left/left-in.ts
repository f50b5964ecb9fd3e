import { isUndone, lastDayOf } from "../../agenda/planning/undone.ts";
import { compareText } from "../../agenda/time/compare-text.ts";
import type { Item } from "../../contract/fields/item.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Left } from "../sync/loaded-window.ts";

/**
 * What is currently left from before, oldest first: the server says what counts, less what was ticked off, moved or deleted on this page
 * since.
 * @param today in the reader's zone
 * @param withToday also append what today itself left undone
 */
export function leftIn(
  items: readonly Item[],
  left: Left | undefined,
  today: string,
  withToday = false,
): { readonly listed: readonly Item[]; readonly count: number } {
  const keys = new Set(left?.keys);
  const listed = items
    .filter(
      (item) =>
        item.deletedAt === undefined &&
        ((keys.has(keyOf(item)) && isUndone(item, today)) || (withToday && isTodays(item, today))),
    )
    .sort((a, b) => compareText(lastDayOf(a), lastDayOf(b)) || compareText(a.id, b.id));
  return { listed, count: listed.length + Math.max(0, (left?.count ?? 0) - keys.size) };
}

const isTodays = (item: Item, today: string): boolean =>
  !item.done && item.startTime === undefined && item.date === today && lastDayOf(item) === today;
