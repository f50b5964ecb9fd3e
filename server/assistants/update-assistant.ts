import type { updateAssistant as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { revokeGrants } from "../identity/logto/grants.ts";
import { forgetAccess } from "../permissions/program-access.ts";
import { setNewPrograms, updateProgram } from "../storage/people/programs.ts";
import { listAssistants } from "./list-assistants.ts";

/**
 * Sets the rights of a program, or of new ones. Not a change of the agenda, so not in the ledger.
 * @throws AgendaError("invalid_input") if it was never here
 */
export async function updateAssistant(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { program, newPrograms, newDeletes, newChangesSeries, newOutsideHours, newHiddenTags, ...patch } = input;
  const { userId } = caller;
  if (program === undefined && Object.values(patch).some((value) => value !== undefined))
    throw wrongField(["program"], "Say which program is meant.");
  if (program !== undefined) {
    if (!(await updateProgram(userId, program, patch)))
      throw wrongField(["program"], "This program has never used the agenda.");
    forgetAccess(userId, program);
  }
  const isParted = program !== undefined && input.connected === false;
  const revoked = isParted ? await revokeGrants(userId, [program]) : undefined;
  const forNew = {
    ...{ level: newPrograms, deletes: newDeletes, hiddenTags: newHiddenTags },
    ...{ changesSeries: newChangesSeries, outsideHours: newOutsideHours },
  };
  if (Object.values(forNew).some((value) => value !== undefined)) await setNewPrograms(userId, forNew);
  return { ...(await listAssistants(caller)), ...(revoked !== undefined && { revoked }) };
}
