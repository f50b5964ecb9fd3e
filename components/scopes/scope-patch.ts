import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { type Draft, draftOf, patchOf } from "../draft/item-draft.ts";
import type { Patch } from "../sync/pending-writes.ts";

/** What to send for a change beyond one occurrence, and the part that applies to this occurrence alone. */
interface ScopedPatch {
  readonly patch: Patch;
  /** The done state belongs to one occurrence and is sent separately. */
  readonly own: Patch | undefined;
}

/**
 * A saved draft as the patch for a scope. Beyond one occurrence an unchanged date is omitted: if this one had been moved on its
 * own, sending its date would move all the others too.
 */
export function patchFor(scope: Scope, item: Item, draft: Draft): ScopedPatch {
  const whole = patchOf(item, draft);
  if (scope === "this") return { patch: whole, own: undefined };
  const { done, date, endDate, ...rest } = whole;
  const saved = draftOf(item);
  const isMoved = date !== undefined && date !== saved.date;
  const own = done === undefined ? undefined : { done };
  if (isMoved) return { patch: { ...rest, date, ...(endDate !== undefined && { endDate }) }, own };
  // Days count from the original date, where the series has this occurrence.
  const isLonger = endDate !== undefined && draft.endDate !== saved.endDate;
  const days = endDate ? daysBetween(item.date, endDate) : 0;
  const last = endDate && item.occurrence ? addDays(item.occurrence, days) : endDate;
  return { patch: { ...rest, ...(isLonger && { endDate: last }) } as Patch, own };
}

/** Whether a patch moves an item to another time. */
export const isPlacing = (patch: Patch): boolean => placingFields.some((name) => patch[name] !== undefined);

const placingFields = ["date", "endDate", "startTime", "endTime", "timeZone", "endTimeZone", "recurrence"] as const;
