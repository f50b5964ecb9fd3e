import type { Item, ItemPatch, NewItem, Scope } from "../../contract/fields/item.ts";

type Keyed = Pick<Item, "id" | "occurrence">;

/** Identifies an entry on the page: occurrences of one item share its id. */
export const keyOf = ({ id, occurrence }: Keyed): string => (occurrence === undefined ? id : `${id}.${occurrence}`);

/** The fields that address this entry alone, or as much of its series as the scope says. */
export function addressOf(
  { occurrence, recurrence }: Keyed & Pick<Item, "recurrence">,
  scope: Scope = "this",
): { occurrence?: string; scope?: Scope } {
  if (occurrence !== undefined) return { occurrence, scope };
  return recurrence === undefined ? {} : { scope: "all" };
}

/**
 * Whether a write on one entry affects another: of the same series, all of them or those from its original date on. For a
 * series as a whole, all.
 */
export const isReached = (item: Keyed, by: Keyed, scope: Scope): boolean =>
  scope === "this" && by.occurrence !== undefined
    ? keyOf(item) === keyOf(by)
    : item.id === by.id && (scope === "all" || (item.occurrence ?? "") >= (by.occurrence ?? ""));

/** Every field that a user can set. */
export type FieldName = Exclude<keyof NewItem, "weekday" | "endWeekday">;

/** A missing field does not compile. */
const settable: Readonly<Record<FieldName, true>> = {
  ...{ text: true, date: true, startTime: true, endDate: true, endTime: true, timeZone: true, endTimeZone: true },
  ...{ recurrence: true, location: true, url: true, tags: true, reminders: true, notes: true, done: true },
};
export const fieldNames = Object.keys(settable) as FieldName[];

/** All fields of an entry, to send again. Omits shortened notes. */
export function saidOf(item: Item): Partial<Pick<ItemPatch, FieldName>> {
  const isLeftOut: Partial<Record<FieldName, boolean>> = {
    recurrence: true,
    timeZone: item.startTime === undefined || item.timeZone === undefined,
    notes: item.notesShortened === true,
  };
  return Object.fromEntries(fieldNames.filter((name) => !isLeftOut[name]).map((name) => [name, item[name] ?? null]));
}
