import { lastDate } from "../../contract/limits.ts";
import { pick } from "../item/field-values.ts";
import { placeNames } from "../item/fields.ts";
import type { EntryContent, ItemContent } from "../item/item-content.ts";
import { reachOf } from "./occurrences.ts";
import type { Series, SeriesParts } from "./series.ts";

/*
 * Between an item as it is stored and a series as the rules of series-edits.ts take it. Rows of the ledger that were written before
 * there were series have neither `recurrence` nor `exceptions`: undefined counts as null.
 */

/** What an item says of one place, without its rule. */
export function entryOf(item: EntryContent): EntryContent {
  const { startsAtMs, endsAtMs, imported } = item;
  return { ...pick(item, placeNames), startsAtMs, endsAtMs, ...(imported && { imported }) };
}

/** The series that an item is, in parts; null for a single item. */
export function partsOf(item: ItemContent): SeriesParts | null {
  if (!item.recurrence) return null;
  return {
    content: { ...entryOf(item), recurrence: item.recurrence },
    exceptions: new Map(Object.entries(item.exceptions ?? {})),
  };
}

/** The same with its id. */
export function seriesOf(item: ItemContent & { readonly id: string }): Series | null {
  const parts = partsOf(item);
  return parts && { id: item.id, ...parts };
}

/**
 * Between which dates an item can have occurrences, for the database's index; null for a single item. A series without an end reaches
 * to the last date that the agenda takes, so that one range of an index finds it.
 */
export function storedReachOf(item: ItemContent): { readonly from: string; readonly to: string } | null {
  const parts = partsOf(item);
  if (parts === null) return null;
  const { from, to } = reachOf(parts);
  return { from, to: to ?? lastDate };
}

/** A single item. */
export function singleContent(entry: EntryContent): ItemContent {
  return { ...entryOf(entry), recurrence: null, exceptions: null };
}

/** A series as it is stored: exceptions in the order of their dates. */
export function seriesContent({ content, exceptions }: SeriesParts): ItemContent {
  const sorted = [...exceptions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...entryOf(content),
    recurrence: content.recurrence,
    exceptions: sorted.length === 0 ? null : Object.fromEntries(sorted),
  };
}
