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
  /** The form that stands alone. */
  readonly monthNames: readonly string[];
  /** Pattern for a standalone month {m} and its year {y}. */
  readonly monthYear: string;
  /** Pattern for day {d}, month {m}, year {y} and weekday {w}. */
  readonly dayMonth: string;
  readonly dayMonthYear: string;
  readonly shortDayMonth: string;
  readonly shortDay: string;
  /** Pattern for weekday {w} and date {d}, which is formatted by another pattern. */
  readonly weekdayDate: string;
  readonly shortWeekdayDate: string;
  /** Pattern from {a} to {b}. */
  readonly range: string;
  /** Within a sentence. */
  readonly yesterday: string;
  readonly today: string;
  readonly tomorrow: string;
}

/** As in any Intl for English. @param at the n-th that has its own name */
function namesOf(count: number, options: Intl.DateTimeFormatOptions, at: (n: number) => number): string[] {
  const { format } = new Intl.DateTimeFormat("en", { timeZone: "UTC", ...options });
  return Array.from({ length: count }, (_, n) => format(at(n)));
}
// 2026-06-01 is a Monday.
const weekdays = namesOf(7, { weekday: "long" }, (n) => Date.UTC(2026, 5, 1 + n));
const months = namesOf(12, { month: "long" }, (n) => Date.UTC(2026, n));

/** The default formats. */
export const english: DateWords = {
  weekdays,
  shortWeekdays: weekdays.map((name) => name.slice(0, 3)),
  months,
  shortMonths: months.map((name) => name.slice(0, 3)),
  monthNames: months,
  monthYear: "{m} {y}",
  dayMonth: "{d} {m}",
  dayMonthYear: "{d} {m} {y}",
  shortDayMonth: "{d} {m}",
  shortDay: "{w} {d}",
  weekdayDate: "{w} {d}",
  shortWeekdayDate: "{w} {d}",
  range: "{a} to {b}",
  yesterday: "yesterday",
  today: "today",
  tomorrow: "tomorrow",
};

/** Fills in a pattern's placeholders. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w)\}/g, (_, place: string) => String(values[place] ?? ""));
}
