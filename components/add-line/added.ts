import type { Item } from "../../contract/fields/item.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** The fields of a new item that its confirmation needs. */
export type Added = Pick<Item, "id" | "text" | "date"> & Partial<Pick<Item, "startTime" | "endTime" | "endDate">>;

/** "Added Dentist, Friday 4 December, 12:30 to 13:30." */
export function wordsOfAdded(
  item: Added,
  { today, hour12, words }: Pick<Reader, "today" | "hour12" | "words">,
): string {
  const { startTime, endTime, endDate } = item;
  const end =
    endTime && ` to ${clock(endTime, hour12)}${endDate ? ` on ${weekdayAndDate(endDate, today, words)}` : ""}`;
  const when = startTime ? `, ${clock(startTime, hour12)}${end ?? ""}` : "";
  return `Added ${item.text}, ${weekdayAndDate(item.date, today, words)}${when}.`;
}

/** Whether an item is currently in the viewport. */
export function isInSight(id: string): boolean {
  return [...document.querySelectorAll<HTMLElement>(`main [data-item^="${id}"]`)].some((entry) => {
    const { top, bottom } = entry.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}
