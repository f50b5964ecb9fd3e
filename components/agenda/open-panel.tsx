import { useTranslations } from "next-intl";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type Editing, useAgendaActions } from "../actions/agenda-actions.ts";
import { useAskedPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { PanelProps } from "../item/item-panel.tsx";
import type { Refusal } from "../notices/banners.tsx";
import { keyOf } from "../sync/entry-key.ts";
import type { Writes } from "../sync/use-writes.ts";

const lazyPanel = { load: () => import("../item/item-panel.tsx").then(({ ItemPanel }) => ItemPanel) };

/** A navigation requested while edits are unsaved: to another item, to another page, or just back. */
type Asked = { readonly item: Item; readonly isEditing: Editing } | { readonly href: string } | { readonly back: true };

/** Which item is open in the panel, and where to go once its edits are saved or discarded. */
export function useOpenPanel(first?: Item) {
  const [item, setItem] = useState(first);
  const [startsEditing, setStartsEditing] = useState<Editing>(false);
  const [asked, setAsked] = useState<Asked>();
  const [leaving, setLeaving] = useState<string>();
  const isDirty = useRef(false);
  const openId = item && keyOf(item);
  const openKey = useRef(openId);
  openKey.current = openId;

  const show = useCallback((next: Item | undefined, isEditing: Editing) => {
    setItem(next);
    setStartsEditing(isEditing);
  }, []);
  const open = useCallback(
    (next: Item, isEditing: Editing = false) => {
      if (!isDirty.current) show(next, isEditing);
      else if (keyOf(next) !== openKey.current) setAsked({ item: next, isEditing });
    },
    [show],
  );
  /** The panel is done: continues to what was requested meanwhile, if anything. */
  const close = useCallback(() => {
    isDirty.current = false;
    setAsked(undefined);
    if (asked && "item" in asked) show(asked.item, asked.isEditing);
    else setItem(undefined);
    if (asked && "href" in asked) setLeaving(asked.href);
  }, [asked, show]);
  const changeDirty = useCallback((dirty: boolean) => {
    isDirty.current = dirty;
  }, []);
  const answer = useCallback((mayGo: boolean) => (mayGo ? close() : setAsked(undefined)), [close]);

  const goBack = useCallback(() => {
    if (isDirty.current) setAsked({ back: true });
    else setItem(undefined);
    return !isDirty.current;
  }, []);
  useBackCloses(item !== undefined && item !== first, leaving !== undefined, goBack);

  // After the panel is gone, and the browser's own prompt with it.
  useEffect(() => {
    if (leaving !== undefined) location.assign(leaving);
  }, [leaving]);
  useEffect(() => {
    const hold = (event: MouseEvent) => {
      const href = isDirty.current && hrefOf(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked({ href });
    };
    // Before Next's own links act. Leaving the app altogether triggers the browser's prompt (beforeunload).
    document.addEventListener("click", hold, true);
    return () => document.removeEventListener("click", hold, true);
  }, []);
  return useMemo(
    () => ({ item, startsEditing, openId, isAsked: asked !== undefined, open, close, changeDirty, answer }),
    [item, startsEditing, openId, asked, open, close, changeDirty, answer],
  );
}

/**
 * While the panel is open, going back closes it without leaving the page: it has its own history entry.
 * @param isLeaving whether another page is about to load
 * @param goBack closes the panel. Returns whether it closed: unsaved edits are asked about first
 */
function useBackCloses(isOpen: boolean, isLeaving: boolean, goBack: () => boolean): void {
  const leaves = useRef(isLeaving);
  leaves.current = isLeaving;
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!isOpen) return;
    clearTimeout(closing.current);
    // Without a URL: Next must not follow it.
    const enter = () => history.state?.hasPanel || history.pushState({ hasPanel: true }, "");
    enter();
    const back = () => {
      if (!history.state?.hasPanel && !goBack()) enter();
    };
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      // Closed without going back: drop its history entry, unless it reopens at once. Navigating away leaves it behind.
      closing.current = setTimeout(() => history.state?.hasPanel && !leaves.current && history.back());
    };
  }, [isOpen, goBack]);
}

/** The target of a click, if it is another of our pages in this window. */
function hrefOf({ target, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): string | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.target || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return undefined;
  const { origin, pathname, href } = link;
  return origin === location.origin && pathname !== location.pathname ? href : undefined;
}

/** Once nothing is open, removes the request from the URL: a reload would open it again. */
export function useCleanAddress(isClosed: boolean) {
  useEffect(() => {
    if (isClosed && location.search) history.replaceState(null, "", location.pathname);
  }, [isClosed]);
}

interface Props {
  readonly at: ReturnType<typeof useOpenPanel>;
  /** The current items: the open one follows the agenda. */
  readonly items: readonly Item[];
  readonly writes: Writes;
  readonly refuse: (refusal: Refusal) => void;
}

/** The panel, while an item is open. Loaded on first use. */
export function OpenPanel({ at, items, writes, refuse }: Props) {
  const t = useTranslations();
  const { open, remove } = useAgendaActions();
  if (!at.item) return null;
  return (
    <LoadedPanel
      item={items.find((item) => keyOf(item) === at.openId) ?? at.item}
      startsEditing={at.startsEditing}
      onUnloaded={(item) => {
        at.close();
        const act = { words: t("words.tryAgain"), run: () => open(item, at.startsEditing) };
        refuse({ words: wordsOfUnloaded(t("agenda.notOpened", { what: item.text }), t), act });
      }}
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

function LoadedPanel({ onUnloaded, ...props }: PanelProps & { readonly onUnloaded: (item: Item) => void }) {
  const part = useAskedPart(lazyPanel, () => onUnloaded(props.item));
  // The entry is marked open in the next frame; the panel takes longer to render.
  const Panel = useDeferredValue<typeof part | null>(part, null);
  return Panel && <Panel {...props} />;
}
