import { limits } from "../../contract/limits.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { StoredItem } from "../item/item-content.ts";
import type { ItemChange } from "./ledger.ts";

/** The number of items in an agenda, excluding the trash, and how many of them repeat. */
export interface Kept {
  readonly items: number;
  readonly series: number;
}

const keptOf = (item: StoredItem | null): Kept =>
  item === null || item.deletedAtMs !== null ? { items: 0, series: 0 } : { items: 1, series: item.recurrence ? 1 : 0 };

/** How much a change adds to an agenda; negative if it removes. */
export function addedBy(changes: readonly ItemChange[]): Kept {
  let [items, series] = [0, 0];
  for (const { before, after } of changes) {
    const [was, is] = [keptOf(before), keptOf(after)];
    items += is.items - was.items;
    series += is.series - was.series;
  }
  return { items, series };
}

/** The sum of both. */
export const plus = (one: Kept, other: Kept): Kept => ({
  items: one.items + other.items,
  series: one.series + other.series,
});

const kinds = [
  { field: "series", most: limits.seriesKept, name: "repeating items" },
  { field: "items", most: limits.itemsKept, name: "items" },
] as const;

const write = (count: number) => count.toLocaleString("en");

/** Whether the totals are given in numbers, which include hidden items. */
interface Telling {
  readonly isCounted: boolean;
}

/**
 * Refuses an addition that exceeds the agenda's limits. Existing items stay even if they exceed them.
 * @param kept the totals after the change
 * @throws AgendaError("agenda_full")
 */
export function requireRoomFor(kept: Kept, added: Kept, { isCounted }: Telling): void {
  const over = kinds.find(({ field, most }) => added[field] > 0 && kept[field] > most);
  if (!over) return;
  const { field, most, name } = over;
  throw new AgendaError(
    "agenda_full",
    `An agenda keeps at most ${write(most)} ${name}; this one would have ${isCounted ? write(kept[field]) : "more"}. Nothing was stored. Delete ${name} that are over or not needed, then try again.`,
    { words: { key: "problems.full", values: { kind: field, most } } },
  );
}

/** The fraction from which a warning is given. */
const almost = 0.9;

/** The warning for an agenda that is almost full; undefined if there is enough room. */
export function almostFullWords(kept: Kept, { isCounted }: Telling): string | undefined {
  const near = kinds.filter(({ field, most }) => kept[field] >= most * almost);
  if (near.length === 0) return undefined;
  return near
    .map(({ field, most, name }) => {
      if (!isCounted)
        return `At most ${write(most)} ${name} are kept, and that is almost reached. Deleting ${name} that are over makes room.`;
      const left = Math.max(0, most - kept[field]);
      return `Of at most ${write(most)} ${name} there are ${write(kept[field])}: ${left === 0 ? "no more" : `only ${write(left)} more`} can be added. Deleting ${name} that are over makes room.`;
    })
    .join(" ");
}
