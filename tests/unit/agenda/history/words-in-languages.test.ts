import { expect, test } from "@playwright/test";
import { z } from "zod";
import type { ItemView } from "../../../../agenda/history/change-view.ts";
import { summarizeChange } from "../../../../agenda/history/change-words.ts";
import { summarizePreview } from "../../../../agenda/history/preview-summary.ts";
import { describeRecurrence } from "../../../../agenda/recurrence/describe-recurrence.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { say } from "../../../../agenda/time/date-texts.ts";
import { refuseSkipped } from "../../../../agenda/time/skipped-times.ts";
import { Text } from "../../../../contract/fields/text.ts";
import { type Language, languages } from "../../../../contract/languages.ts";
import { type AgendaError, problems } from "../../../../contract/problems.ts";
import { describeIssue } from "../../../../server/http/request/describe-issue.ts";
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
    "Déplacé : Physio du jeudi 26 novembre, 17:00 au vendredi 27 novembre, 18:00",
    "un mois sur deux le premier et dernier lundi",
    "Annulé (une modification) – déplacé : Physio du",
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

/** The text before the name is shown by itself, beside before and after. */
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

test("a refusal tells people what is wrong without naming fields, each in their language and by their clock", () => {
  const refusedBy = (work: () => unknown) => {
    try {
      work();
    } catch (thrown) {
      return (thrown as AgendaError).more.words ?? { key: "sync.failed" as const };
    }
    throw new Error("Nothing was refused.");
  };
  const skipped = refusedBy(() => refuseSkipped("2027-03-28", "02:30", "Europe/Paris", []));
  const typed = Text.safeParse(" ").error?.issues.flatMap((issue) => [...describeIssue(issue, z.object({}))])[0]?.words;
  const rule = refusedBy(() =>
    requireRecurrence("FREQ=WEEKLY;BYDAY=MO", { date: "2026-11-25", startTime: null, timeZone: null }, []),
  );
  const told = (language: Language, clock = "24") => {
    const t = translatorOf(language, clock);
    return [skipped, typed ?? rule, rule].map((words) => say(words, t));
  };
  expect(told("en", "12")).toEqual([
    "2:30 am does not exist on Sunday 28 March 2027: the clocks skip it. Use 1:30 am or 3:30 am.",
    "This cannot be empty.",
    "Wednesday 25 November 2026 is not one of the rule’s dates. The nearest: Monday 23 November 2026, Monday 30 November 2026.",
  ]);
  expect(told("de")).toEqual([
    "02:30 gibt es am Sonntag, 28. März 2027 nicht: Die Uhr überspringt es. Nimm 01:30 oder 03:30.",
    "Hier muss etwas stehen.",
    "Mittwoch, 25. November 2026 gehört nicht zu den Tagen der Regel. Die nächsten: Montag, 23. November 2026, Montag, 30. November 2026.",
  ]);
  for (const language of languages) expect(new Set(told(language)).size, language).toBe(3);
});

test("English titles are those of the contract", () => {
  const t = translatorOf("en");
  for (const [code, { title }] of Object.entries(problems)) expect(t("problems.title", { code })).toBe(title);
});
