import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isUndone } from "../../agenda/planning/undone.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { AgendaActions, DayQuestion } from "../actions/agenda-actions.ts";
import { runCommand } from "../actions/key-commands.ts";
import type { Overlap } from "../actions/overlap-words.ts";
import { focusBeside, focusBesideSinking, focusItemFrom, keepFocus } from "../actions/use-keys.ts";
import { useUndoKey } from "../actions/use-undo-key.ts";
import { wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Placement } from "../draft/placement.ts";
import type { ToastRequest } from "../notices/toasts.tsx";
import { wordsOfDeleted } from "../scopes/deleted-words.ts";
import type { ScopeDialogProps } from "../scopes/scope-dialog.tsx";
import type { ApiError } from "../sync/api-client.ts";
import { isReached, keyOf } from "../sync/entry-key.ts";
import { isMissing, wordsOfRefusal } from "../sync/failure-words.ts";
import type { NewItem } from "../sync/use-writes.ts";
import type { Slot } from "../timeline/line-times.ts";
import type { AgendaActionsOptions } from "./agenda-actions-options.ts";
import { useRevert } from "./use-revert.ts";

/** All actions on items in the list, with their toasts and errors. */
export function useCreateAgendaActions(options: AgendaActionsOptions) {
  const t = useTranslations();
  const [refusal, setRefusal] = useState(options.refused);
  const [toasts, setToasts] = useState<readonly ToastRequest[]>([]);
  const [overlap, setOverlap] = useState<Overlap>();
  const [lines, setLines] = useState<readonly Slot[]>([]);
  const current = useRef(options);
  current.current = options;
  // A ref beside the state: undo by key may come before the next render.
  const offered = useRef<readonly ToastRequest[]>([]);
  const changeToasts = useCallback((change: (known: readonly ToastRequest[]) => readonly ToastRequest[]) => {
    offered.current = change(offered.current);
    setToasts(offered.current.filter(({ words }) => words));
  }, []);
  /** @param words none if only keys undo it: what was done is seen */
  const tell = useCallback(
    (words: string, undo: ToastRequest["undo"], act?: string) => {
      const request: ToastRequest = {
        words,
        act,
        undo: (from) => {
          changeToasts((known) => known.filter((one) => one !== request));
          undo(from);
        },
      };
      changeToasts((known) => [...known, request]);
    },
    [changeToasts],
  );
  /** The script of the last move: one that waits for it is no write yet. */
  const preparing = useRef<Promise<unknown>>(undefined);
  /** Undoes the last change. Waits for moves and writes under way: without their toast it would undo the change before. */
  const undoLast = async () => {
    const from = document.activeElement;
    await preparing.current;
    await current.current.writes.settled();
    requestAnimationFrame(() => {
      const last = offered.current.findLast(({ act }) => act === undefined);
      if (last) return last.undo(from);
      const none = t("agenda.nothingToUndo");
      changeToasts((known) => known.filter(({ words }) => words !== none));
      tell(none, () => runCommand("activity"), t("shell.activity"));
    });
  };
  useUndoKey(undoLast);
  const [asked, setAsked] = useState<Omit<ScopeDialogProps, "onClose"> & { readonly onClose?: () => void }>();
  const [dayAsked, askDay] = useState<DayQuestion>();
  const { revert, undoOwn, prepare } = useRevert({ current, refuse: setRefusal, tell, t });
  const canUndo = toasts.length > 0;
  useEffect(() => {
    if (canUndo) prepare();
  }, [canUndo, prepare]);

  const actions: AgendaActions = useMemo(() => {
    const tellOverlap: AgendaActions["tellOverlap"] = (item, conflicts = []) => {
      // Of a new series, the first occurrence that overlaps something.
      const occurrence = conflicts[0]?.forOccurrence;
      if (conflicts.length > 0) setOverlap({ item: { ...item, ...(occurrence && { occurrence }) }, conflicts });
    };
    const forgetOverlap: AgendaActions["forgetOverlap"] = (item, scope) =>
      setOverlap((known) => (known && isReached(known.item, item, scope) ? undefined : known));
    const attempt = async <T>(
      { text }: Pick<Item, "text">,
      write: () => Promise<T>,
      wordsOf = (error: ApiError) => wordsOfRefusal(error, text, t),
    ): Promise<T | undefined> => {
      setRefusal(undefined);
      try {
        return await write();
      } catch (thrown) {
        const error = thrown as ApiError;
        if (error.item) void current.current.writes.take(error.item);
        else if (isMissing(error)) void current.current.refresh().catch(() => undefined);
        setRefusal({ words: wordsOf(error) });
        return undefined;
      }
    };
    const offerUndo = (item: Keyed, words: string, ids: readonly number[]) =>
      tell(words, (from) => undoOwn(ids, keyOf(item), from));
    /** What waits for the network cannot be undone yet, and nothing older may be undone in its place. */
    const offer = (change: { readonly id: number } | undefined, item: Keyed, words = "") =>
      change ? offerUndo(item, words, [change.id]) : changeToasts(() => []);
    /** A change of one occurrence leaves marks on others; a mark on the whole series counts as seen. */
    const keep = (item: Item) => current.current.keep([keyOf(item), item.id]);
    const restore = async (item: Item, from = document.activeElement) => {
      if (await attempt(item, () => current.current.writes.restore(item))) keep(item);
      focusItemFrom(from, keyOf(item));
    };
    const remove = async (item: Item, scope: Scope) => {
      focusBeside(keyOf(item));
      const done = await attempt(item, () => current.current.writes.remove(item, scope));
      if (!done) return;
      forgetOverlap(item, scope);
      keep(item);
      const { change } = done;
      // A deletion of one whole item, or of one occurrence whose notes are known whole, is restored directly, without waiting;
      // any other by undoing the change.
      const isAlone =
        item.occurrence === undefined ||
        (scope === "this" && done.item.deletedAt === undefined && !item.notesShortened);
      const words = wordsOfDeleted(item, scope, t);
      if (change && isAlone) tell(words, (from) => void restore(item, from));
      else offer(change, item, words);
    };
    const loadMoving = (item: Item) => {
      const loaded = import("./moving.ts").catch(() =>
        setRefusal({ words: wordsOfUnloaded(t("agenda.notMoved", { text: item.text }), t) }),
      );
      preparing.current = loaded;
      return loaded;
    };
    const move = async (item: Item, to: Placement, scope: Scope) => {
      const moving = await loadMoving(item);
      const patch = moving?.patchOfMove(item, to, scope, current.current.reader.timeZone);
      if (!moving || !patch) return;
      const done = await keepFocus([item], () =>
        attempt(item, () => current.current.writes.change(item, patch, scope)),
      );
      if (!done) return;
      forgetOverlap(item, scope);
      tellOverlap(done.item, done.conflicts);
      keep(item);
      const words = moving.wordsOfMoved(item, to, scope === "this" ? undefined : done, current.current.reader, t);
      offer(done.change, item, words);
    };
    const completed = async (item: Item) => {
      const { today } = current.current.reader;
      const done = await attempt(item, () => current.current.writes.change(item, { done: !item.done }));
      // Then it is gone from today, and its own day is not in view.
      if (done) offer(done.change, item, isUndone(item, today) ? t("agenda.isDone", { text: item.text }) : "");
    };
    const changeMany: AgendaActions["changeMany"] = async (items, { shown, send, wordsOf, wordsOfRefusal }) => {
      const [first] = items;
      if (!first) return false;
      const done = await keepFocus(items, () =>
        attempt(first, () => current.current.writes.changeMany(shown, send), wordsOfRefusal),
      );
      if (!done) return false;
      current.current.keep(items.flatMap((item) => [keyOf(item), item.id]));
      for (const item of items) forgetOverlap(item, "this");
      if (done.change) offer(done.change, first, wordsOf(done));
      return true;
    };
    /** An action on an item that is still being added runs once it is stored. */
    const onceStored = (item: Item, act: (stored: Item) => void) => {
      if (!current.current.writes.waiting.has(keyOf(item))) return act(item);
      void current.current.writes.storedOf(item).then((stored) => stored && act(stored));
    };
    return {
      open: (item, isEditing) => onceStored(item, (stored) => current.current.open(stored, isEditing)),
      complete: (item) =>
        onceStored(item, (stored) => {
          keep(stored);
          focusBesideSinking(keyOf(stored));
          void completed(stored);
        }),
      remove: (item, scope) =>
        onceStored(item, (stored) => {
          if (stored.occurrence !== undefined && scope === undefined)
            setAsked({ item: stored, act: "delete", onAnswer: (answer) => void remove(stored, answer) });
          else void remove(stored, scope ?? "this");
        }),
      move: (item, to, scope) =>
        new Promise((resolve) =>
          onceStored(item, async (stored) => {
            if (stored.occurrence === undefined || scope !== undefined)
              return void move(stored, to, scope ?? "this").finally(resolve);
            const act = (await loadMoving(stored))?.placedAt(stored, to, current.current.reader.timeZone);
            if (!act) return resolve();
            const onAnswer = (answer: Scope) => void move(stored, to, answer).finally(resolve);
            setAsked({ item: stored, act, onAnswer, onClose: resolve });
          }),
        ),
      changeMany,
      pickDay: askDay,
      offerUndo,
      revert,
      add: async (fields: NewItem) => {
        const key = crypto.randomUUID();
        const added = current.current.writes.add(fields, key);
        const tellAdded = current.current.adding?.(key);
        const { items, conflicts, change } = await added;
        const [made] = items;
        if (!made) return undefined;
        offer(change, made);
        tellOverlap(made, conflicts);
        tellAdded?.({ ...made, text: fields.text }, tell);
        return made;
      },
      startLine: (slot) => setLines((known) => [...without(known, slot), slot]),
      endLine: (slot) => setLines((known) => without(known, slot)),
      tellOverlap,
      forgetOverlap,
      keep: (keys) => current.current.keep(keys),
    };
  }, [revert, undoOwn, tell, changeToasts, t]);
  const question = asked && {
    ...asked,
    onClose: () => {
      setAsked(undefined);
      asked.onClose?.();
    },
    onAnswer: (scope: Scope) => {
      setAsked(undefined);
      asked.onAnswer(scope);
    },
  };
  return {
    actions,
    lines,
    refusal,
    refuse: setRefusal,
    toasts,
    forgive: () => setRefusal(undefined),
    overlap,
    leave: () => setOverlap(undefined),
    question,
    picker: { anchor: undefined, ...dayAsked, close: () => askDay(undefined) },
  };
}

type Keyed = Parameters<typeof keyOf>[0];

const without = (slots: readonly Slot[], slot: Slot): readonly Slot[] =>
  slots.filter(({ date, startTime }) => date !== slot.date || startTime !== slot.startTime);
