import type { Item, Scope } from "../../contract/fields/item.ts";
import { changedFields, draftOf } from "../draft/item-draft.ts";
import { type Placement, placedAt } from "../draft/placement.ts";
import { patchFor } from "../scopes/scope-patch.ts";
import type { Patch } from "../sync/pending-writes.ts";

export { placedAt } from "../draft/placement.ts";
export { wordsOfMoved } from "../scopes/scope-outcome-words.ts";

/** What moving an item there changes; undefined if it is already there. Loaded on the first move. */
export function patchOfMove(item: Item, to: Placement, scope: Scope, timeZone: string): Patch | undefined {
  const draft = placedAt(item, to, timeZone);
  if (changedFields(draftOf(item), draft).length === 0) return undefined;
  // A time that is sent is refused in a skipped hour; one that is kept moves past it.
  const isByDays = scope === "this" && to.startTime === undefined && !to.isAllDay;
  return isByDays ? { date: draft.date } : patchFor(scope, item, draft).patch;
}
