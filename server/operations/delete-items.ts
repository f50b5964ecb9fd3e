import type { ItemChange } from "../../agenda/ledger.ts";
import type { deleteItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { moveItems } from "../storage/items.ts";
import { carryOut } from "./carry-out.ts";
import { requirePreview } from "./confirmation.ts";
import { doneWith } from "./many-items.ts";
import { prepareSelection } from "./selection.ts";

/** Moves many items to the trash. */
export async function deleteItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const select = await prepareSelection(caller, input);
  return carryOut(caller, { operation: "deleteItems", input }, async (locked) => {
    const { tx, nowMs, timeZone } = locked;
    const selected = await select(locked);
    requirePreview(input, selected.length, "delete");
    const deleted = await moveItems(tx, caller.userId, selected, { deletedAtMs: nowMs, atMs: nowMs });
    const changes = deleted.map(
      (after, index): ItemChange => ({ id: after.id, kind: "deleted", before: selected[index] ?? null, after }),
    );
    return doneWith(selected, changes, timeZone);
  });
}
