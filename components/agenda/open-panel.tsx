import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/item.ts";
import { keyOf } from "../client/entry-key.ts";
import type { Writes } from "../client/use-writes.ts";
import { useHand } from "./hand.ts";

const Panel = dynamic(() => import("./panel.tsx").then(({ Panel }) => Panel), { ssr: false });

/** Which item is open in the panel, and which one waits until what is being written there is saved or discarded. */
export function useOpenPanel(first?: Item) {
  const [item, setItem] = useState(first);
  const [asked, setAsked] = useState<Item>();
  const isDirty = useRef(false);
  const open = useCallback((next: Item) => (isDirty.current ? setAsked(next) : setItem(next)), []);
  const close = useCallback(() => {
    isDirty.current = false;
    setItem(undefined);
  }, []);
  const changeDirty = useCallback((dirty: boolean) => {
    isDirty.current = dirty;
  }, []);
  const answer = useCallback(
    (mayGo: boolean) => {
      setAsked(undefined);
      if (!mayGo) return;
      isDirty.current = false;
      setItem(asked);
    },
    [asked],
  );
  const openId = item && keyOf(item);
  return useMemo(
    () => ({ item, openId, isAsked: asked !== undefined, open, close, changeDirty, answer }),
    [item, openId, asked, open, close, changeDirty, answer],
  );
}

/** Once nothing is open any more, the address does not ask for an item either: a reload would open it again. */
export function useCleanAddress(isClosed: boolean) {
  useEffect(() => {
    if (isClosed && location.search.includes("item=")) history.replaceState(null, "", location.pathname);
  }, [isClosed]);
}

interface Props {
  readonly at: ReturnType<typeof useOpenPanel>;
  /** The items as they are now: the open one follows the agenda. */
  readonly items: readonly Item[];
  readonly writes: Writes;
}

/** The panel, while an item is open. Loaded when the first one is opened. */
export function OpenPanel({ at, items, writes }: Props) {
  const { remove } = useHand();
  if (!at.item) return null;
  return (
    <Panel
      item={items.find((item) => keyOf(item) === at.openId) ?? at.item}
      writes={writes}
      onClose={at.close}
      onRemove={(item, scope) => {
        at.close();
        remove(item, scope);
      }}
      onDirty={at.changeDirty}
      isAsked={at.isAsked}
      onAnswered={at.answer}
    />
  );
}
