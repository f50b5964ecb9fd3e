import type { deleteItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { requirePreview } from "../write/confirmation.ts";
import { executeWrite } from "../write/execute-write.ts";
import { type Edit, editsOf, finish } from "./many-items.ts";
import { prepareSelection, type Select } from "./selection.ts";

const edit: Edit = { verb: "deleted", entry: () => null, whole: () => null };

/** Moves many items to the trash, and cancels occurrences. A series with nothing left goes to the trash as it was. */
export async function deleteItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const first = await prepareSelection(caller, input);
  const work = async (locked: Locked, select: Select) => {
    const selected = await select(locked);
    requirePreview(caller, input, selected.length, "delete");
    return finish(locked, caller, selected, await inSlices(editsOf(selected, edit)), edit);
  };
  return executeWrite(caller, { operation: "deleteItems", input }, work, { first });
}
