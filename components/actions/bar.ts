import { useSyncExternalStore } from "react";
import type { Reader } from "../time/reader.ts";
import type { View } from "../time/view-address.ts";
import type { AgendaActions } from "./agenda-actions.ts";
import type { Planner } from "./planner.ts";

/** What the bar and the palette, which are on every page, know of the agenda below them. */
export interface Bar {
  readonly view: View;
  /** The day in view; for a week or a month, the one it is about. */
  readonly date: string;
  readonly reader: Reader;
  readonly go: Planner["go"];
  readonly open: AgendaActions["open"];
  readonly add: AgendaActions["add"];
  /** How many entries are selected. */
  readonly selectedCount: number;
  /** Opens the calendar at an element. */
  readonly pickDay: (anchor: Element) => void;
}

/** A day is in view until its end is this far up, in CSS pixels: below the bar, with room for its name. */
export const dayEndsAtPx = 80;

let bar: Bar | undefined;
const listeners = new Set<() => void>();

/** In the browser only: the server renders for many users. */
export function setBar(next: Bar | undefined): void {
  bar = next;
  for (const listener of listeners) listener();
}

/** Set as soon as one goes elsewhere, before it is rendered: the next key may need it, and the pressed link shows as current. */
export function setDayInView(date: string, view: View): void {
  if (bar && (bar.date !== date || bar.view !== view)) setBar({ ...bar, view, date });
}

export const barNow = (): Bar | undefined => bar;

/** Whether another view has been gone to and is not drawn yet: the one on the page goes, with what is typed in it. */
export const leaving = { isSo: false };

export function useBar(): Bar | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => bar,
    () => undefined,
  );
}
