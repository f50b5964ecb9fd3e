import type { EntryContent } from "../../item/item-content.ts";
import { hasDate } from "../../recurrence/schedule.ts";
import { plainContentOn, type SeriesContent, scheduleOfSeries } from "../../series/series.ts";
import { movedRecurrence, splitAt } from "../../series/series-edits.ts";
import { addDays, daysBetween } from "../../time/dates.ts";
import { type JComponent, textOf } from "../jcal.ts";
import { reasonOf } from "./file-entry.ts";
import type { Group } from "./series-dates.ts";

/** A series from one of its original dates until the next part begins. */
export interface SeriesPart {
  readonly content: SeriesContent;
  /** The original date it begins with, and the number of days it was moved. */
  readonly from: string;
  readonly days: number;
}

export const isCancelled = (component: JComponent): boolean =>
  textOf(component, "status")?.toUpperCase() === "CANCELLED";

/**
 * Splits a series where a file changes a date and all that follow (RANGE=THISANDFUTURE), like the scope `following`. Each part
 * becomes a separate series.
 * @param changes by original date
 * @see RFC 5545 §3.2.13, §3.8.4.4
 */
export function partsFrom(
  content: SeriesContent,
  changes: ReadonlyMap<string, JComponent>,
  group: Group,
): SeriesPart[] {
  const parts: SeriesPart[] = [{ content, from: content.date, days: 0 }];
  for (const [date, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = parts.at(-1);
    const there = part && addDays(date, part.days);
    if (part === undefined || there === undefined || !hasDate(scheduleOfSeries(part), there)) {
      group.remark("calendars.noSuchDate");
      continue;
    }
    try {
      const { before, after } = splitAt({ content: part.content, exceptions: new Map() }, there);
      // If nothing of the series remains before it, this is still the same series and keeps its UID.
      const uid = before ? `${group.uid}/${date}` : (part.content.imported?.uid ?? group.uid);
      const changed = isCancelled(change) ? null : changedFrom(after.content, uid, date, change, group);
      parts.pop();
      if (before) parts.push({ ...part, content: before.content });
      if (changed === null) return endedHere(parts, date, changes, group);
      parts.push({ content: changed, from: date, days: daysBetween(date, changed.date) });
    } catch (thrown) {
      group.remark("calendars.changesLeftOut", { day: { date }, why: reasonOf(thrown) });
    }
  }
  return parts;
}

function endedHere(parts: SeriesPart[], date: string, changes: ReadonlyMap<string, JComponent>, { remark }: Group) {
  if ([...changes.keys()].some((other) => other > date)) remark("calendars.noSuchDate");
  return parts;
}

function changedFrom(
  after: SeriesContent,
  uid: string,
  date: string,
  change: JComponent,
  { read, remark }: Group,
): SeriesContent {
  const said = read(change);
  const wanted: EntryContent = {
    ...said,
    done: false,
    ...(said.imported && { imported: { ...said.imported, uid } }),
  };
  const recurrence = movedRecurrence(after, daysBetween(after.date, wanted.date));
  if (recurrence !== null) return { ...wanted, recurrence };
  remark("calendars.ruleStays", { day: { date } });
  return { ...wanted, ...plainContentOn({ ...wanted, recurrence: "" }, after.date), recurrence: after.recurrence };
}

/** The part that an original date belongs to. */
export const partAt = (parts: readonly SeriesPart[], date: string): SeriesPart | undefined =>
  parts.findLast(({ from }) => from <= date);
