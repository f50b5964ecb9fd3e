import type { Weekday } from "../../../contract/fields/time.ts";
import { partsOf, weekdayOf, weekdays } from "../../time/dates.ts";
import { minuteOf } from "../../time/wall-clock.ts";
import { dateFrom } from "../day-arithmetic.ts";
import type { Language } from "../language.ts";
import { heardIn, latticeOf } from "../lattice.ts";
import { moment } from "../moments.ts";
import type { Draft, Now, ZoneClock } from "../parsed-parts.ts";
import { alt, whole } from "../parsers.ts";
import { recurring } from "../recurring.ts";
import { writeTime } from "../times.ts";
import { english } from "../words/english.ts";
import { french } from "../words/french.ts";
import { german } from "../words/german.ts";
import { japanese } from "../words/japanese.ts";
import { spanish } from "../words/spanish.ts";

/** One possible meaning of a phrase. Dates are YYYY-MM-DD, both inclusive; times are HH:MM local to the given zone. */
export interface Reading {
  date: string;
  weekday: Weekday;
  startTime?: string;
  endDate?: string;
  endTime?: string;
  /** @see RFC 5545 §3.3.10 */
  recurrence?: string;
  /** Explains which of several readings this is, or what an ambiguous word was taken to mean. */
  meaning?: string;
}

export const languages: readonly Language[] = [english, german, french, spanish, japanese];
const phraseGrammar = alt(moment, recurring);

interface Hearing {
  /** Unix time in milliseconds. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  /** First day of the week. */
  readonly first: Weekday;
  readonly refuse: Now["refuse"];
}

/** Converts a hearing's instant to the `Now` that parsers use. */
export function nowAt({ nowMs, clock, first, refuse }: Hearing): Now {
  const { date: today, time } = clock.wallAt(nowMs);
  const minutes = minuteOf(time);
  return { nowMs, clock, today, minutes, from: today, refuse, weekStart: weekdays.indexOf(first) + 1 };
}

/** Everything a whole phrase may mean in one language. */
export function hear(phrase: string, spoken: Language, now: Now): Draft[] {
  const lattice = latticeOf(
    heardIn(phrase, spoken).map(({ word }) => word),
    spoken,
  );
  return whole(phraseGrammar, lattice).flatMap((make) => make(now).flatMap((draft) => placed(draft, now)));
}

/** Keeps the draft if the agenda would accept it: dates in range, times that exist in the zone (not in a DST gap). */
export function placed(draft: Draft, now: Now): Draft[] {
  if (isBackwards(draft)) return [];
  for (const date of [draft.date, draft.endDate ?? draft.date]) {
    const { year, month, day } = partsOf(date);
    if (dateFrom(year, month, day) === undefined) {
      now.refuse({ is: "outside" });
      return [];
    }
  }
  if (draft.recurrence) return [draft];
  const ends = [draft.start !== undefined && { date: draft.date, at: draft.start }];
  ends.push(draft.end !== undefined && { date: draft.endDate ?? draft.date, at: draft.end });
  const reasons = ends.flatMap((end) => (end && now.clock.whySkipped(end.date, writeTime(end.at))) || []);
  for (const why of reasons) now.refuse({ is: "skipped", why });
  return reasons.length > 0 ? [] : [draft];
}

/** Whether it ends before it starts, or spans several days with only one of start and end time. */
function isBackwards({ date, endDate = date, start, end }: Draft): boolean {
  if (endDate < date) return true;
  if (start === undefined) return end !== undefined;
  return end === undefined ? endDate > date : endDate === date && end <= start;
}

/** Formats a draft with the agenda's dates and times. */
export function readingOf({ date, endDate, start, end, recurrence, meaning }: Draft): Reading {
  return {
    date,
    weekday: weekdayOf(date),
    ...(start !== undefined && { startTime: writeTime(start) }),
    ...(endDate !== undefined && endDate !== date && { endDate }),
    ...(end !== undefined && { endTime: writeTime(end) }),
    ...(recurrence !== undefined && { recurrence }),
    ...(meaning && { meaning }),
  };
}
