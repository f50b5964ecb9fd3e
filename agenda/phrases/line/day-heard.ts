import type { Weekday } from "../../../contract/fields/time.ts";
import type { ZoneClock } from "../parsed-parts.ts";
import { writeTime } from "../times.ts";
import { hear, nowAt } from "./hear.ts";
import { languagesFor } from "./line-hearing.ts";

interface Setting {
  /** Since 1970. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  readonly weekStart: Weekday;
  /** BCP 47: the user's language is tried first. */
  readonly locale: string;
}

/** A day, and the time of the day if the words say one. */
export interface MomentHeard {
  readonly date: string;
  /** HH:MM. */
  readonly startTime?: string;
}

/**
 * The dates a whole phrase may mean, likeliest first: "march", "in 3 weeks", "8.3.", "fri 3pm"; for several days in a row, the first. None
 * if a word is left over. Pure: the clock is an argument.
 */
export function momentsHeard(phrase: string, { nowMs, clock, weekStart, locale }: Setting): readonly MomentHeard[] {
  const now = nowAt({ nowMs, clock, first: weekStart, refuse: () => undefined });
  const drafts = languagesFor(locale).flatMap((spoken) => hear(phrase, spoken, now));
  return drafts.map(({ date, start }) => ({ date, ...(start !== undefined && { startTime: writeTime(start) }) }));
}

/** Only the dates. */
export const daysHeard = (phrase: string, setting: Setting): readonly string[] => [
  ...new Set(momentsHeard(phrase, setting).map(({ date }) => date)),
];
