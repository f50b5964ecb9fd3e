import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { nearestMatches } from "../../agenda/recurrence/require-recurrence.ts";
import { weekdayCodes } from "../../agenda/recurrence/rule-parts.ts";
import { readRule } from "../../agenda/recurrence/rule-text.ts";
import { datesBetween, hasDate, scheduleOf } from "../../agenda/recurrence/schedule.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dateOfDay, dayNumberOf } from "../../agenda/time/wall-clock.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Draft } from "../draft/item-draft.ts";
import { shortDate } from "../time/date-names.ts";
import type { DateWords } from "../time/date-words.ts";
import { capitalized, inRow, listed } from "../words/listed.ts";
import { firstForm, formOf, type RepeatForm, ruleOf, weekdayNumberOf } from "./repeat-form.ts";

/** The item that a rule is for. */
export interface RepeatStart {
  /** The first occurrence, or the one being edited. */
  readonly date: string;
  /** Whether it is one date of a series, which may have begun earlier and on another day. */
  readonly isOccurrence: boolean;
}

/**
 * The start for the rule of a draft. A series keeps its dates when one of them is moved; only a different rule counts from the
 * date that this one is moved to.
 */
export function repeatStart(
  item: Pick<Item, "date" | "occurrence" | "recurrence">,
  { date, recurrence }: Pick<Draft, "date" | "recurrence">,
): RepeatStart {
  if (item.occurrence === undefined) return { date, isOccurrence: false };
  const isOnSeries = date === item.date || recurrence === item.recurrence;
  return { date: isOnSeries ? item.occurrence : date, isOccurrence: true };
}

interface RepeatChoice {
  readonly rule: string;
  readonly words: string;
}

export const isDate = (date: string): boolean => /^(19|20|21)\d\d-\d\d-\d\d$/.test(date);

/** The most common rules that fit a date. */
export function repeatChoices(
  { date, isOccurrence }: RepeatStart,
  words: DateWords,
  t: Translator,
): readonly RepeatChoice[] {
  const first = firstForm(date, 1);
  const weekday = weekdayNumberOf(date);
  const forms: readonly (Partial<RepeatForm> | false)[] = [
    { frequency: "DAILY" },
    weekday >= 1 && weekday <= 5 && { weekdays: [1, 2, 3, 4, 5] },
    {},
    ...monthDaysFor(date).map((monthDay) => ({ frequency: "MONTHLY", monthDay }) as const),
    { frequency: "YEARLY" },
  ];
  return forms
    .filter((form) => form !== false)
    .map((form) => ruleOf({ ...first, ...form }, isOccurrence ? undefined : date))
    .map((rule) => {
      const sentence = capitalized(describeRecurrence(rule, date, t));
      if (!rule.includes("MO,TU,WE,TH,FR")) return { rule, words: sentence };
      const [from = "", , , , to = ""] = words.shortWeekdays;
      return { rule, words: t("repeats.workdays", { rule: sentence, from, to }) };
    });
}

/** How a date can be described within its month: the 27th, the last day, the fourth Friday, the last Friday. */
export function monthDaysFor(date: string): readonly string[] {
  const day = Number(date.slice(8));
  const code = weekdayCodes[weekdayNumberOf(date)];
  const isIn = (days: number) => addDays(date, days).slice(0, 7) === date.slice(0, 7);
  return [
    String(day),
    ...(isIn(1) ? [] : ["-1"]),
    ...(day <= 28 ? [`${Math.ceil(day / 7)}${code}`] : []),
    ...(isIn(7) ? [] : [`-1${code}`]),
  ];
}

/** "the 27th", "the last Friday", "the fifth Friday". */
export function monthDayWords(monthDay: string, { weekdays }: DateWords, t: Translator): string {
  const [, number = "", code = ""] = /^(-?\d+)(\w*)$/.exec(monthDay) ?? [];
  const n = Number(number);
  if (code === "") return n === -1 ? t("repeats.lastDayOfMonth") : t("repeats.dayOfMonth", { n });
  // Monday first, and Sunday 0.
  const weekday = weekdays[((weekdayCodes as readonly string[]).indexOf(code) + 6) % 7] ?? "";
  return t("repeats.weekdayOfMonth", { n: String(n), weekday });
}

/** The choice that is equivalent to a rule, perhaps with different parts. */
export function choiceOf(
  recurrence: string,
  start: RepeatStart,
  words: DateWords,
  t: Translator,
): RepeatChoice | undefined {
  const { date, isOccurrence } = start;
  const form = formOf(recurrence, date, 1);
  const rule = form && ruleOf(form, isOccurrence ? undefined : date);
  return repeatChoices(start, words, t).find((choice) => choice.rule === rule);
}

/** The server's description of a rule; undefined if it is not (yet) a valid rule. */
export function sentenceOf(recurrence: string, date: string, t: Translator): string | undefined {
  return isRule(recurrence) && isDate(date) ? describeRecurrence(recurrence, date, t) : undefined;
}

function isRule(recurrence: string): boolean {
  try {
    return readRule(recurrence, []) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Labels in the select: one for a saved rule that is none of the usual choices, and one that opens the fields; the latter is
 * absent next to a saved rule that a button below opens.
 * @param isChosen whether the saved rule is the current one
 * @param hasFields whether the fields can represent it
 */
export function customWords(isChosen: boolean, hasFields: boolean, t: Translator): { kept: string; fields?: string } {
  if (isChosen && hasFields) return { kept: t("repeats.custom") };
  return { kept: t("repeats.asSaved"), fields: t("repeats.customAsking") };
}

const shownDates = 3;

/**
 * "Then Mon 30 Nov, Thu 10 Dec, Mon 14 Dec, and so on.": the following dates. For an occurrence this describes the rule, since
 * others may be cancelled or moved; undefined if it depends on the first date of its series.
 */
export function thenWords(
  recurrence: string,
  { date, isOccurrence, isSaved }: RepeatStart & { readonly isSaved: boolean },
  today: string,
  words: DateWords,
  t: Translator,
): string {
  const schedule = scheduleOf(recurrence, date);
  const { count, interval } = schedule.rule;
  if (isOccurrence && (count !== null || (interval > 1 && !isSaved))) return "";
  const next: string[] = [];
  for (const day of datesBetween(schedule, dayNumberOf(date) + 1, schedule.endDay)) {
    if (next.push(shortDate(dateOfDay(day), today, words)) > shownDates) break;
  }
  const isLast = next.length === 0;
  if (isLast && isOccurrence) return hasDate(schedule, date) ? t("repeats.lastOne") : "";
  if (isLast) return t("repeats.onlyThisDate");
  const byRule = String(isOccurrence);
  return next.length > shownDates
    ? t("repeats.thenSoOn", { byRule, dates: inRow(next.slice(0, shownDates), t) })
    : t("repeats.thenNoMore", { byRule, dates: listed(next, t) });
}

/** The date on which an item must begin to match a rule: its own, or the closest match; undefined if there is none. */
export function startFor(recurrence: string, date: string): string | undefined {
  const { rule } = scheduleOf(recurrence, date);
  // If a rule ends before it begins, the end is the error.
  if (hasDate(scheduleOf(withoutEnd(recurrence), date), date)) return date;
  const near = nearestMatches(rule, date);
  return near.find((match) => match > date) ?? near[0];
}

const withoutEnd = (recurrence: string) => recurrence.replace(/;(COUNT|UNTIL)=[^;]*/g, "");
