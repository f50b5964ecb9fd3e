import { addDays, datesFrom } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";
import { inOrder, isSpan, type Placed, placeItem } from "./placed-item.ts";

/** A series on at least this many days of one week, which is most of them, is routine. */
export const routineDays = 4;

/** One day as shown. */
export interface Day {
  readonly date: string;
  /** Items without a time, and those that span several days. */
  readonly allDay: readonly Placed[];
  readonly slices: readonly Slice[];
}

/** The part of a timed item within one day. */
export interface Slice {
  readonly placed: Placed;
  readonly startMs: number;
  /** Equal to startMs if the end is unknown. */
  readonly endMs: number;
  readonly ends: boolean;
  /** HH:MM; 00:00 if it began the day before. */
  readonly startTime: string;
  readonly endTime: string | undefined;
  /** The date it began or ends, if it is a different one. */
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Items that may lie in a window, whatever their zone: the farthest two are 26 hours apart. */
export function itemsNear(items: readonly Item[], from: string, to: string): readonly Item[] {
  const [first, last] = [addDays(from, -2), addDays(to, 2)];
  return items.filter((item) => item.date <= last && (item.endDate ?? item.date) >= first);
}

/** Puts items into the days of a window, both dates inclusive, in the order they are shown. */
export function daysOf(items: readonly Item[], from: string, to: string, timeZone: string): Day[] {
  const byDate = new Map<string, Placed[]>(datesFrom(from, to).map((date) => [date, []]));
  for (const item of items) {
    const placed = placeItem(item, timeZone);
    const first = placed.from < from ? from : placed.from;
    const last = placed.to > to ? to : placed.to;
    for (const date of datesFrom(first, last)) byDate.get(date)?.push(placed);
  }
  return [...byDate].map(([date, placed]) => {
    const sorted = placed.sort(inOrder);
    const isAllDay = (one: Placed) => !one.timed || isSpan(one);
    const timed = sorted.filter((one) => !isAllDay(one));
    return { date, allDay: sorted.filter(isAllDay), slices: timed.map((one) => sliceOf(one, date, timeZone)) };
  });
}

function sliceOf(placed: Placed, date: string, timeZone: string): Slice {
  const { timed, from, to } = placed;
  if (!timed) throw new TypeError("Only timed items have slices.");
  const begins = from === date;
  const stops = to === date;
  return {
    placed,
    startMs: begins ? timed.startMs : momentOf({ date, time: "00:00" }, timeZone),
    endMs: stops ? timed.endMs : momentOf({ date: addDays(date, 1), time: "00:00" }, timeZone),
    ends: timed.ends,
    startTime: begins ? timed.startTime : "00:00",
    endTime: timed.endTime,
    since: begins ? undefined : from,
    until: stops ? undefined : wallOf(timed.endMs, timeZone).date,
  };
}

/** Days with the same items as before keep their identity: memoized content is not rendered again. */
export function withKept(days: readonly Day[], before: ReadonlyMap<string, Day>): readonly Day[] {
  return days.map((day) => {
    const old = before.get(day.date);
    return old && isSame(old.allDay, day.allDay) && isSame(placedOf(old), placedOf(day)) ? old : day;
  });
}

/** Number of items planned on a day. Those that an assistant deleted are only shown struck through until kept. */
export const plannedCount = (day: Day): number =>
  new Set([...day.allDay, ...placedOf(day)].filter(({ item }) => item.deletedAt === undefined)).size;

const placedOf = ({ slices }: Day) => slices.map(({ placed }) => placed);
const isSame = (one: readonly Placed[], other: readonly Placed[]): boolean =>
  one.length === other.length && one.every((placed, index) => placed === other[index]);
