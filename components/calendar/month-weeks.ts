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
