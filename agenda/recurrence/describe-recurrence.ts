import { longDate, months, weekdays } from "../time/dates.ts";
import { joinWords, monthDayWords, numberWords, orderWord } from "./number-words.ts";
import { completeRule, isNumberedInMonth } from "./rule-days.ts";
import type { Frequency, RecurrenceRule, RuleDay } from "./rule-parts.ts";
import { scheduleOf } from "./schedule.ts";

const units: Record<Frequency, string> = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };

/**
 * Describes a rule in words that fit after a colon or dash: "every Monday and Thursday until 30 June 2027". A rule without a
 * natural phrase is described condition by condition, so the words never contradict the rule.
 * @param recurrence in canonical form
 * @param date the first occurrence, which supplies what the rule leaves out ("every year on 29 February")
 */
export function describeRecurrence(recurrence: string, date: string): string {
  const { rule: stated, startDay } = scheduleOf(recurrence, date);
  const rule = completeRule(stated, startDay);
  return `${phraseOf(rule) ?? conditionsOf(rule)}${weekStartOf(rule)}${endOf(rule)}`;
}

function endOf({ count, until }: RecurrenceRule): string {
  if (until !== null) return ` until ${longDate(until)}`;
  return count === null ? "" : count === 1 ? ", once" : `, ${count} times`;
}

/** Mentioned only if it changes which days match. */
function weekStartOf(rule: RecurrenceRule): string {
  const isWeekly = rule.frequency === "WEEKLY";
  const matters = (isWeekly && rule.interval > 1 && rule.byDay.length > 1) || rule.byWeekNo.length > 0;
  if (rule.weekStart === 1 || !(matters || (isWeekly && rule.bySetPos.length > 0))) return "";
  return `, weeks starting on ${weekdays[rule.weekStart]}`;
}

/** "every day", "every second week", "every 3 months" */
function everyPeriod({ frequency, interval }: RecurrenceRule): string {
  const unit = units[frequency];
  return interval === 1 ? `every ${unit}` : interval === 2 ? `every second ${unit}` : `every ${interval} ${unit}s`;
}

const isPlain = ({ byDay }: RecurrenceRule) => byDay.every(({ ordinal }) => ordinal === 0);

/** The everyday phrase for a rule, if it has one. */
function phraseOf(rule: RecurrenceRule): string | undefined {
  const isOnlyDays = rule.byMonthDay.length + rule.byWeekNo.length + rule.byYearDay.length === 0;
  if (rule.frequency === "DAILY" || rule.frequency === "WEEKLY")
    return isOnlyDays && rule.bySetPos.length === 0 ? dailyOrWeekly(rule) : undefined;
  if (isOnlyDays && isPlain(rule) && rule.bySetPos.length === 0 && rule.interval === 1)
    return `every ${dayNames(rule.byDay)}${inMonths(rule)}`;
  const both = rule.byDay.length > 0 && rule.byMonthDay.length > 0;
  if (
    both &&
    isPlain(rule) &&
    rule.interval === 1 &&
    rule.bySetPos.length + rule.byYearDay.length + rule.byWeekNo.length === 0
  )
    return `every ${dayNames(rule.byDay, "or")} that falls on ${monthDayWords(rule.byMonthDay, "or")}${inMonths(rule)}`;
  return rule.frequency === "MONTHLY" ? monthly(rule) : yearly(rule);
}

function dailyOrWeekly(rule: RecurrenceRule): string {
  const { frequency, interval, byDay } = rule;
  const only = rule.byMonth.length === 0 ? "" : `, only in ${joinWords(rule.byMonth.map(monthName))}`;
  if (interval === 1) return `every ${byDay.length === 0 ? "day" : dayNames(byDay)}${inMonths(rule)}`;
  const names = joinWords(byDay.map(({ weekday }) => `${weekdays[weekday]}`));
  if (frequency === "DAILY") return `${everyPeriod(rule)}${byDay.length === 0 ? "" : `, only on ${names}`}${only}`;
  return `${interval === 2 && byDay.length === 1 ? `every second ${names}` : `${everyPeriod(rule)} on ${names}`}${only}`;
}

function monthly(rule: RecurrenceRule): string | undefined {
  const days = daysInPeriod(rule);
  if (days === undefined) return undefined;
  const only = rule.byMonth.length === 0 ? "" : `, only in ${joinWords(rule.byMonth.map(monthName))}`;
  if (rule.interval > 2)
    return `${everyPeriod(rule)} on ${days}${isSometimesMissing(rule) ? " where there is one" : only}`;
  if (rule.interval === 1 && rule.byMonth.length > 0) return `${days} of ${joinWords(rule.byMonth.map(monthName))}`;
  return `${days} of ${everyPeriod(rule)}${isSometimesMissing(rule) ? " that has one" : only}`;
}

/** "the 31st", "the fifth Monday": on their own they need a note that not every month has one. */
function isSometimesMissing({ byDay, byMonth, byMonthDay, bySetPos }: RecurrenceRule): boolean {
  if (byMonth.length > 0 || bySetPos.length > 0 || byDay.length + byMonthDay.length !== 1) return false;
  return byMonthDay.some((day) => Math.abs(day) > 28) || byDay.some(({ ordinal }) => Math.abs(ordinal) === 5);
}

function yearly(rule: RecurrenceRule): string | undefined {
  const { byMonth, byMonthDay, byDay, bySetPos, byWeekNo, byYearDay } = rule;
  const every = `${everyPeriod(rule)} on`;
  if (byYearDay.length > 0) {
    const isAlone = byMonth.length + byMonthDay.length + byDay.length + bySetPos.length + byWeekNo.length === 0;
    return isAlone ? `${every} ${numberWords(byYearDay, "day", "and")} of the year` : undefined;
  }
  if (byWeekNo.length > 0) {
    if (byMonth.length + byMonthDay.length + bySetPos.length > 0) return undefined;
    return `${every} ${dayNamesInFull(byDay)} of ${numberWords(byWeekNo, "week", "and")}`;
  }
  const [month, monthDay = 0] = [byMonth[0], byMonthDay[0]];
  const days = daysInPeriod(rule);
  if (days === undefined || (bySetPos.length > 0 && byMonth.length > 1)) return undefined;
  if (byMonth.length === 1 && byMonthDay.length === 1 && monthDay > 0)
    return `${every} ${monthDay} ${monthName(month)}`;
  if (byMonth.length > 0) return `${every} ${days} of ${joinWords(byMonth.map(monthName))}`;
  return `${every} ${days} of ${byDay.length > 0 ? "the year" : "every month"}`;
}

/** Days of a month or year given by a single rule part: "the first and last Monday", "the last weekday", "the 1st and 15th". */
function daysInPeriod(rule: RecurrenceRule): string | undefined {
  const { byDay, byMonthDay, bySetPos } = rule;
  if (byDay.length > 0 && byMonthDay.length > 0) return undefined;
  if (bySetPos.length > 0)
    return byDay.length > 0 && isPlain(rule)
      ? `the ${joinWords(bySetPos.map(orderWord))} ${dayNames(byDay, "or")}`
      : undefined;
  return byDay.length > 0 ? numberedDays(byDay, "and") : monthDayWords(byMonthDay, "and");
}

/** "every Tuesday and the first and last Monday" */
function numberedDays(byDay: readonly RuleDay[], word: "and" | "or"): string {
  const byName = Map.groupBy(byDay, ({ weekday }) => `${weekdays[weekday]}`);
  const phrases = [...byName].map(([name, days]) =>
    days.some(({ ordinal }) => ordinal === 0)
      ? `every ${name}`
      : `the ${joinWords(
          days.map(({ ordinal }) => orderWord(ordinal)),
          word,
        )} ${name}`,
  );
  return joinWords(phrases, word);
}

/** "Monday and Thursday", "weekday" for Monday to Friday, "day" for all seven. */
function dayNames(byDay: readonly RuleDay[], word: "and" | "or" = "and"): string {
  const isWorkday = ({ weekday }: RuleDay) => weekday >= 1 && weekday <= 5;
  if (byDay.length === 7) return "day";
  if (byDay.length === 5 && byDay.every(isWorkday)) return "weekday";
  return joinWords(
    byDay.map(({ weekday }) => `${weekdays[weekday]}`),
    word,
  );
}

const dayNamesInFull = (byDay: readonly RuleDay[]) => joinWords(byDay.map(({ weekday }) => `${weekdays[weekday]}`));

const monthName = (month: number | undefined) => `${months[(month ?? 1) - 1]}`;

function inMonths({ byMonth }: RecurrenceRule): string {
  return byMonth.length === 0 ? "" : ` in ${joinWords(byMonth.map(monthName))}`;
}

/** Each condition in turn, for rules that mix several parts. */
function conditionsOf(rule: RecurrenceRule): string {
  const { byDay, byMonth, byMonthDay, byWeekNo, byYearDay, bySetPos } = rule;
  const numberedIn = isPlain(rule) ? "" : ` of the ${isNumberedInMonth(rule) ? "month" : "year"}`;
  const conditions = [
    byMonth.length > 0 && `in ${joinWords(byMonth.map(monthName), "or")}`,
    byWeekNo.length > 0 && `in ${numberWords(byWeekNo, "week", "or")} of the year`,
    byYearDay.length > 0 && `${numberWords(byYearDay, "day", "or")} of the year`,
    byMonthDay.length > 0 && `${monthDayWords(byMonthDay, "or")} of the month`,
    byDay.length > 0 && `${isPlain(rule) ? `a ${dayNames(byDay, "or")}` : numberedDays(byDay, "or")}${numberedIn}`,
  ].filter((condition) => condition !== false);
  const chosen =
    bySetPos.length === 0
      ? ""
      : `, and of these only the ${joinWords(bySetPos.map(orderWord))} in each ${units[rule.frequency]}`;
  const every = rule.interval === 1 ? "every day" : `${everyPeriod(rule)} on each day`;
  return `${every} that is ${conditions.join(" and also ")}${chosen}`;
}
