import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";

/** An item with its position in the page's zone. */
export interface Placed {
  readonly item: Item;
  /** First and last day in this zone. */
  readonly from: string;
  readonly to: string;
  /** Absent for all-day items. */
  readonly timed?: Span | undefined;
}

export interface Span {
  readonly startMs: number;
  /** Equal to startMs if the end is unknown. */
  readonly endMs: number;
  /** HH:MM in this zone. */
  readonly startTime: string;
  readonly endTime: string | undefined;
  /** Whether its length is known. */
  readonly ends: boolean;
}

const dayMs = 86_400_000;

const known = new WeakMap<Item, { readonly timeZone: string; readonly placed: Placed }>();

/** An item's place, computed once: Intl dominates the cost of laying out a year of items. */
export function placeItem(item: Item, timeZone: string): Placed {
  const last = known.get(item);
  if (last?.timeZone === timeZone) return last.placed;
  const placed = computePlace(item, timeZone);
  known.set(item, { timeZone, placed });
  return placed;
}

function computePlace(item: Item, timeZone: string): Placed {
  if (!item.startTime) return { item, from: item.date, to: item.endDate ?? item.date };
  const own = item.timeZone ?? "UTC";
  const startMs = item.startsAt ? Date.parse(item.startsAt) : momentOf({ date: item.date, time: item.startTime }, own);
  const ends = item.endTime !== undefined;
  const endsAtMs = item.endsAt
    ? Date.parse(item.endsAt)
    : momentOf({ date: item.endDate ?? item.date, time: item.endTime ?? "00:00" }, item.endTimeZone ?? own);
  const endMs = ends ? endsAtMs : startMs;
  const start = wallOf(startMs, timeZone);
  const end = wallOf(endMs, timeZone);
  // An end at midnight, which the clocks may skip or repeat, does not reach the next day.
  const isMidnight = end.time === "00:00" || endMs === momentOf({ date: end.date, time: "00:00" }, timeZone);
  const to = ends && isMidnight && endMs > startMs ? addDays(end.date, -1) : end.date;
  return {
    item,
    from: start.date,
    to: to < start.date ? start.date : to,
    timed: {
      startMs,
      endMs,
      startTime: start.time,
      endTime: ends ? (isMidnight ? "00:00" : end.time) : undefined,
      ends,
    },
  };
}

/** Whether it spans several days and is shown as "Day 2/4" instead of with times. */
export function isSpan({ from, to, timed }: Placed): boolean {
  return from !== to && (!timed || timed.endMs - timed.startMs >= dayMs);
}

/** "Day 2/4". */
export function dayOfSpan({ from, to }: Placed, date: string, t: Translator): string {
  return t("timeline.dayOfSpan", { day: daysBetween(from, date) + 1, days: daysBetween(from, to) + 1 });
}

/** Display order: all-day before timed, single days before spans, then by start, end and age: the id of what is not stored yet says nothing. */
export function inOrder(a: Placed, b: Placed): number {
  const rank = (placed: Placed) => (placed.timed && !isSpan(placed) ? 2 : isSpan(placed) ? 1 : 0);
  return (
    rank(a) - rank(b) ||
    (a.timed?.startMs ?? 0) - (b.timed?.startMs ?? 0) ||
    (a.timed?.endMs ?? 0) - (b.timed?.endMs ?? 0) ||
    (byAge(a) < byAge(b) ? -1 : 1)
  );
}

const byAge = ({ from, item }: Placed): string => `${from} ${item.createdAt} ${item.id}`;
