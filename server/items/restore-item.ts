import { answerItem } from "../../agenda/entries/answer-item.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { placedOf } from "../../agenda/planning/conflicts.ts";
import type { restoreItem as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { checkConflicts } from "../planning/check-conflicts.ts";
import { findItem, replaceItem } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { Transaction } from "../storage/transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { requireItem } from "./existing-item.ts";

/** Restores a deleted item. One that was not deleted stays unchanged. */
export async function restoreItem(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id } = input;
  const work = async (locked: Locked, before: StoredItem | null) => {
    const { tx, timeZone, nowMs } = locked;
    const readIn = timeZone ?? "UTC";
    if (before === null || before.deletedAtMs === null)
      return { answer: { item: answerItem(requireItem(before), { t: caller.t, readIn }) }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: null, atMs: nowMs });
    const conflictAnswer = await checkConflicts(locked, {
      ...{ userId: caller.userId, avoid: false },
      placing: await inSlices(placedOf([after], nowMs, readIn)),
    });
    return {
      answer: { item: answerItem(after, { t: caller.t, readIn }), ...conflictAnswer },
      changes: [{ id, kind: "restored" as const, before, after }],
    };
  };
  const first = ({ rows }: Transaction) => findItem(caller.userId, id, rows);
  return executeWrite(caller, { operation: "restoreItem", input }, work, { first });
}
