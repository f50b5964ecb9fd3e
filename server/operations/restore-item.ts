import { answerItem } from "../../agenda/answers.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import type { restoreItem as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { carryOut } from "./carry-out.ts";
import { requireItem } from "./existing-item.ts";

/** Brings a deleted item back. One that was not deleted stays as it is. */
export async function restoreItem(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id } = input;
  return carryOut(caller, { operation: "restoreItem", input }, async ({ tx, timeZone, nowMs }) => {
    const answered = (item: StoredItem) => ({ item: answerItem(item, { readIn: timeZone ?? "UTC" }) });
    const before = await findItemIn(tx, caller.userId, id);
    if (before === null || before.deletedAtMs === null) return { answer: answered(requireItem(before)), changes: null };
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: null, atMs: nowMs });
    return { answer: answered(after), changes: [{ id, kind: "restored", before, after }] };
  });
}
