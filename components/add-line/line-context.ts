import { createContext, useContext, useRef, useState } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type DayRange, isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { type Day, daysOf } from "../timeline/days.ts";
import type { Slot } from "../timeline/line-times.ts";

/** What is known about the days that a line may add to. */
export interface KnownItems {
  readonly items: readonly Item[];
  readonly ranges: readonly DayRange[];
  /** Text typed into lines that are not drawn now: another view is shown. By slot. */
  readonly drafts: Map<string, string>;
}

/** Of words that came with the address: of the line that is drawn first. */
export const sharedKey = "";

const KnownContext = createContext<KnownItems>({ items: [], ranges: [], drafts: new Map() });
export const KnownItemsProvider = KnownContext.Provider;

/** The text of a line, kept while another view is shown. */
export function useDraftLine({ date, startTime = "" }: Slot) {
  const { drafts } = useContext(KnownContext);
  const key = `${date} ${startTime}`;
  const [line, setLine] = useState(() => drafts.get(key) ?? drafts.get(sharedKey) ?? "");
  const latest = useRef(line);
  // At once and not in an effect: a line that was added may be gone before its next drawing.
  const write = (next: string | ((now: string) => string)) => {
    latest.current = typeof next === "string" ? next : next(latest.current);
    drafts.delete(sharedKey);
    if (latest.current === "") drafts.delete(key);
    else drafts.set(key, latest.current);
    setLine(latest.current);
  };
  return [line, write] as const;
}

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
