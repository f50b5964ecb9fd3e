import type { UnitName } from "./language.ts";

/** What a zone's wall shows at moments, and the way back. The page has it from its browser's Intl, the server from Temporal. */
export interface ZoneClock {
  /** @param ms since 1970 */
  readonly wallAt: (ms: number) => { readonly date: string; readonly time: string };
  /** A time that the clocks skip moves on by the gap; one that happens twice is the first. @returns since 1970 */
  readonly momentOf: (date: string, time: string) => number;
  /** Why a time does not exist on a date; undefined where it does. */
  readonly whySkipped: (date: string, time: string) => string | undefined;
}

/** Where and when a phrase is heard. */
export interface Now {
  /** Since 1970. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  /** The date in the zone. */
  readonly today: string;
  /** Minutes since midnight, on the zone's wall. */
  readonly minutes: number;
  /** The weekday that weeks begin with; 1 is Monday. */
  readonly weekStart: number;
  /** The date from which dates without a year or week are counted: today, or the start of a range for its end. */
  readonly from: string;
  /** Says why something that was understood cannot be. @param nearest dates that may be meant instead */
  readonly refuse: (why: string, nearest?: readonly string[]) => void;
}

/** A day, or days in a row, that may be meant. */
export interface SaidDay {
  readonly date: string;
  readonly endDate?: string;
  readonly meaning?: string;
  /** Of several, the one that is meant where nobody can be asked. */
  readonly isUsual?: boolean;
  /** A whole week, month and so on: no time of day goes with it. */
  readonly isPeriod?: boolean;
}
export type Day = (now: Now) => readonly SaidDay[];

/** Times of a day that may be meant, in minutes since midnight. An end that is not after the start is on the next day. */
export interface SaidTime {
  readonly start: number;
  readonly end?: number;
  readonly meaning?: string;
}

/** What a phrase may mean as a whole. */
export interface Draft extends SaidDay {
  readonly start?: number;
  readonly end?: number;
  readonly recurrence?: string;
}
export type Moment = (now: Now) => readonly Draft[];

export interface Length {
  readonly count: number;
  readonly unit: UnitName;
}

const both = (a: string | undefined, b: string | undefined) => [a, b].filter(Boolean).join("; ");

/** Two meanings as one. */
export function withMeaning<T extends { readonly date: string; readonly meaning?: string }>(
  said: T,
  ...more: (string | undefined)[]
): T {
  const meaning = more.reduce<string>((all, one) => both(all, one), said.meaning ?? "");
  return meaning === "" ? said : { ...said, meaning };
}

/** Keeps what is still to come; if nothing is, all, so that somebody can say what was meant. */
export function stillToCome(days: readonly SaidDay[], now: Now): readonly SaidDay[] {
  const coming = days.filter(({ date, endDate }) => (endDate ?? date) >= now.from);
  return coming.length > 0 ? coming : days;
}

/** Without what is there already. */
export function distinct<T extends SaidDay>(days: readonly T[]): T[] {
  return days.filter(
    (day, index) => days.findIndex((each) => each.date === day.date && each.endDate === day.endDate) === index,
  );
}
