import { hasTwelveHours, type Language, localeOfDates } from "../../contract/languages.ts";
import type { HalfDays } from "./clock-words.ts";
import { type DateWords, english } from "./date-words.ts";
import type { ReaderFormats } from "./reader.ts";

/** A user's settings that determine formats. */
export interface FormatSettings {
  readonly locale?: string | undefined;
  readonly weekStart: ReaderFormats["weekStart"];
  readonly defaultDurationMinutes: number;
  readonly workingHours: ReaderFormats["workingHours"];
  readonly mapService: ReaderFormats["mapService"];
}

/**
 * Formats by the user's locale; without one, by the page's language with the clock of the browser's first language.
 * @param browserLocale BCP 47, or empty
 */
export function formatsOf(
  { locale, weekStart, defaultDurationMinutes, workingHours, mapService }: FormatSettings,
  browserLocale: string,
  language: Language,
): Omit<ReaderFormats, "hasSingleKeys" | "secondZone"> {
  const clockOf = locale ?? browserLocale;
  // Day and month names occur within sentences: a German page has German ones, even with an American clock.
  const datesOf = localeOfDates(language, locale, browserLocale);
  return {
    hour12: hasTwelveHours(clockOf) && halvesIn(language),
    locale: clockOf.split("-")[0] === language || language === "en" ? clockOf || "en" : language,
    words: datesOf === "en" ? english : wordsIn(datesOf),
    weekStart,
    usualMinutes: defaultDurationMinutes,
    workingHours,
    mapService,
  };
}

/** How this language names the halves of the day. */
function halvesIn(language: Language): HalfDays {
  if (language === "en") return true;
  const format = new Intl.DateTimeFormat(language, {
    ...{ numberingSystem: "latn", timeZone: "UTC", hour12: true },
    ...{ hour: "numeric", minute: "2-digit" },
  });
  const [before = "", after = ""] = [9, 21].map((hour) => format.format(Date.UTC(2026, 0, 1, hour)));
  return [before.replace("9:00", "{c}"), after.replace("9:00", "{c}")];
}

const made = new Map<string, DateWords>();
const mostMade = 200;

/** From Intl, in the Gregorian calendar and Latin digits, because the page computes with both. */
function wordsIn(locale: string): DateWords {
  const known = made.get(locale);
  if (known) return known;
  const formatIn = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...options });
  const part = (type: string, at: Date, options: Intl.DateTimeFormatOptions) =>
    formatIn(options)
      .formatToParts(at)
      .find((each) => each.type === type)?.value ?? "";
  const places: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {
    day: "{d}",
    month: "{m}",
    year: "{y}",
    weekday: "{w}",
  };
  const pattern = (options: Intl.DateTimeFormatOptions) =>
    formatIn(options)
      .formatToParts(month(10))
      .map(({ type, value }) => places[type] ?? value)
      .join("");
  /** The whole date, beside its weekday: there some locales join day and month in another way. */
  const besideWeekday = (weekday: "long" | "short", dayMonth: string) => {
    if (locale.startsWith("en")) return english.weekdayDate;
    const whole = pattern({ weekday, day: "numeric", month: weekday });
    return whole.includes(dayMonth)
      ? whole.replace(dayMonth, "{d}")
      : whole.replace(/\{d\}.*\{m\}|\{m\}.*\{d\}/, "{d}");
  };
  // 2026-11-02 is a Monday.
  const day = (index: number) => new Date(Date.UTC(2026, 10, 2 + index));
  const month = (index: number) => new Date(Date.UTC(2026, index, 27));
  const [week, year] = [Array.from({ length: 7 }, (_, n) => day(n)), Array.from({ length: 12 }, (_, n) => month(n))];
  const dayMonth = pattern({ day: "numeric", month: "long" });
  const shortDayMonth = pattern({ day: "numeric", month: "short" });
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const words: DateWords = {
    weekdays: week.map((at) => part("weekday", at, { weekday: "long" })),
    // In Arabic all begin with the article, which calendars omit.
    shortWeekdays: week.map((at) => part("weekday", at, { weekday: "short" }).replace(/^ال/, "")),
    months: year.map((at) => part("month", at, { day: "numeric", month: "long" })),
    shortMonths: year.map((at) => part("month", at, { day: "numeric", month: "short" })),
    monthNames: year.map((at) => formatIn({ month: "long" }).format(at)),
    // In Japanese the name has its own 月.
    monthYear: pattern({ month: "long", year: "numeric" }).replace("{m}月", "{m}"),
    dayMonth,
    dayMonthYear: pattern({ day: "numeric", month: "long", year: "numeric" }),
    shortDayMonth,
    // CLDR has "24 Tue" for American English, which nobody uses.
    shortDay: locale.startsWith("en") ? english.shortDay : pattern({ weekday: "short", day: "numeric" }),
    weekdayDate: besideWeekday("long", dayMonth),
    shortWeekdayDate: besideWeekday("short", shortDayMonth),
    range: locale.startsWith("en") ? english.range : rangeIn(locale, shortDayMonth),
    yesterday: near.format(-1, "day"),
    today: near.format(0, "day"),
    tomorrow: near.format(1, "day"),
  };
  if (made.size >= mostMade) made.clear();
  made.set(locale, words);
  return words;
}

/** The separator between two dates that share no part, without what ends the first of them, as in "27. – 3." */
function rangeIn(locale: string, date: string): string {
  const parts = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).formatRangeToParts(
    Date.UTC(2026, 10, 27),
    Date.UTC(2026, 11, 3),
  );
  const end = parts.findIndex(({ source }) => source === "endRange");
  const between = parts.slice(0, end).filter(({ source }) => source === "shared");
  const separator = between.map(({ value }) => value).join("");
  const [closing = ""] = /[^}]*$/.exec(date) ?? [];
  return `{a}${(separator.startsWith(closing) ? separator.slice(closing.length) : separator) || " – "}{b}`;
}
