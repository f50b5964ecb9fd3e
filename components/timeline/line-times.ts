import type { ReactElement } from "react";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";

/** A day and, if known, a time at which to add something. */
export interface Slot {
  readonly date: string;
  readonly startTime?: string;
  readonly endTime?: string;
  /** Shown there instead of an add line. */
  readonly part?: ReactElement;
}

/** HH:MM n minutes later on the same day; empty if it would be another day. */
export function endAfter(startTime: string, minutes: number): string {
  const end = minuteOf(startTime) + minutes;
  return end < 1440 ? timeAt(end) : "";
}
