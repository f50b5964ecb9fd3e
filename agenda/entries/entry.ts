import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { expand, findOccurrence, type OccurrenceQuery, type Place } from "../series/occurrences.ts";
import type { Occurrence, Series } from "../series/series.ts";
import { seriesOf } from "../series/stored-series.ts";

/** One entry of a list: a single item, or one occurrence of a series. */
export interface Entry {
  /** The stored item: for an occurrence the whole series, with its rule and exceptions. */
  readonly item: StoredItem;
  /** The content and time of this entry. */
  readonly content: EntryContent;
  /** The original date of an occurrence; null for a single item. */
  readonly occurrence: string | null;
  /** Whether an occurrence differs from its series. */
  readonly isChanged: boolean;
}

/** A single item as an entry. */
export function singleEntry(item: StoredItem): Entry {
  return { item, content: item, occurrence: null, isChanged: false };
}

/** One occurrence of a series as an entry. @param item the stored series */
export function occurrenceEntry(item: StoredItem, { content, originalDate, isChanged }: Occurrence): Entry {
  return { item, content, occurrence: originalDate, isChanged };
}

/** The entry on an original date of a series; undefined if its rule does not match the date, or the occurrence was cancelled. */
export function entryOnDate(item: StoredItem, series: Series, originalDate: string): Entry | undefined {
  const found = findOccurrence(series, originalDate);
  return typeof found === "object" ? occurrenceEntry(item, found) : undefined;
}

/** The sort position of an entry. */
export function placeOfEntry({ item, content, occurrence }: Entry): Place {
  return { id: item.id, date: content.date, startsAtMs: content.startsAtMs, originalDate: occurrence };
}

/** The occurrences of a stored series in a window, in order, at most `limit`. None for a single item. */
export function occurrencesOf(item: StoredItem, reading: OccurrenceQuery): Entry[] {
  const series = seriesOf(item);
  return series === null ? [] : expand(series, reading).map((occurrence) => occurrenceEntry(item, occurrence));
}

/** Whether an item repeats. */
export const isSeries = (item: StoredItem): boolean => Boolean(item.recurrence);
