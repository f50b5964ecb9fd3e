import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { type Draft, draftOf, patchOf } from "../draft/item-draft.ts";
import type { Patch } from "../sync/pending-writes.ts";

/** What is sent for a change that reaches beyond one occurrence, and what of it is this occurrence's own. */
export interface ScopedPatch {
  readonly patch: Patch;
  /** Ticked or not holds for one occurrence only and is sent by itself. */
  readonly own: Patch | undefined;
}

/**
 * A saved draft as it is sent for a scope. For more than one occurrence, a date that nobody changed is not said: of one that had been
 * moved by itself it would move all the others as well.
 */
export function patchFor(scope: Scope, item: Item, draft: Draft): ScopedPatch {
  const whole = patchOf(item, draft);
  if (scope === "this") return { patch: whole, own: undefined };
  const { done, date, endDate, ...rest } = whole;
  const saved = draftOf(item);
  const isMoved = date !== undefined && date !== saved.date;
  const own = done === undefined ? undefined : { done };
  if (isMoved) return { patch: { ...rest, date, ...(endDate !== undefined && { endDate }) }, own };
  // Days count from the original date: that is where the series has this occurrence.
  const isLonger = endDate !== undefined && draft.endDate !== saved.endDate;
  const days = endDate ? daysBetween(item.date, endDate) : 0;
  const last = endDate && item.occurrence ? addDays(item.occurrence, days) : endDate;
  return { patch: { ...rest, ...(isLonger && { endDate: last }) } as Patch, own };
}

/** Whether a change puts an item onto other time. */
export const isPlacing = (patch: Patch): boolean => placingFields.some((name) => patch[name] !== undefined);

const placingFields = ["date", "endDate", "startTime", "endTime", "timeZone", "recurrence"] as const;
