import { minuteOf } from "../../agenda/time/wall-clock.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Slice } from "./days.ts";
import type { Slot } from "./line-times.ts";

/** The line of one day: what is booked, and the gaps. Pure; the component only renders it. */
export type Row = ItemRow | GapRow | TwiceRow | OnRow | { readonly kind: "folded" | "now" };

export interface ItemRow {
  readonly kind: "item";
  readonly slice: Slice;
  /** The part of its time no other row covers: until the next begins in it, and after an overlap. */
  readonly minutes: number;
  readonly isPast: boolean;
  /** Whether it overlaps the item before it. */
  readonly isSecond: boolean;
  /** Whether an item that began before it goes on after it. */
  readonly isInside: boolean;
  /** Minutes until its end, while it runs. */
  readonly leftMinutes?: number;
  /** The fraction that is over, 0 to 1, for the one row that contains the current time. */
  readonly spent?: number;
}

/** free: nothing is booked. open: follows something of unknown length. next: from now to the next item. */
export interface GapRow {
  readonly kind: "free" | "open" | "next";
  readonly minutes: number;
  /** HH:MM. */
  readonly from: string;
  readonly to: string;
  /** Minutes until the first full hour within it; undefined if there is none. */
  readonly tick: number | undefined;
  /** The item it leads to. */
  readonly nextText: string;
}

export interface TwiceRow {
  readonly kind: "twice";
  /** Undefined if the second has no end. */
  readonly minutes: number | undefined;
  readonly from: string;
  readonly to: string | undefined;
}

/** An item that began before the one above, and goes on. */
export interface OnRow {
  readonly kind: "on";
  readonly minutes: number;
  /** HH:MM. */
  readonly from: string;
  readonly slice: Slice;
  /** Whether its text is here: the now line may divide it. */
  readonly isSaid: boolean;
}

/** An open add line: in place of free time, or where that was. */
export interface AddingRow {
  readonly kind: "adding";
  readonly slot: Slot;
  readonly minutes: number;
}

interface Options {
  readonly timeZone: string;
  /** The current time, on today's line only. */
  readonly nowMs?: number | undefined;
  /** Whether the whole day is over. */
  readonly isOver?: boolean;
}

const minuteMs = 60_000;
const shortestSaid = 30;

export function lineOf(slices: readonly Slice[], { timeZone, nowMs, isOver = false }: Options): Row[] {
  const rows: Row[] = [];
  const timeOf = (ms: number) => wallOf(ms, timeZone).time;
  const isPastAt = (slice: Slice) =>
    isOver || (nowMs !== undefined && (slice.ends ? slice.endMs <= nowMs : slice.startMs < nowMs));
  let isNowPlaced = nowMs === undefined;
  let bookedToMs = Number.NEGATIVE_INFINITY;
  let openSinceMs = Number.NEGATIVE_INFINITY;

  const gap = (kind: GapRow["kind"], fromMs: number, slice: Slice): GapRow => {
    const minutes = minutesFrom(fromMs, slice.startMs);
    const from = timeOf(fromMs);
    const tick = 60 - (minuteOf(from) % 60);
    const shown = tick < minutes ? tick : undefined;
    return { kind, minutes, from, to: timeOf(slice.startMs), tick: shown, nextText: slice.placed.item.text };
  };
  /** What goes on from one instant to another: the one that ends first, then the next. */
  const goesOn = (before: readonly Slice[], fromMs: number, toMs: number): void => {
    const [slice] = before.filter((one) => isBooking(one) && one.endMs > fromMs).sort((a, b) => a.endMs - b.endMs);
    if (!slice || fromMs >= toMs || isPastAt(slice)) return;
    const endMs = Math.min(slice.endMs, toMs);
    const on = (startMs: number, stopMs: number, isSaid: boolean) =>
      rows.push({ kind: "on", minutes: minutesFrom(startMs, stopMs), from: timeOf(startMs), slice, isSaid });
    // A short stretch between two items inside it needs no label.
    const isSaid = endMs === slice.endMs || minutesFrom(fromMs, endMs) >= shortestSaid;
    if (isNowPlaced || nowMs === undefined || nowMs < fromMs || nowMs >= endMs) on(fromMs, endMs, isSaid);
    else {
      if (nowMs - fromMs >= minuteMs) on(fromMs, nowMs, false);
      rows.push({ kind: "now" });
      isNowPlaced = true;
      on(nowMs, endMs, isSaid);
    }
    goesOn(before, endMs, toMs);
  };

  slices.forEach((slice, index) => {
    const before = slices.slice(0, index);
    const next = slices[index + 1];
    const isPast = isPastAt(slice);
    const reachedMs = Math.max(bookedToMs, openSinceMs);
    const clashToMs = Math.max(Number.NEGATIVE_INFINITY, ...before.filter(isBooking).map(({ endMs }) => endMs));
    const isInside = slice.startMs < clashToMs && slice.endMs <= clashToMs;
    if (!isNowPlaced && nowMs !== undefined && slice.startMs > nowMs) {
      rows.push({ kind: "now" });
      isNowPlaced = true;
      if (slice.startMs - nowMs >= minuteMs && reachedMs <= nowMs) rows.push(gap("next", nowMs, slice));
    } else if (isPast && rows.length > 0 && !(isInside && nowMs !== undefined && nowMs < clashToMs)) {
      rows.push({ kind: "folded" });
    } else if (!isPast && slice.startMs > reachedMs && reachedMs > Number.NEGATIVE_INFINITY) {
      const isAfterPast = rows.at(-1)?.kind === "item" && (rows.at(-1) as ItemRow).isPast;
      if (isAfterPast) rows.push({ kind: "folded" });
      else rows.push(gap(openSinceMs >= bookedToMs ? "open" : "free", reachedMs, slice));
    }
    const isDone = slice.placed.item.done || isGone(slice);
    const isSecond = !isDone && slice.startMs < clashToMs;
    const twiceToMs = isSecond && !isPast ? Math.min(clashToMs, slice.ends ? slice.endMs : clashToMs) : slice.startMs;
    if (isSecond && !isPast) {
      const toMs = slice.ends ? twiceToMs : undefined;
      const minutes = toMs === undefined ? undefined : minutesFrom(slice.startMs, toMs);
      rows.push({
        kind: "twice",
        minutes,
        from: timeOf(slice.startMs),
        to: toMs === undefined ? undefined : timeOf(toMs),
      });
    }
    const isRunning = nowMs !== undefined && slice.startMs <= nowMs && nowMs < slice.endMs;
    // An item that begins in it is drawn at its own time, and the rest of this one after it.
    const drawnToMs = next && next.startMs < slice.endMs ? next.startMs : slice.endMs;
    const hasNow = !isNowPlaced && nowMs !== undefined && slice.startMs <= nowMs && nowMs < drawnToMs;
    isNowPlaced ||= hasNow;
    rows.push({
      kind: "item",
      slice,
      minutes: Math.max(0, minutesFrom(slice.ends ? twiceToMs : slice.startMs, drawnToMs)),
      isPast,
      isSecond,
      isInside,
      ...(isRunning && { leftMinutes: Math.ceil((slice.endMs - nowMs) / minuteMs) }),
      ...(hasNow && { spent: (nowMs - slice.startMs) / (drawnToMs - slice.startMs) }),
    });
    if (!slice.ends) openSinceMs = Math.max(openSinceMs, slice.startMs);
    else bookedToMs = Math.max(bookedToMs, slice.endMs);
    const isCovered = next !== undefined && next.startMs < slice.endMs;
    if (!isCovered && slices.length > 1) goesOn(before, slice.endMs, next?.startMs ?? Number.POSITIVE_INFINITY);
  });
  if (!isNowPlaced) rows.push({ kind: "now" });
  return rows;
}

const minutesFrom = (fromMs: number, toMs: number): number => Math.round((toMs - fromMs) / minuteMs);

/** Whether it takes time, and how much is known. */
export const isBooking = (slice: Slice): boolean => slice.ends && !slice.placed.item.done && !isGone(slice);

/** The same with open add lines: whatever happens to the free time, a line stays until it is closed. */
export function withLines(rows: readonly Row[], slots: readonly Slot[]): readonly (Row | AddingRow)[] {
  return slots.reduce<readonly (Row | AddingRow)[]>((shown, slot) => {
    const from = slot.startTime ?? "";
    const gap = shown.findIndex((row) => row.kind === "free" && row.from === from);
    const next = shown.findIndex((row) => row.kind === "item" && row.slice.startTime > from);
    const at = gap !== -1 ? gap : next !== -1 ? next : shown.length;
    const free = shown[gap];
    const row: AddingRow = { kind: "adding", slot, minutes: free?.kind === "free" ? free.minutes : 0 };
    return [...shown.slice(0, at), row, ...shown.slice(gap === -1 || slot.part ? at : at + 1)];
  }, rows);
}

/** Whether it was deleted, and is only shown struck through until kept: it takes no time. */
export const isGone = ({ placed }: Pick<Slice, "placed">): boolean => placed.item.deletedAt !== undefined;

/** Minutes that are booked at least once. */
export function bookedMinutes(slices: readonly Slice[]): number {
  let toMs = Number.NEGATIVE_INFINITY;
  let sumMs = 0;
  for (const { startMs, endMs } of slices.filter((slice) => !isGone(slice))) {
    sumMs += Math.max(0, endMs - Math.max(startMs, toMs));
    toMs = Math.max(toMs, endMs);
  }
  return Math.round(sumMs / minuteMs);
}
