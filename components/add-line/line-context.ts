import { createContext, useContext } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { useReader } from "../time/reader.ts";
import { type Day, daysOf } from "../timeline/days.ts";

/** What is known about the days that a line may add to. */
export interface KnownItems {
  readonly items: readonly Item[];
  readonly from: string;
  readonly to: string;
}

const KnownContext = createContext<KnownItems>({ items: [], from: "1970-01-01", to: "1970-01-01" });
export const KnownItemsProvider = KnownContext.Provider;

/** The items of a date; undefined for a day that is not loaded. */
export function useKnownDay(): (date: string) => Day | undefined {
  const { items, from, to } = useContext(KnownContext);
  const { timeZone } = useReader();
  return (date) => {
    if (date < from || date > to) return undefined;
    // Only items that may be on that day in any zone: there is no time for all of them on each keystroke.
    const near = items.filter(
      (item) => item.date <= addDays(date, 1) && (item.endDate ?? item.date) >= addDays(date, -1),
    );
    return daysOf(near, date, date, timeZone)[0];
  };
}
