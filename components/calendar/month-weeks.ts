import { addDays, datesFrom, daysIn, partsOf, weekStartOf } from "../../agenda/time/dates.ts";
import type { Weekday } from "../../contract/fields/time.ts";

/** The whole weeks that cover a month. @param date any day of it */
export function weeksOfMonth(date: string, weekStart: Weekday): readonly (readonly string[])[] {
  const { year, month } = partsOf(date);
  const last = `${date.slice(0, 8)}${daysIn(year, month)}`;
  const first = weekStartOf(`${date.slice(0, 8)}01`, weekStart);
  const days = datesFrom(first, addDays(weekStartOf(last, weekStart), 6));
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The same day n months later, or the last of a shorter month. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(toYear).padStart(4, "0")}-${two(toMonth)}-${two(Math.min(day, daysIn(toYear, toMonth)))}`;
}
