import { addDays } from "../../agenda/time/dates.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { call } from "../sync/api-client.ts";
import { joined, type Loaded, loadedOf, withMorePages } from "../sync/loaded-window.ts";
import { common, type DayRange } from "../time/day-ranges.ts";
import { placeItem } from "../timeline/placed-item.ts";

const daysBack = 92;
const daysAhead = 366;
/** Up to 5,000 entries. In a fuller agenda, later days are not kept. */
const pagesMost = 25;

/** The days a device keeps: three months back, a year ahead. */
export const daysKept = (today: string): DayRange => ({
  from: addDays(today, -daysBack) > firstDate ? addDays(today, -daysBack) : firstDate,
  to: addDays(today, daysAhead) < lastDate ? addDays(today, daysAhead) : lastDate,
});

/** Reads all of these days, one page at a time: nobody waits for it. */
export async function readDays({ from, to }: DayRange): Promise<Loaded> {
  const first = await call("listItems", { from, to, limit: 200 });
  return loadedOf(await withMorePages(first, pagesMost, (cursor) => call("listItems", { cursor, limit: 200 })));
}

/** The kept days, with the page's version of those that it knows. */
export function withSeen(kept: Loaded, seen: Loaded): Loaded {
  if (kept.timeZone !== seen.timeZone) return seen;
  const isSeen = (item: Loaded["items"][number]) => {
    const { from, to } = placeItem(item, seen.timeZone);
    return seen.ranges.some((range) => common(range, { from, to }));
  };
  return joined({ ...kept, items: kept.items.filter((item) => !isSeen(item)) }, seen);
}
