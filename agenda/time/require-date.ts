import type { Weekday } from "../../contract/fields/time.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { addDays, daysIn, partsOf, weekdayOf, weekdays } from "./dates.ts";
import { longDate, months } from "./long-date.ts";

type Path = readonly (string | number)[];

/**
 * Checks that a date exists and is in the agenda's range (1900 to 2199).
 * @param date YYYY-MM-DD
 * @throws AgendaError("invalid_input") that says what would be right
 * @see RFC 3339 §5.7 for the days of a month
 */
export function requireDate(date: string, path: Path): string {
  const { year, month, day } = partsOf(date);
  const noSuchDate = { key: "problems.noSuchDate", values: { date } } as const;
  if (month < 1 || month > 12) {
    const swapped = `${date.slice(0, 4)}-${date.slice(8, 10)}-${date.slice(5, 7)}`;
    const hint = day >= 1 && day <= 12 && month >= 1 && month <= daysIn(year, day) ? ` Did you mean ${swapped}?` : "";
    throw wrongField(path, `There is no month ${date.slice(5, 7)}: months go from 01 to 12.${hint}`, noSuchDate);
  }
  const name = months[month - 1];
  if (day < 1) throw wrongField(path, `There is no day 00: ${name} ${year} begins with day 01.`, noSuchDate);
  const last = daysIn(year, month);
  if (day > last) {
    const lastDay = weekdayOf(`${date.slice(0, 8)}${last}`);
    throw wrongField(path, `${day} ${name} does not exist. ${name} ${year} ends on ${lastDay} ${last}.`, noSuchDate);
  }
  if (date < firstDate || date > lastDate)
    throw wrongField(path, `The agenda takes dates from ${firstDate} to ${lastDate}; this is ${date}.`, {
      key: "add-line.outside",
    });
  return date;
}

/**
 * Refuses a weekday that does not match the date; the error names the date's weekday and the nearest date with the stated one.
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
