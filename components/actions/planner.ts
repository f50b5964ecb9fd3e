import { createContext, useContext, useEffect } from "react";
import type { Item } from "../../contract/fields/item.ts";
import type { FirstStep } from "../../contract/operations/first-steps.ts";
import { stateOf, type WindowState, type Windows } from "../sync/use-loaded.ts";
import type { DayRange } from "../time/day-ranges.ts";
import type { View, ViewPlace } from "../time/view-address.ts";
import type { Shown } from "./agenda-actions.ts";

/** The first steps offered to a new user. */
export interface FirstStepsInfo {
  readonly done: readonly FirstStep[];
  readonly locale: string | undefined;
  readonly locales: readonly { readonly locale: string; readonly name: string }[];
}

/** What every agenda view renders from. */
export interface Planner {
  readonly view: View;
  /** The day named by the URL; today if it names none. */
  readonly date: string;
  /** Changes with every navigation, even to the same day. */
  readonly visit: string;
  /** All known items with pending writes applied, unordered. Which days are fully known: see `useWindow`. */
  readonly items: readonly Item[];
  /** Keys of the new ones that are not stored yet. */
  readonly unstored: ReadonlySet<string>;
  readonly shown: Shown;
  readonly nowMs: number;
  readonly windows: Pick<Windows, "loaded" | "reads" | "watch" | "retry" | "readLeft">;
  /** Whether the whole agenda is empty. */
  readonly isEmpty: boolean;
  /** The first steps offered to a new user, until closed. */
  readonly firstSteps?: { readonly info: FirstStepsInfo; readonly close: () => void } | undefined;
  /** Goes to a day, in this view or another: changes the URL, and requests only what is not known yet. */
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
 * The days a view shows, both ends inclusive: reads those not known yet, follows them, and returns their state.
 * Unknown days must not be rendered as empty.
 */
export function useWindow({ from, to }: DayRange): WindowState & { readonly retry: () => void } {
  const { windows } = usePlanner();
  const { watch, retry } = windows;
  useEffect(() => watch({ from, to }), [watch, from, to]);
  return { ...stateOf({ from, to }, windows.loaded.ranges, windows.reads), retry };
}
