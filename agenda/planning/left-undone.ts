import { type Entry, entryOnDate, isSeries, singleEntry } from "../entries/entry.ts";
import type { StoredItem } from "../item/item-content.ts";
import { dateBefore } from "../recurrence/schedule.ts";
import { scheduleOfSeries } from "../series/series.ts";
import { seriesOf } from "../series/stored-series.ts";
import { mapSteps, type Steps } from "../steps.ts";
import { compareText } from "../time/compare-text.ts";
import { addDays } from "../time/dates.ts";
import { isUndone, lastDayOf, leftSince } from "./undone.ts";

/**
 * What past days left undone: one rule for the overview's "overdue" and for "left from before" on the page.
 * @see docs/decisions/0264-left-from-before.md
 */

/**
 * The entries that past days left undone, latest first.
 * @param stored single items and candidate series, in any order
 * @param today in the reader's zone
 */
export function* leftUndone(stored: readonly StoredItem[], today: string): Steps<Entry[]> {
  const since = leftSince(today);
  const found = yield* mapSteps(stored, (item) => (isSeries(item) ? latestOf(item, today) : singleEntry(item)));
  return found
    .filter((entry) => entry !== undefined)
    .filter(({ content }) => isUndone(content, today) && lastDayOf(content) >= since && !isEvent(content))
    .sort((a, b) => compareText(lastDayOf(b.content), lastDayOf(a.content)) || compareText(b.item.id, a.item.id));
}

/** An event from a calendar file was never meant to be ticked off. */
const isEvent = ({ imported }: Entry["content"]): boolean => imported?.kind === "event";

/**
 * The occurrence on the rule's latest date up to today: earlier ones no longer matter, even if this one was cancelled or moved. None for a
 * yearly series: birthdays and anniversaries are not to be ticked off.
 */
function latestOf(item: StoredItem, today: string): Entry | undefined {
  const series = seriesOf(item);
  if (series === null || /FREQ=YEARLY/.test(series.content.recurrence)) return undefined;
  const latest = dateBefore(scheduleOfSeries(series), addDays(today, 1));
  return latest === undefined ? undefined : entryOnDate(item, series, latest);
}
