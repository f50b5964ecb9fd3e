import { answerItem } from "../../agenda/answers.ts";
import type { restoreItem as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { requireItem } from "./existing-item.ts";

/** Brings a deleted item back. One that was not deleted stays as it is. */
export async function restoreItem(caller: Caller, { id }: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { result, change } = await makeChange(caller, async ({ tx, timeZone, nowMs }) => {
    const before = await findItemIn(tx, caller.userId, id);
    if (before === null || before.deletedAtMs === null)
      return { result: { item: requireItem(before), timeZone }, changes: null };
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: null, atMs: nowMs });
    return { result: { item: after, timeZone }, changes: [{ id, kind: "restored", before, after }] };
  });
  return {
    item: answerItem(result.item, { readIn: result.timeZone ?? "UTC" }),
    ...(change && { change }),
  };
}
