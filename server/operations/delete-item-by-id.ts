import { answerItem } from "../../agenda/answers.ts";
import type { deleteItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { requireItem, requireVersion } from "./existing-item.ts";

/** Moves an item to the trash. */
export async function deleteItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version } = input;
  const { result, change } = await makeChange(caller, async ({ tx, timeZone, nowMs }) => {
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: nowMs, atMs: nowMs });
    return { result: { after, timeZone }, changes: [{ id, kind: "deleted", before, after }] };
  });
  if (!change) throw new Error("An item was deleted, and no change was entered.");
  return { item: answerItem(result.after, { readIn: result.timeZone ?? "UTC" }), change };
}
