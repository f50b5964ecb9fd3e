import { type DragEvent, type KeyboardEvent, useCallback, useState } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { focusItem } from "../actions/use-keys.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Placed } from "../timeline/placed-item.ts";
import { dayTaken, type WeekSpan } from "./month-lines.ts";

/** An item being moved to another day, not saved yet. */
export interface Moving {
  readonly item: Item;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Whether it is moved by keys. */
  readonly isByKeys: boolean;
  /** The day of the item under the pointer, counted from its start. */
  readonly grip: number;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Moves an item to another day: dragged, or by Shift+M, arrows and Enter. Either can be undone. */
export function useDrop() {
  const { move } = useAgendaActions();
  const [moving, setMoving] = useState<Moving>();
  const drop = useCallback(
    ({ item, key, from, to, isByKeys }: Moving) => {
      setMoving(undefined);
      if (from === to) return;
      // It is in another cell by then, and its old button is gone.
      const focus = () => requestAnimationFrame(() => document.activeElement === document.body && focusItem(key));
      const done = move(item, { date: to });
      if (!isByKeys) return;
      focus();
      void done.finally(focus);
    },
    [move],
  );
  const start = useCallback((placed: Placed, by: Pick<Moving, "isByKeys" | "grip">) => {
    const { item, from } = placed;
    setMoving({ item, key: keyOf(item), from, to: from, ...by });
  }, []);

  /** For an item's line. */
  const ofItem = (placed: Placed, span?: WeekSpan) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", placed.item.text);
      const box = (event.currentTarget.closest("li") ?? event.currentTarget).getBoundingClientRect();
      start(placed, { isByKeys: false, grip: span ? dayTaken(span, (event.clientX - box.left) / box.width) : 0 });
    },
    onDragEnd: () => setMoving(undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey) return;
      const isCarried = moving?.isByKeys && moving.key === keyOf(placed.item);
      const step = steps[key];
      if (!isCarried && key === "M" && shiftKey) start(placed, { isByKeys: true, grip: 0 });
      else if (isCarried && step) setMoving({ ...moving, to: addDays(moving.to, step) });
      else if (isCarried && key === "Enter") drop(moving);
      else if (isCarried && key === "Escape") setMoving(undefined);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onBlur: () => setMoving((known) => (known?.isByKeys ? undefined : known)),
  });
  /** For a day's cell. */
  const ofDay = (date: string) => ({
    onDragOver: (event: DragEvent) => {
      if (!moving) return;
      event.preventDefault();
      const to = addDays(date, -moving.grip);
      if (moving.to !== to) setMoving({ ...moving, to });
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (moving) drop({ ...moving, to: addDays(date, -moving.grip) });
    },
  });
  return { moving, ofItem, ofDay };
}
