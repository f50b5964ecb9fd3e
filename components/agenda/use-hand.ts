import { useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/item.ts";
import type { ApiError } from "../client/api.ts";
import type { NewItem, Writes } from "../client/use-writes.ts";
import { wordsOfRefusal } from "./failure-words.ts";
import type { Hand } from "./hand.ts";
import type { ToastRequest } from "./toasts.tsx";
import { focusBeside, focusItem } from "./use-keys.ts";

interface Options {
  readonly writes: Writes;
  readonly keep: (ids?: readonly string[]) => void;
  readonly open: (item: Item) => void;
}

/** Everything that can be done to items from the list, with its toasts and its refusals. */
export function useHandOn({ writes, keep, open }: Options) {
  const [refusal, setRefusal] = useState<string>();
  const [toasts, setToasts] = useState<readonly ToastRequest[]>([]);
  const current = useRef({ writes, keep, open });
  current.current = { writes, keep, open };
  const toastsMade = useRef(0);

  const hand: Hand = useMemo(() => {
    const attempt = async (item: Item, write: () => Promise<unknown>) => {
      setRefusal(undefined);
      try {
        await write();
        return true;
      } catch (thrown) {
        const error = thrown as ApiError;
        if (error.item) void current.current.writes.take(error.item);
        setRefusal(wordsOfRefusal(error, item.text));
        return false;
      }
    };
    const restore = async (item: Item) => {
      if (await attempt(item, () => current.current.writes.restore(item))) current.current.keep([item.id]);
    };
    const undo = async (item: Item) => {
      await restore(item);
      focusItem(item.id);
    };
    return {
      open: (item) => current.current.open(item),
      complete: (item) => {
        current.current.keep([item.id]);
        void attempt(item, () => current.current.writes.change(item, { done: !item.done }));
      },
      remove: async (item) => {
        focusBeside(item.id);
        if (!(await attempt(item, () => current.current.writes.remove(item)))) return;
        current.current.keep([item.id]);
        toastsMade.current += 1;
        const request = { id: toastsMade.current, words: `${item.text} deleted.`, undo: () => void undo(item) };
        setToasts((known) => [...known.slice(-4), request]);
      },
      restore: (item) => void restore(item),
      add: (fields: NewItem) => current.current.writes.add(fields),
      keep: (ids) => current.current.keep(ids),
    };
  }, []);
  return { hand, refusal, toasts, forgive: () => setRefusal(undefined) };
}
