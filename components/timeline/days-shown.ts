import { addDays, daysIn, partsOf, weekStartOf } from "../../agenda/time/dates.ts";
import type { Weekday } from "../../contract/fields/time.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { common, type DayRange } from "../time/day-ranges.ts";
import type { View } from "../time/view-address.ts";

/** The list's initial reach. */
export const aheadDays = 30;

/** The days a view shows for a date, in whole weeks where the agenda has them: read by the server for the first render. */
export function daysShown(view: View, date: string, weekStart: Weekday): DayRange {
  const days = daysOfView(view, date, weekStart);
  return common(days, { from: firstDate, to: lastDate }) ?? days;
}

function daysOfView(view: View, date: string, weekStart: Weekday): DayRange {
  const week = weekStartOf(date, weekStart);
  if (view === "week") return { from: week, to: addDays(week, 6) };
  // Next to the list are two weeks from its first day's on, and the week before, to turn to.
  if (view === "day") return { from: addDays(week, -7), to: addDays(date, aheadDays) };
  const { year, month } = partsOf(date);
  const first = `${date.slice(0, 7)}-01`;
  const last = addDays(first, daysIn(year, month) - 1);
  return { from: weekStartOf(first, weekStart), to: addDays(weekStartOf(last, weekStart), 6) };
}
