import { expect, test } from "@playwright/test";
import { reminderWords } from "../../../../agenda/item/reminder-words.ts";
import { reminderHeard } from "../../../../components/fields/reminder-heard.ts";
import { clock } from "../../../../components/time/clock-words.ts";
import { type Language, languages } from "../../../../contract/languages.ts";
import { translatorOf } from "../../messages/catalogs.ts";

function heardIn(language: Language, typed: string, isAllDay = false) {
  const t = translatorOf(language);
  return reminderHeard(typed, isAllDay, (each) => reminderWords(each, (time) => clock(time, language === "en"), t));
}

for (const [language, typed, reminder] of [
  ...(["20 min", "20min", "20 m", "20 minutes before", "twenty minutes"] as const).map(
    (each) => ["en", each, "20m"] as const,
  ),
  ...(["2 h", "2h", "2 hours", "120 min"] as const).map((each) => ["en", each, "2h"] as const),
  ...(["1 h 30 min", "1h30", "an hour and a half", "1.5 h", "90 minutes"] as const).map(
    (each) => ["en", each, "90m"] as const,
  ),
  ...(["3 days", "3d", "3 days before"] as const).map((each) => ["en", each, "3d"] as const),
  ...(
    [
      "1 day 19:30",
      "1 day at 7:30 pm",
      "the day before at 19:30",
      "the evening before at 19:30",
      "evening before 19:30",
    ] as const
  ).map((each) => ["en", each, "1d 19:30"] as const),
  ...[["en", "3 days before at 8", "3d 08:00"] as const, ["en", "on the day at 8:30", "0d 08:30"] as const],
  ...[
    ["en", "19:30", "0d 19:30"] as const,
    ["en", "4 weeks", "4w"] as const,
    ["en", "28 days 9:00", "28d 09:00"] as const,
  ],
  ...[["de", "20 Min", "20m"] as const, ["de", "2 Std", "2h"] as const, ["de", "3 Tage", "3d"] as const],
  ...[["de", "1 Tag 19:30", "1d 19:30"] as const, ["de", "am Abend vorher um 19:30", "1d 19:30"] as const],
  ...[["de", "am Vortag um 19 Uhr", "1d 19:00"] as const, ["de", "eine halbe Stunde", "30m"] as const],
  ...[
    ["fr", "20 min avant", "20m"] as const,
    ["fr", "3 j", "3d"] as const,
    ["fr", "1 jour 19h30", "1d 19:30"] as const,
  ],
  ...[["fr", "la veille à 19h30", "1d 19:30"] as const, ["fr", "2 semaines", "2w"] as const],
  ...[["es", "20 min antes", "20m"] as const, ["es", "1 día 19:30", "1d 19:30"] as const],
  ...[["es", "la noche anterior a las 19:30", "1d 19:30"] as const, ["es", "3 días a las 8:00", "3d 08:00"] as const],
  ...[["ja", "20分", "20m"] as const, ["ja", "２０分前", "20m"] as const, ["ja", "2時間", "2h"] as const],
  ...[
    ["ja", "1日 19:30", "1d 19:30"] as const,
    ["ja", "前日19時30分", "1d 19:30"] as const,
    ["ja", "3日", "3d"] as const,
  ],
  ...[["ar", "20 دقيقة", "20m"] as const, ["ar", "٢٠ دقيقة", "20m"] as const, ["ar", "3 أيام", "3d"] as const],
  ...[["ar", "3 أيام 19:30", "3d 19:30"] as const, ["ar", "في اليوم السابق 19:30", "1d 19:30"] as const],
] as const)
  test(`‘${typed}’ is ${reminder} (${language})`, () => expect(heardIn(language, typed)).toBe(reminder));

for (const typed of [
  "",
  " ",
  "20",
  "soon",
  "5 weeks",
  "29 days",
  "29 days 9:00",
  "before",
  "1 day 25:00",
  "20 min Dentist",
])
  test(`‘${typed}’ is no reminder`, () => expect(heardIn("en", typed)).toBeUndefined());

test("an all-day item has no start: days are at nine, a time alone is that day’s, and less than a day is none", () => {
  const heard = (typed: string) => heardIn("en", typed, true);
  expect(heard("3 days")).toBe("3d 09:00");
  expect(heard("1 day 19:30")).toBe("1d 19:30");
  expect(heard("the evening before")).toBe("1d 18:00");
  expect(heard("8:30")).toBe("0d 08:30");
  expect(heardIn("fr", "8h30", true)).toBe("0d 08:30");
  for (const typed of ["20 min", "36 hours"]) expect(heard(typed)).toBeUndefined();
});

const written = [
  "0m",
  "1m",
  "20m",
  "1h",
  "2h",
  "30h",
  "1d",
  "3d",
  "1w",
  "2w",
  "0d 08:30",
  "1d 19:30",
  "2d 12:00",
  "11d 00:05",
];
for (const language of languages)
  test(`the field takes back what the page writes in ${language}`, () => {
    const t = translatorOf(language);
    for (const hour12 of [true, false]) {
      const say = (reminder: string) => reminderWords(reminder, (time) => clock(time, hour12), t);
      for (const reminder of written)
        expect([say(reminder), reminderHeard(say(reminder), false, say)]).toEqual([say(reminder), reminder]);
    }
  });

for (const language of languages)
  test(`the examples beside the field are understood in ${language}`, () => {
    const t = translatorOf(language);
    for (const isAllDay of [true, false])
      for (const example of t("fields.reminderExamples", { isAllDay: String(isAllDay) }).split(/[,、،] ?/))
        expect([example, heardIn(language, example, isAllDay)]).toEqual([example, expect.any(String)]);
  });
