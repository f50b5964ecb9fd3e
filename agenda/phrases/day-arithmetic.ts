import { addDays, daysIn, partsOf, weekdayOf, weekStartOf } from "../time/dates.ts";
import { longDate } from "../time/long-date.ts";
import { dayNumberOf, two } from "../time/wall-clock.ts";

/** Date arithmetic for phrases. Dates are YYYY-MM-DD, weekdays 1 (Monday) to 7, months 1 to 12. */

/** Builds a date from its parts; undefined if there is no such day or it is outside the agenda's range. */
export function dateFrom(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

/** 1 is Monday. */
export function weekdayNumber(date: string): number {
  return ((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1;
}

/** "Friday 27 November 2026". */
export const dayName = (date: string): string => `${weekdayOf(date)} ${longDate(date)}`;

/**
 * Easter Sunday of a year of the Gregorian calendar.
 * @see Meeus, Astronomical Algorithms (1998), chapter 8
 */
export function easterOf(year: number): string {
  const [golden, century, within] = [year % 19, Math.floor(year / 100), year % 100];
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(within / 4) - epact - (within % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const day = epact + toSunday - 7 * late + 114;
  return `${year}-${two(Math.floor(day / 31))}-${two((day % 31) + 1)}`;
}

/** The Monday of an ISO week; undefined if the year has no such week. @see ISO 8601, 5.7.9 */
export function mondayOfWeek(year: number, week: number): string | undefined {
  const monday = addDays(weekStartOf(`${year}-01-04`), (week - 1) * 7);
  return week >= 1 && monday < weekStartOf(`${year + 1}-01-04`) ? monday : undefined;
}

/** The first day of the date's week. @param weekStart 1 is Monday */
export function weekOn(date: string, weekStart: number): string {
  return addDays(date, -((weekdayNumber(date) - weekStart + 7) % 7));
}

/** The first given weekday on or after `from`. */
export function firstOn(weekday: number, from: string): string {
  return addDays(from, (weekday - weekdayNumber(from) + 7) % 7);
}

/** A range of days; both ends inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export function monthOf(date: string): Days {
  const { year, month } = partsOf(date);
  return { from: `${date.slice(0, 8)}01`, to: `${date.slice(0, 8)}${daysIn(year, month)}` };
}

/** The nth day of the range that falls on one of the weekdays; a negative n counts from the end. */
export function nthIn({ from, to }: Days, n: number, weekdays: readonly number[]): string | undefined {
  const step = n < 0 ? -1 : 1;
  let left = Math.abs(n);
  for (let date = n < 0 ? to : from; date >= from && date <= to; date = addDays(date, step))
    if (weekdays.includes(weekdayNumber(date)) && --left === 0) return date;
  return undefined;
}
