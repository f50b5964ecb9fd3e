import type { Item, Scope } from "../../contract/fields/item.ts";

type Keyed = Pick<Item, "id" | "occurrence">;

/** What tells one entry of the page from another: occurrences of one item share its id. */
export const keyOf = ({ id, occurrence }: Keyed): string => (occurrence === undefined ? id : `${id}.${occurrence}`);

/** The fields by which a write means this entry alone, or as many of its series as the scope says. */
export function addressOf(
  { occurrence, recurrence }: Keyed & Pick<Item, "recurrence">,
  scope: Scope = "this",
): { occurrence?: string; scope?: Scope } {
  if (occurrence !== undefined) return { occurrence, scope };
  return recurrence === undefined ? {} : { scope: "all" };
}

/** Whether a write on one entry reaches another too: of the same series, all or those from its original date on. A series as a whole is all. */
export const isReached = (item: Keyed, by: Keyed, scope: Scope): boolean =>
  scope === "this" && by.occurrence !== undefined
    ? keyOf(item) === keyOf(by)
    : item.id === by.id && (scope === "all" || (item.occurrence ?? "") >= (by.occurrence ?? ""));

/** Everything that an entry shows, to be said of it again. Notes that were cut are left as they are. */
export function saidOf(item: Item) {
  const { text, date, done, startTime, endDate, endTime, timeZone, location, url, tags } = item;
  return {
    ...{ text, date, done, startTime: startTime ?? null, endDate: endDate ?? null, endTime: endTime ?? null },
    ...{ location: location ?? null, url: url ?? null, tags: tags ?? null },
    ...(startTime !== undefined && timeZone !== undefined && { timeZone }),
    ...(!item.notesShortened && { notes: item.notes ?? null }),
  };
}
