import { answerEntry, answerItem } from "../../agenda/entries/answer-item.ts";
import { occurrenceEntry } from "../../agenda/entries/entry.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import type { Series } from "../../agenda/series/series.ts";
import { cancelFollowing, cancelThis, hasOccurrences } from "../../agenda/series/series-edits.ts";
import { requireRoom } from "../../agenda/series/series-patches.ts";
import { seriesContent } from "../../agenda/series/stored-series.ts";
import type { deleteItemById, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { replaceItem } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { WriteOutcome } from "../write/execute-write.ts";
import { requireScope } from "./series-scope.ts";

type Left = WriteOutcome<Pick<Output<typeof deleteItemById>, "item">>;

/**
 * Removes one occurrence, or it and those after it, from a series.
 * @returns null if nothing of the series is left: then it is deleted as a whole, and can be restored unchanged
 */
export async function deleteFromSeries(
  { tx, timeZone, nowMs }: Locked,
  caller: Caller,
  item: StoredItem,
  series: Series,
  input: Input<typeof deleteItemById>,
): Promise<Left | null> {
  const { scope, occurrence } = requireScope(series, input, caller.t);
  if (scope === "all") return null;
  const { originalDate } = occurrence;
  const parts = scope === "this" ? cancelThis(series, originalDate) : cancelFollowing(series, originalDate);
  if (parts === null || !hasOccurrences(parts)) return null;
  const content = seriesContent(requireRoom(parts));
  const after = await replaceItem(tx, caller.userId, item, { content, atMs: nowMs });
  const readIn = { t: caller.t, readIn: timeZone ?? "UTC" };
  return {
    answer: {
      item:
        scope === "this"
          ? { ...answerEntry(occurrenceEntry(after, occurrence), readIn), cancelled: true }
          : answerItem(after, readIn),
    },
    changes: [{ id: item.id, kind: "updated", before: item, after }],
  };
}
