import type { Weekday } from "../../contract/fields/time.ts";
import { wrongField } from "../../contract/problems.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { instantOf, wallTimeIn } from "../time/instants.ts";
import { checkWeekday } from "../time/require-date.ts";
import { refuseSkipped } from "../time/skipped-times.ts";
import { wallMsOf, wallOf } from "../time/wall-clock.ts";
import type { EntryContent, WallTimes } from "./item-content.ts";

/** What was stated now and is therefore validated; the rest was kept or computed. */
interface Stated {
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
  const endTimeZone = wall.endTimeZone === timeZone ? null : wall.endTimeZone;
  checkWeekday(date, stated.weekday, [...path, "weekday"]);
  checkWeekday(endDate ?? date, stated.endWeekday, [...path, "endWeekday"]);
  if (endDate !== null && endDate < date && endTimeZone === null)
    throw wrongField(
      [...path, "endDate"],
      `endDate ${endDate} is before date ${date}. Send the last day, on or after ${date}, or none for a single day.`,
      { key: "problems.lastDayFirst" },
    );
  if (startTime === null) return resolveAllDay({ ...wall, endDate }, path);
  if (endDate !== null && endTime === null)
    throw wrongField([...path, "endTime"], `An item with startTime that ends on ${endDate} needs endTime too, HH:MM.`, {
      key: "problems.needsEndTime",
    });
  if (wall.endTimeZone !== null) refuseEndZone(wall, path);
  const times = { date, startTime, endDate, endTime, timeZone, endTimeZone };
  const moments = momentsOf(times);
  if (endTimeZone !== null) refuseEndNotAfter(times, moments, path);
  else if (endDate === null && endTime !== null) refuseEndBeforeStart(date, startTime, endTime, path);

  // Without a zone it floats: read as UTC, which has no DST gaps.
  const zone = timeZone ?? "UTC";
  if (stated.startTime) refuseSkipped(date, startTime, zone, [...path, "startTime"]);
  if (stated.endTime && endTime !== null)
    refuseSkipped(endDate ?? date, endTime, endTimeZone ?? zone, [...path, "endTime"]);
  return { ...times, ...moments };
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
  if (endTime === null) return { startsAtMs, endsAtMs: startsAtMs };
  return { startsAtMs, endsAtMs: Math.max(startsAtMs, instantOf(endDate ?? date, endTime, wall.endTimeZone ?? zone)) };
}

/**
 * The same times with another start. The end keeps its distance in local time; with an `endTimeZone`, in elapsed time: a flight
 * takes as long in the weeks when only one of the two zones has daylight saving time.
 * @see RFC 5545 §3.8.5.3
 */
export function startingAt<T extends WallTimes>(wall: T, start: Pick<WallTimes, "date" | "startTime" | "timeZone">): T {
  const { date, startTime, endDate, endTime } = wall;
  if (
    start.startTime === null ||
    startTime === null ||
    endTime === null ||
    (start.startTime === startTime && !wall.endTimeZone)
  ) {
    const moved = endDate === null || endDate < date ? null : addDays(endDate, daysBetween(date, start.date));
    return { ...wall, ...start, endDate: moved, ...(start.startTime === null && { endTime: null, endTimeZone: null }) };
  }
  const end = wall.endTimeZone
    ? wallTimeIn(instantOf(start.date, start.startTime, start.timeZone ?? "UTC") + lengthMs(wall), wall.endTimeZone)
    : wallOf(wallMsOf(start.date, start.startTime) + wallMsOf(endDate ?? date, endTime) - wallMsOf(date, startTime));
  return { ...wall, ...start, endDate: end.date === start.date ? null : end.date, endTime: end.time };
}

/** Elapsed milliseconds from start to end; 0 without an end. */
function lengthMs(wall: WallTimes): number {
  const { startsAtMs, endsAtMs } = momentsOf(wall);
  return (endsAtMs ?? 0) - (startsAtMs ?? 0);
}

/** @throws AgendaError("invalid_input") if an item has no end, or no zone, for `endTimeZone` to differ from */
function refuseEndZone({ endTime, timeZone }: WallTimes, path: readonly (string | number)[]): void {
  if (endTime === null)
    throw wrongField([...path, "endTimeZone"], "endTimeZone needs endTime. Send both, or leave endTimeZone out.");
  if (timeZone === null)
    throw wrongField(
      [...path, "endTimeZone"],
      "endTimeZone needs timeZone beside it: the person's own zone is not known yet.",
    );
}

function refuseEndNotAfter(
  { date, startTime, timeZone, endDate, endTime, endTimeZone }: WallTimes,
  { startsAtMs }: Pick<EntryContent, "startsAtMs">,
  path: readonly (string | number)[],
): void {
  if (startsAtMs === null || endTime === null || endTimeZone === null) return;
  if (instantOf(endDate ?? date, endTime, endTimeZone) > startsAtMs) return;
  const there = wallTimeIn(startsAtMs, endTimeZone);
  throw wrongField(
    [...path, "endTime"],
    `The end is not after the start: when it is ${date} ${startTime} in ${timeZone}, it is ${there.date} ${there.time} in ${endTimeZone}. Send an end after that, with endDate where its day is not ${date}.`,
    { key: "problems.endNotAfter" },
  );
}

function resolveAllDay(wall: WallTimes, path: readonly (string | number)[]): ItemTimes {
  if (wall.endTime !== null)
    throw wrongField([...path, "endTime"], "endTime needs startTime. Send both, or neither for an all-day item.", {
      key: "problems.needsStart",
    });
  if (wall.timeZone !== null)
    throw wrongField(
      [...path, "timeZone"],
      "An item without startTime is all-day and has no time zone. Leave timeZone out, or send startTime.",
    );
  if (wall.endTimeZone !== null)
    throw wrongField(
      [...path, "endTimeZone"],
      "An item without startTime is all-day and has no time zone. Leave endTimeZone out, or send startTime and endTime.",
    );
  return { ...wall, startsAtMs: null, endsAtMs: null };
}

function refuseEndBeforeStart(date: string, startTime: string, endTime: string, path: readonly (string | number)[]) {
  if (endTime > startTime) return;
  if (endTime === startTime)
    throw wrongField([...path, "endTime"], "The end is the start. Leave endTime out for an item without an end.", {
      key: "problems.endIsStart",
    });
  throw wrongField(
    [...path, "endTime"],
    `The end is before the start. If it ends on the next day, send endDate ${addDays(date, 1)}.`,
    { key: "problems.endFirst", values: { day: { date: addDays(date, 1) } } },
  );
}
