import type { ItemChange } from "../../agenda/history/ledger.ts";
import { takesAway } from "../../agenda/programs/deletions.ts";
import { isChangeHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";

/**
 * Refuses a write for what it turned out to do, whatever operation it was: nothing of it is stored.
 * @throws AgendaError("not_permitted")
 */
export function requirePermitted({ access }: Caller, changes: readonly ItemChange[]): void {
  if (!access) return;
  if (!access.deletes && takesAway(changes))
    throw new AgendaError(
      "not_permitted",
      "This would take something off the agenda, and the person does not let this program delete anything. Nothing was done. Ask them to do it themselves, or to allow it on the agenda's page Assistants.",
    );
  const { hiddenTags } = access;
  if (hiddenTags.length === 0 || !changes.some((change) => isChangeHiddenBy(hiddenTags, change))) return;
  throw new AgendaError(
    "not_permitted",
    `The person keeps items with ${hiddenTags.length === 1 ? "the tag" : "the tags"} ${hiddenTags.map((tag) => `“${tag}”`).join(", ")} from this program, so it can neither make nor change such items. Nothing was done.`,
  );
}
