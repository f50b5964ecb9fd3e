import { useTranslations } from "next-intl";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type ApiError, call } from "../sync/api-client.ts";
import { type FieldName, keyOf } from "../sync/entry-key.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { useUnsaved } from "../unsaved/use-unsaved.ts";
import { changedFields, type Draft, draftOf, rebased } from "./item-draft.ts";
import { type Clash, isAlike, mergeDrafts, valuesOf } from "./merge-drafts.ts";

export interface Written {
  /** The latest saved version known here. */
  readonly base: Item;
  readonly draft: Draft;
  /** What was also changed elsewhere, differently. */
  readonly clashes: readonly Clash[];
}

export interface OpenDraft extends Written {
  readonly changed: readonly FieldName[];
  readonly isDirty: boolean;
  /** Whether the edits are from before a reload. */
  readonly isKept: boolean;
  /** Why its full notes could not be loaded. */
  readonly unread: FailureWords | undefined;
  /** The current draft, for callers that have awaited something. */
  readonly now: () => Written;
  readonly write: (next: Partial<Draft>) => void;
  /** Rebases onto a newer version: a change made by only one side is taken over. */
  readonly follow: (newer: Item) => void;
  /** Rebases onto what was saved; edits since `sent` stay. */
  readonly settle: (saved: Item, sent: Draft) => void;
  /** Marks every clash as asked about. Returns whether any was new. */
  readonly ask: () => boolean;
  /** The edits are saved or discarded: removes them from this browser. */
  readonly forget: () => void;
}

/** The storage key of an entry's edits. */
export const nameOfDraft = (item: Item): string => `item ${keyOf(item)}`;

/** A user's edits to an item, and the saved version they are based on. */
export function useDraft(item: Item, onDirty: (isDirty: boolean) => void): OpenDraft {
  const t = useTranslations();
  const unsaved = useUnsaved();
  const name = nameOfDraft(item);
  const [kept] = useState(() => unsaved.get(name) as Written | undefined);
  const [written, setWritten] = useState<Written>(() => kept ?? { base: item, draft: draftOf(item), clashes: [] });
  const [unread, setUnread] = useState<FailureWords>();
  const { base, draft, clashes } = written;
  const changed = changedFields(draftOf(base), draft);
  const isDirty = changed.length > 0;
  // Ahead of the next render: a save retries at once with what it was refused for.
  const latest = useRef(written);
  const acts = useMemo(() => {
    const change = (next: Written) => {
      latest.current = next;
      setWritten(next);
    };
    return {
      now: () => latest.current,
      write: (next: Partial<Draft>) => change(rewritten(latest.current, next)),
      follow: (newer: Item) => change(followed(latest.current, newer)),
      settle: (saved: Item, sent: Draft) =>
        change({ base: saved, draft: rebased(sent, latest.current.draft, draftOf(saved)), clashes: [] }),
      ask: () => {
        const isNew = latest.current.clashes.some(({ isAsked }) => !isAsked);
        if (isNew)
          change({ ...latest.current, clashes: latest.current.clashes.map((one) => ({ ...one, isAsked: true })) });
        return isNew;
      },
    };
  }, []);
  const { follow } = acts;

  const dirty = useRef(onDirty);
  dirty.current = onDirty;
  useLayoutEffect(() => dirty.current(isDirty), [isDirty]);
  useEffect(() => {
    if (isDirty) unsaved.set(name, { title: t("draft.changesTo", { text: written.base.text }), words: written });
    else unsaved.delete(name);
  }, [unsaved, name, isDirty, written, t]);
  const forget = useCallback(() => unsaved.delete(name), [unsaved, name]);

  const isNewer = item.version > base.version && keyOf(item) === keyOf(base);
  // Shortened notes can be shown, but neither edited nor compared.
  const isComparable = !item.notesShortened || !isDirty;
  useEffect(() => {
    if (isNewer && isComparable) follow(item);
  }, [item, isNewer, isComparable, follow]);

  const { id, occurrence, version, notesShortened } = isNewer ? item : base;
  const readWhole = useCallback(
    (signal: AbortSignal) => call("getItemById", { id, ...(occurrence && { occurrence }) }, { signal }),
    [id, occurrence],
  );
  // Edits from before a reload may be of an item not on this page.
  const isReadAnew = notesShortened || kept !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has other notes
  useEffect(() => {
    if (!isReadAnew) return;
    const reading = new AbortController();
    readWhole(reading.signal)
      .then(({ item: whole }) => follow(whole))
      .catch(
        (thrown: unknown) =>
          notesShortened && !reading.signal.aborted && setUnread(wordsOfFailure(thrown as ApiError, t)),
      );
    return () => reading.abort();
  }, [readWhole, version, isReadAnew, notesShortened, follow, t]);

  return { base, draft, clashes, changed, isDirty, isKept: kept !== undefined, unread, forget, ...acts };
}

/** The next draft. Anything that differs from the others' saved value is the user's own. */
function rewritten({ base, draft, clashes }: Written, change: Partial<Draft>): Written {
  const next = { ...draft, ...change };
  const theirs = draftOf(base);
  const own = clashes.map((one) =>
    isAlike(theirs, next, one.part) ? one : { ...one, mine: valuesOf(next, one.part) },
  );
  return { base, draft: next, clashes: own };
}

/** Rebases on a newer version. */
export function followed(written: Written, newer: Item): Written {
  const { base, draft, clashes } = written;
  if (newer.version < base.version) return written;
  const theirs = draftOf(newer);
  // While the notes are shortened they cannot be edited, so no change of them counts.
  const saved = base.notesShortened ? { ...draftOf(base), notes: theirs.notes } : draftOf(base);
  const own = base.notesShortened ? { ...draft, notes: theirs.notes } : draft;
  const { draft: next, clashing } = mergeDrafts(saved, own, theirs);
  return {
    base: newer,
    draft: next,
    clashes: [
      ...clashes.filter(({ part, mine }) => !clashing.includes(part) && !isAlike(theirs, mine, part)),
      ...clashing.map((part) => ({ part, mine: valuesOf(next, part), since: base.version, isAsked: false })),
    ],
  };
}
