import type { completeItems as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { type Edit, editsOf, finish } from "./many-items.ts";
import { prepareSelection, type Select } from "./selection.ts";

/** Ticks off or reopens many items and occurrences. */
export async function completeItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { done = true } = input;
  const edit: Edit = {
    verb: done ? "ticked" : "reopened",
    entry: ({ content }) => ({ ...content, done }),
    whole: ({ id }) => {
      throw new AgendaError(
        "invalid_input",
        `The item ${id} repeats, and is done occurrence by occurrence. Send occurrences, or a filter with from and to.`,
      );
    },
  };
  const first = await prepareSelection(caller, input);
  const work = async (locked: Locked, select: Select) => {
    const selected = await select(locked);
    return finish(locked, caller, selected, await inSlices(editsOf(selected, edit)), edit);
  };
  return executeWrite(caller, { operation: "completeItems", input }, work, { first });
}
