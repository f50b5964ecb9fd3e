import type { Weekday } from "../../contract/fields/time.ts";
import { hoursOn, type WorkingSpan, weekdays } from "../settings/stored-settings.ts";
import { addDays, weekdayOf } from "../time/dates.ts";
import { instantOf, startOfDay, wallTimeIn } from "../time/instants.ts";
import { joinSpans, type Span } from "./busy-span.ts";

/** Times on the wall between which something may lie, HH:MM; an end of 24:00 is the end of the day. */
export interface DayHours {
  readonly start: string;
  readonly end: string;
}

/** For each weekday its hours, in order; a day that is missing has none. */
export type WeekHours = ReadonlyMap<Weekday, readonly DayHours[]>;

/** The same hours on each of some weekdays. */
export function sameHours(weekdays: Iterable<Weekday>, ...hours: readonly DayHours[]): WeekHours {
  return new Map([...weekdays].map((weekday) => [weekday, hours]));
}

/** A person's working hours. One that ends at 23:59 goes on until the day ends: later cannot be said. */
export function workingHoursOf(spans: readonly WorkingSpan[]): WeekHours {
  const days = weekdays.map((weekday) => {
    const hours = hoursOn(weekday, spans).map(({ from, to }) => ({ start: from, end: to === "23:59" ? "24:00" : to }));
    return [weekday, hours] as const;
  });
  return new Map(days.filter(([, hours]) => hours.length > 0));
}

/**
 * A day's hours where an earliest start or a latest end was asked for: both together are hours of their own; one alone moves the
 * start, or the end, of the day's hours. Where none of them are left, everything after the start or before the end is meant.
 */
export function boundedHours(
  hours: readonly DayHours[],
  earliest: string | undefined,
  latest: string | undefined,
): readonly DayHours[] {
  if (earliest !== undefined && latest !== undefined) return [{ start: earliest, end: latest }];
  if (earliest !== undefined) {
    const [first, ...rest] = hours.filter(({ end }) => end > earliest);
    if (!first) return [{ start: earliest, end: "24:00" }];
    return [{ ...first, start: first === hours[0] || first.start < earliest ? earliest : first.start }, ...rest];
  }
  if (latest === undefined) return hours;
  const left = hours.filter(({ start }) => start < latest);
  const last = left.at(-1);
  if (!last) return [{ start: "00:00", end: latest }];
  return [...left.slice(0, -1), { ...last, end: last === hours.at(-1) || last.end > latest ? latest : last.end }];
}

/**
 * The stretches of time that lie within the hours of their days, in order; days that follow each other without a break, and hours that touch, are one.
 * A day of 23 or 25 hours has as much as its wall shows. A time that the clocks skip is the moment they skip it; one that happens
 * twice is the first, so the hours end with it.
 * @param from,to dates, both inclusive
 * @param timeZone an IANA name that exists
 */
export function hoursIn(from: string, to: string, hours: WeekHours, timeZone: string): Span[] {
  const spans: Span[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    for (const { start, end } of hours.get(weekdayOf(date)) ?? []) {
      const startsAtMs = momentReached(date, start, timeZone);
      const endsAtMs = momentReached(date, end, timeZone);
      if (endsAtMs > startsAtMs) spans.push({ startsAtMs, endsAtMs });
    }
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

/** Hours that people are awake; nobody is helped by an hour at three in the morning. */
export const wakingHours = { start: "07:00", end: "22:00" } as const;

/** Working hours for what was meant to lie within them; for anything else the hours one is awake, and the one it was meant for. */
export function hoursAround(
  startsAtMs: number,
  lengthMinutes: number,
  working: WeekHours,
  timeZone: string,
): WeekHours {
  const start = wallTimeIn(startsAtMs, timeZone);
  const endsAtMs = startsAtMs + lengthMinutes * 60_000;
  const isWork = hoursIn(start.date, start.date, working, timeZone).some(
    (span) => span.startsAtMs <= startsAtMs && endsAtMs <= span.endsAtMs,
  );
  if (isWork) return working;
  const end = wallTimeIn(endsAtMs, timeZone);
  const last = end.date > start.date ? "24:00" : end.time;
  return sameHours(weekdays, {
    start: start.time < wakingHours.start ? start.time : wakingHours.start,
    end: last > wakingHours.end ? last : wakingHours.end,
  });
}
