import type { Marks } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { minuteOf } from "../time/clock-words.ts";
import type { Day, Slice } from "./days.ts";

/** A segment of a day's ribbon. Hours since midnight, fractional. */
export interface RibbonPart {
  readonly fromHour: number;
  readonly hours: number;
  readonly kind: "booked" | "spent" | "fresh" | "clash";
}

const firstHour = 7;
const lastHour = 22;
/** Items of unknown length are drawn this long, so that they are visible. */
const momentHours = 0.2;

function boundsOf(slice: Slice): readonly [number, number] {
  const from = minuteOf(slice.startTime) / 60;
  const to = slice.until ? 24 : slice.endTime ? minuteOf(slice.endTime) / 60 || 24 : from + momentHours;
  return [from, Math.max(to, from + momentHours)];
}

/** A day from 07:00 to 22:00 as segments of one line, illustrating what the list says in words. */
export function ribbonOf(day: Day, marks: Marks, nowMs: number): RibbonPart[] {
  const parts: RibbonPart[] = [];
  const clashes: RibbonPart[] = [];
  let bookedTo = 0;
  const push = (list: RibbonPart[], from: number, to: number, kind: RibbonPart["kind"]) => {
    const start = Math.max(from, firstHour);
    const hours = Math.min(to, lastHour) - start;
    if (hours > 0) list.push({ fromHour: start, hours, kind });
  };
  for (const slice of day.slices) {
    const [from, to] = boundsOf(slice);
    const mark = marks.get(keyOf(slice.placed.item));
    if (mark?.kind === "deleted") continue;
    const isOver = Math.max(slice.endMs, slice.startMs) < nowMs;
    push(parts, from, to, isOver ? "spent" : mark ? "fresh" : "booked");
    if (!isOver && !slice.placed.item.done && from < bookedTo) push(clashes, from, Math.min(to, bookedTo), "clash");
    if (slice.ends && !slice.placed.item.done) bookedTo = Math.max(bookedTo, to);
  }
  return [...parts, ...clashes];
}
