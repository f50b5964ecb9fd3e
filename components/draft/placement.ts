import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { momentOf, type Wall, wallOf } from "../time/wall-in-zone.ts";
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
}

const minuteMs = 60_000;

/** An item at its new place, on its own wall. @param timeZone the page's */
export function placedAt(item: Item, { date, startTime, endTime, endDate }: Placement, timeZone: string): Draft {
  const saved = draftOf(item);
  if (startTime === undefined) {
    const readDate = item.startTime ? (item.local?.date ?? item.date) : item.date;
    return withDate(saved, addDays(item.date, daysBetween(readDate, date)));
  }
  const own = item.timeZone ?? timeZone;
  const startMs = momentOf({ date, time: startTime }, timeZone);
  const start = wallOf(startMs, own);
  const end = endTime
    ? wallOf(momentOf({ date: endDate ?? date, time: endTime }, timeZone), own)
    : saved.startTime && saved.endTime
      ? wallOf(startMs + lengthMs(item, own), own)
      : undefined;
  return { ...saved, date: start.date, startTime: start.time, ...ending(start, end) };
}

function lengthMs({ date, startTime = "00:00", endDate, endTime = "00:00" }: Item, zone: string): number {
  const length = momentOf({ date: endDate ?? date, time: endTime }, zone) - momentOf({ date, time: startTime }, zone);
  return Math.max(minuteMs, length);
}

const ending = (start: Wall, end: Wall | undefined): Pick<Draft, "endDate" | "endTime"> => ({
  endTime: end?.time ?? "",
  endDate: end && end.date !== start.date ? end.date : "",
});
