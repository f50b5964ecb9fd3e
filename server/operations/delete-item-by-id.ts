import { answerItem } from "../../agenda/answers.ts";
import { seriesOf } from "../../agenda/stored-series.ts";
import type { deleteItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItemIn, replaceItem } from "../storage/items.ts";
import { makeChange } from "./change.ts";
import { deleteFromSeries } from "./delete-series.ts";
import { requireItem, requireVersion } from "./existing-item.ts";
import { refuseOccurrence } from "./series-scope.ts";

/** Moves an item to the trash; of a repeating one as much as `scope` says. */
export async function deleteItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { id, version } = input;
  const { result, change } = await makeChange(caller, async (locked) => {
    const { tx, timeZone, nowMs } = locked;
    const before = requireItem(await findItemIn(tx, caller.userId, id));
    requireVersion(before, version, timeZone);
    const series = seriesOf(before);
    const left =
      series === null ? refuseOccurrence(input) : await deleteFromSeries(locked, caller, before, series, input);
    if (left) return left;
    const after = await replaceItem(tx, caller.userId, before, { deletedAtMs: nowMs, atMs: nowMs });
    return {
      result: answerItem(after, { readIn: timeZone ?? "UTC" }),
      changes: [{ id, kind: "deleted" as const, before, after }],
    };
  });
  if (!change) throw new Error("An item was deleted, and no change was entered.");
  return { item: result, change };
}
