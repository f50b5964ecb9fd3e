import { expect, test } from "@playwright/test";
import { soonWords } from "../../../../components/reminders/soon-words.ts";
import type { Language } from "../../../../contract/languages.ts";
import { translatorOf } from "../../messages/catalogs.ts";

test("a banner says the day of an all-day item in the order of its language", () => {
  const said = (language: Language) =>
    soonWords({ date: "2026-11-27" }, { nowMs: 0, by: { timeZone: "UTC", hour12: false }, t: translatorOf(language) });
  expect(said("en")).toBe("All day, Friday 27 November");
  expect(said("de")).toBe("Ganztägig, Freitag, 27. November");
  expect(said("ja")).toBe("終日、11月27日金曜日");
  expect(said("ar")).toBe("طوال اليوم، الجمعة، 27 نوفمبر");
});
