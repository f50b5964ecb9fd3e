import { minuteOf } from "../../agenda/time/wall-clock.ts";
import type { Marks } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Day, Slice } from "./days.ts";

/** A segment of a day's ribbon. Hours since midnight, fractional. */
export interface RibbonPart {
  readonly fromHour: number;
  readonly hours: number;
  readonly kind: "allday" | "booked" | "spent" | "fresh" | "clash";
}

export const firstHour = 7;
export const lastHour = 22;
/** The night is compressed at both ends: an item across midnight shows on both days. */
const nightHours = 0.7;
/** Items of unknown length are drawn this long, to be visible. */
const momentHours = 0.2;

function boundsOf(slice: Slice): readonly [number, number] {
  const from = minuteOf(slice.startTime) / 60;
  const to = slice.until ? 24 : slice.endTime ? minuteOf(slice.endTime) / 60 || 24 : from + momentHours;
  return [from, Math.max(to, from + momentHours)];
}

function placeOf(hour: number): number {
  if (hour < firstHour) return firstHour - ((firstHour - hour) / firstHour) * nightHours;
  return hour <= lastHour ? hour : lastHour + ((hour - lastHour) / (24 - lastHour)) * nightHours;
}

/**
 * A day from 07:00 to 22:00, with its night at both ends, as pieces of one line; above it all-day items: a picture of what the list says in
 * words.
 */
export function ribbonOf(day: Day, marks: Marks, nowMs: number): RibbonPart[] {
  const parts: RibbonPart[] = [];
  const clashes: RibbonPart[] = [];
  let bookedTo = 0;
  const push = (list: RibbonPart[], from: number, to: number, kind: RibbonPart["kind"]) => {
    // A start at the very end is drawn before it, not beyond.
    const start = Math.min(placeOf(from), lastHour + nightHours - momentHours);
    const end = Math.min(placeOf(to), lastHour + nightHours);
    list.push({ fromHour: start, hours: Math.max(momentHours, end - start), kind });
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
  const lasting = day.allDay.filter(({ item }) => !item.done && marks.get(keyOf(item))?.kind !== "deleted");
  if (lasting.length > 0) push(parts, firstHour, lastHour, "allday");
  return [...parts, ...clashes];
}
