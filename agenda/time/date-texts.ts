import type { Weekday } from "../../contract/fields/time.ts";
import type { Said, SaidValue } from "../../messages/said.ts";
import type { Translator } from "../../messages/translator.ts";
import { partsOf, weekdayOf, weekdays } from "./dates.ts";
import { longDate, months } from "./long-date.ts";
import { two } from "./wall-clock.ts";

/** Formats dates, times, lists and weekday names with Intl, in the translator's language. */

const formats = {
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  yearless: { weekday: "long", day: "numeric", month: "long" },
  long: { day: "numeric", month: "long", year: "numeric" },
  day: { day: "numeric", month: "long" },
  weekday: { weekday: "long" },
  month: { month: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Format = keyof typeof formats;

const plain = { timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" } as const;

/** Intl objects, which are slow to create, by translator. */
interface Writer {
  readonly locale: string;
  /** For a 12-hour clock; null for a 24-hour one. */
  readonly halves: Intl.DateTimeFormat | null;
  readonly formats: Map<Format, Intl.DateTimeFormat>;
  readonly lists: Map<ListKind, Intl.ListFormat>;
}
const writers = new WeakMap<Translator, Writer>();

function writerOf(t: Translator): Writer {
  const known = writers.get(t);
  if (known) return known;
  const locale = t("when.locale");
  const halves =
    t("when.clock") === "12" ? new Intl.DateTimeFormat(isEnglish(locale) ? english : locale, twelveHours) : null;
  const writer = { locale, halves, formats: new Map(), lists: new Map() };
  writers.set(t, writer);
  return writer;
}

/**
 * A date, or a part of it: "Friday 27 November 2026", without its year, or without its weekday.
 * @param date must exist, YYYY-MM-DD
 */
export function dateText(date: string, format: Format, t: Translator): string {
  const { locale, formats: made } = writerOf(t);
  if (locale === english) return englishText(date, format);
  // As the page writes it, and in any Intl: some put a comma between.
  if (isEnglish(locale) && (format === "full" || format === "yearless"))
    return `${weekdayOf(date)} ${dateText(date, format === "full" ? "long" : "day", t)}`;
  let writer = made.get(format);
  if (!writer) {
    writer = new Intl.DateTimeFormat(locale, { ...formats[format], ...plain });
    made.set(format, writer);
  }
  return writer.format(Date.parse(`${date}T00:00:00Z`));
}

const english = "en-GB";
const isEnglish = (locale: string): boolean => locale.startsWith("en-");

const twelveHours = {
  ...{ hour: "numeric", minute: "2-digit", hour12: true, numberingSystem: "latn", timeZone: "UTC" },
} as const satisfies Intl.DateTimeFormatOptions;

/** "14:00", or "2:00 pm" for readers of a 12-hour clock. @param time HH:MM, or 24:00 */
export function timeText(time: string, t: Translator): string {
  const { halves } = writerOf(t);
  return halves && time < "24:00" ? halves.format(Date.parse(`2026-01-01T${time}:00Z`)) : time;
}

/** Without Intl, which writes a comma or none, depending on its version. */
function englishText(date: string, format: Format): string {
  const { day, month } = partsOf(date);
  const name = `${months[month - 1]}`;
  switch (format) {
    case "full":
      return `${weekdayOf(date)} ${longDate(date)}`;
    case "yearless":
      return `${weekdayOf(date)} ${day} ${name}`;
    case "long":
      return longDate(date);
    case "day":
      return `${day} ${name}`;
    case "weekday":
      return weekdayOf(date);
    case "month":
      return name;
  }
}

/** @param weekday 0 is Sunday */
export const weekdayText = (weekday: number, t: Translator): string =>
  dateText(`2023-01-0${weekday + 1}`, "weekday", t); // 2023 began with a Sunday

/** The name of a weekday that is stored or sent in English. */
export const textOfWeekday = (weekday: Weekday, t: Translator): string =>
  dateText(`2024-01-0${weekdays.indexOf(weekday) + 1}`, "weekday", t); // 2024 began with a Monday

/** @param month 1 is January */
export const monthText = (month: number, t: Translator): string => dateText(`2023-${two(month)}-01`, "month", t);

const listTypes = { and: "conjunction", or: "disjunction" } as const;
type ListKind = keyof typeof listTypes | "unit";

/** "a, b and c", "a, b or c"; `unit`: "a, b, c". */
export function listText(words: readonly string[], kind: ListKind, t: Translator): string {
  if (words.length < 2) return words[0] ?? "";
  // What Intl calls a list of units has an "and" in German, and no commas in Japanese.
  if (kind === "unit") return words.reduce((first, second) => t("words.comma", { first, second }));
  const { locale, lists } = writerOf(t);
  let list = lists.get(kind);
  if (!list) {
    list = new Intl.ListFormat(locale, { type: listTypes[kind] });
    lists.set(kind, list);
  }
  return list.format(words);
}

/** Translates a message. */
export function say({ key, values = {} }: Said, t: Translator): string {
  const filled = Object.entries(values).map(([name, value]) => [name, filledIn(value, t)]);
  return (t as (key: string, values: Record<string, string | number>) => string)(key, Object.fromEntries(filled));
}

function filledIn(value: SaidValue, t: Translator): string | number {
  if (typeof value !== "object") return value;
  if ("key" in value) return say(value, t);
  if ("date" in value) return dateText(value.date, "full", t);
  if ("time" in value) return timeText(value.time, t);
  return listText(
    value.list.map((each) => String(filledIn(each, t))),
    "unit",
    t,
  );
}
