import { createContext } from "react";
import type { Item } from "../../contract/fields/item.ts";
import type { DayRange } from "../time/day-ranges.ts";

/** The part of the agenda that the page knows. */
interface KnownItems {
  readonly items: readonly Item[];
  readonly ranges: readonly DayRange[];
}

export const KnownContext = createContext<KnownItems>({ items: [], ranges: [] });
export const KnownItemsProvider = KnownContext.Provider;
