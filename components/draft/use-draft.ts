import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type ApiError, call } from "../sync/api-client.ts";
import { keyOf } from "../sync/entry-key.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { changedFields, type Draft, draftOf, type FieldName, rebased } from "./item-draft.ts";

export interface Written {
  /** The item as it is saved, so far as it is known here. */
  readonly base: Item;
  readonly draft: Draft;
}

export interface OpenDraft extends Written {
  readonly changed: readonly FieldName[];
  readonly isDirty: boolean;
  /** Why its notes could not be read whole. */
  readonly unread: FailureWords | undefined;
  /** What is written now, for whoever waited for an answer. */
  readonly now: () => Written;
  readonly write: (next: Partial<Draft>) => void;
  /** Goes on from a newer item; what was written since `from`, or since the last one was saved, stays. */
  readonly goOn: (newer: Item, from?: Draft) => void;
  /** Takes an item as it is saved, and nothing of what was written. */
  readonly takeOver: (saved: Item) => void;
}

/** What somebody writes on an item, and the saved item that it is written on. */
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

  // Untouched fields follow the agenda; what somebody is writing stays.
  useEffect(() => {
    if (!isDirty && item.version > base.version && keyOf(item) === keyOf(base)) takeOver(item);
  }, [item, base, isDirty, takeOver]);

  // Lists shorten long notes; the panel needs them whole before they can be written on.
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
  // Where somebody else wrote on the same field, the old version makes the server ask.
  const isClash = changedFields(saved, draft).some((name) => others.includes(name));
  return { base: isClash ? { ...whole, version: base.version } : whole, draft: rebased(saved, draft, newer) };
}
