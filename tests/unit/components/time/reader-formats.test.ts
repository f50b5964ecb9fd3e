import { expect, test } from "@playwright/test";
import { formatsOf } from "../../../../components/time/reader-formats.ts";
import { firstAsked } from "../../../../contract/languages.ts";

const settings = { weekStart: "monday", defaultDurationMinutes: 60, workingHours: {}, mapService: "osm" } as never;
const wordsIn = (locale: string) => formatsOf({ ...(settings as object), locale } as never, "", "en").words;

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

test("a browser that asks in what is no language tag gets the page in its language", () => {
  expect(firstAsked("fr-ch, fr;q=0.9")).toBe("fr-CH");
  for (const asked of ["de-DE.UTF-8", "de-*", "de-a", "*", "", null]) {
    expect(firstAsked(asked)).toBe("");
    expect(formatsOf(settings, firstAsked(asked), "de").words.monthNames[0]).toBe("Januar");
  }
});
