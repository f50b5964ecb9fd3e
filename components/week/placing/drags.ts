import { addDays, daysBetween } from "../../../agenda/time/dates.ts";
import { dayMinutes } from "../rules/pieces.ts";
import {
  endingAt,
  isTimed,
  nearest,
  onDay,
  type Place,
  startingAt,
  type TimedPlace,
  withoutTime,
  withTime,
} from "../rules/place.ts";
import type { Spot } from "./use-pointer.ts";

/** The pointer's offset from the item's start: days, and minutes if it has a time. */
interface Grip {
  readonly days: number;
  readonly minutes: number;
}

export function gripOf(place: Place, at: Spot): Grip {
  const days = daysBetween(place.date, at.date);
  return {
    days,
    minutes: isTimed(place) && at.minute !== undefined ? days * dayMinutes + at.minute - place.minute : 0,
  };
}

/**
 * The place of a dragged item: on another day or time, into the all-day row, or out of it.
 * @param isRun whether it spans days: it then moves by whole days
 * @param usualMinutes its length if it gets a time
 */
export function draggedTo(was: Place, grip: Grip, at: Spot, isRun: boolean, usualMinutes: number): Place {
  if (isRun || (at.minute === undefined && !isTimed(was))) return onDay(was, addDays(at.date, -grip.days));
  if (at.minute === undefined) return withoutTime(onDay(was, at.date));
  if (!isTimed(was))
    return withTime(onDay(was, at.date), Math.min(nearest(at.minute, at.step), dayMinutes - at.step), usualMinutes);
  const there = startingAt(onDay(was, at.date) as TimedPlace, at.minute - grip.minutes);
  return startingAt(there, snapped(there.minute, was.minute, at.step));
}

/** A resized item: it ends at the pointer. */
export function stretchedTo(was: Place, at: Spot): Place {
  if (!isTimed(was) || at.minute === undefined) return was;
  const wasEnd = was.minute + (was.minutes ?? 0);
  const end = snapped(daysBetween(was.date, at.date) * dayMinutes + at.minute, wasEnd, at.step);
  return end === wasEnd ? was : endingAt(was, end, at.step);
}

/** On the steps, or where it was, even between two of them, until the pointer is a step away. */
const snapped = (minute: number, was: number, step: number): number =>
  nearest(minute - was, step) === 0 ? was : nearest(minute, step);

/** The time drawn between two points, within the day of the first. */
export function drawnFrom(start: Spot, at: Spot): Place {
  if (start.minute === undefined) {
    const [from, to] = start.date < at.date ? [start.date, at.date] : [at.date, start.date];
    return { date: from, days: daysBetween(from, to) + 1 };
  }
  const { step } = at;
  const anchor = Math.min(Math.floor(start.minute / step) * step, dayMinutes - step);
  const end = at.minute === undefined ? anchor : nearest(at.minute, step);
  if (end <= anchor) return { date: start.date, minute: end, minutes: anchor + step - end };
  return { date: start.date, minute: anchor, minutes: Math.max(step, end - anchor) };
}
