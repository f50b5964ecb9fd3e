import type { Item } from "../../contract/fields/item.ts";
import { type Draft, draftOf, patchOf } from "../draft/item-draft.ts";
import { mergeDrafts, type Part, valuesOf } from "../draft/merge-drafts.ts";
import { keyOf } from "../sync/entry-key.ts";
import { patched } from "../sync/pending-writes.ts";
import { isWide, type QueuedWrite } from "../sync/waiting/queued-writes.ts";

/** A change rebased onto a newer version of its item; the user decides what both have changed. */
interface Merged {
  readonly draft: Draft;
  readonly clashing: readonly Part[];
}

type Change = Extract<QueuedWrite, { kind: "change" }>;

function mergeOf({ item, patch, timeZone }: Change, newer: Item): Merged {
  // Lists shorten long notes: whether those changed is unknown.
  const base = item.notesShortened ? { ...item, notes: newer.notes } : item;
  return mergeDrafts(draftOf(base as Item), draftOf(patched(base as Item, patch, timeZone)), draftOf(newer));
}

/**
 * Rebases a write onto the current item: a change is merged by field, and needs a decision if both sides changed the same; so does a
 * deletion of something changed meanwhile.
 * @param newer another version of the item
 * @returns "stored" if nothing is left to send
 */
export function mergeWrite(write: Exclude<QueuedWrite, { kind: "add" }>, newer: Item): QueuedWrite | "stored" {
  // No draft can express a change of several dates of a series.
  if (write.kind === "remove" || isWide(write.item, write.scope) || keyOf(newer) !== keyOf(write.item))
    return { ...write, refused: { newer } };
  const { draft, clashing } = mergeOf(write, newer);
  if (clashing.length > 0) return { ...write, refused: { newer } };
  return upon(write, newer, draft);
}

/** What both have changed, differently. */
export const clashesOf = (write: QueuedWrite): readonly Part[] =>
  write.kind === "change" && write.refused?.newer && !isWide(write.item, write.scope)
    ? mergeOf(write, write.refused.newer).clashing
    : [];

/**
 * A write after the user's decision.
 * @param isMine whether the user's own version wins where both changed the same
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
