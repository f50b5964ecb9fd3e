import { minuteOf } from "../../../agenda/time/wall-clock.ts";
import { wallOf } from "../../time/wall-in-zone.ts";
import { isGone } from "../../timeline/day-line.ts";
import type { Day, Slice } from "../../timeline/days.ts";
import { type Across, placeAcross, type Stretch } from "./across.ts";

/** The part of a timed item within one day of the grid; wall-clock minutes from 0 to 1440. */
export interface Piece extends Stretch {
  readonly slice: Slice;
  readonly across: Across;
  /** Exactly the time that another item also takes. */
  readonly clashes: readonly Stretch[];
  /** Text of the item that it is drawn on. */
  readonly inside: string | undefined;
}

export const dayMinutes = 1440;
/** The end of the folded night. */
export const nightMinutes = 7 * 60;
/** Minimum drawn length, so that short items can be read and clicked. */
const drawnMinutes = 24;

interface PieceOptions {
  readonly timeZone: string;
  /** Overlaps that ended before are not marked. */
  readonly nowMs: number;
  /** Whether an item counts for overlaps. */
  readonly counts: (slice: Slice) => boolean;
}

/** A day's timed items with their place on the grid, in order. */
export function piecesOf(day: Day, options: PieceOptions): readonly Piece[] {
  const drawn = day.slices.map(stretchOf);
  const across = placeAcross(drawn);
  return day.slices.map((slice, index) => {
    const { from, to } = drawn[index] as Stretch;
    const place = across[index] as Across;
    const outer = place.isInner
      ? drawn.findIndex((other, at) => across[at]?.hasInner && other.from <= from && to <= other.to)
      : -1;
    return {
      slice,
      from,
      to,
      across: place,
      clashes: clashesOf(slice, day.slices, options),
      inside: day.slices[outer]?.placed.item.text,
    };
  });
}

/** Whether nothing takes time on a day: items deleted by an assistant are only shown struck until kept. */
export const isOpenDay = (pieces: readonly Piece[]): boolean => pieces.every(({ slice }) => isGone(slice));

/** Whether it continues on the next day. */
export const runsOn = ({ slice }: Pick<Piece, "slice">): boolean => slice.until !== undefined;

/** In a repeated hour an item may end earlier on the wall than it began: it then gets the minimum length. */
function stretchOf({ startTime, endTime, until }: Slice): Stretch {
  const start = minuteOf(startTime);
  const end =
    until !== undefined || endTime === "00:00" ? dayMinutes : endTime === undefined ? start : minuteOf(endTime);
  const from = Math.min(start, dayMinutes - drawnMinutes);
  return { from, to: Math.max(end, from + drawnMinutes) };
}

function clashesOf(slice: Slice, slices: readonly Slice[], { timeZone, nowMs, counts }: PieceOptions): Stretch[] {
  if (!counts(slice)) return [];
  const shared = slices
    .filter((other) => other !== slice && counts(other))
    .map((other) => [Math.max(slice.startMs, other.startMs), Math.min(slice.endMs, other.endMs)] as const)
    .filter(([from, to]) => from < to && to > nowMs)
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [from, to] of shared) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => ({
    from: minuteAt(from, timeZone),
    to: slice.until !== undefined && to === slice.endMs ? dayMinutes : minuteAt(to, timeZone) || dayMinutes,
  }));
}

const minuteAt = (ms: number, timeZone: string): number => minuteOf(wallOf(ms, timeZone).time);

/** The stretches of a day that are taken more than once, in order. */
export function takenTwice(pieces: readonly Piece[]): readonly Stretch[] {
  const told: Stretch[] = [];
  for (const { from, to } of pieces.flatMap(({ clashes }) => clashes).sort((a, b) => a.from - b.from)) {
    const last = told.at(-1);
    if (last && from <= last.to) told[told.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else told.push({ from, to });
  }
  return told;
}

/** The visible part of a stretch; undefined if it lies in the folded night. */
export function belowNight({ from, to }: Stretch, isNightOpen: boolean): Stretch | undefined {
  if (isNightOpen) return { from, to };
  return to > nightMinutes ? { from: Math.max(from, nightMinutes), to } : undefined;
}

/** Items that run through the night. */
export const inNight = (pieces: readonly Piece[]): readonly Piece[] => pieces.filter(({ from }) => from < nightMinutes);

/** Wall-clock minutes skipped or repeated on a day with a clock change. */
export interface OddHours extends Stretch {
  readonly kind: "skipped" | "twice";
}

const minuteMs = 60_000;

/**
 * @param startMs the start of the day
 * @param endMs the start of the next day
 */
export function oddHoursOf(startMs: number, endMs: number, timeZone: string): OddHours | undefined {
  const lacking = dayMinutes - Math.round((endMs - startMs) / minuteMs);
  if (lacking === 0) return undefined;
  const first = minuteAt(startMs, timeZone);
  if (first > 0) return { kind: "skipped", from: 0, to: first };
  // Finds the quarter hour in which the clock jumps.
  for (let ms = startMs; ms + 15 * minuteMs < endMs; ms += 15 * minuteMs) {
    const [before, after] = [minuteAt(ms, timeZone), minuteAt(ms + 15 * minuteMs, timeZone)];
    if (after - before === 15) continue;
    return lacking > 0
      ? { kind: "skipped", from: after - lacking, to: after }
      : { kind: "twice", from: after, to: after - lacking };
  }
  return lacking > 0 ? { kind: "skipped", from: dayMinutes - lacking, to: dayMinutes } : undefined;
}
