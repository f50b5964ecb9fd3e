import type { Item } from "../../contract/item.ts";

type Keyed = Pick<Item, "id" | "occurrence">;

/** What tells one entry of the page from another: occurrences of one item share its id. */
export const keyOf = ({ id, occurrence }: Keyed): string => (occurrence === undefined ? id : `${id}.${occurrence}`);

/** The fields by which a write means this entry alone. */
export const addressOf = ({ occurrence }: Keyed): { occurrence?: string; scope?: "this" } =>
  occurrence === undefined ? {} : { occurrence, scope: "this" };

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
