import { createContext, useContext } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type DayRange, isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { type Day, daysOf } from "./days.ts";

/** The part of the agenda that the page knows. */
export interface KnownItems {
  readonly items: readonly Item[];
  readonly ranges: readonly DayRange[];
}

const KnownContext = createContext<KnownItems>({ items: [], ranges: [] });
export const KnownItemsProvider = KnownContext.Provider;

/** The items of a date; undefined for a day that is not loaded. */
export function useKnownDay(): (date: string) => Day | undefined {
  const { items, ranges } = useContext(KnownContext);
  const { timeZone } = useReader();
  return (date) => {
    if (!isCovered({ from: date, to: date }, ranges)) return undefined;
    // Only what may lie there, whatever its zone: a keystroke has no time for all.
    const near = items.filter(
      (item) => item.date <= addDays(date, 1) && (item.endDate ?? item.date) >= addDays(date, -1),
    );
    return daysOf(near, date, date, timeZone)[0];
  };
}
