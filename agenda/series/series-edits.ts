import { storedWhen, whenOf } from "../item/field-values.ts";
import type { EntryContent, SeriesException } from "../item/item-content.ts";
import { startingAt } from "../item/item-times.ts";
import type { RecurrenceRule } from "../recurrence/rule-parts.ts";
import { writeRule } from "../recurrence/rule-text.ts";
import { dateBefore, datesBetween, hasDate, type Schedule, scheduleOf } from "../recurrence/schedule.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";
import { differenceOn, plainContentOn, type SeriesContent, type SeriesParts, scheduleOfSeries } from "./series.ts";

/*
 * The three scopes of a change: this occurrence (an exception), this and the following (the series is split), all (the series
 * itself). Each takes a series and returns the result; nothing is stored here. `originalDate` must be a date of the series:
 * check it with `requireOccurrence`.
 */

/** The two parts of a split series. `before` is null if it would be empty. */
interface Split {
  readonly before: SeriesParts | null;
  readonly after: SeriesParts;
}

/** A changed series, and the original dates of exceptions that no longer match one of its dates. */
interface ChangedSeries {
  readonly series: SeriesParts;
  /** The dates of the exceptions that were kept, by their original dates before the change. */
  readonly places: ReadonlyMap<string, string>;
  readonly dropped: readonly string[];
}

/** What is known of a series that is moved. */
export interface Moving {
  /**
   * The occurrence that was addressed, and the date it is to have: if it neither stays nor moves along, it goes there, unless another
   * exception is there.
   */
  readonly addressed?: { readonly from: string; readonly to: string };
  /** Whether its dates were moved, and not only its start. */
  readonly areMovedAlong?: boolean;
}

/** `this`: changes one occurrence. If the result equals the series it is not an exception. */
export function changeThis(series: SeriesParts, originalDate: string, wanted: EntryContent): SeriesParts {
  const changed = differenceOn(series.content, originalDate, wanted);
  return withException(series, originalDate, changed === undefined ? undefined : { kind: "changed", changed });
}

/** `this`: cancels one occurrence. */
export function cancelThis(series: SeriesParts, originalDate: string): SeriesParts {
  return withException(series, originalDate, { kind: "cancelled" });
}

/** Resets one occurrence to the series, whether it was cancelled or changed. */
export function resetThis(series: SeriesParts, originalDate: string): SeriesParts {
  return withException(series, originalDate, undefined);
}

function withException(series: SeriesParts, date: string, exception: SeriesException | undefined): SeriesParts {
  const exceptions = new Map(series.exceptions);
  if (exception === undefined) exceptions.delete(date);
  else exceptions.set(date, exception);
  return { content: series.content, exceptions };
}

/**
 * Splits a series before one of its dates. Both parts together have the same dates: the first ends with the previous date, the
 * second begins with this one. COUNT is divided by the dates of the rule, including cancelled ones.
 */
export function splitAt(series: SeriesParts, originalDate: string): Split {
  const { content, exceptions } = series;
  const schedule = scheduleOfSeries(series);
  const isBefore = ([date]: [string, SeriesException]) => date < originalDate;
  const last = dateBefore(schedule, originalDate);
  const countBefore = schedule.rule.count === null ? 0 : countBetween(schedule, content.date, last);
  const { recurrence: _, ...start } = { ...content, ...plainContentOn(content, originalDate) };
  const after: SeriesParts = {
    content: { ...start, recurrence: writeRule(withCount(schedule.rule, (count) => count - countBefore)) },
    exceptions: new Map([...exceptions].filter((entry) => !isBefore(entry))),
  };
  if (last === undefined) return { before: null, after };
  const ended =
    schedule.rule.count === null ? { ...schedule.rule, until: last } : withCount(schedule.rule, () => countBefore);
  const before = {
    content: { ...content, recurrence: writeRule(ended) },
    exceptions: new Map([...exceptions].filter(isBefore)),
  };
  return { before, after };
}

function countBetween(schedule: Schedule, from: string, to: string | undefined): number {
  if (to === undefined) return 0;
  let count = 0;
  for (const _ of datesBetween(schedule, dayNumberOf(from), dayNumberOf(to))) count++;
  return count;
}

function withCount(rule: RecurrenceRule, divide: (count: number) => number): RecurrenceRule {
  return rule.count === null ? rule : { ...rule, count: divide(rule.count) };
}

/** `following`: removes this occurrence and those after it. Null if nothing is left. */
export function cancelFollowing(series: SeriesParts, originalDate: string): SeriesParts | null {
  return splitAt(series, originalDate).before;
}

/** Whether any occurrence is left uncancelled. Cost grows with the number of cancellations, not of dates. */
export function hasOccurrences(series: SeriesParts): boolean {
  const schedule = scheduleOfSeries(series);
  for (const day of datesBetween(schedule, schedule.startDay, schedule.endDay))
    if (series.exceptions.get(dateOfDay(day))?.kind !== "cancelled") return true;
  return false;
}

/**
 * `all`: changes the whole series. Exceptions are kept if their original dates still match; if the whole series was moved by some days they
 * move along, including their own times. If moving could also mean another start of the same rule, those whose dates still match stay; with
 * COUNT, whose end moves too, the others move along unless one that stays is in their place.
 */
export function changeAll(
  series: SeriesParts,
  content: SeriesContent,
  { addressed, areMovedAlong = false }: Moving = {},
): ChangedSeries {
  const schedule = scheduleOf(content.recurrence, content.date);
  const days = movedByDays(series.content, content);
  const isStart = !areMovedAlong && isAnotherStart(series.content, content);
  const exceptions = new Map<string, SeriesException>();
  const places = new Map<string, string>();
  const isPlaced = ([date, exception]: [string, SeriesException], by: number) => {
    const now = addDays(date, by);
    if (!hasDate(schedule, now) || exceptions.has(now)) return false;
    exceptions.set(now, movedException(exception, by));
    places.set(date, now);
    return true;
  };
  const left = [...series.exceptions].filter((each) => !isPlaced(each, isStart ? 0 : days));
  const dropped = left.filter((each) => {
    if (each[0] === addressed?.from) return !isPlaced(each, daysBetween(addressed.from, addressed.to));
    return !(isStart && schedule.rule.count !== null && isPlaced(each, days));
  });
  return { series: { content, exceptions }, places, dropped: dropped.map(([date]) => date).sort() };
}

/** 0 if the series was not moved as a whole. */
function movedByDays(from: SeriesContent, to: SeriesContent): number {
  const days = daysBetween(from.date, to.date);
  return to.recurrence === movedRecurrence(from, days) ? days : 0;
}

/** Whether the later of two starts is also a date of the rule from the earlier one on, ignoring the rule's end. */
function isAnotherStart(from: SeriesContent, to: SeriesContent): boolean {
  if (to.recurrence !== from.recurrence) return false;
  const [earlier, later] = from.date < to.date ? [from, to] : [to, from];
  const { rule } = scheduleOf(earlier.recurrence, earlier.date);
  return hasDate(scheduleOf(writeRule({ ...rule, until: null, count: null }), earlier.date), later.date);
}

function movedException(exception: SeriesException, days: number): SeriesException {
  if (days === 0 || exception.kind === "cancelled" || exception.changed.when === undefined) return exception;
  const when = whenOf(exception.changed.when);
  const { date, startTime, timeZone } = when;
  const moved = startingAt(when, { date: addDays(date, days), startTime, timeZone });
  return { kind: "changed", changed: { ...exception.changed, when: storedWhen(moved) } };
}

/**
 * The rule after moving the start by some days: "every Monday and Thursday" moved by one is "every Tuesday and Friday". UNTIL
 * moves along. Null if no rule fits, as for "the last weekday of every month": a new rule must then be given.
 */
export function movedRecurrence(
  { recurrence, date }: Pick<SeriesContent, "recurrence" | "date">,
  days: number,
): string | null {
  const { rule } = scheduleOf(recurrence, date);
  const isFixed = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, rule.bySetPos].some(
    (list) => list.length > 0,
  );
  if (days === 0) return recurrence;
  if (isFixed || (rule.byDay.length > 0 && rule.frequency !== "WEEKLY")) return null;
  const move = (weekday: number) => (((weekday + days) % 7) + 7) % 7;
  const byDay = rule.byDay
    .map(({ ordinal, weekday }) => ({ ordinal, weekday: move(weekday) }))
    .sort((a, b) => ((a.weekday + 6) % 7) - ((b.weekday + 6) % 7));
  return writeRule({
    ...rule,
    byDay,
    until: rule.until === null ? null : addDays(rule.until, days),
    // The first day of the week moves too, so that the days of every second week stay together.
    weekStart: rule.interval > 1 && byDay.length > 1 ? move(rule.weekStart) : rule.weekStart,
  });
}
