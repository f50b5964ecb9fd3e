import type { Weekday } from "../../contract/fields/time.ts";
import type { Translator } from "../../messages/translator.ts";
import { longDate, months, partsOf, weekdayOf, weekdays } from "./dates.ts";

/** Dates, lists and names of days as the reader of some words writes them: by Intl, in the language of the translator. */

const formats = {
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  yearless: { weekday: "long", day: "numeric", month: "long" },
  long: { day: "numeric", month: "long", year: "numeric" },
  day: { day: "numeric", month: "long" },
  weekday: { weekday: "long" },
  month: { month: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Format = keyof typeof formats;

const made = new Map<string, Intl.DateTimeFormat>();
const lists = new Map<string, Intl.ListFormat>();

function madeOnce<T>(known: Map<string, T>, key: string, make: () => T): T {
  const there = known.get(key);
  if (there) return there;
  const now = make();
  known.set(key, now);
  return now;
}

/**
 * A date, or a part of it: "Friday 27 November 2026", without its year, or without its weekday.
 * @param date must exist, YYYY-MM-DD
 */
export function dateText(date: string, format: Format, t: Translator): string {
  const locale = t("when.locale");
  if (locale === english) return englishText(date, format);
  const writer = madeOnce(
    made,
    `${locale} ${format}`,
    () => new Intl.DateTimeFormat(locale, { ...formats[format], timeZone: "UTC", calendar: "gregory" }),
  );
  return writer.format(Date.parse(`${date}T00:00:00Z`));
}

const english = "en-GB";

/** Without Intl, which writes a comma or none, depending on its version. */
function englishText(date: string, format: Format): string {
  const { day, month } = partsOf(date);
  const name = `${months[month - 1]}`;
  return {
    full: () => `${weekdayOf(date)} ${longDate(date)}`,
    yearless: () => `${weekdayOf(date)} ${day} ${name}`,
    long: () => longDate(date),
    day: () => `${day} ${name}`,
    weekday: () => weekdayOf(date),
    month: () => name,
  }[format]();
}

/** @param weekday 0 is Sunday */
export const weekdayText = (weekday: number, t: Translator): string =>
  dateText(`2023-01-0${weekday + 1}`, "weekday", t); // 2023 began with a Sunday

/** The name of a weekday that is stored or sent in English. */
export const textOfWeekday = (weekday: Weekday, t: Translator): string => weekdayText(weekdays.indexOf(weekday), t);

/** @param month 1 is January */
export const monthText = (month: number, t: Translator): string =>
  dateText(`2023-${String(month).padStart(2, "0")}-01`, "month", t);

/** "a, b and c", "a, b or c"; `unit`: "a, b, c". */
export function listText(words: readonly string[], kind: "and" | "or" | "unit", t: Translator): string {
  if (words.length < 2) return words[0] ?? "";
  const locale = t("when.locale");
  const type = ({ and: "conjunction", or: "disjunction", unit: "unit" } as const)[kind];
  return madeOnce(lists, `${locale} ${kind}`, () => new Intl.ListFormat(locale, { type })).format(words);
}
