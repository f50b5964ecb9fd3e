import { minuteOf } from "../time/clock-words.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Slice } from "./days.ts";
import type { Slot } from "./line-times.ts";

/** The line of one day: what is booked, and what is in between. Pure; the component only renders it. */
export type Row = ItemRow | GapRow | TwiceRow | { readonly kind: "folded" | "now" };

export interface ItemRow {
  readonly kind: "item";
  readonly slice: Slice;
  readonly minutes: number;
  readonly isPast: boolean;
  /** Whether it overlaps the item before it. */
  readonly isSecond: boolean;
  /** Minutes until its end, while it is running. */
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

/** Where an item is being added: in place of free time, or where it used to be. */
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

export function lineOf(slices: readonly Slice[], { timeZone, nowMs, isOver = false }: Options): Row[] {
  const rows: Row[] = [];
  const timeOf = (ms: number) => wallOf(ms, timeZone).time;
  const current = nowMs === undefined ? undefined : slices.find((one) => one.startMs <= nowMs && nowMs < one.endMs);
  let isNowPlaced = nowMs === undefined || current !== undefined;
  let bookedToMs = Number.NEGATIVE_INFINITY;
  let clashToMs = Number.NEGATIVE_INFINITY;
  let openSinceMs = Number.NEGATIVE_INFINITY;

  const gap = (kind: GapRow["kind"], fromMs: number, slice: Slice): GapRow => {
    const minutes = Math.round((slice.startMs - fromMs) / minuteMs);
    const from = timeOf(fromMs);
    const tick = 60 - (minuteOf(from) % 60);
    const shown = tick < minutes ? tick : undefined;
    return { kind, minutes, from, to: timeOf(slice.startMs), tick: shown, nextText: slice.placed.item.text };
  };

  for (const slice of slices) {
    const isPast = isOver || (nowMs !== undefined && (slice.ends ? slice.endMs <= nowMs : slice.startMs < nowMs));
    const reachedMs = Math.max(bookedToMs, openSinceMs);
    if (!isNowPlaced && nowMs !== undefined && slice.startMs >= nowMs) {
      rows.push({ kind: "now" });
      isNowPlaced = true;
      if (slice.startMs - nowMs >= minuteMs) rows.push(gap("next", nowMs, slice));
    } else if (isPast && rows.length > 0) {
      rows.push({ kind: "folded" });
    } else if (!isPast && slice.startMs > reachedMs && reachedMs > Number.NEGATIVE_INFINITY) {
      const isAfterPast = rows.at(-1)?.kind === "item" && (rows.at(-1) as ItemRow).isPast;
      if (isAfterPast) rows.push({ kind: "folded" });
      else rows.push(gap(openSinceMs >= bookedToMs ? "open" : "free", reachedMs, slice));
    }
    const isDone = slice.placed.item.done || isGone(slice);
    const isSecond = !isDone && slice.startMs < clashToMs;
    if (isSecond && !isPast) {
      const toMs = slice.ends ? Math.min(clashToMs, slice.endMs) : undefined;
      const minutes = toMs === undefined ? undefined : Math.round((toMs - slice.startMs) / minuteMs);
      rows.push({
        kind: "twice",
        minutes,
        from: timeOf(slice.startMs),
        to: toMs === undefined ? undefined : timeOf(toMs),
      });
    }
    const isRunning = nowMs !== undefined && slice.startMs <= nowMs && nowMs < slice.endMs;
    rows.push({
      kind: "item",
      slice,
      minutes: Math.round((slice.endMs - slice.startMs) / minuteMs),
      isPast,
      isSecond,
      ...(isRunning && { leftMinutes: Math.ceil((slice.endMs - nowMs) / minuteMs) }),
      ...(slice === current && nowMs !== undefined && { spent: spentOf(slice, nowMs) }),
    });
    if (!slice.ends) openSinceMs = Math.max(openSinceMs, slice.startMs);
    else bookedToMs = Math.max(bookedToMs, slice.endMs);
    if (!isDone && slice.ends) clashToMs = Math.max(clashToMs, slice.endMs);
  }
  if (!isNowPlaced) rows.push({ kind: "now" });
  return rows;
}

/** Inserts the open add lines: an add line stays until it is closed, whatever happens to the free time. */
export function withLines(rows: readonly Row[], slots: readonly Slot[]): readonly (Row | AddingRow)[] {
  return slots.reduce<readonly (Row | AddingRow)[]>((shown, slot) => {
    const from = slot.startTime ?? "";
    const gap = shown.findIndex((row) => row.kind === "free" && row.from === from);
    const next = shown.findIndex((row) => row.kind === "item" && row.slice.startTime > from);
    const at = gap !== -1 ? gap : next !== -1 ? next : shown.length;
    const free = shown[gap];
    const row: AddingRow = { kind: "adding", slot, minutes: free?.kind === "free" ? free.minutes : 0 };
    return [...shown.slice(0, at), row, ...shown.slice(gap === -1 ? at : at + 1)];
  }, rows);
}

function spentOf({ startMs, endMs }: Slice, nowMs: number): number {
  return (nowMs - startMs) / (endMs - startMs);
}

/** Whether it was deleted, and only stands there struck until that is kept: it takes no time. */
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
