import { daysBetween } from "../../../agenda/time/dates.ts";
import { minuteOf } from "../../../agenda/time/wall-clock.ts";
import type { NewItem } from "../../sync/use-writes.ts";
import type { Slot } from "../../timeline/line-times.ts";
import { dayMinutes } from "./pieces.ts";
import { type Place, placementOf } from "./place.ts";

/** How the drawn place of a new item and the words typed on it come together. */

/** The slot that the line is read for; it ends on the same day, at midnight at the latest. */
export function slotOf(place: Place): Slot {
  const { date, startTime, endTime, endDate } = placementOf(place);
  const isWithin = !endDate || endTime === "00:00";
  return { date, ...(startTime && { startTime }), ...(endTime && isWithin && { endTime }) };
}

/** The item with the end drawn on a later day, if the words change nothing of when it is. */
export function withDrawnEnd(fields: NewItem, place: Place): NewItem {
  const { date, startTime, endTime, endDate } = placementOf(place);
  const isAsDrawn = fields.date === date && fields.startTime === startTime && fields.endTime === endTime;
  return isAsDrawn && endDate && !fields.endDate && !fields.recurrence ? { ...fields, endDate } : fields;
}

/** The place that the item's fields name. */
export function placeOfFields({ date, startTime, endTime, endDate = date }: NewItem): Place {
  const days = daysBetween(date, endDate);
  if (!startTime) return { date, days: days + 1 };
  const minute = minuteOf(startTime);
  return endTime ? { date, minute, minutes: days * dayMinutes + minuteOf(endTime) - minute } : { date, minute };
}
