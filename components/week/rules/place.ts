import { addDays, daysBetween } from "../../../agenda/time/dates.ts";
import { minuteOf, timeAt } from "../../../agenda/time/wall-clock.ts";
import type { Placement } from "../../draft/placement.ts";
import { type Wall, wallOf } from "../../time/wall-in-zone.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { dayMinutes } from "./pieces.ts";

/** An item's place in the reader's zone. */
export type Place = TimedPlace | AllDayPlace;

export interface TimedPlace {
  readonly date: string;
  /** Since midnight. */
  readonly minute: number;
  /** Its length; absent without an end. */
  readonly minutes?: number;
}

export interface AllDayPlace {
  readonly date: string;
  readonly minute?: undefined;
  /** Its length in days. */
  readonly days: number;
}

/** Steps of moving and resizing; the fine one with Shift. */
export const stepMinutes = 15;
export const fineMinutes = 5;

export const isTimed = (place: Place): place is TimedPlace => place.minute !== undefined;

/** How many days it takes of the row above the hours; undefined if it lies below. See `isSpan`. */
export function daysAbove(place: Place): number | undefined {
  if (!isTimed(place)) return place.days;
  const { minute, minutes = 0 } = place;
  const days = Math.ceil((minute + minutes) / dayMinutes);
  return minutes >= dayMinutes && days > 1 ? days : undefined;
}

export function placeOf({ from, to, timed }: Placed, timeZone: string): Place {
  if (!timed) return { date: from, days: daysBetween(from, to) + 1 };
  const minute = minuteOf(timed.startTime);
  if (!timed.endTime) return { date: from, minute };
  const { date } = wallOf(timed.endMs, timeZone);
  const minutes = daysBetween(from, date) * dayMinutes + minuteOf(timed.endTime) - minute;
  // In an hour that comes twice the wall may go back.
  return { date: from, minute, minutes: minutes > 0 ? minutes : (timed.endMs - timed.startMs) / 60_000 };
}

export const isSamePlace = (one: Place, other: Place): boolean =>
  one.date === other.date &&
  one.minute === other.minute &&
  (isTimed(one) && isTimed(other) ? one.minutes === other.minutes : isDays(one) === isDays(other));

const isDays = (place: Place): number | undefined => (isTimed(place) ? undefined : place.days);

/** The latest start of a new item, in minutes of the day. */
export const lastHour = 23 * 60;

/** The place right after a timed one, on the day on which that ends. */
export function placeAfter({ date, minute, minutes = 0 }: TimedPlace, long: number): TimedPlace {
  const end = minute + minutes;
  // Midnight ends the day before it.
  const days = Math.max(0, Math.ceil(end / dayMinutes) - 1);
  return { date: addDays(date, days), minute: Math.min(end - days * dayMinutes, lastHour), minutes: long };
}

/** The same, but on its own day: what is being typed there is not moved to another. */
export function placeAfterOn(place: TimedPlace, long: number): TimedPlace {
  const next = placeAfter(place, long);
  return next.date === place.date ? next : { ...next, date: place.date, minute: lastHour };
}

/** On another day, at the same time. */
export const onDay = (place: Place, date: string): Place => ({ ...place, date });

/** Whether keys may bring it there: in the week from `first` on, or at least not before where it was. */
export const isReachable = ({ date }: Place, was: Place, first: string): boolean =>
  (date >= first || date >= was.date) && date <= addDays(first, 6);

/** Moved to the next quarter hour in that direction. All-day items stay. */
export function stepped(place: Place, by: 1 | -1): Place {
  return isTimed(place) ? startingAt(place, snapped(place.minute, by)) : place;
}

/** Its end moved to the next quarter hour, or for all-day items by a day; never shorter than one step. */
export function resized(place: Place, by: 1 | -1): Place {
  if (!isTimed(place)) return { ...place, days: Math.max(1, place.days + by) };
  return endingAt(place, snapped(place.minute + (place.minutes ?? 0), by));
}

/** @param minute since midnight of its date; may lie before or after that day */
export function startingAt<T extends TimedPlace>(place: T, minute: number): T {
  const days = Math.floor(minute / dayMinutes);
  return { ...place, date: addDays(place.date, days), minute: minute - days * dayMinutes };
}

/** @param minute since midnight of its date */
export const endingAt = (place: TimedPlace, minute: number, step = stepMinutes): TimedPlace => ({
  ...place,
  minutes: Math.max(step, minute - place.minute),
});

/** The next multiple of the step in that direction. */
const snapped = (minute: number, by: 1 | -1): number =>
  (by === 1 ? Math.floor(minute / stepMinutes) + 1 : Math.ceil(minute / stepMinutes) - 1) * stepMinutes;

export const nearest = (minute: number, step: number): number => Math.round(minute / step) * step;

/** An all-day item with a time, and a timed item without. */
export const withTime = ({ date }: Place, minute: number, minutes: number): TimedPlace => ({ date, minute, minutes });
export const withoutTime = ({ date }: Place): AllDayPlace => ({ date, days: 1 });

/** As the fields to save, in the reader's zone. */
export function placementOf(place: Place): Placement {
  if (!isTimed(place)) {
    const { date, days } = place;
    return { date, isAllDay: true, ...(days > 1 && { endDate: addDays(date, days - 1) }) };
  }
  const startTime = timeAt(place.minute);
  if (place.minutes === undefined) return { date: place.date, startTime };
  const end = wallAt(place.date, place.minute + place.minutes);
  return { date: place.date, startTime, endTime: end.time, ...(end.date !== place.date && { endDate: end.date }) };
}

/** @param minute since midnight of the date; may lie on a later day */
export function wallAt(date: string, minute: number): Wall {
  const days = Math.floor(minute / dayMinutes);
  return { date: addDays(date, days), time: timeAt(minute - days * dayMinutes) };
}

/** The stretches to draw, one per day. */
export function stretchesOf(place: TimedPlace): readonly { date: string; from: number; to: number; runsOn: boolean }[] {
  const end = place.minute + Math.max(place.minutes ?? 0, stepMinutes);
  return Array.from({ length: Math.ceil(end / dayMinutes) }, (_, day) => ({
    date: addDays(place.date, day),
    from: day === 0 ? place.minute : 0,
    to: Math.min(dayMinutes, end - day * dayMinutes),
    runsOn: end > (day + 1) * dayMinutes,
  }));
}
