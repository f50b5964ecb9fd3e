import type { StoredItem } from "../../agenda/item-content.ts";
import type { UserId } from "../identity/caller.ts";
import { readRows } from "./database.ts";
import { type WindowQuery, windowSql, windowValues } from "./window-sql.ts";

/** A row of `windowSql`: the item's fields are null when there is none. */
type WindowRow = { readonly itemsBefore: number } & (StoredItem | { readonly id: null });

/**
 * The first items that overlap a window, timed ones by start and all-day ones by date; the caller merges the two orders.
 * @returns at most `limit` timed and `limit` all-day items in no particular order, and how many lie wholly before the window,
 * counted to `countMost`
 */
export async function readWindow(
  userId: UserId,
  window: WindowQuery,
): Promise<{ items: StoredItem[]; itemsBefore: number }> {
  const rows = await readRows<WindowRow>(windowSql, windowValues(userId, window));
  return { items: rows.filter((row) => row.id !== null), itemsBefore: rows[0]?.itemsBefore ?? 0 };
}
