import { useCallback, useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/item.ts";
import type { ApiError } from "../client/api.ts";
import { keyOf } from "../client/entry-key.ts";
import type { NewItem, Writes } from "../client/use-writes.ts";
import type { Refusal } from "./banners.tsx";
import { wordsOfRefusal } from "./failure-words.ts";
import type { Hand } from "./hand.ts";
import type { Overlap } from "./overlap-words.ts";
import type { ToastRequest } from "./toasts.tsx";
import { focusBeside, focusItem } from "./use-keys.ts";
import { useRevert } from "./use-revert.ts";

export interface HandOptions {
  readonly writes: Writes;
  readonly refresh: () => Promise<void>;
  readonly keep: (ids?: readonly string[]) => void;
  readonly open: (item: Item) => void;
  /** What was refused before anything was done here. */
  readonly refused?: Refusal | undefined;
}

/** Everything that can be done to items from the list, with its toasts and its refusals. */
export function useHandOn(options: HandOptions) {
  const [refusal, setRefusal] = useState(options.refused);
  const [toasts, setToasts] = useState<readonly ToastRequest[]>([]);
  const [overlap, setOverlap] = useState<Overlap>();
  const current = useRef(options);
  current.current = options;
  const tell = useCallback((words: string, undo: () => void) => {
    const request = { id: crypto.randomUUID(), words, undo };
    setToasts((known) => [...known.slice(-4), request]);
  }, []);
  const revert = useRevert({ current, refuse: setRefusal, tell });

  const hand: Hand = useMemo(() => {
    const tellOverlap: Hand["tellOverlap"] = ({ id, text }, conflicts = []) =>
      setOverlap((known) => (conflicts.length > 0 ? { id, text, conflicts } : known?.id === id ? undefined : known));
    const attempt = async (item: Item, write: () => Promise<unknown>) => {
      setRefusal(undefined);
      try {
        await write();
        return true;
      } catch (thrown) {
        const error = thrown as ApiError;
        if (error.item) void current.current.writes.take(error.item);
        setRefusal({ words: wordsOfRefusal(error, item.text) });
        return false;
      }
    };
    const restore = async (item: Item) => {
      if (await attempt(item, () => current.current.writes.restore(item))) current.current.keep([item.id]);
    };
    const undo = async (item: Item) => {
      await restore(item);
      focusItem(keyOf(item));
    };
    return {
      open: (item) => current.current.open(item),
      complete: (item) => {
        current.current.keep([item.id]);
        void attempt(item, () => current.current.writes.change(item, { done: !item.done }));
      },
      remove: async (item) => {
        focusBeside(keyOf(item));
        if (!(await attempt(item, () => current.current.writes.remove(item)))) return;
        tellOverlap(item, []);
        current.current.keep([item.id]);
        tell(`${item.text} deleted.`, () => void undo(item));
      },
      revert,
      add: async (fields: NewItem) => {
        const { items, conflicts } = await current.current.writes.add(fields);
        if (items[0]) tellOverlap(items[0], conflicts);
      },
      tellOverlap,
      keep: (ids) => current.current.keep(ids),
    };
  }, [revert, tell]);
  return { hand, refusal, toasts, forgive: () => setRefusal(undefined), overlap, leave: () => setOverlap(undefined) };
}
