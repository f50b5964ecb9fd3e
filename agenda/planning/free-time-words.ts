import { weekdays } from "../../contract/fields/time.ts";
import { weekdayOf } from "../time/dates.ts";
import { wallTimeIn } from "../time/instants.ts";
import { longDate } from "../time/long-date.ts";
import { lengthWords, listed } from "./answer-span.ts";
import type { Span } from "./busy-span.ts";
import type { DayHours, WeekHours } from "./day-hours.ts";
import type { FreeTimeQuestion } from "./free-time.ts";

/** "Monday to Friday from 09:00 to 17:00, with 15 minutes before it": where free time was searched. */
export function searchedWords({ hours, gapBeforeMinutes, gapAfterMinutes }: FreeTimeQuestion): string {
  const gaps = [
    ...(gapBeforeMinutes > 0 ? [`${lengthWords(gapBeforeMinutes)} before it`] : []),
    ...(gapAfterMinutes > 0 ? [`${lengthWords(gapAfterMinutes)} after it`] : []),
  ];
  return [hoursWords(hours), ...(gaps.length > 0 ? [`with ${listed(gaps)} kept free`] : [])].join(", ");
}

/** "Monday to Friday from 09:00 to 17:00; Saturday from 10:00 to 12:00". */
export function hoursWords(hours: WeekHours): string {
  const groups = Map.groupBy(
    weekdays.filter((weekday) => hours.has(weekday)),
    (weekday) => listed((hours.get(weekday) ?? []).map(dayWords)),
  );
  return [...groups].map(([when, days]) => `${daysWords(days)} ${when}`).join("; ");
}

function dayWords({ start, end }: DayHours): string {
  return start === "00:00" && end === "24:00" ? "at any time" : `from ${start} to ${end}`;
}

function daysWords(days: readonly (typeof weekdays)[number][]): string {
  if (days.length === 7) return "any day";
  const first = weekdays.indexOf(days[0] ?? "Monday");
  const isRow = days.length > 2 && days.every((day, index) => weekdays.indexOf(day) === first + index);
  return isRow ? `${days[0]} to ${days.at(-1)}` : listed(days);
}

/** "Friday 27 November, 14:00 to 15:00". @param timeZone a valid IANA name */
export function slotWords({ startsAtMs, endsAtMs }: Span, timeZone: string): string {
  const [start, end] = [wallTimeIn(startsAtMs, timeZone), wallTimeIn(endsAtMs, timeZone)];
  return `${weekdayOf(start.date)} ${longDate(start.date).slice(0, -" 2026".length)}, ${start.time} to ${end.time}`;
}
