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

/** Saves the edits and holds the result: messages of a refusal, someone else's conflicting version, or that the item is gone. */
export function useSave({ writing: { base, now, goOn, takeOver }, writes, onSaved }: Options) {
  const { tellOverlap, forgetOverlap, offerUndo, reset } = useAgendaActions();
  const { today, words } = useReader();
  const [failure, setFailure] = useState<FailureWords>();
  const [conflict, setConflict] = useState<Item>();
  const [missing, setMissing] = useState<Missing>();
  const [isBusy, setIsBusy] = useState(false);
  const busy = useRef(false);
  /** The scope of the last save, which "Save mine" reuses. */
  const scope = useRef<Scope>("this");
  /** The part of the last save that was stored before the rest was refused. */
  const stored = useRef<string>(undefined);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

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
      await refuse(thrown, wordsOf(thrown, stored.current));
    } finally {
      busy.current = false;
      setIsBusy(false);
    }
  }

  async function refuse(error: ApiError, words: FailureWords) {
    const { base, draft } = now();
    const isWritten = changedFields(draftOf(base), draft).length > 0;
    const newer = error.code === "version_conflict" ? error.item : undefined;
    if (newer && !isWritten) takeSaved(newer);
    if (newer && isWritten) setConflict(newer);
    else if (isMissing(error)) setMissing(await missingOf(base));
    else return setFailure(words);
    if (stored.current) setFailure({ fields: {}, banner: `${onlyStored(stored.current)}.` });
  }

  /** It is stored. Edits made meanwhile continue on the new version. */
  async function finish(sent: Draft, read: () => Promise<Item>, keys: readonly string[] = []) {
    if (!isOpen.current) return;
    if (changedFields(sent, now().draft).length === 0) return onSaved(keys);
    goOn(await read(), sent);
    setConflict(undefined);
    setMissing(undefined);
  }

  async function store(onto: Item, isAgain = false): Promise<void> {
    const reach = scope.current;
    const { base, draft: sent } = now();
    const { patch, own } = patchFor(reach, base, sent);
    const ticked = own && (await writes.change(onto, own));
    if (Object.keys(patch).length === 0) return finish(sent, async () => ticked?.item ?? onto);
    try {
      const answer = await writes.change(onto, patch, reach);
      const { item: saved, conflicts, change } = answer;
      if (isPlacing(patch)) forgetOverlap(onto, reach);
      tellOverlap(saved, conflicts);
      if (reach === "this") return await finish(sent, async () => saved);
      const changes = [ticked?.change, change].flatMap((one) => one?.id ?? []);
      if (changes.length > 0) offerUndo(base, wordsOfChanged(answer, day), changes);
      const dates = saved.recurrence === undefined ? [undefined] : [sent.date, base.occurrence];
      const keys = [...dates, undefined].map((occurrence) => keyOf({ id: saved.id, occurrence }));
      await finish(sent, () => readFirst(saved.id, dates), keys);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (ticked) {
        // What was stored is reported, and not sent again.
        goOn(ticked.item);
        stored.current = own?.done ? "Done" : "Not done";
      }
      // Another occurrence was changed meanwhile, and this one was not: no conflict.
      const isOther = reach === "this" && onto.occurrence !== undefined && isAsBefore(thrown.item, onto);
      if (thrown.item && isOther && !isAgain) return store(thrown.item, true);
      throw thrown;
    }
  }
  const day = (date: string) => weekdayAndDate(date, today, words);

  /** @param reach for an occurrence: the scope; if absent, that of the last save */
  const send = (reach?: Scope) => {
    if (reach && !busy.current) scope.current = reach;
    return once(() => store(conflict ?? base));
  };
  const bringBack = () => once(async () => store((await writes.restore(base)).item));
  /** Saves the edits as a new item if there is nothing left to save them to. */
  const addAlone = () =>
    once(async () => {
      const { draft: sent } = now();
      const { items } = await writes.add(fieldsOf(sent));
      await finish(sent, () => readFirst(items[0]?.id ?? base.id, [undefined]));
    });
  const takeSaved = (saved: Item) => {
    void writes.take(saved);
    takeOver(saved);
    setConflict(undefined);
  };
  const resetBase = () =>
    once(
      async () => {
        const { base } = now();
        const answered = await reset(base).catch((thrown: ApiError) => {
          // Nothing differs: only another occurrence was changed meanwhile, or this page already knew.
          if (thrown.item && isAsBefore(thrown.item, base)) return reset(thrown.item);
          throw thrown;
        });
        goOn(answered);
      },
      (error) => ({ fields: {}, banner: wordsOfRefusal(error, base.text) }),
    );
  return { failure, conflict, missing, isBusy, send, bringBack, addAlone, takeSaved, resetBase };
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
