import type { Weekday } from "../../contract/fields/time.ts";
import { dateOfDay, dayNumberOf } from "./wall-clock.ts";

/** Monday first, as in ISO 8601. Duplicates contract/fields/time.ts, because importing that would pull zod into the page. */
export const weekdays: readonly Weekday[] = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];

export function partsOf(date: string) {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** @param date must exist, YYYY-MM-DD */
export function weekdayOf(date: string): Weekday {
  // 1970-01-01 was a Thursday.
  const index = (((dayNumberOf(date) + 3) % 7) + 7) % 7;
  return weekdays[index] as Weekday;
}

/** The date n days later, or earlier if negative. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumberOf(date) + days);
}

/** The earlier of two dates. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The later of two dates. */
export const later = (a: string, b: string): string => (a > b ? a : b);

/** Number of days from one date to the other; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Every date from one to another, both inclusive; none if the second is earlier. */
export function datesFrom(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** The first day of the date's week. */
export function weekStartOf(date: string, weekStart: Weekday = "Monday"): string {
  return addDays(date, -((weekdays.indexOf(weekdayOf(date)) - weekdays.indexOf(weekStart) + 7) % 7));
}
