import type { Item, Scope } from "../../contract/fields/item.ts";

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

/** Everything that an entry shows, to send it again. Truncated notes are left out. */
export function saidOf(item: Item) {
  const { text, date, done, startTime, endDate, endTime, timeZone, endTimeZone, location, url, tags } = item;
  return {
    ...{ text, date, done, startTime: startTime ?? null, endDate: endDate ?? null, endTime: endTime ?? null },
    ...{ endTimeZone: endTimeZone ?? null, location: location ?? null, url: url ?? null, tags: tags ?? null },
    ...(startTime !== undefined && timeZone !== undefined && { timeZone }),
    ...(!item.notesShortened && { notes: item.notes ?? null }),
  };
}
