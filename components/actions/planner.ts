import { createContext, useContext, useEffect } from "react";
import type { Item } from "../../contract/fields/item.ts";
import type { FirstStep } from "../../contract/operations/first-steps.ts";
import { stateOf, type WindowState, type Windows } from "../sync/use-loaded.ts";
import type { DayRange } from "../time/day-ranges.ts";
import type { View, ViewPlace } from "../time/view-address.ts";
import type { Shown } from "./agenda-actions.ts";

/** What somebody new is offered to do first. */
export interface FirstStepsInfo {
  readonly done: readonly FirstStep[];
  readonly locale: string | undefined;
  readonly locales: readonly { readonly locale: string; readonly name: string }[];
}

/** What every view of the agenda draws from. */
export interface Planner {
  readonly view: View;
  /** The day that the address names; today where it names none. */
  readonly date: string;
  /** Another one each time that somebody goes somewhere: to the same day again, too. */
  readonly visit: string;
  /** Everything that is known, with what is on its way laid over it, in no order. What is known whole, `useWindow` tells. */
  readonly items: readonly Item[];
  /** Keys of the new ones that the server has not stored yet. */
  readonly unstored: ReadonlySet<string>;
  readonly shown: Shown;
  readonly nowMs: number;
  readonly windows: Pick<Windows, "loaded" | "reads" | "watch" | "retry" | "readLeft">;
  /** Whether there is nothing in the whole agenda. */
  readonly isEmpty: boolean;
  /** What somebody new is offered to do first, until they close it. */
  readonly firstSteps?: { readonly info: FirstStepsInfo; readonly close: () => void } | undefined;
  /** Goes to a day, in this view or another: the address says it, and nothing is asked of the server but what is not known yet. */
  readonly go: (place: Partial<ViewPlace>) => void;
}

const PlannerContext = createContext<Planner | undefined>(undefined);
export const PlannerProvider = PlannerContext.Provider;

export function usePlanner(): Planner {
  const planner = useContext(PlannerContext);
  if (!planner) throw new TypeError("A view stands inside a planner.");
  return planner;
}

/**
 * Days that a view shows, both ends inclusive: reads what is not known of them, follows them, and tells how it stands.
 * Days that are not known must not be drawn as empty.
 */
export function useWindow({ from, to }: DayRange): WindowState & { readonly retry: () => void } {
  const { windows } = usePlanner();
  const { watch, retry } = windows;
  useEffect(() => watch({ from, to }), [watch, from, to]);
  return { ...stateOf({ from, to }, windows.loaded.ranges, windows.reads), retry };
}
