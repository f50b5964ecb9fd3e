import { answerItem } from "../../agenda/answers.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { isSameContent, settlePatch } from "../../agenda/item-rules.ts";
import { explainScopes } from "../../agenda/series-scopes.ts";
import { partsOf } from "../../agenda/stored-series.ts";
import type { updateItemById as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import type { Locked } from "../storage/write.ts";
import { makeChange } from "./change.ts";
import { checkConflicts, orFreeSlots, type ToldConflicts } from "./conflicts.ts";
import { requireItem, requireVersion } from "./existing-item.ts";

interface Result {
  readonly item: StoredItem;
  readonly timeZone: string | null;
  readonly told: ToldConflicts;
}

/** Changes only the fields that are sent. */
export async function updateItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version, avoidConflicts, ...patch } = input;
  if (Object.keys(patch).length === 0)
    throw new AgendaError("invalid_input", "Nothing to change was sent. Send at least one field of the item.");
  const { userId } = caller;
  const work = async (locked: Locked) => {
    const { tx, timeZone, nowMs } = locked;
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const series = partsOf(before);
    if (series) throw wrongField(["scope"], explainScopes(series, null));
    const content = settlePatch(before, patch, timeZone, []);
    if (isSameContent(before, content)) return { result: { item: before, timeZone, told: {} }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { content, atMs: nowMs });
    const isMoved = before.startsAtMs !== after.startsAtMs || before.endsAtMs !== after.endsAtMs;
    const told = isMoved ? await checkConflicts(locked, { userId, items: [after], avoid: avoidConflicts }) : {};
    const changes = [{ id, kind: "updated" as const, before, after }];
    return { result: { item: after, timeZone, told }, changes };
  };
  const { result, change } = await orFreeSlots(userId, () => makeChange<Result>(caller, work));
  return {
    item: answerItem(result.item, { readIn: result.timeZone ?? "UTC" }),
    ...(change && { change }),
    ...result.told,
  };
}
