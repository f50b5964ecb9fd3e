import { occurrenceChangesOf } from "../history/change-view.ts";
import type { ItemChange } from "../history/ledger.ts";
import type { StoredItem } from "../item/item-content.ts";
import { storedReachOf } from "../series/stored-series.ts";
import { addDays, daysBetween } from "../time/dates.ts";

/**
 * Whether a change takes anything off the agenda, by whatever operation: an item, a date of a series, or the dates at its end.
 * The rest of a series that became another item is still there.
 */
export function takesAway(changes: readonly ItemChange[]): boolean {
  const made = changes.flatMap(({ kind, after }) => (kind === "created" && after ? [after] : []));
  return changes.some((change) => {
    if (change.kind === "deleted") return true;
    if (occurrenceChangesOf(change).some(({ before, after }) => before !== null && after === null)) return true;
    return change.kind === "updated" && losesDates(change, made);
  });
}

function losesDates({ before, after }: ItemChange, made: readonly StoredItem[]): boolean {
  if (!before?.recurrence || !after || before.recurrence === after.recurrence) return false;
  const reach = storedReachOf(before);
  if (reach === null) return false;
  const endOf = (item: StoredItem) => storedReachOf(item)?.to ?? item.date;
  const moved = addDays(reach.to, Math.min(0, daysBetween(before.date, after.date)));
  return ![after, ...made].some((item) => item.recurrence !== null && endOf(item) >= moved);
}
