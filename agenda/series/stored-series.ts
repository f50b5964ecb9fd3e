import { lastDate } from "../../contract/first-limits.ts";
import { pick } from "../item/field-values.ts";
import { placeNames } from "../item/fields.ts";
import type { EntryContent, ItemContent } from "../item/item-content.ts";
import { reachOf } from "./occurrences.ts";
import type { Series, SeriesParts } from "./series.ts";

/*
 * Converts between stored items and series as used by series-edits.ts. Ledger rows from before series existed have neither
 * `recurrence` nor `exceptions`: undefined counts as null.
 */

/** The entry fields of an item, without its rule. */
export function entryOf(item: EntryContent): EntryContent {
  const { startsAtMs, endsAtMs, imported } = item;
  return { ...pick(item, placeNames), startsAtMs, endsAtMs, ...(imported && { imported }) };
}

/** An item as the parts of a series; null for a single item. */
export function partsOf(item: ItemContent): SeriesParts | null {
  if (!item.recurrence) return null;
  return {
    content: { ...entryOf(item), recurrence: item.recurrence },
    exceptions: new Map(Object.entries(item.exceptions ?? {})),
  };
}

/** Like `partsOf`, with its id. */
export function seriesOf(item: ItemContent & { readonly id: string }): Series | null {
  const parts = partsOf(item);
  return parts && { id: item.id, ...parts };
}

/**
 * The range of dates in which an item can have occurrences, for the database's index; null for a single item. An endless series
 * reaches to the agenda's last date, so that one index range finds it.
 */
export function storedReachOf(item: ItemContent): { readonly from: string; readonly to: string } | null {
  const parts = partsOf(item);
  if (parts === null) return null;
  const { from, to } = reachOf(parts);
  return { from, to: to ?? lastDate };
}

/** A single item's stored content. */
export function singleContent(entry: EntryContent): ItemContent {
  return { ...entryOf(entry), recurrence: null, exceptions: null };
}

/** A series' stored content: exceptions in order of date. */
export function seriesContent({ content, exceptions }: SeriesParts): ItemContent {
  const sorted = [...exceptions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...entryOf(content),
    recurrence: content.recurrence,
    exceptions: sorted.length === 0 ? null : Object.fromEntries(sorted),
  };
}
