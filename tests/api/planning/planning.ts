import type { OperationName } from "../../../contract/addresses.ts";
import type { Conflict, FreeSlot } from "../../../contract/operations/planning.ts";
import type { Api, Problem } from "../../harness/api.ts";

/** A refusal with the details of a conflict. */
export async function refusalOf(
  door: Api,
  name: OperationName,
  args: object,
): Promise<Problem & { readonly conflicts?: readonly Conflict[]; readonly freeSlots?: readonly FreeSlot[] }> {
  return door.refusal(name, args);
}
