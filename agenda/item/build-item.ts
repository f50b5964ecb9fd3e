import type { NewItem } from "../../contract/fields/item.ts";
import { wrongField } from "../../contract/problems.ts";
import { requireRecurrence } from "../recurrence/require-recurrence.ts";
import { requireTime } from "../time/instants.ts";
import { requireDate } from "../time/require-date.ts";
import { requireTimeZone } from "../time/zones.ts";
import type { Path } from "./apply-patch.ts";
import { detailsAfter, noDetails } from "./field-values.ts";
import type { ItemContent } from "./item-content.ts";
import { resolveTimes } from "./item-times.ts";
import { requireTimesOfDay } from "./require-reminders.ts";

/**
 * A new item as it will be stored: checked against the calendar, its instants computed.
 * A timed item takes the zone it names, else the user's; while that is unknown (null) it floats and is read as UTC.
 * The end is in the same zone unless `endTimeZone` is given.
 * `endWeekday` without `endDate` is checked against `date`, which is then the last day as well.
 * @param path the item's position in the request, for the error's pointers
 * @throws AgendaError("invalid_input") that says what would be right
 */
export function buildItem(input: NewItem, personZone: string | null, path: Path): ItemContent {
  const date = requireDate(input.date, [...path, "date"]);
  const endDate = input.endDate === undefined ? null : requireDate(input.endDate, [...path, "endDate"]);
  const startTime = input.startTime === undefined ? null : requireTime(input.startTime, date, [...path, "startTime"]);
  const endTime =
    input.endTime === undefined ? null : requireTime(input.endTime, endDate ?? date, [...path, "endTime"]);
  const named = input.timeZone === undefined ? null : requireTimeZone(input.timeZone, [...path, "timeZone"]);
  const endTimeZone =
    input.endTimeZone === undefined ? null : requireTimeZone(input.endTimeZone, [...path, "endTimeZone"]);
  const timeZone = named ?? (startTime === null ? null : personZone);
  if (startTime === null) requireTimesOfDay(input.reminders ?? [], [...path, "reminders"]);
  const stated = { startTime: true, endTime: true, weekday: input.weekday, endWeekday: input.endWeekday };
  const times = resolveTimes({ date, startTime, endDate, endTime, timeZone, endTimeZone }, stated, path);
  if (input.recurrence !== undefined && input.done)
    throw wrongField(
      [...path, "done"],
      "A repeating item is done occurrence by occurrence. Leave done out, then complete single ones with updateItemById: occurrence and scope this.",
    );
  return {
    text: input.text,
    ...detailsAfter(input, noDetails),
    done: input.done ?? false,
    ...times,
    recurrence:
      input.recurrence === undefined ? null : requireRecurrence(input.recurrence, times, [...path, "recurrence"]),
    exceptions: null,
  };
}
