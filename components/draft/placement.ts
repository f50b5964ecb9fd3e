import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { momentOf, movedEnd, type Wall, wallOf } from "../time/wall-in-zone.ts";
import { type Draft, draftOf, withDate } from "./item-draft.ts";

/** Where somebody puts an item, as the page's zone reads it. A date alone leaves its time on the wall as it is. */
export interface Placement {
  readonly date: string;
  /** HH:MM. */
  readonly startTime?: string | undefined;
  /** Without one the length stays. */
  readonly endTime?: string | undefined;
  /** Where it ends on another day. */
  readonly endDate?: string | undefined;
  /** Removes its time. */
  readonly isAllDay?: boolean;
}

/** An item at its new place, on its own wall. @param timeZone the page's */
export function placedAt(
  item: Item,
  { date, startTime, endTime, endDate, isAllDay }: Placement,
  timeZone: string,
): Draft {
  const saved = draftOf(item);
  if (isAllDay) return { ...saved, date, startTime: "", endTime: "", endDate: endDate ?? "" };
  if (startTime === undefined) {
    const readDate = item.startTime ? (item.local?.date ?? item.date) : item.date;
    return withDate(saved, addDays(item.date, daysBetween(readDate, date)), timeZone);
  }
  const own = item.timeZone ?? timeZone;
  const start = wallOf(momentOf({ date, time: startTime }, timeZone), own);
  // The end is in a zone of its own, or in the start's.
  const end = endTime
    ? wallOf(momentOf({ date: endDate ?? date, time: endTime }, timeZone), item.endTimeZone ?? own)
    : movedEnd(saved, start, own);
  return { ...saved, date: start.date, startTime: start.time, ...ending(start, end) };
}

const ending = (start: Wall, end: Wall | undefined): Pick<Draft, "endDate" | "endTime"> => ({
  endTime: end?.time ?? "",
  endDate: end && end.date !== start.date ? end.date : "",
});
