/**
 * Calendar months, years and weeks as day numbers (days since 1970-01-01; month 1 is January, weekday 0 Sunday). Weeks are
 * numbered as in ISO 8601 but may start on any weekday: week 1 is the first with at least four days in the year.
 */

export const dayMs = 86_400_000;

/** 1970-01-01 was a Thursday. */
export const weekdayOfDay = (day: number) => (((day + 4) % 7) + 7) % 7;

/** The day number of the first of a month. @param monthIndex January is 0, as in Date */
export const firstOfMonth = (year: number, monthIndex: number) => Date.UTC(year, monthIndex, 1) / dayMs;

/** A month and its year, as day numbers. */
export interface Month {
  readonly number: number;
  readonly firstDay: number;
  readonly length: number;
  readonly year: number;
  readonly yearFirstDay: number;
  readonly yearLength: number;
}

/** One-entry cache: daily rules ask for the same month over and over. */
let met: Month = monthFrom(1970, 0);

/** The month that contains a day. */
export function monthOf(day: number): Month {
  if (day >= met.firstDay && day < met.firstDay + met.length) return met;
  const date = new Date(day * dayMs);
  met = monthFrom(date.getUTCFullYear(), date.getUTCMonth());
  return met;
}

/** The last day of the month that contains a day. */
export const lastOfMonth = (day: number) => monthOf(day).firstDay + monthOf(day).length - 1;
/** The first day of the following month. */
export const nextMonth = (day: number) => lastOfMonth(day) + 1;

function monthFrom(year: number, monthIndex: number): Month {
  const firstDay = firstOfMonth(year, monthIndex);
  const yearFirstDay = firstOfMonth(year, 0);
  const length = firstOfMonth(year, monthIndex + 1) - firstDay;
  const yearLength = firstOfMonth(year + 1, 0) - yearFirstDay;
  return { number: monthIndex + 1, firstDay, length, year, yearFirstDay, yearLength };
}

/** The year that a day's week belongs to: the one that contains the week's fourth day. */
export function yearOfWeek(day: number, weekStart: number): number {
  const { year, yearFirstDay, yearLength } = monthOf(day);
  const middle = day - ((weekdayOfDay(day) - weekStart + 7) % 7) + 3;
  return middle < yearFirstDay ? year - 1 : middle >= yearFirstDay + yearLength ? year + 1 : year;
}

/** The first day of a year's week 1, the week that contains 4 January. */
export function firstWeekOf(year: number, weekStart: number): number {
  const key = year * 7 + weekStart;
  const known = firstWeeks.get(key);
  if (known !== undefined) return known;
  const fourth = firstOfMonth(year, 0) + 3;
  const first = fourth - ((weekdayOfDay(fourth) - weekStart + 7) % 7);
  if (firstWeeks.size >= mostFirstWeeks) firstWeeks.clear();
  firstWeeks.set(key, first);
  return first;
}

/** Cache limit: one entry for each weekday in each of the agenda's 300 years. */
const mostFirstWeeks = 2200;
const firstWeeks = new Map<number, number>();
