import { lastDate } from "../../contract/first-limits.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";
import { daysOf, lastBefore } from "./rule-days.ts";
import type { RecurrenceRule } from "./rule-parts.ts";
import { readRule } from "./rule-text.ts";

/** A rule with its first and last date, as day numbers. */
export interface Schedule {
  readonly rule: RecurrenceRule;
  readonly startDay: number;
  /** No occurrence starts later: UNTIL, the last one of COUNT, or the agenda's last date. */
  readonly endDay: number;
  /** Whether the rule itself ends, by UNTIL or COUNT. */
  readonly isEnding: boolean;
}

/** Cache: expanding a COUNT takes up to 10 ms. Bounded, because anyone may send any rule. */
const met = new Map<string, Schedule>();
const mostSchedules = 20_000;
const lastDayTaken = dayNumberOf(lastDate);

/** @param recurrence in canonical form, from `requireRecurrence` @param date the first occurrence */
export function scheduleOf(recurrence: string, date: string): Schedule {
  const key = `${date} ${recurrence}`;
  const known = met.get(key);
  if (known !== undefined) return known;
  const read = readRule(recurrence, ["recurrence"]);
  const rule = { ...read, until: read.until?.date ?? null };
  const startDay = dayNumberOf(date);
  const schedule = {
    rule,
    startDay,
    endDay: endDayOf(rule, startDay),
    isEnding: rule.until !== null || rule.count !== null,
  };
  if (met.size >= mostSchedules) met.clear();
  met.set(key, schedule);
  return schedule;
}

function endDayOf(rule: RecurrenceRule, startDay: number): number {
  if (rule.until !== null) return Math.min(dayNumberOf(rule.until), lastDayTaken);
  let end = lastDayTaken;
  if (rule.count === null) return end;
  let left = rule.count;
  for (const day of daysOf(rule, startDay, startDay, lastDayTaken)) {
    end = day;
    if (--left === 0) break;
  }
  return end;
}

/** The dates of a schedule between two days, both inclusive. */
export function datesBetween(schedule: Schedule, fromDay: number, toDay: number): Iterable<number> {
  return daysOf(schedule.rule, schedule.startDay, fromDay, Math.min(toDay, schedule.endDay));
}

/** Whether the rule matches this date. @param date must exist */
export function hasDate(schedule: Schedule, date: string): boolean {
  return hasDay(schedule, dayNumberOf(date));
}

/** Like `hasDate`, for a day number. */
export function hasDay(schedule: Schedule, day: number): boolean {
  for (const _ of datesBetween(schedule, day, day)) return true;
  return false;
}

/** Number of days computed at once. */
const season = 256;

/** Answers for many days whether a schedule matches them: single days at first, then a block at a time. */
export class DayAnswers {
  readonly #schedule: Schedule;
  readonly #seasons = new Map<number, Uint8Array | null>();

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  has(day: number): boolean {
    const number = Math.floor(day / season);
    const known = this.#seasons.get(number);
    if (known) return known[day - number * season] === 1;
    if (known === undefined) {
      this.#seasons.set(number, null);
      return hasDay(this.#schedule, day);
    }
    const days = new Uint8Array(season);
    const first = number * season;
    for (const each of datesBetween(this.#schedule, first, first + season - 1)) days[each - first] = 1;
    this.#seasons.set(number, days);
    return days[day - first] === 1;
  }
}

/** The last matching date before a date. */
export function dateBefore(schedule: Schedule, date: string): string | undefined {
  const between = (from: number, to: number) => datesBetween(schedule, from, to);
  const last = lastBefore(between, dayNumberOf(date), schedule.startDay);
  return last === undefined ? undefined : dateOfDay(last);
}

/** The first matching date after a date. */
export function dateAfter(schedule: Schedule, date: string): string | undefined {
  for (const day of datesBetween(schedule, dayNumberOf(date) + 1, schedule.endDay)) return dateOfDay(day);
  return undefined;
}
