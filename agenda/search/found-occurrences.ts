import { type Entry, occurrencesOf, placeOfEntry } from "../entries/entry.ts";
import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { comparePlaces, type OccurrenceQuery } from "../series/occurrences.ts";
import { storedReachOf } from "../series/stored-series.ts";
import { dateRangeIn } from "../time/date-range.ts";
import { addDays, daysBetween, earlier } from "../time/dates.ts";
import { searchTextOf } from "./search-text.ts";

/*
 * Search results for series. The database finds a series by its own words and those of single occurrences; the code here
 * decides which occurrences contain them all.
 */

interface Search {
  /** What must be found, in plain spelling. */
  readonly words: readonly string[];
  /** Return each series once: its first occurrence that is not over on this date, else its last one. Absent: every occurrence. */
  readonly onceFrom: string | undefined;
}

/**
 * The occurrences of a series that match a search, in order; just one if `onceFrom` is set. An occurrence matches by its own
 * content: one whose text was changed no longer matches by the text of its series.
 * @see docs/decisions/0112-searching-series.md
 */
export function foundOccurrences(item: StoredItem, reading: OccurrenceQuery, search: Search): Entry[] {
  const holds = holding(item, search.words);
  const accepts = (content: EntryContent) => (reading.accepts?.(content) ?? true) && holds(content);
  if (search.onceFrom === undefined) return occurrencesOf(item, { ...reading, accepts });
  const { after, ...whole } = reading;
  const once = onceOf(item, { ...whole, accepts }, search.onceFrom);
  const isRead = once && after && comparePlaces(reading.readIn)(after, placeOfEntry(once)) >= 0;
  return once && !isRead ? [once] : [];
}

function onceOf(item: StoredItem, reading: OccurrenceQuery, onceFrom: string): Entry | undefined {
  const { window, readIn } = reading;
  const [next] =
    onceFrom > window.from ? firstIn(item, reading, onceFrom) : occurrencesOf(item, { ...reading, limit: 1 });
  if (next) return next;
  // Find the last one before: search back from the end in growing steps, so that past years cost little.
  const end = [onceFrom, window.to, storedReachOf(item)?.to ?? window.to].reduce(earlier);
  for (let days = 8; end >= window.from; days *= 8) {
    const from = addDays(end, -Math.min(days, daysBetween(window.from, end)));
    const some = from > window.from ? dateRangeIn(from, end, readIn) : { ...window, to: end };
    const last = occurrencesOf(item, { ...reading, window: some, limit: Number.POSITIVE_INFINITY }).at(-1);
    if (last || from <= window.from) return last;
  }
  return undefined;
}

function firstIn(item: StoredItem, reading: OccurrenceQuery, from: string): Entry[] {
  const { window, readIn } = reading;
  if (from > window.to) return [];
  const { startsAtMs } = dateRangeIn(from, window.to, readIn);
  return occurrencesOf(item, { ...reading, window: { ...window, from, startsAtMs }, limit: 1 });
}

/** Tests whether an occurrence contains all words; computed once for those that share the series' content. */
function holding(item: StoredItem, words: readonly string[]): (content: EntryContent) => boolean {
  const holds = (content: EntryContent) => {
    const { text, location, tags, notes } = content;
    const found = searchTextOf({ text, location, tags, notes });
    return words.every((word) => found.includes(word));
  };
  let plain: boolean | undefined;
  return (content) => {
    const isPlain = (["text", "location", "tags", "notes"] as const).every((field) => content[field] === item[field]);
    if (!isPlain) return holds(content);
    plain ??= holds(item);
    return plain;
  };
}

const worstPlace = 3;

/** How well an occurrence matches; lower is better. Must equal what `rankedSql` gives single items. */
export function rankOf({ content }: Entry, words: readonly string[], nearTo: string): number {
  const [line = ""] = searchTextOf({ ...content, exceptions: null }).split("\n");
  const head = ` ${line} `;
  const places = words.map((word) => [` ${word} `, ` ${word}`, word].findIndex((pattern) => head.includes(pattern)));
  const worst = Math.max(...places.map((place) => (place === -1 ? worstPlace : place)));
  return worst * 1_000_000 + Math.abs(daysBetween(nearTo, content.date));
}
