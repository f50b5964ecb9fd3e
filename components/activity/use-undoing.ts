import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { wordsOfRefusedUndo, wordsOfUndone } from "../actions/undo-words.ts";
import { focusHeading } from "../controls/focus-heading.ts";
import { ApiError } from "../sync/api-client.ts";
import { type ToUndo, undoChanges } from "../sync/undo-changes.ts";

export interface Refused {
  readonly key: string;
  readonly words: string;
  /** Undoes as much as possible. */
  readonly force?: () => void;
}

export interface Undoing {
  /** The key of the row whose undo is in progress. */
  readonly busy: string | undefined;
  readonly refused: Refused | undefined;
  readonly undo: (key: string, what: ToUndo) => void;
}

/** Undo from the history, one at a time. A refusal is shown at its row; a success is announced. */
export function useUndoing(readAnew: () => Promise<void>, say: (words: string) => void): Undoing {
  const t = useTranslations();
  const [busy, setBusy] = useState<string>();
  const [refused, setRefused] = useState<Refused>();
  const [settled, setSettled] = useState<string>();
  const isBusy = useRef(false);

  const undo = useCallback(
    async (key: string, what: ToUndo) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setBusy(key);
      setRefused(undefined);
      try {
        const { answers, refused } = await undoChanges(what);
        if (answers.length > 0) say(wordsOfUndone(answers, t));
        if (answers.length > 0 || !refused) await readAnew().catch(() => undefined);
        if (!refused) return;
        const force = () => void undo(key, { ...what, ids: refused.ids, force: true });
        setRefused({
          key,
          words: wordsOfRefusedUndo(refused.error, t, answers.length),
          ...(refused.canForce && { force }),
        });
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown;
        setRefused({ key, words: wordsOfRefusedUndo(thrown, t) });
      } finally {
        isBusy.current = false;
        setBusy(undefined);
        setSettled(key);
      }
    },
    [readAnew, say, t],
  );
  // The pressed button may be gone; keep keyboard users at the row.
  useEffect(() => {
    if (settled === undefined) return;
    setSettled(undefined);
    if (document.activeElement !== document.body) return;
    const row = document.querySelector<HTMLElement>(`[data-undo="${settled}"]`);
    if (row) (row.querySelector<HTMLElement>("button") ?? row).focus();
    else focusHeading();
  }, [settled]);
  return { busy, refused, undo: useCallback((key, what) => void undo(key, what), [undo]) };
}
