import type { RefObject } from "react";
import type { Translator } from "../../messages/translator.ts";
import type { AssistantChange } from "../actions/agenda-actions.ts";
import { wordsOfRefusedUndo, wordsOfUndone } from "../actions/undo-words.ts";
import { focusBeside, focusItemFrom } from "../actions/use-keys.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { ToastRequest } from "../notices/toasts.tsx";
import { type Answer, ApiError } from "../sync/api-client.ts";
import { markKeyOf } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { wordsOfRefusal } from "../sync/failure-words.ts";
import { type ToUndo, undoChanges } from "../sync/undo-changes.ts";
import type { AgendaActionsOptions } from "./agenda-actions-options.ts";
import { patchBack, planRevert } from "./revert-plan.ts";

export interface RevertOptions {
  readonly current: RefObject<AgendaActionsOptions>;
  readonly refuse: (refusal: Refusal | undefined) => void;
  /** Confirms what was done and offers to undo it. */
  readonly tell: (words: string, undo: ToastRequest["undo"]) => void;
  readonly t: Translator;
}

export interface Revert {
  /** Reverts the assistant's changes, from the banner and from the notes. */
  readonly revert: (assistantChanges: readonly AssistantChange[]) => void;
  /** Undoes what the user just did, and moves to the entry concerned. @param from what was focused then; absent: what is now */
  readonly undoOwn: (ids: readonly number[], key: string, from?: Element | null, force?: boolean) => void;
}

/** Loaded on the first revert. */
export function revertChanges({ current, refuse, tell, t }: RevertOptions): Revert {
  const undo = async (what: ToUndo, assistantChanges: readonly AssistantChange[]) => {
    const { answers, refused } = await undoChanges(what);
    if (answers.length > 0 || !refused) await current.current.refresh(revOf(answers)).catch(() => undefined);
    const open = new Set(refused?.ids);
    const done = assistantChanges.filter(({ mark }) => mark.changes.every(({ id }) => !open.has(id)));
    current.current.keep(done.map(({ mark }) => markKeyOf(mark)));
    requestAnimationFrame(() => leaveGone(done));
    if (refused) {
      const again = { ...what, ids: refused.ids, force: true };
      const act = { words: t("agenda.revertRest"), run: () => void attempt(() => undo(again, assistantChanges)) };
      refuse({ words: wordsOfRefusedUndo(refused.error, t, answers.length), ...(refused.canForce && { act }) });
    }
    const undos = answers.map(({ change }) => change.id);
    if (undos.length > 0) tell(wordsOfUndone(answers, t), () => void attempt(() => undo({ ids: undos }, [])));
  };
  /** The item alone: deletes an added one, restores a deleted one, resets a changed one. */
  const revertAlone = async ({ mark, item }: AssistantChange) => {
    const { writes, keep } = current.current;
    const from = document.activeElement;
    const scope = mark.occurrence === undefined ? "all" : "this";
    const patch = mark.kind === "updated" ? patchBack(mark) : undefined;
    const send = async () => {
      if (patch)
        return { change: (await writes.change(item, patch)).change, words: t("agenda.asBefore", { text: item.text }) };
      if (mark.kind === "deleted")
        return { change: (await writes.restore(item, scope)).change, words: t("agenda.isBack", { text: item.text }) };
      return { change: (await writes.remove(item, scope)).change, words: t("agenda.deleted", { text: item.text }) };
    };
    try {
      const { change, words } = await send();
      keep([markKeyOf(mark)]);
      const ids = change ? [change.id] : [];
      tell(words, (from) => undoOwn(ids, keyOf(item), from));
      focusItemFrom(from, keyOf(item));
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.item) void writes.take(thrown.item);
      refuse({ words: wordsOfRefusal(thrown, item.text, t) });
    }
  };
  const undoOwn: Revert["undoOwn"] = (ids, key, from = document.activeElement, force = false) =>
    void attempt(async () => {
      const { answers, refused } = await undoChanges({ ids, force });
      if (answers.length > 0) await current.current.refresh(revOf(answers)).catch(() => undefined);
      requestAnimationFrame(() => focusItemFrom(from, key));
      if (!refused) return;
      const act = { words: t("agenda.undoRest"), run: () => undoOwn(refused.ids, key, undefined, true) };
      refuse({ words: wordsOfRefusedUndo(refused.error, t, answers.length), ...(refused.canForce && { act }) });
    });
  const attempt = async (work: () => Promise<unknown>) => {
    refuse(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      refuse({ words: wordsOfRefusedUndo(thrown, t) });
    }
  };
  const revert = (assistantChanges: readonly AssistantChange[]) =>
    void attempt(async () => {
      const { ids, conversation, alone } = planRevert(assistantChanges);
      const [only] = assistantChanges;
      if (assistantChanges.length === 1 && only?.mark.kind === "created") focusBeside(keyOf(only.item));
      if (ids.length > 0)
        await undo(
          { ids, conversation },
          assistantChanges.filter((one) => !alone.includes(one)),
        );
      for (const one of alone) await revertAlone(one);
    });
  return { revert, undoOwn };
}

/** The latest of their revs: the feed may already have brought them. */
const revOf = (answers: readonly Answer<"undoChange">[]): number | undefined =>
  answers.length > 0 ? Math.max(...answers.map(({ change }) => change.id)) : undefined;

/** The pressed button disappears with its banner or note: keyboard users continue at the item, else at the first one. */
function leaveGone(done: readonly AssistantChange[]): void {
  const at = document.activeElement;
  if (at !== null && at !== document.body && !at.closest(".change-banner, .change-note")) return;
  const ids = done.map(({ item }) => `[data-item="${keyOf(item)}"]`);
  const row = ids.map((id) => document.querySelector<HTMLElement>(`main ${id}`)).find((one) => one !== null);
  (row ?? document.querySelector<HTMLElement>("main [data-item]"))?.focus();
}
