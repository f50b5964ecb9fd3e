import type { Weekday } from "../../contract/fields/time.ts";
import { hoursOn, type WorkingSpan } from "../settings/stored-settings.ts";
import { addDays, weekdayOf, weekdays } from "../time/dates.ts";
import { instantOf, startOfDay, wallTimeIn } from "../time/instants.ts";
import { joinSpans, type Span } from "./busy-span.ts";

/** Local times between which something may be, HH:MM; an end of 24:00 is the end of the day. */
export interface DayHours {
  readonly start: string;
  readonly end: string;
}

/** Hours by weekday, sorted; a missing day has none. */
export type WeekHours = ReadonlyMap<Weekday, readonly DayHours[]>;

/** The same hours on each of several weekdays. */
export function sameHours(weekdays: Iterable<Weekday>, ...hours: readonly DayHours[]): WeekHours {
  return new Map([...weekdays].map((weekday) => [weekday, hours]));
}

/** A user's working hours. One that ends at 23:59 extends to the end of the day, because nothing later can be entered. */
export function workingHoursOf(spans: readonly WorkingSpan[]): WeekHours {
  const days = weekdays.map((weekday) => {
    const hours = hoursOn(weekday, spans).map(({ from, to }) => ({ start: from, end: to === "23:59" ? "24:00" : to }));
    return [weekday, hours] as const;
  });
  return new Map(days.filter(([, hours]) => hours.length > 0));
}

/**
 * A day's hours with a requested earliest start or latest end: both together replace the hours; one alone moves their start or
 * end. If nothing is left of them, it means all time after the start or before the end.
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
 * The spans within the hours of their days, sorted; hours that touch, also across days, are merged. A day of 23 or 25 hours has
 * its real length. A time in a DST gap becomes the instant of the gap; one that occurs twice is the earlier, so the hours end
 * with it.
 * @param from,to dates, both inclusive
 * @param timeZone a valid IANA name
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
 * The first instant at which local time reaches this time on this day, or later.
 * @param time HH:MM, including 24:00
 * @returns Unix time in milliseconds
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

/** Whether an instant can be expressed as local date and time: not at the second occurrence of a repeated time. */
export function canBeSaid(ms: number, timeZone: string): boolean {
  const { date, time } = wallTimeIn(ms, timeZone);
  return instantOf(date, time, timeZone) === ms;
}

/** Usual waking hours; nobody wants a suggestion at three in the morning. */
export const wakingHours = { start: "07:00", end: "22:00" } as const;

/** Working hours for an item that was meant to be within them; for any other, waking hours and its own intended hour. */
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
