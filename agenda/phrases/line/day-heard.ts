import type { Weekday } from "../../../contract/fields/time.ts";
import type { ZoneClock } from "../parsed-parts.ts";
import { hear, nowAt } from "./hear.ts";
import { languagesFor } from "./line-hearing.ts";

interface Setting {
  /** Since 1970. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  readonly weekStart: Weekday;
  /** BCP 47: the person's language is heard first. */
  readonly locale: string;
}

/**
 * The days that a whole phrase may name, the likeliest first: "march", "in 3 weeks", "8.3."; of several days in a row, the first. None
 * where a word of it is left over. Pure: the clock is an argument.
 */
export function daysHeard(phrase: string, { nowMs, clock, weekStart, locale }: Setting): readonly string[] {
  const now = nowAt({ nowMs, clock, first: weekStart, refuse: () => undefined });
  return [...new Set(languagesFor(locale).flatMap((spoken) => hear(phrase, spoken, now).map(({ date }) => date)))];
}
