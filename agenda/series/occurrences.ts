import { lastDate } from "../../contract/first-limits.ts";
import { wrongField } from "../../contract/problems.ts";
import type { EntryContent } from "../item/item-content.ts";
import { dateAfter, dateBefore, datesBetween, hasDate } from "../recurrence/schedule.ts";
import { compareText } from "../time/compare-text.ts";
import { compareItems, type DateRange, isInDateRange, startKeyMs } from "../time/date-range.ts";
import { addDays, weekdayOf } from "../time/dates.ts";
import { dateIn } from "../time/instants.ts";
import { longDate } from "../time/long-date.ts";
import { requireDate } from "../time/require-date.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";
import {
  changedContentOn,
  type Occurrence,
  plainContentOn,
  reachDays,
  type Series,
  scheduleOfSeries,
  spanDays,
} from "./series.ts";

/** The position of an item or an occurrence in a list. `originalDate` is null for single items. */
export interface Place {
  readonly id: string;
  readonly date: string;
  readonly startsAtMs: number | null;
  readonly originalDate: string | null;
}

export interface OccurrenceQuery {
  readonly window: DateRange;
  /** The IANA zone in which all-day occurrences are sorted among timed ones. */
  readonly readIn: string;
  readonly limit: number;
  /** Only entries after this position: the last one of the previous page, whatever item it belongs to. */
  readonly after?: Place;
  /** Only occurrences it accepts. It sees their content, not their times. */
  readonly accepts?: (content: EntryContent) => boolean;
}

/** The common order of single items and occurrences: `compareItems`, then by original date. */
export function comparePlaces(readIn: string): (a: Place, b: Place) => number {
  const compare = compareItems(readIn);
  return (a, b) => compare(a, b) || compareText(a.originalDate ?? "", b.originalDate ?? "");
}

/** @returns an occurrence's position */
export function placeOf({ id, originalDate, content }: Occurrence): Place {
  return { id, date: content.date, startsAtMs: content.startsAtMs, originalDate };
}

/**
 * The occurrences of a series that overlap a window, in order, at most `limit`. To continue, pass the last position of the
 * answer, or of the list it was merged into, as `after`. An answer shorter than `limit` is the last.
 *
 * A moved occurrence is found at its new time. The cost depends on the window, not on the years before it, plus each exception
 * once.
 */
export function expand(series: Series, reading: OccurrenceQuery): Occurrence[] {
  const compare = comparePlaces(reading.readIn);
  const found = [...unmovedIn(series, reading), ...movedIn(series, reading)];
  return found.sort((a, b) => compare(placeOf(a), placeOf(b))).slice(0, reading.limit);
}

function isWanted(occurrence: Occurrence, { window, readIn, after, accepts }: OccurrenceQuery): boolean {
  if (!isInDateRange(occurrence.content, window)) return false;
  if (accepts !== undefined && !accepts(occurrence.content)) return false;
  return after === undefined || comparePlaces(readIn)(after, placeOf(occurrence)) < 0;
}

/** Occurrences at their regular dates, in order of date, which is also the order of their starts. */
function unmovedIn(series: Series, reading: OccurrenceQuery): Occurrence[] {
  const found: Occurrence[] = [];
  if (reading.limit < 1) return found;
  for (const day of candidatesIn(series, reading)) {
    const occurrence = unmovedOn(series, dateOfDay(day), series.exceptions);
    if (occurrence === undefined || !isWanted(occurrence, reading)) continue;
    found.push(occurrence);
    if (found.length === reading.limit) break;
  }
  return found;
}

/** If the series' own content is not accepted, only exceptions can match: do not walk through years of regular dates. */
function candidatesIn(series: Series, reading: OccurrenceQuery): Iterable<number> {
  const schedule = scheduleOfSeries(series);
  const { fromDay, toDay } = daysToLookAt(series.content, reading);
  if (reading.accepts?.(series.content) ?? true) return datesBetween(schedule, fromDay, toDay);
  const days = [...series.exceptions.keys()].filter((date) => hasDate(schedule, date)).map(dayNumberOf);
  return days.filter((day) => day >= fromDay && day <= toDay).sort((a, b) => a - b);
}

function unmovedOn(series: Series, date: string, exceptions: Series["exceptions"]): Occurrence | undefined {
  const exception = exceptions.get(date);
  if (exception?.kind === "cancelled" || exception?.changed.when !== undefined) return undefined;
  return occurrenceOn(series, date);
}

function movedIn(series: Series, reading: OccurrenceQuery): Occurrence[] {
  const schedule = scheduleOfSeries(series);
  const found: Occurrence[] = [];
  for (const [date, exception] of series.exceptions) {
    if (exception.kind === "cancelled" || exception.changed.when === undefined) continue;
    const occurrence = occurrenceOn(series, date);
    if (isWanted(occurrence, reading) && hasDate(schedule, date)) found.push(occurrence);
  }
  return found;
}

/** The local dates that can reach into the window, plus a day at each end for zone differences. */
function daysToLookAt(
  content: EntryContent,
  { window, readIn, after }: OccurrenceQuery,
): { fromDay: number; toDay: number } {
  const zone = content.startsAtMs === null ? readIn : (content.timeZone ?? "UTC");
  const isAllDay = content.startsAtMs === null;
  const from = isAllDay ? window.from : dateIn(window.startsAtMs, zone);
  const to = isAllDay ? window.to : dateIn(window.endsAtMs, zone);
  const fromDay = dayNumberOf(from) - reachDays(content) - 1;
  const afterDay = after === undefined ? fromDay : dayNumberOf(dateIn(startKeyMs(after, readIn), zone)) - 1;
  // An occurrence that would end after the agenda's last date does not exist.
  return {
    fromDay: Math.max(fromDay, afterDay),
    toDay: Math.min(dayNumberOf(to) + 1, dayNumberOf(lastDate) - spanDays(content)),
  };
}

/** One date of a series, whether or not the rule matches it; a cancelled one as it would have been. @param date must exist */
export function occurrenceOn({ id, content, exceptions }: Series, date: string): Occurrence {
  const exception = exceptions.get(date);
  if (exception?.kind !== "changed")
    return { id, originalDate: date, content: plainContentOn(content, date), isChanged: false };
  return { id, originalDate: date, content: changedContentOn(content, date, exception.changed), isChanged: true };
}

/** The occurrence with this original date: "cancelled" if it was, undefined if the rule does not match the date. */
export function findOccurrence(series: Series, originalDate: string): Occurrence | "cancelled" | undefined {
  if (!hasDate(scheduleOfSeries(series), originalDate)) return undefined;
  if (series.exceptions.get(originalDate)?.kind === "cancelled") return "cancelled";
  return occurrenceOn(series, originalDate);
}

/**
 * Like `findOccurrence`, for user input.
 * @throws AgendaError("invalid_input") that names the dates around it, or says that it was cancelled
 */
export function requireOccurrence(
  series: Series,
  originalDate: string,
  path: readonly (string | number)[],
): Occurrence {
  const date = requireDate(originalDate, path);
  const found = findOccurrence(series, date);
  if (found === "cancelled")
    throw wrongField(
      path,
      `The occurrence of ${weekdayOf(date)} ${longDate(date)} was cancelled. updateItemById with scope "this" and reset true brings it back.`,
    );
  if (found !== undefined) return found;
  const schedule = scheduleOfSeries(series);
  const around = [dateBefore(schedule, date), dateAfter(schedule, date)].filter((near) => near !== undefined);
  throw wrongField(
    path,
    `The series has no occurrence whose original date is ${weekdayOf(date)} ${date}. The nearest: ${around.map((near) => `${near} (${weekdayOf(near)})`).join(" and ")}. A moved one keeps its original date.`,
  );
}

/**
 * The range of dates in which a series can have anything, in any zone, including moved occurrences: for an index. `to` is null
 * for an endless rule.
 */
export function reachOf(series: Pick<Series, "content" | "exceptions">): { from: string; to: string | null } {
  const { content, exceptions } = series;
  const schedule = scheduleOfSeries(series);
  const whens = [...exceptions.values()].flatMap((exception) =>
    exception.kind === "changed" && exception.changed.when !== undefined ? [exception.changed.when] : [],
  );
  const first = [content.date, ...whens.map((when) => when.date)].sort()[0] ?? content.date;
  const lastPlain = dateOfDay(schedule.endDay + reachDays(content));
  const last =
    [lastPlain, ...whens.flatMap((when) => [when.date, when.endDate ?? when.date])].sort().at(-1) ?? lastPlain;
  // A moment's dates in two zones are up to two days apart.
  return { from: addDays(first, -2), to: schedule.isEnding ? addDays(last, 2) : null };
}
