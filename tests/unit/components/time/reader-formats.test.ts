import { expect, test } from "@playwright/test";
import { dateText } from "../../../../agenda/time/date-texts.ts";
import { weekdayAndDate } from "../../../../components/time/date-names.ts";
import { formatsOf } from "../../../../components/time/reader-formats.ts";
import { firstAsked, type Language, localeOfSentences } from "../../../../contract/languages.ts";
import { translatorOf } from "../../messages/catalogs.ts";

const settings = { weekStart: "monday", defaultDurationMinutes: 60, workingHours: {}, mapService: "osm" } as never;
const wordsIn = (locale: string) => formatsOf({ ...(settings as object), locale } as never, "", "en").words;

/** As a sentence of the server has it. */
const dateInSentence = (...asked: [Language, string | null, string]) =>
  dateText("2027-01-05", "full", translatorOf(asked[0], "24", localeOfSentences(...asked)));

const locales = [
  ...["ar", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-US", "es-ES", "es-MX", "es-US", "fi-FI", "fr-CA", "fr-FR", "he-IL"],
  ...["hu-HU", "it-IT", "ja-JP", "ko-KR", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ru-RU", "sv-SE", "tr-TR"],
  ...["uk-UA", "zh-CN", "zh-TW"],
];

for (const locale of locales)
  test(`in ${locale} a weekday stands beside a whole date, and a range has one separator`, () => {
    const { weekdayDate, shortWeekdayDate, dayMonth, shortDayMonth, range } = wordsIn(locale);
    for (const pattern of [weekdayDate, shortWeekdayDate])
      expect(pattern.match(/\{.\}/g)?.toSorted()).toEqual(["{d}", "{w}"]);
    for (const pattern of [dayMonth, shortDayMonth])
      expect(pattern.match(/\{.\}/g)?.toSorted()).toEqual(["{d}", "{m}"]);
    expect(range).toMatch(/^\{a\}\s*(–|-|~|～|to|至)\s*\{b\}$/);
  });

for (const [language, chosen, browserLocale, written] of [
  ["en", null, "en-US", "Tuesday 5 January 2027"],
  ["en", "en-US", "", "Tuesday January 5, 2027"],
  ["en", "en-AU", "en-US", "Tuesday 5 January 2027"],
  ["de", "de-AT", "", "Dienstag, 5. Jänner 2027"],
  ["de", null, "de-AT", "Dienstag, 5. Jänner 2027"],
  ["de", "en-US", "de-AT", "Dienstag, 5. Jänner 2027"],
  ["fr", "en-US", "de-AT", "mardi 5 janvier 2027"],
  ["ar", "ar-EG", "", "الثلاثاء، 5 يناير 2027"],
] as const)
  test(`${language} with ${chosen} in a browser in ${browserLocale || "anything"} reads a date of the page and of the server alike`, () => {
    const { words } = formatsOf(
      { ...(settings as object), locale: chosen ?? undefined } as never,
      browserLocale,
      language,
    );
    expect(weekdayAndDate("2027-01-05", "2026-01-05", words)).toBe(written);
    expect(dateInSentence(language, chosen, browserLocale)).toBe(written);
  });

test("an English sentence has English names, whatever the settings write dates in", () => {
  expect(dateInSentence("en", "fr-FR", "de-DE")).toBe("Tuesday 5 January 2027");
});

test("a browser that asks in what is no language tag gets the page in its language", () => {
  expect(firstAsked("fr-ch, fr;q=0.9")).toBe("fr-CH");
  for (const asked of ["de-DE.UTF-8", "de-*", "de-a", "*", "", null]) {
    expect(firstAsked(asked)).toBe("");
    expect(formatsOf(settings, firstAsked(asked), "de").words.monthNames[0]).toBe("Januar");
  }
});
