import { expect, test } from "@playwright/test";
import type { ItemView } from "../../../../agenda/history/change-view.ts";
import { summarizeChange } from "../../../../agenda/history/change-words.ts";
import { summarizePreview } from "../../../../agenda/history/preview-summary.ts";
import { describeRecurrence } from "../../../../agenda/recurrence/describe-recurrence.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { type Language, languages } from "../../../../contract/languages.ts";
import { problems } from "../../../../contract/problems.ts";
import { translatorOf } from "../../messages/catalogs.ts";

const physio: ItemView = {
  ...{ text: "Physio", date: "2026-11-26", startTime: "17:00", endDate: null, endTime: null, timeZone: "Europe/Paris" },
  ...{ endTimeZone: null, notes: null, location: null, url: null, tags: [], reminders: [], done: false },
};
const moved = {
  kind: "updated",
  before: physio,
  after: { ...physio, date: "2026-11-27", startTime: "18:00" },
} as const;

for (const [language, words, rule, undone] of [
  [
    "de",
    "Verschoben: Physio von Donnerstag, 26. November, 17:00 auf Freitag, 27. November, 18:00",
    "am ersten und letzten Montag jeden zweiten Monat".replace(/^(am .*) (jeden .*)$/, "$2 $1"),
    "Änderung zurückgenommen – verschoben: Physio von",
  ],
  [
    "fr",
    "Déplacé : Physio du jeudi 26 novembre, 17:00 au vendredi 27 novembre, 18:00",
    "un mois sur deux le premier et dernier lundi",
    "Annulé (une modification) – déplacé : Physio du",
  ],
  [
    "es",
    "Movido: Physio del jueves, 26 de noviembre, 17:00 al viernes, 27 de noviembre, 18:00",
    "cada dos meses el primer y último lunes",
    "Deshecho (un cambio): movido: Physio del",
  ],
  [
    "ja",
    "移動: Physio（11月26日木曜日 17:00 → 11月27日金曜日 18:00）",
    "隔月第1、最後の月曜日",
    "変更を取り消しました: 移動: Physio",
  ],
] as const)
  test(`in ${language}, a move, a rule and an undo are told as one says them there`, () => {
    const t = translatorOf(language);
    expect(summarizeChange({ items: [moved] }, t)).toBe(words);
    expect(describeRecurrence("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1MO", "2026-12-07", t)).toBe(rule);
    expect(summarizeChange({ items: [moved], undoes: [3] }, t).startsWith(undone)).toBe(true);
  });

/** What stands before the name is shown by itself, beside before and after. */
const verbOf = (language: Language) => summarizeChange({ items: [moved] }, translatorOf(language)).split(" Physio")[0];

test("what was done stands before the name, and begins with the verb by itself, in every language", () => {
  for (const language of languages)
    expect(verbOf(language)?.startsWith(translatorOf(language)("history.verb", { verb: "moved" })), language).toBe(
      true,
    );
});

test("no language leaves out a name, a day, a time or a number", () => {
  for (const language of languages) {
    const t = translatorOf(language);
    for (const words of [summarizeChange({ items: [moved] }, t), summarizePreview({ items: [moved] }, t)]) {
      expect(words, language).toContain("Physio");
      expect(words, language).toMatch(/27.*18:00/);
    }
    const canonical = requireRecurrence(
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      { date: "2028-11-07", startTime: null, timeZone: null },
      [],
    );
    expect(describeRecurrence(canonical, "2028-11-07", t), language).toMatch(/4.*2.*8|2.*8.*4/);
  }
});

test("every problem has a title of its own in every language", () => {
  for (const language of languages) {
    const t = translatorOf(language);
    const titles = Object.keys(problems).map((code) => t("problems.title", { code }));
    expect(new Set(titles).size, language).toBe(titles.length);
  }
});

test("English titles are those of the contract", () => {
  const t = translatorOf("en");
  for (const [code, { title }] of Object.entries(problems)) expect(t("problems.title", { code })).toBe(title);
});
