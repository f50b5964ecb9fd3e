import { minuteOf, timeAt } from "../time/clock-words.ts";

/** A day and, where known, a time to add something at. */
export interface Slot {
  readonly date: string;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** What the add line holds beside its words. */
export interface LineWhen extends Slot {
  /** Whether somebody wrote the end, or cleared it: then it stays as it is. */
  readonly isEndOwn?: boolean;
}

/**
 * Another start. The end follows by the usual length, to be seen before anything is added, until somebody writes or clears it. None
 * beyond midnight: the line has no second day.
 * @see docs/decisions/0178-the-usual-length.md
 */
export function withLineStart(when: LineWhen, startTime: string, usualMinutes: number): LineWhen {
  if (when.isEndOwn) return { ...when, startTime };
  return { ...when, startTime, endTime: startTime === "" ? "" : endAfter(startTime, usualMinutes) };
}

export const withLineEnd = (when: LineWhen, endTime: string): LineWhen => ({ ...when, endTime, isEndOwn: true });

/** HH:MM so many minutes later on the same day; empty where that is another. */
export function endAfter(startTime: string, minutes: number): string {
  const end = minuteOf(startTime) + minutes;
  return end < 1440 ? timeAt(end) : "";
}
