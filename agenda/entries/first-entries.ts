import type { StoredItem } from "../item/item-content.ts";
import { comparePlaces, type OccurrenceQuery } from "../series/occurrences.ts";
import type { Steps } from "../steps.ts";
import { startKeyMs } from "../time/date-range.ts";
import { addDays } from "../time/dates.ts";
import { dateIn } from "../time/instants.ts";
import { type Entry, occurrencesOf, placeOfEntry, singleEntry } from "./entry.ts";

/** Items of one user: single ones, and series that may have occurrences in a window. */
export interface Stored {
  readonly items: readonly StoredItem[];
  readonly series: readonly StoredItem[];
}

/** Sorts by `comparePlaces`, computing each sort key once. */
export function inOrder(entries: readonly Entry[], readIn: string): Entry[] {
  const compare = comparePlaces(readIn);
  return entries
    .map((entry) => ({ entry, place: placeOfEntry(entry), keyMs: startKeyMs(entry.content, readIn) }))
    .sort((a, b) => a.keyMs - b.keyMs || compare(a.place, b.place))
    .map(({ entry }) => entry);
}

/**
 * The first entries of a window, in order, at most `reading.limit`. Each series is expanded only as far as its occurrences can
 * be among them: once there are enough, nothing after the last one is expanded.
 * @param occurrences returns the wanted occurrences of a series, in any order
 */
export function* firstEntries(
  { items, series }: Stored,
  reading: OccurrenceQuery,
  occurrences: (item: StoredItem, reading: OccurrenceQuery) => readonly Entry[] = occurrencesOf,
): Steps<Entry[]> {
  const { limit, readIn } = reading;
  let kept = inOrder(items.map(singleEntry), readIn).slice(0, limit);
  let narrowed = until(kept, reading);
  let fresh: Entry[] = [];
  for (const item of series) {
    fresh.push(...occurrences(item, narrowed));
    if (fresh.length >= limit) {
      kept = inOrder([...kept, ...fresh], readIn).slice(0, limit);
      narrowed = until(kept, reading);
      fresh = [];
    }
    yield;
  }
  return inOrder([...kept, ...fresh], readIn).slice(0, limit);
}

/** Narrows the window to the last entry of a full answer, plus a day for all-day entries, which have no zone. */
function until(kept: readonly Entry[], reading: OccurrenceQuery): OccurrenceQuery {
  const { window, readIn, limit } = reading;
  const last = kept[limit - 1];
  if (last === undefined) return reading;
  const lastMs = startKeyMs(last.content, readIn);
  const to = addDays(dateIn(lastMs, readIn), 1);
  return {
    ...reading,
    window: {
      ...window,
      to: to < window.to ? to : window.to,
      endsAtMs: Math.min(window.endsAtMs, lastMs + 1),
    },
  };
}

/** All entries of a window, in any order; null as soon as there are more than `reading.limit`. */
export function* allEntries({ items, series }: Stored, reading: OccurrenceQuery): Steps<Entry[] | null> {
  const found = items.map(singleEntry);
  for (const item of series) {
    if (found.length > reading.limit) return null;
    found.push(...occurrencesOf(item, { ...reading, limit: reading.limit + 1 - found.length }));
    yield;
  }
  return found.length > reading.limit ? null : found;
}
