import { expect, test } from "@playwright/test";
import { settingsWords } from "../../../../agenda/settings/settings-words.ts";
import { hoursOn, settingsOf, weekOf } from "../../../../agenda/settings/stored-settings.ts";
import { weekdays } from "../../../../agenda/time/dates.ts";
import { writingFor } from "../../../../app/reading/writing.ts";
import { clock } from "../../../../components/time/clock-words.ts";
import {
  dayAndMonth,
  monthAndYear,
  relativeDay,
  shortDay,
  shortRange,
  weekdayAndDate,
  weekdayName,
  weekRange,
} from "../../../../components/time/date-names.ts";
import { english } from "../../../../components/time/date-words.ts";
import type { Language } from "../../../../contract/languages.ts";
import { t } from "../../messages/catalogs.ts";

const nothing = {
  ...{ weekStart: null, workingHours: null, defaultDurationMinutes: null, locale: null, showOverdue: null },
  ...{ timedReminders: null, allDayReminders: null, mapService: null, language: null },
};

test("a week contains its date and begins on its first day, whichever that is", () => {
  for (const first of weekdays)
    for (const day of [23, 24, 25, 26, 27, 28, 29]) {
      const date = `2026-11-${day}`;
      const { from, to } = weekOf(date, first);
      expect(from <= date && date <= to).toBe(true);
      expect(weekdays[(new Date(from).getUTCDay() + 6) % 7]).toBe(first);
    }
  expect(weekOf("2027-01-01", "Sunday")).toEqual({ from: "2026-12-27", to: "2027-01-02" });
});

test("the hours of a weekday are sorted, from several spans", () => {
  const workingHours = [
    { days: ["Monday", "Friday"], from: "13:00", to: "17:00" },
    { days: ["Monday"], from: "08:00", to: "12:00" },
  ] as const;
  expect(hoursOn("Monday", workingHours)).toEqual([
    { from: "08:00", to: "12:00" },
    { from: "13:00", to: "17:00" },
  ]);
  expect(hoursOn("Sunday", workingHours)).toEqual([]);
  expect(hoursOn("Friday", settingsOf(nothing).workingHours)).toEqual([{ from: "09:00", to: "17:00" }]);
});

test("a settings change is one sentence, however much it contains", () => {
  const days = weekdays.slice(0, 7);
  const after = {
    ...{ timeZone: "America/Argentina/Buenos_Aires", weekStart: "Sunday" as const, locale: "en-US-u-hc-h23" },
    ...{ workingHours: days.map((day) => ({ days: [day], from: "09:00", to: "17:00" })), defaultDurationMinutes: 45 },
  };
  const words = settingsWords({ before: { ...nothing, timeZone: "UTC" }, after }, t);
  expect(words).toMatch(
    /^Changed the time zone to .*, the week start to Sunday, the working hours to Monday 09:00–17:00/,
  );
  expect(words.length).toBeLessThanOrEqual(400);
  const language = (code: "ja" | null) => ({ ...nothing, language: code });
  expect(settingsWords({ before: language(null), after: { language: "ja" } }, t)).toBe("Set the language to 日本語");
});

const said = {
  weekStart: "Monday" as const,
  defaultDurationMinutes: 60,
  workingHours: [],
  mapService: "google" as const,
};

test("dates use the order and the words of a locale, the clock its own cycle", () => {
  const written = (locale: string | undefined, browser = "en-GB") => {
    const { words, hour12 } = writingFor({ ...said, locale }, new Headers({ "accept-language": browser }), "en");
    const long = `${weekdayName("2026-11-25", words)} ${dayAndMonth("2026-11-25", "2026-11-23", words)}`;
    return [long, dayAndMonth("2027-01-05", "2026-11-23", words), shortDay("2026-11-24", words), hour12];
  };
  expect(written(undefined)).toEqual(["Wednesday 25 November", "5 January 2027", "Tue 24", false]);
  expect(written(undefined, "en-US,en;q=0.5")[3]).toBe(true);
  expect(written("en-US", "de-DE")).toEqual(["Wednesday November 25", "January 5, 2027", "Tue 24", true]);
  expect(written("de-DE", "en-US")).toEqual(["Mittwoch 25. November", "5. Januar 2027", "Di, 24.", false]);
  expect(written("pl-PL")[0]).toBe("środa 25 listopada");
  expect(written("en-US-u-hc-h23")[3]).toBe(false);
  expect(written("ar-EG")[0]).not.toMatch(/[٠-٩]/);
  expect(written("th-TH")[1]).toContain("2027");
});

test("ranges keep their order in every locale", () => {
  const { words } = writingFor({ ...said, locale: "en-US" }, new Headers(), "en");
  expect(weekRange("2026-11-29", words)).toBe("Nov 29 to Dec 5");
  expect(shortRange("2026-11-30", "2026-12-02", words)).toBe("Mon Nov 30 to Wed Dec 2");
  expect(weekRange("2026-11-22", english)).toBe("22 to 28 November");
  const week = (locale: string) =>
    weekRange("2026-11-23", writingFor({ ...said, locale }, new Headers(), "en").words).replaceAll(/\s+/g, " ");
  expect(week("de-DE")).toBe("23. – 29. November");
  expect(week("es-ES")).toBe("23 – 29 de noviembre");
  expect(week("ja-JP")).toBe("11月23日～11月29日");
});

test("a page in another language writes days, ranges and times as that language does", () => {
  const written = (language: Language, locale?: string) => {
    const { words, hour12, locale: typed } = writingFor({ ...said, locale }, new Headers(), language);
    const day = weekdayAndDate("2026-11-25", "2026-11-23", words);
    const all = [
      day,
      shortRange("2026-11-24", "2026-11-27", words),
      monthAndYear("2027-03-01", words),
      clock("14:05", hour12),
      typed,
    ];
    // Some have spaces that are thin, or that do not break.
    return all.map((each) => each.replaceAll(/\s/g, " "));
  };
  expect(written("de")).toEqual(["Mittwoch, 25. November", "Di, 24. – Fr, 27.", "März 2027", "14:05", "de"]);
  expect(written("ja")).toEqual(["11月25日水曜日", "24日(火)～27日(金)", "2027年3月", "14:05", "ja"]);
  expect(written("es", "en-US")).toEqual([
    "miércoles, 25 de noviembre",
    "mar 24 – vie 27",
    "marzo de 2027",
    "2:05 p. m.",
    "es",
  ]);
  expect(written("ar")[0]).toBe("الأربعاء، 25 نوفمبر");
  // Clock and typed language follow the region, if it is one where the language is spoken.
  expect(written("fr", "fr-CA")[4]).toBe("fr-CA");
  expect(relativeDay("2026-11-24", "2026-11-23", writingFor(said, new Headers(), "fr").words)).toBe("demain");
});
