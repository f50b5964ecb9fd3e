import { daysIn, partsOf } from "./dates.ts";
import { two } from "./wall-clock.ts";

/** The same day n months later, or the last day of that month if it is shorter. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return `${String(toYear).padStart(4, "0")}-${two(toMonth)}-${two(Math.min(day, daysIn(toYear, toMonth)))}`;
}
