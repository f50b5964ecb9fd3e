import { lastDate } from "../../contract/first-limits.ts";
import type { ItemChange } from "../history/ledger.ts";
import type { ItemContent, SeriesException, StoredItem } from "../item/item-content.ts";
import { DayAnswers, dateAfter, datesBetween, hasDate, type Schedule } from "../recurrence/schedule.ts";
import { type SeriesParts, scheduleOfSeries } from "../series/series.ts";
import { movedRecurrence, splitAt } from "../series/series-edits.ts";
import { partsOf } from "../series/stored-series.ts";
import { type Steps, someSteps } from "../steps.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";

/** Over four years of daily dates: a rule that has all of these differs from the old one only in its end. */
const mostDates = 1500;
const lastDay = dayNumberOf(lastDate);

/**
 * Whether a change takes anything off the agenda, by any operation: an item, or dates of a series.
 * A series moved as a whole loses none, and dates that became another item of the same change are still there.
 */
export function* takesAway(changes: readonly ItemChange[]): Steps<boolean> {
  const made = changes.flatMap(({ kind, after }) => (kind === "created" && after ? [after] : []));
  for (const change of changes) {
    if (change.kind === "deleted" || (change.kind === "updated" && (yield* losesDates(change, made)))) return true;
    yield;
  }
  return false;
}

function* losesDates({ before, after }: ItemChange, made: readonly StoredItem[]): Steps<boolean> {
  const series = before && partsOf(before);
  if (!series || !after || (yield* keepsDates(series, after))) return false;
  const split = splitAsIn(series, after);
  if (!split?.before || !(yield* keepsDates(split.before, after))) return true;
  for (const item of made) {
    if (yield* keepsDates(split.after, item)) return false;
    yield;
  }
  return true;
}

/** The old series, split where the new one ends. */
function splitAsIn(series: SeriesParts, after: StoredItem) {
  const now = partsOf(after);
  const date = now && dateAfter(scheduleOfSeries(series), dateOfDay(scheduleOfSeries(now).endDay));
  return date ? splitAt(series, date) : null;
}

/** Whether an item keeps all dates of the old series, in place or all moved by the same number of days. */
function* keepsDates(series: SeriesParts, item: ItemContent): Steps<boolean> {
  const now = partsOf(item);
  if (!now) return [...takenDates(series).take(2)].length < 2;
  const [first = series.content.date] = takenDates(series).take(1);
  const shifts = new Set([0, daysBetween(series.content.date, item.date), daysBetween(first, item.date)]);
  for (const days of shifts)
    if ((yield* keepsOwn(series, now, days)) && (isMoved(series, now, days) || hasAll(series, now, days))) return true;
  return false;
}

/** The dates that are not cancelled. */
const takenDates = (series: SeriesParts): IteratorObject<string> =>
  Iterator.from(allDays(scheduleOfSeries(series)))
    .map(dateOfDay)
    .filter((date) => series.exceptions.get(date)?.kind !== "cancelled");

const allDays = (schedule: Schedule) => datesBetween(schedule, schedule.startDay, schedule.endDay);

type Exception = readonly [date: string, SeriesException];

/** Whether no date is newly cancelled, and no exception is lost along with its date. */
function* keepsOwn(series: SeriesParts, now: SeriesParts, days: number): Steps<boolean> {
  const [schedule, scheduleNow] = [scheduleOfSeries(series), scheduleOfSeries(now)];
  const isCancelled = ({ exceptions }: SeriesParts, date: string) => exceptions.get(date)?.kind === "cancelled";
  const isKept = (date: string) => {
    if (now.exceptions.has(addDays(date, days)) || now.exceptions.has(date)) return true;
    return days === 0 && hasDate(scheduleNow, date);
  };
  const wasTaken = (date: string) =>
    hasDate(schedule, date) && !isCancelled(series, date) && !isCancelled(series, addDays(date, days));
  const isLost = ([date, { kind }]: Exception) => kind !== "cancelled" && hasDate(schedule, date) && !isKept(date);
  const isTaken = ([date, { kind }]: Exception) => kind === "cancelled" && wasTaken(addDays(date, -days));
  if (yield* someSteps(series.exceptions, isLost)) return false;
  return !(yield* someSteps(now.exceptions, isTaken));
}

/** Whether it is the same rule from another day on. Months without a 29th, 30th or 31st would lose a date. */
function isMoved({ content }: SeriesParts, now: SeriesParts, days: number): boolean {
  if (content.date !== addDays(now.content.date, -days) || now.content.recurrence !== movedRecurrence(content, days))
    return false;
  const [schedule, scheduleNow] = [scheduleOfSeries({ content }), scheduleOfSeries(now)];
  const { frequency } = schedule.rule;
  const isByMonth = frequency === "MONTHLY" || frequency === "YEARLY";
  if (isByMonth && days !== 0 && Number(now.content.date.slice(8)) > 28) return false;
  if (!schedule.isEnding) return true;
  const count = (all: Schedule) => [...Iterator.from(allDays(all)).take(mostDates)].length;
  return schedule.endDay + days <= lastDay && count(scheduleNow) >= count(schedule);
}

function hasAll(series: SeriesParts, now: SeriesParts, days: number): boolean {
  const [schedule, scheduleNow] = [scheduleOfSeries(series), scheduleOfSeries(now)];
  const answers = new DayAnswers(scheduleNow);
  const has = (date: string) => answers.has(dayNumberOf(date) + days);
  if (!takenDates(series).take(mostDates).every(has)) return false;
  const next = dateAfter(schedule, dateOfDay(scheduleNow.endDay - days));
  return next === undefined || (!schedule.isEnding && dayNumberOf(next) + days > lastDay);
}
