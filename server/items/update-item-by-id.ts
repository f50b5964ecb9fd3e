import { answerItem } from "../../agenda/entries/answer-item.ts";
import { applyPatch } from "../../agenda/item/apply-patch.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { newlyPlaced } from "../../agenda/planning/conflicts.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import type { updateItemById as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { checkConflicts, orFreeSlots } from "../planning/check-conflicts.ts";
import { findItem, replaceItem } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { Transaction } from "../storage/transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { type AgendaInput, agendaInputOf } from "../write/write-call.ts";
import { requireItem, requireVersion } from "./existing-item.ts";
import { refuseOccurrence } from "./series-scope.ts";
import { type Updated, updateSeries } from "./update-series.ts";

type Asked = Input<typeof contract>;

/** Changes only the fields that are sent; for a repeating item as far as `scope` says. */
export async function updateItemById(caller: Caller, input: Asked): Promise<Output<typeof contract>> {
  const { avoidConflicts: avoid, ...asked } = agendaInputOf(input);
  const { userId } = caller;
  const work = async (locked: Locked, found: StoredItem | null) => {
    const { answer, changes } = await update(locked, caller, found, asked);
    const changing = {
      occurrence: asked.scope === "this" ? asked.occurrence : undefined,
      nowMs: locked.nowMs,
      readIn: locked.timeZone ?? "UTC",
    };
    const placing = await inSlices(newlyPlaced(changes ?? [], changing));
    const conflictAnswer = await checkConflicts(locked, { userId, placing, avoid });
    return { answer: { ...answer, ...conflictAnswer }, changes };
  };
  const first = ({ rows }: Transaction) => findItem(userId, input.id, rows);
  return orFreeSlots(userId, () => executeWrite(caller, { operation: "updateItemById", input }, work, { first }));
}

async function update(
  locked: Locked,
  caller: Caller,
  found: StoredItem | null,
  input: AgendaInput<Asked>,
): Promise<Updated> {
  const { id, version, occurrence: _, scope: __, reset, ...patch } = input;
  if (Object.keys(patch).length === 0 && !reset)
    throw new AgendaError("invalid_input", "Nothing to change was sent. Send at least one field of the item.");
  const { tx, timeZone, nowMs } = locked;
  const before = requireItem(found);
  requireVersion(before, version, { t: caller.t, readIn: timeZone }, input.occurrence);
  const series = seriesOf(before);
  if (series !== null) return updateSeries(locked, caller, before, series, input);
  refuseOccurrence(input);
  const readIn = timeZone ?? "UTC";
  const content = applyPatch(before, patch, timeZone, []);
  if (isSameContent(before, content))
    return { answer: { item: answerItem(before, { t: caller.t, readIn }) }, changes: null };
  const after = await replaceItem(tx, caller.userId, before, { content, atMs: nowMs });
  return {
    answer: { item: answerItem(after, { t: caller.t, readIn }) },
    changes: [{ id, kind: "updated", before, after }],
  };
}
