import type { Item } from "../../contract/fields/item.ts";
import { type Draft, draftOf, patchOf } from "../draft/item-draft.ts";
import { mergeDrafts, type Part, valuesOf } from "../draft/merge-drafts.ts";
import { keyOf } from "../sync/entry-key.ts";
import { patched } from "../sync/pending-writes.ts";
import { isWide, type QueuedWrite } from "../sync/waiting/queued-writes.ts";

/** A change that met a newer version of its item, put upon it; what both have changed is for the person to decide. */
interface Merged {
  readonly draft: Draft;
  readonly clashing: readonly Part[];
}

type Change = Extract<QueuedWrite, { kind: "change" }>;

function mergeOf({ item, patch, timeZone }: Change, newer: Item): Merged {
  // Lists shorten long notes: of those nothing is known to have changed.
  const base = item.notesShortened ? { ...item, notes: newer.notes } : item;
  return mergeDrafts(draftOf(base as Item), draftOf(patched(base as Item, patch, timeZone)), draftOf(newer));
}

/**
 * A write for the item as it is now: a change is merged by field, and asked about where both sides have changed the same; a deletion of
 * something that was changed meanwhile is asked about.
 * @param newer another version of the item
 * @returns "stored" if nothing is left to send
 */
export function mergeWrite(write: Exclude<QueuedWrite, { kind: "add" }>, newer: Item): QueuedWrite | "stored" {
  // Of a series more than one date changes: no draft says all of it.
  if (write.kind === "remove" || isWide(write.item, write.scope) || keyOf(newer) !== keyOf(write.item))
    return { ...write, refused: { newer } };
  const { draft, clashing } = mergeOf(write, newer);
  if (clashing.length > 0) return { ...write, refused: { newer } };
  return upon(write, newer, draft);
}

/** What both have changed, each differently. */
export const clashesOf = (write: QueuedWrite): readonly Part[] =>
  write.kind === "change" && write.refused?.newer && !isWide(write.item, write.scope)
    ? mergeOf(write, write.refused.newer).clashing
    : [];

/**
 * A write that was asked about, as the person has decided.
 * @param isMine whether their own holds where both have changed the same
 * @returns undefined if nothing is left to send
 */
export function decided(write: QueuedWrite, isMine: boolean): QueuedWrite | undefined {
  const { refused, ...again } = write;
  const newer = refused?.newer;
  if (!newer || write.kind === "add") return again;
  if (write.kind === "remove" || isWide(write.item, write.scope) || keyOf(newer) !== keyOf(write.item))
    return isMine ? { ...again, item: { ...write.item, version: newer.version } } : undefined;
  const { draft, clashing } = mergeOf(write, newer);
  const theirs = clashing.map((part) => valuesOf(draftOf(newer), part));
  const next = upon(write, newer, isMine ? draft : Object.assign({ ...draft }, ...theirs));
  return next === "stored" ? undefined : next;
}

function upon(write: Change, newer: Item, draft: Draft): QueuedWrite | "stored" {
  const patch = patchOf(newer, draft);
  if (Object.keys(patch).length === 0) return "stored";
  return { ...write, item: newer, patch, refused: undefined };
}
