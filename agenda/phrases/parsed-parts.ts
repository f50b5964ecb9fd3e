import type { UnitName } from "./language.ts";
import type { Refusal } from "./refusals.ts";

/** Converts between instants and local time in a zone. The page uses its browser's Intl, the server Temporal. */
export interface ZoneClock {
  /** @param ms Unix time in milliseconds */
  readonly wallAt: (ms: number) => { readonly date: string; readonly time: string };
  /** A time in a DST gap moves forward by the gap; one that occurs twice is the earlier. @returns Unix time in milliseconds */
  readonly momentOf: (date: string, time: string) => number;
  /** Why a time does not exist on a date; undefined if it does. */
  readonly whySkipped: (date: string, time: string) => string | undefined;
}

/** When and in which zone a phrase is parsed. */
export interface Now {
  /** Unix time in milliseconds. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  /** Today's date in the zone. */
  readonly today: string;
  /** Minutes since midnight, local time. */
  readonly minutes: number;
  /** First day of the week; 1 is Monday. */
  readonly weekStart: number;
  /** The reference for dates without a year or week: today, or the start of a range when parsing its end. */
  readonly from: string;
  /** Reports why something that was understood is impossible. @param nearest valid dates to suggest */
  readonly refuse: (refusal: Refusal, nearest?: readonly string[]) => void;
}

/** A candidate day or range of days. */
export interface SaidDay {
  readonly date: string;
  readonly endDate?: string;
  readonly meaning?: string;
  /** The default among several candidates when the user cannot be asked. */
  readonly isUsual?: boolean;
  /** Two days joined by "and", of which those between may not be meant. */
  readonly isPair?: boolean;
  /** A whole week, month and so on; takes no time of day. */
  readonly isPeriod?: boolean;
  /** The rule whose first date it is. @see RFC 5545 §3.3.10 */
  readonly recurrence?: string;
}
export type Day = (now: Now) => readonly SaidDay[];

/** Candidate times in minutes since midnight. An end that is not after the start is on the next day. */
export interface SaidTime {
  readonly start: number;
  readonly end?: number;
  readonly meaning?: string;
}

/** One candidate meaning of a whole phrase. */
export interface Draft extends SaidDay {
  readonly start?: number;
  readonly end?: number;
}
export type Moment = (now: Now) => readonly Draft[];

export interface Length {
  readonly count: number;
  readonly unit: UnitName;
}

const both = (a: string | undefined, b: string | undefined) => [a, b].filter(Boolean).join("; ");

/** Joins two explanations. */
export function withMeaning<T extends { readonly date: string; readonly meaning?: string }>(
  said: T,
  ...more: (string | undefined)[]
): T {
  const meaning = more.reduce<string>((all, one) => both(all, one), said.meaning ?? "");
  return meaning === "" ? said : { ...said, meaning };
}

/** Keeps the candidates that are not past; if all are, keeps them all so that the caller can say what was meant. */
export function stillToCome(days: readonly SaidDay[], now: Now): readonly SaidDay[] {
  const coming = days.filter(({ date, endDate }) => (endDate ?? date) >= now.from);
  return coming.length > 0 ? coming : days;
}

/** Drops duplicates. */
export function distinct<T extends SaidDay>(days: readonly T[]): T[] {
  return days.filter(
    (day, index) => days.findIndex((each) => each.date === day.date && each.endDate === day.endDate) === index,
  );
}
