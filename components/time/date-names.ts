import { addDays, daysBetween, weekdayOf, weekdays } from "../../agenda/time/dates.ts";
import type { Weekday } from "../../contract/fields/time.ts";
import { type DateWords, english, fill } from "./date-words.ts";

/** Formats YYYY-MM-DD dates identically on the server and in every browser. */

/** In the order of the names in DateWords. */
export const weekdaysFromMonday: readonly Weekday[] = [...weekdays.slice(1), ...weekdays.slice(0, 1)];

export const dayOfMonth = (date: string): number => Number(date.slice(8));

const monthIndexOf = (date: string): number => Number(date.slice(5, 7)) - 1;

/** The weekday's name in the user's language. */
export function weekdayName(date: string, words: DateWords): string {
  return words.weekdays[weekdaysFromMonday.indexOf(weekdayOf(date))] ?? "";
}

export function shortWeekdayName(date: string, words: DateWords): string {
  return words.shortWeekdays[weekdaysFromMonday.indexOf(weekdayOf(date))] ?? "";
}

/** "25 November", with the year if it is not this one. */
export function dayAndMonth(date: string, today: string, words: DateWords = english): string {
  const year = date.slice(0, 4);
  const pattern = year === today.slice(0, 4) ? words.dayMonth : words.dayMonthYear;
  return fill(pattern, { d: dayOfMonth(date), m: words.months[monthIndexOf(date)] ?? "", y: Number(year) });
}

/** "March 2027". */
export function monthAndYear(date: string, words: DateWords): string {
  return `${monthName(date, words)} ${date.slice(0, 4)}`;
}

export const monthName = (date: string, words: DateWords): string => words.months[monthIndexOf(date)] ?? "";

/** "Friday 4 December", with the year where it is not this one. */
export function weekdayAndDate(date: string, today: string, words: DateWords = english): string {
  return `${weekdayName(date, words)} ${dayAndMonth(date, today, words)}`;
}

/** "Wed 25 November 2026". */
export function fullDate(date: string, words: DateWords = english): string {
  return `${shortWeekdayName(date, words)} ${dayAndMonth(date, "", words)}`;
}

/** "Tue 24". */
export function shortDay(date: string, words: DateWords = english): string {
  return fill(words.shortDay, { w: shortWeekdayName(date, words), d: dayOfMonth(date) });
}

/** "24 Nov". */
function shortDayAndMonth(date: string, words: DateWords): string {
  return fill(words.shortDayMonth, { d: dayOfMonth(date), m: words.shortMonths[monthIndexOf(date)] ?? "" });
}

/** "Tue 24 Nov", with the year if it is not this one. */
export function shortDate(date: string, today: string, words: DateWords = english): string {
  const [day, year, m] = [dayOfMonth(date), date.slice(0, 4), words.shortMonths[monthIndexOf(date)] ?? ""];
  const rest =
    year === today.slice(0, 4)
      ? fill(words.shortDayMonth, { d: day, m })
      : fill(words.dayMonthYear, { d: day, m, y: Number(year) });
  return `${shortWeekdayName(date, words)} ${rest}`;
}

/** "Tue 24 to Fri 27", with months if they differ. */
export function shortRange(from: string, to: string, words: DateWords = english): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return `${shortDay(from, words)} to ${shortDay(to, words)}`;
  const day = (date: string) => `${shortWeekdayName(date, words)} ${shortDayAndMonth(date, words)}`;
  return `${day(from)} to ${day(to)}`;
}

/** "23 to 29 November", "30 Nov to 6 Dec". @param first the week's first day */
export function weekRange(first: string, words: DateWords = english): string {
  const last = addDays(first, 6);
  if (words.dayMonth === english.dayMonth && monthIndexOf(first) === monthIndexOf(last))
    return `${dayOfMonth(first)} to ${dayAndMonth(last, last, words)}`;
  return `${shortDayAndMonth(first, words)} to ${shortDayAndMonth(last, words)}`;
}

/** "today", "tomorrow", "yesterday", "Friday" within the coming week, else "Friday 4 December". */
export function relativeDay(date: string, today: string, words: DateWords = english): string {
  const away = daysBetween(today, date);
  if (away === 0) return "today";
  if (away === 1) return "tomorrow";
  if (away === -1) return "yesterday";
  return away > 1 && away < 7 ? weekdayName(date, words) : weekdayAndDate(date, today, words);
}
