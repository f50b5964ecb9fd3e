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

/** "Friday 27 November 2026, 14:00 to 15:00": the whole of when an item is, on the wall of its zone. */
export function whenWords({ date, startTime, endDate, endTime }: When): string {
  const day = dayWords(date, { withYear: true });
  const start = startTime === null ? day : `${day}, ${startTime}`;
  const end = [
    ...(endDate === null ? [] : [dayWords(endDate, { withYear: true })]),
    ...(endTime === null ? [] : [endTime]),
  ];
  return end.length === 0 ? start : `${start} to ${end.join(", ")}`;
}
