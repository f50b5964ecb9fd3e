import { pick, storedWhen, whenOf } from "../item/field-values.ts";
import { aloneNames, whenNames } from "../item/fields.ts";
import type { ChangedFields, EntryContent, SeriesException } from "../item/item-content.ts";
import { momentsOf, startingAt } from "../item/item-times.ts";
import { isSameValue } from "../item/same-value.ts";
import { type Schedule, scheduleOf } from "../recurrence/schedule.ts";
import { daysBetween } from "../time/dates.ts";

/** The content of a series: an item with a rule. `date` is the first occurrence; the other fields apply to each. */
export interface SeriesContent extends EntryContent {
  /** Canonical, from `requireRecurrence`. */
  readonly recurrence: string;
}

/** By the occurrence's original date, YYYY-MM-DD. An exception for a date outside the rule has no effect. */
export type SeriesExceptions = ReadonlyMap<string, SeriesException>;

export interface SeriesParts {
  readonly content: SeriesContent;
  readonly exceptions: SeriesExceptions;
}

export interface Series extends SeriesParts {
  readonly id: string;
}

/** One date of a series as an item: addressed by the series' id and the original date, wherever it was moved. */
export interface Occurrence {
  readonly id: string;
  readonly originalDate: string;
  readonly content: EntryContent;
  /** Whether it differs from the series. */
  readonly isChanged: boolean;
}

/** Days from the first day of an occurrence to its last: 0 if it ends on the same day, or on the day before (date line). */
export function spanDays({ date, endDate }: Pick<EntryContent, "date" | "endDate">): number {
  return endDate === null ? 0 : Math.max(0, daysBetween(date, endDate));
}

/** Upper bound of the days from the first day of an occurrence to its last in the zone of its start: zones differ by up to 26 hours. */
export const reachDays = (item: Pick<EntryContent, "date" | "endDate" | "endTimeZone">): number =>
  spanDays(item) + (item.endTimeZone ? 2 : 0);

/** The dates of the rule, ignoring exceptions. */
export function scheduleOfSeries({ content }: Pick<SeriesParts, "content">): Schedule {
  return scheduleOf(content.recurrence, content.date);
}

/**
 * The series' own content on one of its dates: the same local times, resolved in its zone there; with an `endTimeZone`, the elapsed time of
 * the first occurrence. A time in a DST gap moves forward by the gap; the occurrence is never left out.
 * @see RFC 5545 §3.3.5, §3.3.10
 */
export function plainContentOn(content: SeriesContent, date: string): EntryContent {
  const { recurrence: _, ...item } = content;
  const there = startingAt(item, { date, startTime: item.startTime, timeZone: item.timeZone });
  return { ...there, ...momentsOf(there) };
}

/** Like `plainContentOn`, with the overrides of this occurrence. */
export function changedContentOn(content: SeriesContent, date: string, changed: ChangedFields): EntryContent {
  const { when, alarms, ...fields } = changed;
  const plain = plainContentOn(content, date);
  const imported = plain.imported && { ...plain.imported, ...(alarms && { alarms }) };
  const said = { ...plain, ...fields, ...(imported && { imported }) };
  return when === undefined ? said : { ...said, ...whenOf(when), ...momentsOf(whenOf(when)) };
}

/** How an occurrence differs from its series; undefined if it does not. */
export function differenceOn(content: SeriesContent, date: string, wanted: EntryContent): ChangedFields | undefined {
  const plain = plainContentOn(content, date);
  const differing = aloneNames.filter((field) => !isSameValue(plain[field], wanted[field]));
  const changed: ChangedFields = {
    ...pick(wanted, differing),
    ...(whenNames.every((field) => isSameValue(plain[field], wanted[field])) ? {} : { when: storedWhen(wanted) }),
    ...(isSameValue(plain.imported?.alarms, (wanted.imported ?? plain.imported)?.alarms)
      ? {}
      : { alarms: wanted.imported?.alarms ?? [] }),
  };
  return Object.keys(changed).length === 0 ? undefined : changed;
}
