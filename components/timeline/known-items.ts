import { createContext, useContext, useMemo } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type DayRange, isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { type Day, daysOf, itemsNear } from "./days.ts";

/** The part of the agenda that the page knows. */
interface KnownItems {
  readonly items: readonly Item[];
  readonly ranges: readonly DayRange[];
}

const KnownContext = createContext<KnownItems>({ items: [], ranges: [] });
export const KnownItemsProvider = KnownContext.Provider;

/** The items of a date; undefined for a day that is not loaded. */
export function useKnownDay(): (date: string) => Day | undefined {
  const { items, ranges } = useContext(KnownContext);
  const { timeZone } = useReader();
  return useMemo(() => {
    // Laying out a day is too slow for a keystroke.
    const days = new Map<string, Day | undefined>();
    return (date) => {
      if (!isCovered({ from: date, to: date }, ranges)) return undefined;
      if (!days.has(date)) days.set(date, daysOf(itemsNear(items, date, date), date, date, timeZone)[0]);
      return days.get(date);
    };
  }, [items, ranges, timeZone]);
}
