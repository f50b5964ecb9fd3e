import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import type { Person } from "../people/users.ts";
import { seriesSql, type WindowQuery, windowSql, windowValues } from "./window-sql.ts";

/** A row of `windowSql`: the item's fields are null when there is none, the person's when they never wrote anything. */
type WindowRow = {
  readonly itemsBefore: number;
  readonly personRev: number | null;
  readonly personZone: string | null;
} & (StoredItem | { readonly id: null });

/** What may be in a window. */
export interface WindowRead {
  /** Single items, at most `limit` timed and `limit` all-day ones, in no particular order. */
  readonly items: StoredItem[];
  /** All series that can reach into the window; agenda/ determines which occurrences do. */
  readonly series: StoredItem[];
  /** How many end before the window, counted to `countMost`; a series that began before it counts as one. */
  readonly itemsBefore: number;
  /** The window's owner, at the same moment. */
  readonly person: Pick<Person, "rev" | "timeZone">;
}

/**
 * The first items that overlap a window, timed ones by start and all-day ones by date, and the series that may; the caller merges them.
 * @param read inside a write, its transaction's
 */
export async function readWindow(userId: UserId, window: WindowQuery, read: ReadRows = readRows): Promise<WindowRead> {
  const rows = await read<WindowRow>(windowSql, windowValues(userId, window));
  const found = rows.filter((row) => row.id !== null);
  const { itemsBefore = 0, personRev, personZone = null } = rows[0] ?? {};
  return { ...partSeries(found), itemsBefore, person: { rev: personRev ?? 0, timeZone: personZone } };
}

/** All series that can reach into some days. */
export async function readSeries(
  userId: UserId,
  { from, to }: Pick<WindowQuery, "from" | "to">,
): Promise<StoredItem[]> {
  return readRows<StoredItem>(seriesSql, [userId, from, to]);
}

/** Separates series from single items. */
export function partSeries<T extends StoredItem>(found: readonly T[]): { items: T[]; series: T[] } {
  return {
    items: found.filter(({ recurrence }) => recurrence === null),
    series: found.filter(({ recurrence }) => recurrence !== null),
  };
}
