import type { RefObject } from "react";
import { forward } from "../../controls/direction.ts";
import { type Drag, useDrag } from "../../controls/use-drag.ts";
import { dayMinutes } from "../rules/pieces.ts";
import { fineMinutes, stepMinutes } from "../rules/place.ts";

/** A pointer's position on the grid. */
export interface Spot {
  readonly date: string;
  /** Since midnight, not rounded; absent in the all-day row. */
  readonly minute?: number;
  /** Minutes to snap to: 15, with Shift 5. */
  readonly step: number;
}

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  /** First minute of the day that is drawn. */
  readonly fromMinute: number;
  readonly begin: (on: Element, at: Spot) => Drag<Spot> | undefined;
  /** A click on empty time, without a drag. */
  readonly click: (on: Element, at: Spot) => void;
}

/** Drags on the grid of days and minutes. */
export const usePointer = ({ grid, fromMinute, begin, click }: Options): void =>
  useDrag<Spot>({
    root: grid,
    spotAt: (root, x, y, isFine) => spotAt(root, x, y, fromMinute, isFine),
    begin,
    click,
  });

/** The day and minute at a point of the window; outside the grid, the nearest ones. */
function spotAt(root: HTMLElement, x: number, y: number, fromMinute: number, isFine: boolean): Spot | undefined {
  const columns = [...root.querySelectorAll<HTMLElement>("[data-day]")];
  const [first] = columns;
  if (!first) return undefined;
  const box = first.getBoundingClientRect();
  const across = forward() === 1 ? x - box.left : box.right - x;
  const at = Math.min(columns.length - 1, Math.max(0, Math.floor(across / box.width)));
  const date = columns[at]?.dataset.day ?? "";
  const step = isFine ? fineMinutes : stepMinutes;
  const allDay = root.querySelector("[data-all-day]")?.getBoundingClientRect();
  if (allDay && y < allDay.bottom) return { date, step };
  const minute = fromMinute + ((y - box.top) / box.height) * (dayMinutes - fromMinute);
  return { date, minute: Math.min(dayMinutes, Math.max(fromMinute, minute)), step };
}
