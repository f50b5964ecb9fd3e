import { addDays, daysBetween, weekdayOf, weekdays } from "../../agenda/time/dates.ts";
import { type DateWords, english, fill } from "./date-words.ts";

/** Formats YYYY-MM-DD dates identically on the server and in every browser. */

export const dayOfMonth = (date: string): number => Number(date.slice(8));

const monthIndexOf = (date: string): number => Number(date.slice(5, 7)) - 1;

/** The weekday's name in the user's language. */
export function weekdayName(date: string, words: DateWords): string {
  return words.weekdays[weekdays.indexOf(weekdayOf(date))] ?? "";
}

export function shortWeekdayName(date: string, words: DateWords): string {
  return words.shortWeekdays[weekdays.indexOf(weekdayOf(date))] ?? "";
}

/** "Mo". @param weekday Sunday 0 */
export const weekdayInitials = (weekday: number, { shortWeekdays }: DateWords): string =>
  (shortWeekdays[(weekday + 6) % 7] ?? "").slice(0, 2);

/** "25 November", with the year if it is not this one. */
export function dayAndMonth(date: string, today: string, words: DateWords): string {
  const year = date.slice(0, 4);
  const pattern = year === today.slice(0, 4) ? words.dayMonth : words.dayMonthYear;
  return fill(pattern, { d: dayOfMonth(date), m: words.months[monthIndexOf(date)] ?? "", y: Number(year) });
}

/** "March 2027". */
export function monthAndYear(date: string, words: DateWords): string {
  return fill(words.monthYear, { m: monthName(date, words), y: date.slice(0, 4) });
}

/** "Nov". */
export const shortMonthName = (date: string, { shortMonths }: DateWords): string =>
  shortMonths[monthIndexOf(date)] ?? "";

export const monthName = (date: string, words: DateWords): string => words.monthNames[monthIndexOf(date)] ?? "";

/** "Friday 4 December", with the year if it is not this one. */
export function weekdayAndDate(date: string, today: string, words: DateWords): string {
  return fill(words.weekdayDate, { w: weekdayName(date, words), d: dayAndMonth(date, today, words) });
}

/** "Wed 25 November 2026". */
export function fullDate(date: string, words: DateWords): string {
  return fill(words.shortWeekdayDate, { w: shortWeekdayName(date, words), d: dayAndMonth(date, "", words) });
}

/** "Tue 24". */
export function shortDay(date: string, words: DateWords): string {
  return fill(words.shortDay, { w: shortWeekdayName(date, words), d: dayOfMonth(date) });
}

/** "24 Nov". */
function shortDayAndMonth(date: string, words: DateWords): string {
  return fill(words.shortDayMonth, { d: dayOfMonth(date), m: shortMonthName(date, words) });
}

/** "Tue 24 Nov", with the year if it is not this one. */
export function shortDate(date: string, today: string, words: DateWords): string {
  const [day, year, m] = [dayOfMonth(date), date.slice(0, 4), shortMonthName(date, words)];
  const rest =
    year === today.slice(0, 4)
      ? fill(words.shortDayMonth, { d: day, m })
      : fill(words.dayMonthYear, { d: day, m, y: Number(year) });
  return fill(words.shortWeekdayDate, { w: shortWeekdayName(date, words), d: rest });
}

/** "Tue 24 to Fri 27", with months if they differ. */
export function shortRange(from: string, to: string, words: DateWords): string {
  const day = (date: string) =>
    from.slice(0, 7) === to.slice(0, 7)
      ? shortDay(date, words)
      : fill(words.shortWeekdayDate, { w: shortWeekdayName(date, words), d: shortDayAndMonth(date, words) });
  return fill(words.range, { a: day(from), b: day(to) });
}

/** "Tuesday 24 to Friday 27 November". */
export function longRange(from: string, to: string, today: string, words: DateWords): string {
  const isOneMonth = words.dayMonth === english.dayMonth && from.slice(0, 7) === to.slice(0, 7);
  const first = isOneMonth ? `${weekdayName(from, words)} ${dayOfMonth(from)}` : weekdayAndDate(from, today, words);
  return fill(words.range, { a: first, b: weekdayAndDate(to, today, words) });
}

/** "23 to 29 November", "30 Nov to 6 Dec". @param first the week's first day */
export function weekRange(first: string, words: DateWords): string {
  const last = addDays(first, 6);
  // "23." in "23. November".
  const day = /^\{d\}\.?/.exec(words.dayMonth)?.[0];
  if (day !== undefined && monthIndexOf(first) === monthIndexOf(last))
    return fill(words.range, { a: fill(day, { d: dayOfMonth(first) }), b: dayAndMonth(last, last, words) });
  return fill(words.range, { a: shortDayAndMonth(first, words), b: shortDayAndMonth(last, words) });
}

/** "today", "tomorrow", "yesterday", "Friday" within the coming week, else "Friday 4 December". */
export function relativeDay(date: string, today: string, words: DateWords): string {
  const away = daysBetween(today, date);
  if (away === 0) return words.today;
  if (away === 1) return words.tomorrow;
  if (away === -1) return words.yesterday;
  return away > 1 && away < 7 ? weekdayName(date, words) : weekdayAndDate(date, today, words);
}
