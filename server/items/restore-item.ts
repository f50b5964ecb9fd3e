import { answerItem } from "../../agenda/entries/answer-item.ts";
import { placedOf } from "../../agenda/planning/conflicts.ts";
import type { restoreItem as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { checkConflicts } from "../planning/check-conflicts.ts";
import { findItemIn, replaceItem } from "../storage/items/items.ts";
import { executeWrite } from "../write/execute-write.ts";
import { requireItem } from "./existing-item.ts";

/** Restores a deleted item. One that was not deleted stays unchanged. */
export async function restoreItem(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id } = input;
  return executeWrite(caller, { operation: "restoreItem", input }, async (locked) => {
    const { tx, timeZone, nowMs } = locked;
    const readIn = timeZone ?? "UTC";
    const before = await findItemIn(tx, caller.userId, id);
    if (before === null || before.deletedAtMs === null)
      return { answer: { item: answerItem(requireItem(before), { readIn }) }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: null, atMs: nowMs });
    const conflictAnswer = await checkConflicts(locked, {
      ...{ userId: caller.userId, avoid: false },
      placing: await inSlices(placedOf([after], nowMs, readIn)),
    });
    return {
      answer: { item: answerItem(after, { readIn }), ...conflictAnswer },
      changes: [{ id, kind: "restored" as const, before, after }],
    };
  });
}
