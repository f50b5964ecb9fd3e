import type { Weekday } from "../contract/time.ts";
import { addDays, weekdayOf } from "./dates.ts";
import { instantOf, startOfDay, wallTimeIn } from "./instants.ts";
import { joinSpans, type Span } from "./occupied.ts";

/** Times on the wall between which something may lie, HH:MM; an end of 24:00 is the end of the day. */
export interface DayHours {
  readonly start: string;
  readonly end: string;
}

/** For each weekday its hours; a day that is missing has none. */
export type WeekHours = ReadonlyMap<Weekday, DayHours>;

/** The same hours on each of some weekdays. */
export function sameHours(weekdays: Iterable<Weekday>, hours: DayHours): WeekHours {
  return new Map([...weekdays].map((weekday) => [weekday, hours]));
}

/**
 * The stretches of time that lie within the hours of their days, in order; days that follow each other without a break are one.
 * A day of 23 or 25 hours has as much as its wall shows. A time that the clocks skip is the moment they skip it; one that happens
 * twice is the first, so the hours end with it.
 * @param from,to dates, both inclusive
 * @param timeZone an IANA name that exists
 */
export function hoursIn(from: string, to: string, hours: WeekHours, timeZone: string): Span[] {
  const spans: Span[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = hours.get(weekdayOf(date));
    if (!day) continue;
    const startsAtMs = momentReached(date, day.start, timeZone);
    const endsAtMs = momentReached(date, day.end, timeZone);
    if (endsAtMs > startsAtMs) spans.push({ startsAtMs, endsAtMs });
  }
  return joinSpans(spans);
}

/**
 * The first moment at which a zone's wall shows this time of this day or a later one.
 * @param time HH:MM, 24:00 included
 * @returns milliseconds since 1970
 */
export function momentReached(date: string, time: string, timeZone: string): number {
  if (time === "00:00") return startOfDay(date, timeZone);
  if (time === "24:00") return startOfDay(addDays(date, 1), timeZone);
  const ms = instantOf(date, time, timeZone);
  const wall = wallTimeIn(ms, timeZone);
  if (wall.date === date && wall.time === time) return ms;
  const before = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, {
    disambiguation: "earlier",
  });
  return before.getTimeZoneTransition("next")?.epochMilliseconds ?? ms;
}

/** Whether a moment can be said as date and time: not one that the wall shows for the second time. */
export function canBeSaid(ms: number, timeZone: string): boolean {
  const { date, time } = wallTimeIn(ms, timeZone);
  return instantOf(date, time, timeZone) === ms;
}
