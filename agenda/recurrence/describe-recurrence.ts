import type { Translator } from "../../messages/translator.ts";
import { dateText, monthText, weekdayText } from "../time/date-texts.ts";
import { two } from "../time/wall-clock.ts";
import { joinWords, monthDayWords, numberWords, orderWord } from "./number-words.ts";
import { completeRule, isNumberedInMonth } from "./rule-days.ts";
import type { RecurrenceRule, RuleDay } from "./rule-parts.ts";
import { scheduleOf } from "./schedule.ts";

/**
 * Describes a rule in words that fit after a colon or dash: "every Monday and Thursday until 30 June 2027". A rule without a
 * natural phrase is described condition by condition, so the words never contradict the rule.
 * @param recurrence in canonical form
 * @param date the first occurrence, which supplies what the rule leaves out ("every year on 29 February")
 */
export function describeRecurrence(recurrence: string, date: string, t: Translator): string {
  const known = described.get(t) ?? new Map<string, string>();
  described.set(t, known);
  const key = `${recurrence} ${date}`;
  const words = known.get(key) ?? sentenceOf(recurrence, date, t);
  if (known.size >= mostKnown) known.clear();
  known.set(key, words);
  return words;
}

/** Lists describe the same rules repeatedly. */
const described = new WeakMap<Translator, Map<string, string>>();
const mostKnown = 1000;

function sentenceOf(recurrence: string, date: string, t: Translator): string {
  const { rule: stated, startDay } = scheduleOf(recurrence, date);
  const rule = completeRule(stated, startDay);
  const words = phraseOf(rule, t) ?? conditionsOf(rule, t);
  return withEnd(
    isWeekStartTold(rule) ? t("recurrence.weekStart", { rule: words, weekday: weekdayText(rule.weekStart, t) }) : words,
    rule,
    t,
  );
}

function withEnd(rule: string, { count, until }: RecurrenceRule, t: Translator): string {
  if (until !== null) return t("recurrence.until", { rule, date: dateText(until, "long", t) });
  return count === null ? rule : t("recurrence.times", { rule, count });
}

/** Only if it changes which days match. */
function isWeekStartTold(rule: RecurrenceRule): boolean {
  const isWeekly = rule.frequency === "WEEKLY";
  const matters = (isWeekly && rule.interval > 1 && rule.byDay.length > 1) || rule.byWeekNo.length > 0;
  return rule.weekStart !== 1 && (matters || (isWeekly && rule.bySetPos.length > 0));
}

/** "every day", "every second week", "every 3 months" */
const everyPeriod = ({ frequency, interval }: RecurrenceRule, t: Translator): string =>
  t("recurrence.period", { unit: frequency, interval });

const isPlain = ({ byDay }: RecurrenceRule) => byDay.every(({ ordinal }) => ordinal === 0);

/** The everyday phrase for a rule, if it has one. */
function phraseOf(rule: RecurrenceRule, t: Translator): string | undefined {
  const isOnlyDays = rule.byMonthDay.length + rule.byWeekNo.length + rule.byYearDay.length === 0;
  if (rule.frequency === "DAILY" || rule.frequency === "WEEKLY")
    return isOnlyDays && rule.bySetPos.length === 0 ? dailyOrWeekly(rule, t) : undefined;
  if (isOnlyDays && isPlain(rule) && rule.bySetPos.length === 0 && rule.interval === 1)
    return inMonths(everyDays(rule.byDay, "and", t), rule, t);
  const both = rule.byDay.length > 0 && rule.byMonthDay.length > 0;
  if (
    both &&
    isPlain(rule) &&
    rule.interval === 1 &&
    rule.bySetPos.length + rule.byYearDay.length + rule.byWeekNo.length === 0
  ) {
    const every = everyDays(rule.byDay, "or", t);
    return inMonths(t("recurrence.fallsOn", { every, dates: monthDayWords(rule.byMonthDay, "or", t) }), rule, t);
  }
  return rule.frequency === "MONTHLY" ? monthly(rule, t) : yearly(rule, t);
}

function dailyOrWeekly(rule: RecurrenceRule, t: Translator): string {
  const { frequency, interval, byDay } = rule;
  if (interval === 1)
    return inMonths(everyDays(frequency === "DAILY" && byDay.length === 0 ? allDays : byDay, "and", t), rule, t);
  const [days, every] = [dayNamesInFull(byDay, t), everyPeriod(rule, t)];
  if (frequency === "DAILY")
    return onlyInMonths(byDay.length === 0 ? every : t("recurrence.onlyOn", { every, days }), rule, t);
  const isOne = interval === 2 && byDay.length === 1;
  const words = isOne ? t("recurrence.everySecond", { weekday: days }) : t("recurrence.onWeekdays", { every, days });
  return onlyInMonths(words, rule, t);
}

function monthly(rule: RecurrenceRule, t: Translator): string | undefined {
  const days = daysInPeriod(rule, t);
  if (days === undefined) return undefined;
  const every = everyPeriod(rule, t);
  const isMissing = isSometimesMissing(rule);
  if (rule.interval > 2)
    return isMissing
      ? t("recurrence.onWhere", { every, days })
      : onlyInMonths(t("recurrence.on", { every, days }), rule, t);
  if (rule.interval === 1 && rule.byMonth.length > 0)
    return t("recurrence.of", { days, months: monthNames(rule, "and", t) });
  return isMissing
    ? t("recurrence.ofEveryHaving", { days, every })
    : onlyInMonths(t("recurrence.ofEvery", { days, every }), rule, t);
}

/** "the 31st", "the fifth Monday": on their own they need a note that not every month has one. */
function isSometimesMissing({ byDay, byMonth, byMonthDay, bySetPos }: RecurrenceRule): boolean {
  if (byMonth.length > 0 || bySetPos.length > 0 || byDay.length + byMonthDay.length !== 1) return false;
  return byMonthDay.some((day) => Math.abs(day) > 28) || byDay.some(({ ordinal }) => Math.abs(ordinal) === 5);
}

function yearly(rule: RecurrenceRule, t: Translator): string | undefined {
  const { byMonth, byMonthDay, byDay, bySetPos, byWeekNo, byYearDay } = rule;
  const every = everyPeriod(rule, t);
  if (byYearDay.length > 0) {
    const isAlone = byMonth.length + byMonthDay.length + byDay.length + bySetPos.length + byWeekNo.length === 0;
    return isAlone ? t("recurrence.onYearDays", { every, days: numberWords(byYearDay, "day", "and", t) }) : undefined;
  }
  if (byWeekNo.length > 0) {
    if (byMonth.length + byMonthDay.length + bySetPos.length > 0) return undefined;
    const weeks = numberWords(byWeekNo, "week", "and", t);
    return t("recurrence.onOfWeeks", { every, days: dayNamesInFull(byDay, t), weeks });
  }
  const [month = 1, monthDay = 0] = [byMonth[0], byMonthDay[0]];
  const days = daysInPeriod(rule, t);
  if (days === undefined || (bySetPos.length > 0 && byMonth.length > 1)) return undefined;
  if (byMonth.length === 1 && byMonthDay.length === 1 && monthDay > 0) {
    const date = `2024-${two(month)}-${String(monthDay).padStart(2, "0")}`; // a year with a 29 February
    return t("recurrence.onDate", { every, date: dateText(date, "day", t) });
  }
  if (byMonth.length > 0) return t("recurrence.onOf", { every, days, months: monthNames(rule, "and", t) });
  return t(byDay.length > 0 ? "recurrence.onOfYear" : "recurrence.onOfEveryMonth", { every, days });
}

/** Days of a month or year given by a single rule part: "the first and last Monday", "the last weekday", "the 1st and 15th". */
function daysInPeriod(rule: RecurrenceRule, t: Translator): string | undefined {
  const { byDay, byMonthDay, bySetPos } = rule;
  if (byDay.length > 0 && byMonthDay.length > 0) return undefined;
  if (bySetPos.length > 0)
    return byDay.length > 0 && isPlain(rule)
      ? t("recurrence.nthWeekday", { orders: orders(bySetPos, "and", t), weekday: dayNames(byDay, t) })
      : undefined;
  return byDay.length > 0 ? numberedDays(byDay, "and", t) : monthDayWords(byMonthDay, "and", t);
}

const orders = (places: readonly number[], word: "and" | "or", t: Translator): string =>
  joinWords(
    places.map((place) => orderWord(place, t)),
    word,
    t,
  );

/** "every Tuesday and the first and last Monday" */
function numberedDays(byDay: readonly RuleDay[], word: "and" | "or", t: Translator): string {
  const byWeekday = Map.groupBy(byDay, ({ weekday }) => weekday);
  const phrases = [...byWeekday].map(([day, days]) => {
    const weekday = weekdayText(day, t);
    if (days.some(({ ordinal }) => ordinal === 0)) return t("recurrence.everyWeekday", { weekday });
    const places = days.map(({ ordinal }) => ordinal);
    return t("recurrence.nthWeekday", { orders: orders(places, word, t), weekday });
  });
  return joinWords(phrases, word, t);
}

/** For a rule that names no weekday: all of them. */
const allDays: readonly RuleDay[] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, ordinal: 0 }));

function kindOf(byDay: readonly RuleDay[]): "day" | "workday" | "some" {
  if (byDay.length === 7) return "day";
  return byDay.length === 5 && byDay.every(({ weekday }) => weekday >= 1 && weekday <= 5) ? "workday" : "some";
}

/** "every Monday and Thursday", "every weekday" for Monday to Friday, "every day" for all seven. */
const everyDays = (byDay: readonly RuleDay[], word: "and" | "or", t: Translator): string =>
  t("recurrence.everyDays", { kind: kindOf(byDay), days: dayNamesInFull(byDay, t, word) });

/** The same without "every". */
const dayNames = (byDay: readonly RuleDay[], t: Translator): string =>
  t("recurrence.dayNames", { kind: kindOf(byDay), days: dayNamesInFull(byDay, t, "or") });

const dayNamesInFull = (byDay: readonly RuleDay[], t: Translator, word: "and" | "or" = "and"): string =>
  joinWords(
    byDay.map(({ weekday }) => weekdayText(weekday, t)),
    word,
    t,
  );

const monthNames = ({ byMonth }: RecurrenceRule, word: "and" | "or", t: Translator): string =>
  joinWords(
    byMonth.map((month) => monthText(month, t)),
    word,
    t,
  );

const inMonths = (words: string, rule: RecurrenceRule, t: Translator): string =>
  rule.byMonth.length === 0 ? words : t("recurrence.in", { rule: words, months: monthNames(rule, "and", t) });

const onlyInMonths = (words: string, rule: RecurrenceRule, t: Translator): string =>
  rule.byMonth.length === 0 ? words : t("recurrence.onlyIn", { rule: words, months: monthNames(rule, "and", t) });

/** Each condition in turn, for rules that mix several parts. */
function conditionsOf(rule: RecurrenceRule, t: Translator): string {
  const { byDay, byMonth, byMonthDay, byWeekNo, byYearDay, bySetPos, frequency, interval } = rule;
  const conditions = [
    byMonth.length > 0 && t("recurrence.inMonths", { months: monthNames(rule, "or", t) }),
    byWeekNo.length > 0 && t("recurrence.inWeeks", { weeks: numberWords(byWeekNo, "week", "or", t) }),
    byYearDay.length > 0 && t("recurrence.daysOfYear", { days: numberWords(byYearDay, "day", "or", t) }),
    byMonthDay.length > 0 && t("recurrence.datesOfMonth", { dates: monthDayWords(byMonthDay, "or", t) }),
    byDay.length > 0 && weekdayCondition(rule, t),
  ].filter((condition) => condition !== false);
  const told = conditions.reduce((one, other) => t("recurrence.andAlso", { one, other }));
  const words =
    interval === 1
      ? t("recurrence.anyDay", { conditions: told })
      : t("recurrence.eachDay", { every: everyPeriod(rule, t), conditions: told });
  if (bySetPos.length === 0) return words;
  return t("recurrence.chosen", { rule: words, orders: orders(bySetPos, "and", t), unit: frequency });
}

function weekdayCondition(rule: RecurrenceRule, t: Translator): string {
  if (isPlain(rule)) return t("recurrence.aDay", { days: dayNames(rule.byDay, t) });
  const unit = isNumberedInMonth(rule) ? "month" : "year";
  return t("recurrence.daysWithin", { days: numberedDays(rule.byDay, "or", t), unit });
}
