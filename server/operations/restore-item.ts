import { answerItem } from "../../agenda/answers.ts";
import { placedOf } from "../../agenda/conflicts.ts";
import type { restoreItem as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { checkConflicts } from "./conflicts.ts";
import { requireItem } from "./existing-item.ts";

/** Brings a deleted item back. One that was not deleted stays as it is. */
export async function restoreItem(caller: Caller, { id }: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { result, change } = await makeChange(caller, async (locked) => {
    const { tx, timeZone, nowMs } = locked;
    const before = await findItemIn(tx, caller.userId, id);
    if (before === null || before.deletedAtMs === null)
      return { result: { item: requireItem(before), timeZone, told: {} }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: null, atMs: nowMs });
    const told = await checkConflicts(locked, {
      ...{ userId: caller.userId, avoid: false },
      placed: placedOf([after], nowMs, timeZone ?? "UTC"),
    });
    return { result: { item: after, timeZone, told }, changes: [{ id, kind: "restored", before, after }] };
  });
  return {
    item: answerItem(result.item, { readIn: result.timeZone ?? "UTC" }),
    ...(change && { change }),
    ...result.told,
  };
}
