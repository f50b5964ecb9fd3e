import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { changedFields, type Draft, draftOf, fieldsOf } from "../draft/item-draft.ts";
import type { OpenDraft } from "../draft/use-draft.ts";
import { wordsOfChanged } from "../scopes/scope-outcome-words.ts";
import { isPlacing, patchFor } from "../scopes/scope-patch.ts";
import { ApiError, call } from "../sync/api-client.ts";
import { keyOf } from "../sync/entry-key.ts";
import { type FailureWords, isMissing, onlyStored, wordsOfFailure, wordsOfRefusal } from "../sync/failure-words.ts";
import type { Writes } from "../sync/use-writes.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { type Missing, missingOf } from "./edit-conflict.tsx";

interface Options {
  readonly writing: OpenDraft;
  readonly writes: Writes;
  /** @param keys of the resulting entry, likeliest first, if a change of many gave it another key */
  readonly onSaved: (keys?: readonly string[]) => void;
}

/** Limit for resending a save that met a newer version. */
const triesMost = 5;

/**
 * Saves the edits and holds the result: messages of a refusal, or that the item is gone. Changes made elsewhere meanwhile are merged, and
 * asked about if both changed the same.
 */
export function useSave({ writing: { now, follow, settle, ask, forget }, writes, onSaved }: Options) {
  const t = useTranslations();
  const { tellOverlap, forgetOverlap, offerUndo } = useAgendaActions();
  const { today, words } = useReader();
  const [failure, setFailure] = useState<FailureWords>();
  const [missing, setMissing] = useState<Missing>();
  const [isBusy, setIsBusy] = useState(false);
  const busy = useRef(false);
  /** The scope of the last save, reused when it continues after a question. */
  const scope = useRef<Scope>("this");
  /** Changes stored from these edits, also before a refusal: one undo reverts them all. */
  const changes = useRef<number[]>([]);
  /** The part of the last save that was stored before the rest was refused. */
  const stored = useRef<string>(undefined);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      // The rest was discarded.
      if (changes.current.length > 0 && !busy.current)
        offerUndo(now().base, onlyStored(stored.current ?? t("item.aPart"), t), changes.current);
    };
  }, [now, offerUndo, t]);

  /** One at a time: a repeated request while one is in progress is ignored. */
  async function once(work: () => Promise<void>, wordsOf: typeof wordsOfFailure = wordsOfFailure) {
    if (busy.current) return;
    busy.current = true;
    stored.current = undefined;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      await refuse(thrown, wordsOf(thrown, t, stored.current));
    } finally {
      busy.current = false;
      setIsBusy(false);
    }
  }

  async function refuse(error: ApiError, words: FailureWords) {
    if (error.item) adopt(error.item);
    if (!isMissing(error)) return setFailure(words);
    setMissing(await missingOf(now().base));
    tellStored();
  }
  const tellStored = () => {
    if (stored.current) setFailure({ fields: {}, banner: onlyStored(stored.current, t) });
  };

  function adopt(newer: Item) {
    const { base } = now();
    void writes.take(newer);
    // If the series no longer has an occurrence, the answer is the series.
    follow(keyOf(newer) === keyOf(base) ? newer : { ...base, version: newer.version });
  }

  /** It is stored. Edits made meanwhile move to the new version. */
  async function finish(sent: Draft, read: () => Promise<Item>, keys: readonly string[] = []) {
    changes.current = [];
    const isAll = changedFields(sent, now().draft).length === 0;
    if (isAll) forget();
    if (!isOpen.current) return;
    if (isAll) return onSaved(keys);
    settle(await read(), sent);
    setMissing(undefined);
  }

  /** Sends the edits. If the item changed elsewhere meanwhile, merges and sends again, unless the user must be asked. */
  async function store(): Promise<void> {
    for (let tries = 1; ; tries++) {
      if (ask()) return tellStored();
      try {
        return await send();
      } catch (thrown) {
        if (!(thrown instanceof ApiError && thrown.item) || tries === triesMost) throw thrown;
        adopt(thrown.item);
      }
    }
  }

  async function send(): Promise<void> {
    const reach = scope.current;
    const { base, draft: sent } = now();
    const { patch, own } = patchFor(reach, base, sent);
    const isWhole = Object.keys(patch).length > 0;
    if (!own && !isWhole) return finish(sent, async () => base);
    const answer = await writes.change(base, own ?? patch, own ? "this" : reach);
    const { item: saved, conflicts, change } = answer;
    if (change) changes.current.push(change.id);
    if (own && isWhole) {
      // The stored part is reported, and not sent again.
      stored.current = t(own.done ? "item.done" : "item.undone");
      follow(saved);
      return send();
    }
    if (isPlacing(patch)) forgetOverlap(base, reach);
    tellOverlap(saved, conflicts);
    if (changes.current.length > 0) offerUndo(base, wordsOfChanged(answer, day, t), changes.current);
    if (own || reach === "this") return finish(sent, async () => saved);
    const dates = saved.recurrence === undefined ? [undefined] : [sent.date, base.occurrence];
    const keys = [...dates, undefined].map((occurrence) => keyOf({ id: saved.id, occurrence }));
    return finish(sent, () => readFirst(saved.id, dates), keys);
  }
  const day = (date: string) => weekdayAndDate(date, today, words);

  /** @param reach for an occurrence: the scope */
  const save = (reach: Scope) => {
    if (!busy.current) scope.current = reach;
    return once(store);
  };
  const bringBack = () =>
    once(async () => {
      const { item, change } = await writes.restore(now().base);
      if (change) changes.current.push(change.id);
      adopt(item);
      setMissing(undefined);
      await store();
    });
  /** Saves the edits as a new item if there is nothing left to save them to. */
  const addAlone = () =>
    once(async () => {
      const { base, draft: sent } = now();
      const { items } = await writes.add(fieldsOf(sent));
      await finish(sent, () => readFirst(items[0]?.id ?? base.id, [undefined]));
    });
  /** Resets an occurrence to its series. */
  async function reset(item: Item): Promise<Item> {
    const { item: now, change, conflicts } = await writes.reset(item);
    forgetOverlap(item, "this");
    tellOverlap(now, conflicts);
    if (change) offerUndo(item, t("agenda.asSeries", { text: item.text }), [change.id]);
    return now;
  }
  const resetBase = () =>
    once(
      async () => {
        const { base } = now();
        const answered = await reset(base).catch((thrown: ApiError) => {
          // No difference: only another occurrence changed meanwhile, or this page already knew.
          if (thrown.item && isAsBefore(thrown.item, base)) return reset(thrown.item);
          throw thrown;
        });
        follow(answered);
      },
      (error) => ({ fields: {}, banner: wordsOfRefusal(error, now().base.text, t) }),
    );
  return { failure, missing, isBusy, save, bringBack, addAlone, resetBase };
}

const isAsBefore = (item: Item | undefined, known: Item): boolean =>
  item !== undefined && changedFields(draftOf(known), draftOf(item)).length === 0;

/** The first of some dates that an item has; without a date, the item as a whole. */
async function readFirst(id: string, [occurrence, ...others]: readonly (string | undefined)[]): Promise<Item> {
  try {
    return (await call("getItemById", { id, ...(occurrence && { occurrence }) })).item;
  } catch (thrown) {
    if (others.length === 0 || !isMissing(thrown as ApiError)) throw thrown;
    return readFirst(id, others);
  }
}
