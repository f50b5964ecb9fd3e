import { firstDate, lastDate } from "../contract/limits.ts";
import { wrongField } from "../contract/problems.ts";
import type { Weekday } from "../contract/time.ts";
import { offsetMsAt } from "./offsets.ts";
import { dateOfDay, dayNumberOf, wallOf } from "./wall-clock.ts";

type Path = readonly (string | number)[];

/** Written again and not imported: contract/time.ts would bring zod to the page. Sunday first, as Date counts. */
export const weekdays: readonly Weekday[] = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
];
export const months: readonly string[] = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/**
 * A date that exists and that the agenda takes (1900 to 2199).
 * @param date YYYY-MM-DD
 * @throws AgendaError("invalid_input") that says what would be right
 * @see RFC 3339 §5.7 for the days of a month
 */
export function requireDate(date: string, path: Path): string {
  const { year, month, day } = partsOf(date);
  if (month < 1 || month > 12) {
    const swapped = `${date.slice(0, 4)}-${date.slice(8, 10)}-${date.slice(5, 7)}`;
    const hint = day >= 1 && day <= 12 && month >= 1 && month <= daysIn(year, day) ? ` Did you mean ${swapped}?` : "";
    throw wrongField(path, `There is no month ${date.slice(5, 7)}: months go from 01 to 12.${hint}`);
  }
  const name = months[month - 1];
  if (day < 1) throw wrongField(path, `There is no day 00: ${name} ${year} begins with day 01.`);
  const last = daysIn(year, month);
  if (day > last) {
    const lastDay = weekdayOf(`${date.slice(0, 8)}${last}`);
    throw wrongField(path, `${day} ${name} does not exist. ${name} ${year} ends on ${lastDay} ${last}.`);
  }
  if (date < firstDate || date > lastDate)
    throw wrongField(path, `The agenda takes dates from ${firstDate} to ${lastDate}; this is ${date}.`);
  return date;
}

function partsOf(date: string) {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** @param date an existing one, YYYY-MM-DD */
export function weekdayOf(date: string): Weekday {
  // 1970-01-01 was a Thursday.
  const index = (((dayNumberOf(date) + 4) % 7) + 7) % 7;
  return weekdays[index] as Weekday;
}

/**
 * Refuses a weekday that is not the date's, naming the nearest date with that weekday and the date's own.
 * @param weekday undefined: nothing to check
 * @throws AgendaError("invalid_input")
 */
export function checkWeekday(date: string, weekday: Weekday | undefined, path: Path): void {
  if (weekday === undefined) return;
  const is = weekdayOf(date);
  if (is === weekday) return;
  const days = (weekdays.indexOf(weekday) - weekdays.indexOf(is) + 7) % 7;
  const nearest = addDays(date, days > 3 ? days - 7 : days);
  throw wrongField(path, `${longDate(date)} is a ${is}, not a ${weekday}. ${weekday} is ${nearest}; ${is} is ${date}.`);
}

/** "27 November 2026", for words to people and models. */
export function longDate(date: string): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumberOf(date) + days);
}

/** Days to go from one date to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** The date on the wall of a zone at a moment. @param ms since 1970 @param timeZone an IANA name that exists */
export function dateIn(ms: number, timeZone: string): string {
  return wallOf(ms + offsetMsAt(ms, timeZone)).date;
}
