import { writeInstant } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type { listProposals as contract, Input, Output } from "../../contract/operations.ts";
import { type Caller, programOf } from "../caller.ts";
import { readProposals } from "../storage/ledger/proposals.ts";

/** The outcome of a program's proposals; on the person's page, of all. */
export async function listProposals(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { state, limit = limits.listDefault } = input;
  const program = caller.door === "web" ? undefined : programOf(caller);
  const found = await readProposals(caller.userId, { program, limit, ...(state && { state }) });
  return {
    proposals: found.map(({ id, atMs, summary, isImported, rev, reason, ...told }) => ({
      ...{ id, state: told.state, at: writeInstant(atMs, "UTC") },
      ...(summary !== null && { summary, ...(isImported && { imported: true as const }) }),
      ...(rev !== null && { change: rev }),
      ...(reason !== null && { reason }),
    })),
  };
}
