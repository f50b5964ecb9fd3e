import { useCallback, useEffect, useRef, useState } from "react";
import { type Press, useKeyCommands } from "../actions/key-commands.ts";
import { keysShown, rowAt, step } from "../actions/use-keys.ts";
import { extended, nothing, toggled } from "./selected.ts";

/** Entries selected for a bulk action. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  /** Selects these instead. */
  readonly choose: (keys: ReadonlySet<string>) => void;
}

const holdMs = 400;
const keyAt = (target: EventTarget | null) => (target instanceof HTMLElement ? target.dataset.item : undefined);

/**
 * Selects with x, Shift and arrows, Shift-click, or a long press on a row. Once some are selected, a click selects too. The actions on them
 * are loaded then.
 */
export function useSelection(): Selection {
  const [selected, setSelected] = useState(nothing);
  const isSelecting = useRef(false);
  isSelecting.current = selected.keys.size > 0;
  const toggle = useCallback((key: string) => setSelected((known) => toggled(known, key)), []);
  const extend = useCallback((key: string) => {
    const order = keysShown();
    setSelected((known) => extended(known, key, order));
  }, []);
  const onItem = (act: (key: string) => void) => (press: Press) => {
    const key = keyAt(press.target);
    if (key !== undefined && !press.repeat) act(key);
    return key !== undefined;
  };
  const extendBy = (by: 1 | -1) => (press: Press) => {
    const from = keyAt(press.target);
    if (from === undefined) return false;
    if (!isSelecting.current) toggle(from);
    step(by);
    extend(keyAt(document.activeElement) ?? from);
    return true;
  };
  useKeyCommands({
    select: onItem(toggle),
    selectTo: onItem(extend),
    selectNext: extendBy(1),
    selectPrevious: extendBy(-1),
  });

  useEffect(() => {
    let holding: ReturnType<typeof setTimeout> | undefined;
    let isHeld = false;
    const down = ({ target, pointerType }: PointerEvent) => {
      isHeld = false;
      clearTimeout(holding);
      const isControl = target instanceof Element && target.closest("a, label, button:not([data-item])");
      const key = pointerType === "touch" && !isControl && keyAt(rowAt(target) ?? null);
      if (!key || !(target as Element).closest("li.entry")) return;
      holding = setTimeout(() => {
        isHeld = true;
        toggle(key);
      }, holdMs);
    };
    // Scrolling cancels it by itself.
    const up = () => clearTimeout(holding);
    /** Before the page's handlers: clicks by key have no detail, and open. */
    const click = (event: MouseEvent) => {
      const title = event.target instanceof Element ? event.target.closest<HTMLElement>("main [data-item]") : null;
      const key = title?.dataset.item;
      if (event.detail === 0 || !(isHeld || (key && (event.shiftKey || isSelecting.current)))) return;
      event.preventDefault();
      event.stopPropagation();
      if (!isHeld && key) (event.shiftKey ? extend : toggle)(key);
      title?.focus();
      isHeld = false;
    };
    /** With Shift the browser would select text, and a long press opens a menu. */
    const hold = (event: MouseEvent) => {
      if (event.type === "contextmenu" ? isHeld : event.shiftKey && rowAt(event.target)) event.preventDefault();
    };
    const listeners = [
      ["pointerdown", down],
      ["pointerup", up],
      ["pointercancel", up],
      ["click", click],
      ["mousedown", hold],
      ["contextmenu", hold],
    ] as const;
    for (const [type, listener] of listeners) document.addEventListener(type, listener as EventListener, true);
    return () => {
      clearTimeout(holding);
      for (const [type, listener] of listeners) document.removeEventListener(type, listener as EventListener, true);
    };
  }, [toggle, extend]);
  const choose = useCallback((keys: ReadonlySet<string>) => setSelected({ keys, before: keys }), []);
  return { keys: selected.keys, choose };
}
