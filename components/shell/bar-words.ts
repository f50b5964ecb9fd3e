import type { Bar } from "../actions/bar.ts";
import { dayAndMonth, monthName, shortDate, shortWeekdayName } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** The day in view for the bar: strong and light parts. */
export interface BarWords {
  readonly strong: string;
  readonly light: string;
}

interface About extends Pick<Bar, "view" | "date"> {
  readonly reader: Pick<Reader, "today" | "words">;
}

/** "Wed 25 November"; for months, "November 2026". */
export function barWords({ view, date, reader: { today, words } }: About): BarWords {
  if (view === "month") return { strong: monthName(date, words), light: date.slice(0, 4) };
  const strong = shortWeekdayName(date, words);
  // A phone's bar has no room for a long month and a year.
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  const light = isThisYear ? dayAndMonth(date, today, words) : shortDate(date, today, words).slice(strong.length + 1);
  return { strong, light };
}
