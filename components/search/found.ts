import type { Item } from "../../contract/fields/item.ts";
import type { Answer } from "../sync/api-client.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { ItemRow } from "../timeline/day-line.ts";
import { type Placed, placeItem } from "../timeline/placed-item.ts";

/** The results so far, in the server's order. */
export interface Found {
  readonly items: readonly Item[];
  readonly corrected: NonNullable<Answer<"listItems">["corrected"]>;
  readonly nextCursor: string | undefined;
}

export const nothingFound: Found = { items: [], corrected: [], nextCursor: undefined };

export function foundOf({ items, corrected = [], nextCursor }: Answer<"listItems">): Found {
  return { items, corrected, nextCursor };
}

/** Appends the next page. */
export function withMore(known: Found, next: Found): Found {
  const shown = new Set(known.items.map(keyOf));
  return { ...next, items: [...known.items, ...next.items.filter((item) => !shown.has(keyOf(item)))] };
}

/** The results under one date. */
export interface FoundDay {
  readonly key: string;
  readonly date: string;
  readonly placed: readonly Placed[];
}

/** Groups adjacent results of the same date, keeping their order. */
export function foundDays(items: readonly Item[], timeZone: string): FoundDay[] {
  const days: (FoundDay & { placed: Placed[] })[] = [];
  for (const item of items) {
    const placed = placeItem(item, timeZone);
    const last = days.at(-1);
    if (last?.date === placed.from) last.placed.push(placed);
    else days.push({ key: keyOf(item), date: placed.from, placed: [placed] });
  }
  return days;
}

/** A timed item as one row, not drawn to scale: adjacent results are unrelated in time. */
export function rowOf(placed: Placed, nowMs: number): ItemRow | undefined {
  const { timed, from, to } = placed;
  if (!timed) return undefined;
  const { startMs, endMs, ends, startTime, endTime } = timed;
  const until = to === from ? undefined : to;
  const slice = { placed, startMs, endMs, ends, startTime, endTime, since: undefined, until };
  return { kind: "item", slice, minutes: 0, isPast: endMs < nowMs, isSecond: false, isInside: false };
}
