import { answerItem } from "../../agenda/answers.ts";
import type { deleteItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { carryOut } from "./carry-out.ts";
import { requireItem, requireVersion } from "./existing-item.ts";

/** Moves an item to the trash. */
export async function deleteItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version } = input;
  return carryOut(caller, { operation: "deleteItemById", input }, async ({ tx, timeZone, nowMs }) => {
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: nowMs, atMs: nowMs });
    const item = answerItem(after, { readIn: timeZone ?? "UTC" });
    return { answer: { item }, changes: [{ id, kind: "deleted", before, after }] };
  });
}
