import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type ApiError, call } from "../sync/api-client.ts";
import { type FieldName, keyOf } from "../sync/entry-key.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { changedFields, type Draft, draftOf, rebased } from "./item-draft.ts";

export interface Written {
  /** The latest saved version known here. */
  readonly base: Item;
  readonly draft: Draft;
}

export interface OpenDraft extends Written {
  readonly changed: readonly FieldName[];
  readonly isDirty: boolean;
  /** Why its full notes could not be loaded. */
  readonly unread: FailureWords | undefined;
  /** The current draft, for callers that have awaited something. */
  readonly now: () => Written;
  readonly write: (next: Partial<Draft>) => void;
  /** Continues on a newer version; edits since `from`, or since the last save, stay. */
  readonly goOn: (newer: Item, from?: Draft) => void;
  /** Adopts the saved item and discards all edits. */
  readonly takeOver: (saved: Item) => void;
}

/** A user's edits to an item, and the saved version they are based on. */
export function useDraft(item: Item, onDirty: (isDirty: boolean) => void): OpenDraft {
  const [written, setWritten] = useState<Written>(() => ({ base: item, draft: draftOf(item) }));
  const [unread, setUnread] = useState<FailureWords>();
  const { base, draft } = written;
  const changed = changedFields(draftOf(base), draft);
  const isDirty = changed.length > 0;
  const latest = useRef(written);
  latest.current = written;
  const now = useCallback(() => latest.current, []);
  const write = useCallback(
    (next: Partial<Draft>) => setWritten(({ base, draft }) => ({ base, draft: { ...draft, ...next } })),
    [],
  );
  const goOn = useCallback(
    (newer: Item, from?: Draft) =>
      setWritten(({ base, draft }) => ({
        base: newer,
        draft: rebased(from ?? draftOf(base), draft, draftOf(newer)),
      })),
    [],
  );
  const takeOver = useCallback((saved: Item) => setWritten({ base: saved, draft: draftOf(saved) }), []);

  const dirty = useRef(onDirty);
  dirty.current = onDirty;
  useLayoutEffect(() => {
    dirty.current(isDirty);
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  // Untouched fields follow the agenda; edited ones stay.
  useEffect(() => {
    if (!isDirty && item.version > base.version && keyOf(item) === keyOf(base)) takeOver(item);
  }, [item, base, isDirty, takeOver]);

  // Lists truncate long notes; the panel needs the full text before it can be edited.
  useEffect(() => {
    if (!base.notesShortened) return;
    let isCurrent = true;
    call("getItemById", { id: base.id, ...(base.occurrence && { occurrence: base.occurrence }) })
      .then(({ item: whole }) => isCurrent && setWritten((now) => withWhole(now, whole)))
      .catch((thrown: unknown) => isCurrent && setUnread(wordsOfFailure(thrown as ApiError)));
    return () => {
      isCurrent = false;
    };
  }, [base.id, base.occurrence, base.notesShortened]);

  return { base, draft, changed, isDirty, unread, now, write, goOn, takeOver };
}

function withWhole({ base, draft }: Written, whole: Item): Written {
  const [saved, newer] = [draftOf(base), draftOf(whole)];
  const others = changedFields(saved, { ...newer, notes: saved.notes });
  // If someone else changed the same field, sending the old version makes the server report a conflict.
  const isClash = changedFields(saved, draft).some((name) => others.includes(name));
  return { base: isClash ? { ...whole, version: base.version } : whole, draft: rebased(saved, draft, newer) };
}
