import { useContext, useMemo } from "react";
import { isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { type Day, daysOf, itemsNear } from "./days.ts";
import { KnownContext } from "./known-items.ts";

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
