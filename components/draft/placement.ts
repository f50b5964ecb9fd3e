import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { momentOf, movedEnd, type Wall, wallOf } from "../time/wall-in-zone.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { type Draft, draftOf, withDate } from "./item-draft.ts";

/** Where the user puts an item, in the page's zone. A date alone keeps its local time. */
export interface Placement {
  readonly date: string;
  /** HH:MM. */
  readonly startTime?: string | undefined;
  /** If absent, the length stays. */
  readonly endTime?: string | undefined;
  /** If it ends on another day. */
  readonly endDate?: string | undefined;
  /** Removes its time. */
  readonly isAllDay?: boolean;
}

/** The item there, in its own local time. @param timeZone the page's */
export function placedAt(
  item: Item,
  { date, startTime, endTime, endDate, isAllDay }: Placement,
  timeZone: string,
): Draft {
  const saved = draftOf(item);
  if (isAllDay) return { ...saved, date, startTime: "", endTime: "", endDate: endDate ?? "" };
  if (startTime === undefined)
    return withDate(saved, addDays(item.date, daysBetween(placeItem(item, timeZone).from, date)), timeZone);
  const own = item.timeZone ?? timeZone;
  const startMs = momentOf({ date, time: startTime }, timeZone);
  const start = wallOf(startMs, own);
  // In a skipped hour it begins later, and ends as much later.
  const seenEnd = movedEnd({ date, startTime, endDate, endTime }, wallOf(startMs, timeZone), timeZone);
  // The end has its own zone, or the start's.
  const end = seenEnd ? wallOf(momentOf(seenEnd, timeZone), item.endTimeZone ?? own) : movedEnd(saved, start, own);
  return { ...saved, date: start.date, startTime: start.time, ...ending(start, end) };
}

const ending = (start: Wall, end: Wall | undefined): Pick<Draft, "endDate" | "endTime"> => ({
  endTime: end?.time ?? "",
  endDate: end && end.date !== start.date ? end.date : "",
});
