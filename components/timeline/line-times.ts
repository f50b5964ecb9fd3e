import { minuteOf, timeAt } from "../time/clock-words.ts";

/** A day and, where known, a time to add something at. */
export interface Slot {
  readonly date: string;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** HH:MM so many minutes later on the same day; empty where that is another. */
export function endAfter(startTime: string, minutes: number): string {
  const end = minuteOf(startTime) + minutes;
  return end < 1440 ? timeAt(end) : "";
}
