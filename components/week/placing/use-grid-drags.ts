import type { RefObject } from "react";
import type { Drag } from "../../controls/use-drag.ts";
import { useReader } from "../../time/reader.ts";
import { isSpan, type Placed } from "../../timeline/placed-item.ts";
import { placeOf } from "../rules/place.ts";
import { draggedTo, drawnFrom, gripOf, stretchedTo } from "./drags.ts";
import type { Placing } from "./use-placing.ts";
import { type Spot, usePointer } from "./use-pointer.ts";
import type { Sheet } from "./use-sheet.ts";

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  readonly fromMinute: number;
  readonly placing: Placing;
  readonly sheet: Sheet;
  readonly placedOf: (key: string) => Placed | undefined;
}

/** Pointer actions on the grid: move an item, resize it, or draw a new one on empty time. */
export function useGridDrags({ grid, fromMinute, placing, sheet, placedOf }: Options): void {
  const { timeZone, usualMinutes } = useReader();

  function take(placed: Placed, on: Element, start: Spot): Drag<Spot> | undefined {
    if (placing.held?.isSaving) return undefined;
    const was = placeOf(placed, timeZone);
    const grip = gripOf(was, start);
    const isEnd = on.closest("[data-resize]") !== null;
    placing.lift(placed, "pointer");
    const to = (at: Spot) => (isEnd ? stretchedTo(was, at) : draggedTo(was, grip, at, isSpan(placed), usualMinutes));
    return { move: (at) => placing.put(() => to(at)), drop: placing.keep, cancel: placing.takeBack };
  }
  usePointer({
    grid,
    fromMinute,
    begin: (on, start) => {
      const row = on.closest("li");
      const placed = placedOf(row?.querySelector<HTMLElement>("[data-item]")?.dataset.item ?? "");
      if (placed) return take(placed, on, start);
      if (row || !on.closest("[data-day], [data-all-day]")) return undefined;
      sheet.draw(drawnFrom(start, start));
      return { move: (at) => sheet.draw(drawnFrom(start, at)), drop: sheet.write, cancel: sheet.close };
    },
    click: (on, { date, minute }) => {
      if (on.closest("li, button") || !on.closest("[data-day], [data-all-day]")) return;
      if (minute === undefined) return sheet.open({ date, days: 1 });
      sheet.open({ date, minute: Math.floor(minute / 30) * 30, minutes: usualMinutes });
    },
  });
}
