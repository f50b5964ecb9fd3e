import type { completeItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { carryOut } from "./carry-out.ts";
import { changesOf, doneWith, storeChanges } from "./many-items.ts";
import { prepareSelection } from "./selection.ts";

/** Ticks many items off, or opens them again. */
export async function completeItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { done = true } = input;
  const select = await prepareSelection(caller, input);
  return carryOut(caller, { operation: "completeItems", input }, async (locked) => {
    const selected = await select(locked);
    const changes = changesOf(selected, (item) => ({ ...item, done }));
    return doneWith(selected, await storeChanges(locked, caller, changes), locked.timeZone);
  });
}
