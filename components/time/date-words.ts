/**
 * Names and patterns for dates, as data: the server computes them once with its own Intl, so that server and browser, whose
 * Intl may differ, write the same.
 */
export interface DateWords {
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
  /** The form used next to a day. */
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  /** Pattern for day {d}, month {m}, year {y} and weekday {w}. */
  readonly dayMonth: string;
  readonly dayMonthYear: string;
  readonly shortDayMonth: string;
  readonly shortDay: string;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** The default formats. */
export const english: DateWords = {
  weekdays,
  shortWeekdays: weekdays.map((name) => name.slice(0, 3)),
  months,
  shortMonths: months.map((name) => name.slice(0, 3)),
  dayMonth: "{d} {m}",
  dayMonthYear: "{d} {m} {y}",
  shortDayMonth: "{d} {m}",
  shortDay: "{w} {d}",
};

/** Fills in a pattern's placeholders. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w)\}/g, (_, place: string) => String(values[place] ?? ""));
}
