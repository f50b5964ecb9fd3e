import { answerItem } from "../../agenda/answers.ts";
import { isSameContent, settlePatch } from "../../agenda/item-rules.ts";
import { seriesOf } from "../../agenda/stored-series.ts";
import type { updateItemById as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { requireItem, requireVersion } from "./existing-item.ts";
import { refuseOccurrence } from "./series-scope.ts";
import { updateSeries } from "./update-series.ts";

/** Changes only the fields that are sent; of a repeating item as far as `scope` says. */
export async function updateItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version, occurrence: _, scope: __, reset, ...patch } = input;
  if (Object.keys(patch).length === 0 && !reset)
    throw new AgendaError("invalid_input", "Nothing to change was sent. Send at least one field of the item.");
  const { result, change } = await makeChange(caller, async (locked) => {
    const { tx, timeZone, nowMs } = locked;
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const series = seriesOf(before);
    if (series !== null) return updateSeries(locked, caller, before, series, input);
    refuseOccurrence(input);
    const readIn = timeZone ?? "UTC";
    const content = settlePatch(before, patch, timeZone, []);
    if (isSameContent(before, content)) return { result: { item: answerItem(before, { readIn }) }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { content, atMs: nowMs });
    return {
      result: { item: answerItem(after, { readIn }) },
      changes: [{ id, kind: "updated" as const, before, after }],
    };
  });
  return { ...result, ...(change && { change }) };
}
