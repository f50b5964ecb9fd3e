import { type KeyboardEvent, type RefObject, useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { useKeyCommands } from "../actions/key-commands.ts";
import { usePlanner } from "../actions/planner.ts";
import { focusItem } from "../actions/use-keys.ts";
import { alongText } from "../controls/direction.ts";
import { useDrag } from "../controls/use-drag.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Placed } from "../timeline/placed-item.ts";

/** An item being moved to another day, not saved yet. */
export interface Moving {
  readonly item: Item;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Whether moved by keyboard. */
  readonly isByKeys: boolean;
  /** The day of the item under the pointer, counted from its start. */
  readonly grip: number;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * Moves an item to another day: dragged by mouse, pen or after a long press, or by Shift+M, arrows and Enter. Any move can be undone.
 * @param root around the days, which carry their dates as data-day
 * @param placedOf the item with a key, if it is shown
 */
export function useDrop(root: RefObject<HTMLElement | null>, placedOf: (key: string) => Placed | undefined) {
  const { move } = useAgendaActions();
  const { shown } = usePlanner();
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
  useKeyCommands({
    move: ({ target }) => {
      // The list of the chosen day has another way, and with a selection, actions apply to the whole of it.
      const isHere = target instanceof HTMLElement && target.closest(".month-week") && !shown.selected?.size;
      const placed = isHere ? placedOf(target.dataset.item ?? "") : undefined;
      if (!placed || moving) return false;
      const { item, from } = placed;
      // Synchronously: the arrows that follow are for it.
      flushSync(() => setMoving({ item, key: keyOf(item), from, to: from, isByKeys: true, grip: 0 }));
      return true;
    },
  });

  useDrag<string>({
    root,
    spotAt: dayAt,
    begin: (on, date) => {
      const key = on.closest<HTMLElement>("[data-item]")?.dataset.item;
      const placed = key === undefined ? undefined : placedOf(key);
      if (!placed) return undefined;
      const { item, from } = placed;
      let carried: Moving = {
        ...{ item, key: keyOf(item), from, to: from, isByKeys: false },
        grip: Math.max(0, daysBetween(from, date)),
      };
      setMoving(carried);
      return {
        move: (day) => {
          carried = { ...carried, to: addDays(day, -carried.grip) };
          setMoving(carried);
        },
        drop: () => drop(carried),
        cancel: () => setMoving(undefined),
      };
    },
  });

  /** For an item's line. */
  const ofItem = (placed: Placed) => ({
    onKeyDown: (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey) return;
      const isCarried = moving?.isByKeys && moving.key === keyOf(placed.item);
      const step = steps[alongText(key)];
      if (isCarried && step) setMoving({ ...moving, to: addDays(moving.to, step) });
      else if (isCarried && key === "Enter") drop(moving);
      else if (isCarried && key === "Escape") setMoving(undefined);
      // Space would tick it off.
      else if (!isCarried || key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
    },
    onBlur: () => setMoving((known) => (known?.isByKeys ? undefined : known)),
  });
  return { moving, ofItem };
}

/** The day at a point of the window. */
const dayAt = (_root: HTMLElement, x: number, y: number): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>("[data-day]")?.dataset.day)
    .find((day) => day !== undefined);
