import { type DateWords, english } from "./date-words.ts";
import type { ReaderFormats } from "./reader.ts";

/** What somebody's settings say of how they read. */
export interface FormatSettings {
  readonly locale?: string | undefined;
  readonly weekStart: ReaderFormats["weekStart"];
  readonly defaultDurationMinutes: number;
  readonly workingHours: ReaderFormats["workingHours"];
  readonly mapService: ReaderFormats["mapService"];
}

/**
 * Formats by the user's locale; without one English, with the clock of the browser's first language.
 * @param browserLocale BCP 47, or empty
 */
export function formatsOf(
  { locale, weekStart, defaultDurationMinutes, workingHours, mapService }: FormatSettings,
  browserLocale: string,
): Omit<ReaderFormats, "hasSingleKeys" | "secondZone"> {
  const clockOf = locale ?? browserLocale;
  return {
    hour12: reads12Hours(clockOf),
    locale: clockOf || "en",
    words: locale === undefined ? english : wordsIn(locale),
    weekStart,
    usualMinutes: defaultDurationMinutes,
    workingHours,
    mapService,
  };
}

function reads12Hours(locale: string): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
  } catch {
    return false;
  }
}

const made = new Map<string, DateWords>();
const mostMade = 200;

/** From Intl, in the Gregorian calendar and Latin digits, because the page computes with both. */
function wordsIn(locale: string): DateWords {
  const known = made.get(locale);
  if (known) return known;
  const partsOf = (at: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, {
      calendar: "gregory",
      numberingSystem: "latn",
      timeZone: "UTC",
      ...options,
    }).formatToParts(at);
  const part = (type: string, at: Date, options: Intl.DateTimeFormatOptions) =>
    partsOf(at, options).find((each) => each.type === type)?.value ?? "";
  const places: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {
    day: "{d}",
    month: "{m}",
    year: "{y}",
    weekday: "{w}",
  };
  const pattern = (options: Intl.DateTimeFormatOptions) =>
    partsOf(month(10), options)
      .map(({ type, value }) => places[type] ?? value)
      .join("");
  // 2026-11-02 is a Monday.
  const day = (index: number) => new Date(Date.UTC(2026, 10, 2 + index));
  const month = (index: number) => new Date(Date.UTC(2026, index, 27));
  const [week, year] = [Array.from({ length: 7 }, (_, n) => day(n)), Array.from({ length: 12 }, (_, n) => month(n))];
  const words: DateWords = {
    weekdays: week.map((at) => part("weekday", at, { weekday: "long" })),
    shortWeekdays: week.map((at) => part("weekday", at, { weekday: "short" })),
    months: year.map((at) => part("month", at, { day: "numeric", month: "long" })),
    shortMonths: year.map((at) => part("month", at, { day: "numeric", month: "short" })),
    dayMonth: pattern({ day: "numeric", month: "long" }),
    dayMonthYear: pattern({ day: "numeric", month: "long", year: "numeric" }),
    shortDayMonth: pattern({ day: "numeric", month: "short" }),
    // CLDR has "24 Tue" for American English, which nobody writes.
    shortDay: locale.startsWith("en") ? english.shortDay : pattern({ weekday: "short", day: "numeric" }),
  };
  if (made.size >= mostMade) made.clear();
  made.set(locale, words);
  return words;
}
