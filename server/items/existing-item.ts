import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { entryOnDate, singleEntry } from "../../agenda/entries/entry.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import { requireDate } from "../../agenda/time/require-date.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Translator } from "../../messages/translator.ts";

/**
 * The item, or an error if it does not exist. Another user's item is treated exactly like a missing one: it was never found.
 * @throws AgendaError("item_not_found")
 */
export function requireItem(item: StoredItem | null): StoredItem {
  if (!item)
    throw new AgendaError("item_not_found", "There is no item with this id. listItems shows the ids that exist.");
  if (item.deletedAtMs !== null)
    throw new AgendaError("item_not_found", "This item is in the trash. restoreItem brings it back.");
  return item;
}

/**
 * Guards against overwriting changes made since the item was read.
 * @param occurrence the occurrence of a series to be changed, if any
 * @throws AgendaError("version_conflict") with the current item or occurrence
 */
export function requireVersion(
  item: StoredItem,
  version: number | undefined,
  reading: { readonly t: Translator; readonly readIn: string | null },
  occurrence: string | undefined,
): void {
  if (version === undefined || version === item.version) return;
  const series = seriesOf(item);
  const isOfSeries = series !== null && occurrence !== undefined;
  const entry = isOfSeries ? entryOnDate(item, series, requireDate(occurrence, ["occurrence"])) : undefined;
  throw new AgendaError(
    "version_conflict",
    `The item has version ${item.version}, not ${version}: it was changed since. Look at it as it is now and decide again.`,
    { item: answerEntry(entry ?? singleEntry(item), { t: reading.t, readIn: reading.readIn ?? "UTC" }) },
  );
}
