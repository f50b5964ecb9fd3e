/**
 * The words and the order that dates are written in, as data: the server takes them from its own Intl once, so that the page and the
 * browser, whose Intl may know other words, write the same.
 */
export interface DateWords {
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
  /** As they stand beside a day. */
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  /** Where day {d}, month {m}, year {y} and weekday {w} go. */
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

/** How the page writes while nobody has said how. */
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

/** A pattern with its places filled. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w)\}/g, (_, place: string) => String(values[place] ?? ""));
}
