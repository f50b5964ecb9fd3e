import { answerItem } from "../../agenda/answers.ts";
import { isSameContent, settlePatch } from "../../agenda/item-rules.ts";
import { explainScopes } from "../../agenda/series-scopes.ts";
import { partsOf } from "../../agenda/stored-series.ts";
import type { updateItemById as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { requireItem, requireVersion } from "./existing-item.ts";

/** Changes only the fields that are sent. */
export async function updateItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version, ...patch } = input;
  if (Object.keys(patch).length === 0)
    throw new AgendaError("invalid_input", "Nothing to change was sent. Send at least one field of the item.");
  const { result, change } = await makeChange(caller, async ({ tx, timeZone, nowMs }) => {
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const series = partsOf(before);
    if (series) throw wrongField(["scope"], explainScopes(series, null));
    const content = settlePatch(before, patch, timeZone, []);
    if (isSameContent(before, content)) return { result: { item: before, timeZone }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { content, atMs: nowMs });
    return { result: { item: after, timeZone }, changes: [{ id, kind: "updated", before, after }] };
  });
  return {
    item: answerItem(result.item, { readIn: result.timeZone ?? "UTC" }),
    ...(change && { change }),
  };
}
