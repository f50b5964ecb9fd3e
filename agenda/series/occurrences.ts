import { lastDate } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import type { EntryContent } from "../item/item-content.ts";
import { dateAfter, dateBefore, datesBetween, hasDate } from "../recurrence/schedule.ts";
import { compareItems, type DateRange, isInDateRange, startKeyMs } from "../time/date-range.ts";
import { addDays, longDate, weekdayOf } from "../time/dates.ts";
import { dateIn } from "../time/instants.ts";
import { requireDate } from "../time/require-date.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";
import {
  changedContentOn,
  type Occurrence,
  plainContentOn,
  type Series,
  scheduleOfSeries,
  spanDays,
} from "./series.ts";

/** Where an item or an occurrence stands in a list. `originalDate` is null for single items. */
export interface Place {
  readonly id: string;
  readonly date: string;
  readonly startsAtMs: number | null;
  readonly originalDate: string | null;
}

export interface OccurrenceQuery {
  readonly window: DateRange;
  /** The IANA zone that all-day occurrences are placed in, to be ordered among timed ones. */
  readonly readIn: string;
  readonly limit: number;
  /** Only what stands after this place: the last one of the page before, of whatever item it was. */
  readonly after?: Place;
  /** Only occurrences that it takes. It looks at what they say, not at when they are. */
  readonly accepts?: (content: EntryContent) => boolean;
}

/** The order of single items and occurrences together: `compareItems`, then by original date. */
export function comparePlaces(readIn: string): (a: Place, b: Place) => number {
  const compare = compareItems(readIn);
  return (a, b) => compare(a, b) || compareText(a.originalDate ?? "", b.originalDate ?? "");
}

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** @returns where an occurrence stands */
export function placeOf({ id, originalDate, content }: Occurrence): Place {
  return { id, date: content.date, startsAtMs: content.startsAtMs, originalDate };
}

/**
 * The occurrences of a series that overlap a window, in order, `limit` at most. To go on, send the last place of the answer, or
 * of the mixture it was merged into, as `after`. An answer shorter than `limit` is the last.
 *
 * A moved occurrence is found where it was moved to. It costs the window, not the years before it, and each exception once.
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

/** Those that stand where the rule puts them: in the order of their dates, which is that of their starts. */
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

/** Where what the series says is not wanted, only exceptions can be: years of it are not looked through for them. */
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

/** The dates on the item's own wall that can reach into the window, a day more at each end for the zones between. */
function daysToLookAt(
  content: EntryContent,
  { window, readIn, after }: OccurrenceQuery,
): { fromDay: number; toDay: number } {
  const zone = content.startsAtMs === null ? readIn : (content.timeZone ?? "UTC");
  const isAllDay = content.startsAtMs === null;
  const from = isAllDay ? window.from : dateIn(window.startsAtMs, zone);
  const to = isAllDay ? window.to : dateIn(window.endsAtMs, zone);
  const fromDay = dayNumberOf(from) - spanDays(content) - 1;
  const afterDay = after === undefined ? fromDay : dayNumberOf(dateIn(startKeyMs(after, readIn), zone)) - 1;
  // What ends after the last date that the agenda takes does not take place.
  return {
    fromDay: Math.max(fromDay, afterDay),
    toDay: Math.min(dayNumberOf(to) + 1, dayNumberOf(lastDate) - spanDays(content)),
  };
}

/** One date of a series, whether or not the rule has it; a cancelled one as it would be. @param date an existing one */
export function occurrenceOn({ id, content, exceptions }: Series, date: string): Occurrence {
  const exception = exceptions.get(date);
  if (exception?.kind !== "changed")
    return { id, originalDate: date, content: plainContentOn(content, date), isChanged: false };
  return { id, originalDate: date, content: changedContentOn(content, date, exception.changed), isChanged: true };
}

/** The occurrence with this original date: "cancelled" when it was, undefined when the rule has no such date. */
export function findOccurrence(series: Series, originalDate: string): Occurrence | "cancelled" | undefined {
  if (!hasDate(scheduleOfSeries(series), originalDate)) return undefined;
  if (series.exceptions.get(originalDate)?.kind === "cancelled") return "cancelled";
  return occurrenceOn(series, originalDate);
}

/**
 * The same, for what someone asked for.
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
 * Between which dates a series can have anything, in any zone, moved occurrences included: for an index. `to` is null for a rule
 * without an end.
 */
export function reachOf(series: Pick<Series, "content" | "exceptions">): { from: string; to: string | null } {
  const { content, exceptions } = series;
  const schedule = scheduleOfSeries(series);
  const whens = [...exceptions.values()].flatMap((exception) =>
    exception.kind === "changed" && exception.changed.when !== undefined ? [exception.changed.when] : [],
  );
  const first = [content.date, ...whens.map((when) => when.date)].sort()[0] ?? content.date;
  const lastPlain = dateOfDay(schedule.endDay + spanDays(content));
  const last = [lastPlain, ...whens.map((when) => when.endDate ?? when.date)].sort().at(-1) ?? lastPlain;
  return { from: addDays(first, -1), to: schedule.isEnding ? addDays(last, 1) : null };
}
