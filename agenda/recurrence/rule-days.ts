import {
  dayMs,
  firstOfMonth,
  firstWeekOf,
  lastOfMonth,
  type Month,
  monthOf,
  nextMonth,
  weekdayOfDay,
  yearOfWeek,
} from "../time/day-numbers.ts";
import type { RecurrenceRule, RuleDay } from "./rule-parts.ts";

/**
 * Expands a rule into day numbers (days since 1970-01-01).
 *
 * A rule is a predicate that each day can answer by itself: is it in one of these months, is it a Monday, is it the last of its
 * month? Only two parts need more context: INTERVAL counts periods (days, weeks, months, years) from the start, and BYSETPOS
 * selects among the days of one period. The agenda's range of 1900 to 2199 therefore bounds every rule, including one that
 * never matches, and the cost of a window depends on its own length, not on how long ago the start was.
 * @see RFC 5545 §3.3.10
 */

interface Scan {
  /** Include days before the start, as if the rule had begun earlier. */
  readonly evenBeforeStart?: boolean;
}

/** Matching days from the start on, in order, between two days (both inclusive). Ignores COUNT and UNTIL: see `scheduleOf`. */
export function* daysOf(
  rule: RecurrenceRule,
  startDay: number,
  fromDay: number,
  toDay: number,
  { evenBeforeStart = false }: Scan = {},
): Generator<number, undefined, undefined> {
  const question = questionOf(rule, startDay);
  const first = evenBeforeStart ? fromDay : Math.max(fromDay, startDay);
  const positions = setOf(rule.bySetPos);
  if (rule.interval === 1 && positions === null) {
    // Every period counts, so process the days month by month, yielding as soon as some are found.
    for (let day = first; day <= toDay; day = nextMonth(day))
      yield* answering(question, day, Math.min(lastOfMonth(day), toDay));
    return;
  }
  const startPeriod = periodOf(rule, startDay);
  const passed = Math.ceil((periodOf(rule, first) - startPeriod) / rule.interval);
  for (let period = startPeriod + passed * rule.interval; ; period += rule.interval) {
    const periodStart = firstDayOf(rule, period);
    if (periodStart > toDay) return;
    const periodEnd = firstDayOf(rule, period + 1) - 1;
    if (positions === null) {
      yield* answering(question, Math.max(periodStart, first), Math.min(periodEnd, toDay));
      continue;
    }
    // BYSETPOS selects among all days of the period, including those before the start.
    const days = answering(question, periodStart, periodEnd);
    for (const [index, day] of days.entries())
      if (day >= first && day <= toDay && isAt(positions, index + 1, days.length)) yield day;
  }
}

/** The last matching day before another. Searches in growing steps, so close matches are cheap. */
export function lastBefore(
  find: (fromDay: number, toDay: number) => Iterable<number>,
  day: number,
  earliestDay: number,
): number | undefined {
  let to = day - 1;
  for (let reach = 8; to >= earliestDay; reach *= 8) {
    const from = Math.max(earliestDay, to - reach);
    let last: number | undefined;
    for (const found of find(from, to)) last = found;
    if (last !== undefined) return last;
    to = from - 1;
  }
  return undefined;
}

/** Numbers periods consecutively. For a rule with BYWEEKNO, years are ISO week years: they start on the first day of week 1. */
function periodOf(rule: RecurrenceRule, day: number): number {
  if (rule.frequency === "DAILY") return day;
  if (rule.frequency === "WEEKLY") return Math.floor((day - firstWeekStart(rule)) / 7);
  const date = new Date(day * dayMs);
  if (rule.frequency === "MONTHLY") return date.getUTCFullYear() * 12 + date.getUTCMonth();
  return rule.byWeekNo.length > 0 ? yearOfWeek(day, rule.weekStart) : date.getUTCFullYear();
}

function firstDayOf(rule: RecurrenceRule, period: number): number {
  if (rule.frequency === "DAILY") return period;
  if (rule.frequency === "WEEKLY") return period * 7 + firstWeekStart(rule);
  if (rule.frequency === "MONTHLY") return firstOfMonth(Math.floor(period / 12), period % 12);
  return rule.byWeekNo.length > 0 ? firstWeekOf(period, rule.weekStart) : firstOfMonth(period, 0);
}

const firstWeekStart = (rule: RecurrenceRule) => rule.weekStart - 4;

/** The conditions a day must meet, with defaults taken from the start. Null means no condition. */
interface Question {
  readonly months: ReadonlySet<number> | null;
  readonly monthDays: ReadonlySet<number> | null;
  readonly yearDays: ReadonlySet<number> | null;
  readonly weeks: ReadonlySet<number> | null;
  readonly weekdays: ReadonlySet<number> | null;
  /** See `numberedKey`. */
  readonly numberedDays: ReadonlySet<number> | null;
  readonly isNumberedInMonth: boolean;
  readonly weekStart: number;
}

/** Fills in what the rule leaves out from the start: its weekday, day of the month or day of the year. */
export function completeRule(rule: RecurrenceRule, startDay: number): RecurrenceRule {
  const { frequency, byMonth, byWeekNo } = rule;
  if (rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length > 0 || frequency === "DAILY") return rule;
  if (frequency === "WEEKLY" || byWeekNo.length > 0)
    return { ...rule, byDay: [{ ordinal: 0, weekday: weekdayOfDay(startDay) }] };
  const start = new Date(startDay * dayMs);
  const isMonthTaken = frequency === "YEARLY" && byMonth.length === 0;
  return {
    ...rule,
    byMonth: isMonthTaken ? [start.getUTCMonth() + 1] : byMonth,
    byMonthDay: [start.getUTCDate()],
  };
}

const setOf = (numbers: readonly number[]) => (numbers.length === 0 ? null : new Set(numbers));

function questionOf(stated: RecurrenceRule, startDay: number): Question {
  const rule = completeRule(stated, startDay);
  const plain = rule.byDay.filter(({ ordinal }) => ordinal === 0).map(({ weekday }) => weekday);
  return {
    months: setOf(rule.byMonth),
    monthDays: setOf(rule.byMonthDay),
    yearDays: setOf(rule.byYearDay),
    weeks: setOf(rule.byWeekNo),
    weekdays: rule.byDay.length === 0 ? null : new Set(plain),
    numberedDays: setOf(rule.byDay.filter(({ ordinal }) => ordinal !== 0).map(numberedKey)),
    isNumberedInMonth: isNumberedInMonth(rule),
    weekStart: rule.weekStart,
  };
}

/** Whether 1MO means the first Monday of a month rather than of the year. */
export function isNumberedInMonth({ frequency, byMonth }: RecurrenceRule): boolean {
  return frequency === "MONTHLY" || byMonth.length > 0;
}

/** The days that meet all conditions, in order. */
function answering(question: Question, fromDay: number, toDay: number): number[] {
  const days: number[] = [];
  for (let day = fromDay; day <= toDay; ) {
    const month = monthOf(day);
    const end = Math.min(toDay, month.firstDay + month.length - 1);
    if (question.months === null || question.months.has(month.number))
      for (; day <= end; day++) if (isAnswering(question, day, month)) days.push(day);
    day = end + 1;
  }
  return days;
}

function isAnswering(question: Question, day: number, month: Month): boolean {
  const { monthDays, yearDays, weekdays } = question;
  const monthDay = day - month.firstDay + 1;
  if (monthDays !== null && !isAt(monthDays, monthDay, month.length)) return false;
  const yearDay = day - month.yearFirstDay + 1;
  if (yearDays !== null && !isAt(yearDays, yearDay, month.yearLength)) return false;
  if (weekdays !== null && !weekdays.has(weekdayOfDay(day)) && !isNumbered(question, day, month)) return false;
  return question.weeks === null || isInWeeks(question.weeks, question.weekStart, day);
}

/** Whether a position is listed, counted from the start or from the end. */
const isAt = (places: ReadonlySet<number>, place: number, length: number) =>
  places.has(place) || places.has(place - length - 1);

/** Encodes 1MO, -1FR as one number, so that a Set lookup costs the same for hundreds of them. */
const numberedKey = ({ ordinal, weekday }: RuleDay) => ordinal * 7 + weekday;

function isNumbered({ numberedDays, isNumberedInMonth: isInMonth }: Question, day: number, month: Month): boolean {
  if (numberedDays === null) return false;
  const [place, length] = isInMonth
    ? [day - month.firstDay, month.length]
    : [day - month.yearFirstDay, month.yearLength];
  const fromStart = Math.floor(place / 7) + 1;
  const fromEnd = -Math.floor((length - 1 - place) / 7) - 1;
  const weekday = weekdayOfDay(day);
  return (
    numberedDays.has(numberedKey({ ordinal: fromStart, weekday })) ||
    numberedDays.has(numberedKey({ ordinal: fromEnd, weekday }))
  );
}

function isInWeeks(weeks: ReadonlySet<number>, weekStart: number, day: number): boolean {
  const year = yearOfWeek(day, weekStart);
  const firstWeek = firstWeekOf(year, weekStart);
  return isAt(weeks, Math.floor((day - firstWeek) / 7) + 1, (firstWeekOf(year + 1, weekStart) - firstWeek) / 7);
}
