import type { ItemChange } from "../../agenda/history/ledger.ts";
import { isChangeHiddenBy, isHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";

/**
 * Refuses a write for its actual effect, whatever the operation: nothing of it is stored.
 * @throws AgendaError("not_permitted")
 */
export function requirePermitted({ access }: Caller, changes: readonly ItemChange[]): void {
  if (!access) return;
  const { hiddenTags } = access;
  if (hiddenTags.length === 0 || !changes.some((change) => isChangeHiddenBy(hiddenTags, change))) return;
  // Only those it sent itself: it must not learn the others.
  const brought = hiddenTags.filter((tag) => changes.some((change) => isBrought(tag, change)));
  const which = `${brought.length === 1 ? "the tag" : "the tags"} ${brought.map((tag) => `“${tag}”`).join(", ")}`;
  throw new AgendaError(
    "not_permitted",
    `The person keeps ${brought.length === 0 ? "some items" : `items with ${which}`} from this program, so it can neither make nor change such items. Nothing was done.`,
  );
}

function isBrought(tag: string, { before, after }: ItemChange): boolean {
  if (!after || !isHiddenBy([tag], after)) return false;
  return !before || !isHiddenBy([tag], before);
}
