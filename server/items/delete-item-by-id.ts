import { answerItem } from "../../agenda/entries/answer-item.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import type { deleteItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { findItem, replaceItem } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { Transaction } from "../storage/transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { deleteFromSeries } from "./delete-series.ts";
import { requireItem, requireVersion } from "./existing-item.ts";
import { refuseOccurrence } from "./series-scope.ts";

/** Moves an item to the trash; for a repeating one as far as `scope` says. */
export async function deleteItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version } = input;
  const work = async (locked: Locked, found: StoredItem | null) => {
    const { tx, timeZone, nowMs } = locked;
    const before = requireItem(found);
    requireVersion(before, version, { t: caller.t, readIn: timeZone }, input.occurrence);
    const series = seriesOf(before);
    const left =
      series === null ? refuseOccurrence(input) : await deleteFromSeries(locked, caller, before, series, input);
    if (left) return left;
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: nowMs, atMs: nowMs });
    const item = answerItem(after, { t: caller.t, readIn: timeZone ?? "UTC" });
    return { answer: { item }, changes: [{ id, kind: "deleted" as const, before, after }] };
  };
  const first = ({ rows }: Transaction) => findItem(caller.userId, id, rows);
  return executeWrite(caller, { operation: "deleteItemById", input }, work, { first });
}
