import { completeRule } from "../../agenda/recurrence/rule-days.ts";
import { type Frequency, type RecurrenceRule, weekdayCodes, writeDay } from "../../agenda/recurrence/rule-parts.ts";
import { mostCount, mostInterval, readRule } from "../../agenda/recurrence/rule-text.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dayNumberOf, two } from "../../agenda/time/wall-clock.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { dayAndMonth, weekdayAndDate } from "../time/date-names.ts";
import type { DateWords } from "../time/date-words.ts";

/** A recurrence rule as form fields: numbers and dates as typed, valid or not. */
export interface RepeatForm {
  readonly frequency: Frequency;
  readonly interval: string;
  /** For weekly rules; Sunday 0. */
  readonly weekdays: readonly number[];
  /** For monthly rules: "27", "-1" for the last day, "4FR", "-1FR". */
  readonly monthDay: string;
  /** For yearly rules, MM-DD. */
  readonly yearDay: string;
  readonly ends: "never" | "until" | "count";
  readonly until: string;
  readonly count: string;
  /** First day of the week when counting weeks; Sunday 0. */
  readonly weekStart: number;
}

export const weekdayNumberOf = (date: string): number => new Date(`${date}T00:00Z`).getUTCDay();

/** Weekly on the date's weekday: the initial state. */
export function firstForm(date: string, weekStart: number): RepeatForm {
  return {
    frequency: "WEEKLY",
    interval: "1",
    weekdays: [weekdayNumberOf(date)],
    monthDay: String(Number(date.slice(8))),
    yearDay: date.slice(5),
    ends: "never",
    until: "",
    count: "10",
    weekStart,
  };
}

const usualDays = { DAILY: 30, WEEKLY: 91, MONTHLY: 365, YEARLY: 5 * 365 + 1 } as const;

/** The initial last day, late enough that the item repeats. */
export const usualEnd = (date: string, frequency: Frequency): string => addDays(date, usualDays[frequency]);

/** Null if it is not (yet) a valid rule. */
function read(recurrence: string): RecurrenceRule | null {
  try {
    const rule = readRule(recurrence, []);
    return rule.until?.time ? null : { ...rule, until: rule.until?.date ?? null };
  } catch {
    return null;
  }
}

/**
 * The fields for a rule; undefined if it contains more than they can represent.
 * @param date supplies what the rule leaves out
 * @param weekStart for rules in which it makes no difference
 */
export function formOf(recurrence: string, date: string, weekStart: number): RepeatForm | undefined {
  const stated = read(recurrence);
  if (stated === null) return undefined;
  const rule = completeRule(stated, dayNumberOf(date));
  const fields = fieldsOf(rule);
  if (fields === undefined || rule.bySetPos.length + rule.byYearDay.length + rule.byWeekNo.length > 0) return undefined;
  const { frequency, interval, until, count } = rule;
  return {
    ...firstForm(date, weekStart),
    ...fields,
    frequency,
    interval: String(interval),
    ...(until !== null && { ends: "until", until }),
    ...(count !== null && { ends: "count", count: String(count) }),
    ...(hasCountedWeeks(frequency, interval, rule.byDay.length) && { weekStart: rule.weekStart }),
  };
}

/** The fields specific to a frequency. */
function fieldsOf({ frequency, byDay, byMonth, byMonthDay }: RecurrenceRule): Partial<RepeatForm> | undefined {
  const [day, monthDay, month] = [byDay[0], byMonthDay[0] ?? 0, byMonth[0] ?? 0];
  const [days, monthDays, months] = [byDay.length, byMonthDay.length, byMonth.length];
  if (frequency === "DAILY") return days + monthDays + months === 0 ? {} : undefined;
  if (frequency === "WEEKLY") return months === 0 ? { weekdays: byDay.map(({ weekday }) => weekday) } : undefined;
  if (frequency === "YEARLY") {
    const isDate = days === 0 && months === 1 && monthDays === 1 && monthDay > 0;
    return isDate ? { yearDay: `${two(month)}-${two(monthDay)}` } : undefined;
  }
  if (months > 0 || days + monthDays !== 1) return undefined;
  if (day === undefined) return monthDay >= -1 ? { monthDay: String(monthDay) } : undefined;
  return day.ordinal !== 0 && day.ordinal >= -1 ? { monthDay: writeDay(day) } : undefined;
}

/** The first day of the week only matters with several days in every second week or less often. */
const hasCountedWeeks = (frequency: Frequency, interval: number, days: number) =>
  frequency === "WEEKLY" && interval !== 1 && days > 1;

/**
 * The rule in the fields, in canonical form; unparsable if they are invalid.
 * @param start the item's date: the rule leaves out what it can take from there, so that it follows when the date is moved
 */
export function ruleOf(form: RepeatForm, start?: string): string {
  const { frequency, ends, until, count, monthDay } = form;
  const unsaid = start === undefined ? undefined : firstForm(start, form.weekStart);
  const interval = numberOf(form.interval);
  const weekdays = [...form.weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const isWeekdayUnsaid = unsaid !== undefined && String(weekdays) === String(unsaid.weekdays);
  const isYearDaySaid = frequency === "YEARLY" && form.yearDay !== unsaid?.yearDay;
  const isMonthDaySaid = frequency === "MONTHLY" && monthDay !== unsaid?.monthDay;
  const parts: (readonly [name: string, isSaid: boolean, value: string | number | undefined])[] = [
    ["INTERVAL", interval !== "1", interval],
    ["COUNT", ends === "count", numberOf(count)],
    ["UNTIL", ends === "until", until.replaceAll("-", "")],
    ["BYMONTH", isYearDaySaid, Number(form.yearDay.slice(0, 2))],
    ["BYMONTHDAY", isYearDaySaid, Number(form.yearDay.slice(3))],
    ["BYMONTHDAY", isMonthDaySaid && isNumber(monthDay), monthDay],
    ["BYDAY", isMonthDaySaid && !isNumber(monthDay), monthDay],
    ["BYDAY", frequency === "WEEKLY" && !isWeekdayUnsaid, weekdays.map((weekday) => weekdayCodes[weekday]).join(",")],
    [
      "WKST",
      form.weekStart !== 1 && hasCountedWeeks(frequency, Number(interval), weekdays.length),
      weekdayCodes[form.weekStart],
    ],
  ];
  const said = parts.filter(([, isSaid]) => isSaid).map(([name, , value]) => `${name}=${value}`);
  return [`FREQ=${frequency}`, ...said].join(";");
}

const isNumber = (text: string) => /^-?\d+$/.test(text);

/** Normalizes a number as in the canonical form; anything else stays as it is, to be refused when parsed. */
const numberOf = (typed: string) => (/^\d{1,9}$/.test(typed) ? String(Number(typed)) : typed);

export type RepeatMistakes = Partial<Record<"interval" | "weekdays" | "until" | "count", string>>;

/**
 * Error messages for the fields, by the server's rules.
 * @param first the first occurrence, if known; a series seen from a later one may also end before that
 */
export function mistakesOf(
  form: RepeatForm,
  first: string | undefined,
  words: DateWords,
  t: Translator,
): RepeatMistakes {
  const { frequency, ends, until } = form;
  return {
    ...(!isWhole(form.interval, mostInterval) && { interval: t("repeats.wholeNumber", { most: mostInterval }) }),
    ...(frequency === "WEEKLY" && form.weekdays.length === 0 && { weekdays: t("repeats.chooseDay") }),
    ...(ends === "count" &&
      !isWhole(form.count, mostCount) && { count: t("repeats.wholeNumber", { most: mostCount }) }),
    ...(ends === "until" && until < (first ?? firstDate) && { until: earlyWords(until, first, words, t) }),
    ...(ends === "until" &&
      until > lastDate && { until: t("repeats.agendaEnds", { day: dayAndMonth(lastDate, "", words) }) }),
  };
}

const isWhole = (typed: string, most: number) => /^\d{1,9}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most;

const earlyWords = (until: string, first: string | undefined, words: DateWords, t: Translator) => {
  if (until === "") return t("repeats.sayLastDay");
  return first === undefined
    ? t("repeats.agendaBegins", { day: dayAndMonth(firstDate, "", words) })
    : t("repeats.beforeFirst", { day: weekdayAndDate(first, "", words) });
};
