import type { Weekday } from "../../contract/fields/time.ts";
import { wrongField } from "../../contract/problems.ts";
import { addDays } from "../time/dates.ts";
import { instantOf } from "../time/instants.ts";
import { checkWeekday } from "../time/require-date.ts";
import { refuseSkipped } from "../time/skipped-times.ts";
import type { EntryContent, WallTimes } from "./item-content.ts";

/** What was stated now and is therefore validated; the rest was kept or computed. */
export interface Stated {
  readonly startTime: boolean;
  readonly endTime: boolean;
  readonly weekday: Weekday | undefined;
  /** The weekday of the last day: of `endDate`, or of `date` if that is the same. */
  readonly endWeekday: Weekday | undefined;
}

export type ItemTimes = WallTimes & Pick<EntryContent, "startsAtMs" | "endsAtMs">;

/**
 * Checks that the times of an item fit together, and computes the instants.
 * @throws AgendaError("invalid_input") that says what would be right
 */
export function resolveTimes(wall: WallTimes, stated: Stated, path: readonly (string | number)[]): ItemTimes {
  const { date, startTime, endTime, timeZone } = wall;
  const endDate = wall.endDate === date ? null : wall.endDate;
  checkWeekday(date, stated.weekday, [...path, "weekday"]);
  checkWeekday(endDate ?? date, stated.endWeekday, [...path, "endWeekday"]);
  if (endDate !== null && endDate < date)
    throw wrongField(
      [...path, "endDate"],
      `endDate ${endDate} is before date ${date}. Send the last day, on or after ${date}, or none for a single day.`,
    );
  if (startTime === null) return resolveAllDay({ ...wall, endDate }, path);
  if (endDate !== null && endTime === null)
    throw wrongField([...path, "endTime"], `An item with startTime that ends on ${endDate} needs endTime too, HH:MM.`);
  if (endDate === null && endTime !== null) refuseEndBeforeStart(date, startTime, endTime, path);

  // Without a zone it floats: read as UTC, which has no DST gaps.
  const zone = timeZone ?? "UTC";
  if (stated.startTime) refuseSkipped(date, startTime, zone, [...path, "startTime"]);
  if (stated.endTime && endTime !== null) refuseSkipped(endDate ?? date, endTime, zone, [...path, "endTime"]);
  return { date, startTime, endDate, endTime, timeZone, ...momentsOf({ ...wall, endDate }) };
}

/**
 * The instants of an item, Unix time in milliseconds; null if it is all-day. A start moved by a DST gap can pass its end; the
 * item then ends when it starts.
 * @see RFC 5545 §3.3.5
 */
export function momentsOf(wall: WallTimes): Pick<EntryContent, "startsAtMs" | "endsAtMs"> {
  const { date, startTime, endDate, endTime } = wall;
  if (startTime === null) return { startsAtMs: null, endsAtMs: null };
  const zone = wall.timeZone ?? "UTC";
  const startsAtMs = instantOf(date, startTime, zone);
  const endsAtMs = endTime === null ? startsAtMs : Math.max(startsAtMs, instantOf(endDate ?? date, endTime, zone));
  return { startsAtMs, endsAtMs };
}

function resolveAllDay(wall: WallTimes, path: readonly (string | number)[]): ItemTimes {
  if (wall.endTime !== null)
    throw wrongField([...path, "endTime"], "endTime needs startTime. Send both, or neither for an all-day item.");
  if (wall.timeZone !== null)
    throw wrongField(
      [...path, "timeZone"],
      "An item without startTime is all-day and has no time zone. Leave timeZone out, or send startTime.",
    );
  return { ...wall, startsAtMs: null, endsAtMs: null };
}

function refuseEndBeforeStart(date: string, startTime: string, endTime: string, path: readonly (string | number)[]) {
  if (endTime > startTime) return;
  if (endTime === startTime)
    throw wrongField([...path, "endTime"], "The end is the start. Leave endTime out for an item without an end.");
  throw wrongField(
    [...path, "endTime"],
    `The end is before the start. If it ends on the next day, send endDate ${addDays(date, 1)}.`,
  );
}
