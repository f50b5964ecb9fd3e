import { longDate, weekdayOf } from "../time/dates.ts";
import type { WallTimes } from "./item-content.ts";

type When = WallTimes;

/** "Friday 27 November 2026", or without the year. @param date must exist, YYYY-MM-DD */
export function dayWords(date: string, { withYear }: { withYear: boolean }): string {
  const day = `${weekdayOf(date)} ${longDate(date)}`;
  return withYear ? day : day.slice(0, -" 2026".length);
}

/** "on Friday 27 November 2026 at 14:00": date and time within a sentence. Includes the end only if it is days later. */
export function placeWords({ date, startTime, endDate }: When): string {
  const day = dayWords(date, { withYear: true });
  if (startTime !== null) return `on ${day} at ${startTime}`;
  return endDate === null ? `on ${day}` : `from ${day} to ${dayWords(endDate, { withYear: true })}`;
}

/**
 * "Friday 27 November 2026, 14:00 to 15:00": the whole of when an item is, on the wall of its zone. If it ends in another
 * zone, both are named: "…, 10:00 in Europe/Paris to 12:30 in America/New_York".
 */
export function whenWords(when: When, { withZone = false } = {}): string {
  const { date, startTime, endDate, endTime, timeZone, endTimeZone } = when;
  const inZone = (zone: string | null) => (zone && (withZone || endTimeZone) ? ` in ${zone}` : "");
  const day = dayWords(date, { withYear: true });
  const start = startTime === null ? day : `${day}, ${startTime}`;
  const end = [
    ...(endDate === null ? [] : [dayWords(endDate, { withYear: true })]),
    ...(endTime === null ? [] : [endTime]),
  ].join(", ");
  if (end === "") return start + inZone(timeZone);
  return `${start}${endTimeZone ? inZone(timeZone) : ""} to ${end}${inZone(endTimeZone ?? timeZone)}`;
}
