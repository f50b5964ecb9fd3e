import { limits } from "../../contract/limits.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { StoredItem } from "../item/item-content.ts";
import type { ItemChange } from "./ledger.ts";

/** How many items one agenda keeps, beside those in the trash, and how many of them repeat. */
export interface Kept {
  readonly items: number;
  readonly series: number;
}

const keptOf = (item: StoredItem | null): Kept =>
  item === null || item.deletedAtMs !== null ? { items: 0, series: 0 } : { items: 1, series: item.recurrence ? 1 : 0 };

/** What a change adds to an agenda; less than nothing where it takes away. */
export function addedBy(changes: readonly ItemChange[]): Kept {
  let [items, series] = [0, 0];
  for (const { before, after } of changes) {
    const [was, is] = [keptOf(before), keptOf(after)];
    items += is.items - was.items;
    series += is.series - was.series;
  }
  return { items, series };
}

/** Of both together. */
export const plus = (one: Kept, other: Kept): Kept => ({
  items: one.items + other.items,
  series: one.series + other.series,
});

const kinds = [
  { field: "series", most: limits.seriesKept, name: "repeating items" },
  { field: "items", most: limits.itemsKept, name: "items" },
] as const;

const write = (count: number) => count.toLocaleString("en");

/**
 * Refuses what an agenda has no room for. What is there already stays, also where it is more than that.
 * @param kept as it would be
 * @throws AgendaError("agenda_full")
 */
export function requireRoomFor(kept: Kept, added: Kept): void {
  const over = kinds.find(({ field, most }) => added[field] > 0 && kept[field] > most);
  if (!over) return;
  const { field, most, name } = over;
  throw new AgendaError(
    "agenda_full",
    `An agenda keeps at most ${write(most)} ${name}; this one would have ${write(kept[field])}. Nothing was stored. Delete ${name} that are over or not needed, then try again.`,
  );
}

/** From this share on it is said that an agenda becomes full. */
const almost = 0.9;

/** What to tell of an agenda that is almost full; undefined where there is room enough. */
export function almostFullWords(kept: Kept): string | undefined {
  const near = kinds.filter(({ field, most }) => kept[field] >= most * almost);
  if (near.length === 0) return undefined;
  return near
    .map(({ field, most, name }) => {
      const left = Math.max(0, most - kept[field]);
      return `Of at most ${write(most)} ${name} there are ${write(kept[field])}: ${left === 0 ? "no more" : `only ${write(left)} more`} can be added. Deleting ${name} that are over makes room.`;
    })
    .join(" ");
}
