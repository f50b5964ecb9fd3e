import type { Refusal } from "../../agenda/phrases/refusals.ts";
import type { Translator } from "../../messages/translator.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { type DateWords, fill } from "../time/date-words.ts";

/** Why the typed text is impossible, like `whyRefused` for programs. */
export function wordsOfRefusal(refusal: Refusal, words: DateWords, t: Translator): string {
  const dayOf = (date: string) => weekdayAndDate(date, "", words);
  const monthOf = (month: number) => words.months[month - 1] ?? "";
  switch (refusal.is) {
    case "outside":
      return t("add-line.outside");
    case "noDate": {
      const day = fill(words.dayMonthYear, { d: refusal.day, m: monthOf(refusal.month), y: refusal.year });
      return t("add-line.noDateThen", { day });
    }
    case "noMonth":
      return t("add-line.noMonth", { month: refusal.month });
    case "noDay":
      return t("add-line.noDay", { day: fill(words.dayMonth, { d: refusal.day, m: monthOf(refusal.month) }) });
    case "noDayOfMonth":
      return t("add-line.noDayOfMonth", { day: refusal.day });
    case "noWeek":
      return t("add-line.noWeek", { week: refusal.week });
    case "otherWeekday":
      return t("add-line.otherWeekday", {
        day: dayOf(refusal.date),
        weekday: words.weekdays[refusal.weekday - 1] ?? "",
      });
    case "anotherWeekday":
      return t("add-line.anotherWeekday", { day: dayOf(refusal.date) });
    case "tooFew":
      return t("add-line.tooFew", { from: refusal.from, to: refusal.to });
    case "endsFirst":
      return t("add-line.endsFirst");
    case "skipped":
      return refusal.why;
  }
}
