/** A day as it was written with a number for each part; the year may be left out. */
export interface WrittenDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

export interface Clock {
  /** Minutes since midnight, as said. */
  readonly minutes: number;
  /** Said in a way that leaves open whether it is before or after noon. */
  readonly isOpen: boolean;
}

export type UnitName = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year" | "weekend";

export type PartName = "earlyMorning" | "morning" | "lunch" | "afternoon" | "endOfDay" | "evening" | "night";

export type EdgeName = "start" | "early" | "mid" | "late" | "lateOrEnd" | "end";

/** What a word can mean, in any language, and what it then carries. */
export interface Values {
  NUM: number;
  ORD: number;
  YEAR: number;
  CLOCK: Clock;
  MERIDIEM: "am" | "pm";
  DATE: readonly WrittenDate[];
  /** Days from today. */
  REL: number;
  /** 1 is Monday. */
  WD: number;
  /** A plural, as in "Mondays". */
  WDS: number;
  MONTH: number;
  FIXED: WrittenDate;
  /** Days after Easter Sunday. */
  EASTER: number;
  /** Which Sunday before Christmas: 1 is the first of four. */
  ADVENT: number;
  /** Days after the fourth Thursday of November. */
  THANKSGIVING: number;
  /** A day and a month with a hyphen between them, which may as well be hours. */
  DASHED: {
    readonly dates: readonly WrittenDate[];
    readonly isHours: boolean;
    readonly numbers: readonly [number, number];
  };
  UNIT: UnitName;
  /** Days that an idiom stands for: "quinze jours" are two weeks. */
  ABOUT: number;
  /** Days after a weekday: "vendredi en huit". */
  LATER: number;
  WORKDAY: 1;
  WORKDAYS: 1;
  WEEKENDS: 1;
  PART: PartName;
  /** "tonight": today, and the part of it. */
  TODAYPART: PartName;
  EDGE: EdgeName;
  FREQ: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  /** Noon or midnight, in minutes. */
  NOON: number;
  /** "un mardi sur deux": after the weekday. */
  ALTERNATE: 1;
  NTHLAST: number;
  THIS: 1;
  NEXT: 1;
  COMING: 1;
  /** "übernächste": the one after the next. */
  AFTERNEXT: 1;
  LAST: 1;
  EVERY: 1;
  OTHER: 1;
  NOW: 1;
  AT: 1;
  ON: 1;
  IN: 1;
  OF: 1;
  THE: 1;
  /** An article that stands before hours and not before days: "las tres". */
  LAS: 1;
  FROM: 1;
  /** With an article in it, so that days follow and not hours: "du", "del", "vom". */
  FROMDAY: 1;
  TO: 1;
  UNTIL: 1;
  AND: 1;
  AGO: 1;
  AFTER: 1;
  BEFORE: 1;
  FOR: 1;
  TIMES: 1;
  /** Before the number of a week. */
  WEEKNO: 1;
  STARTING: 1;
  BETWEEN: 1;
  /** Whether the 24-hour clock speaks: "Uhr" does, "o'clock" does not. */
  OCLOCK: boolean;
  HALF: 1;
  HALFBEFORE: 1;
  QUARTER: 1;
  PAST: 1;
  TILL: 1;
  MINUS: 1;
}

export type Kind = keyof Values;

export type Meaning = { readonly [K in Kind]: { readonly kind: K; readonly value: Values[K] } }[Kind];

export interface Language {
  readonly name: "English" | "German" | "French" | "Spanish";
  readonly words: ReadonlyMap<string, readonly Meaning[]>;
  /** Whether 3/5 may be 5 March as well as 3 May. */
  readonly isMonthFirst: boolean;
  /** Whether "3." is an ordinal. */
  readonly hasDotOrdinals: boolean;
  /** Whether a written 9:30 may as well be in the evening. */
  readonly isTwelveHour: boolean;
  /** What is written for what before words are looked up: takes compounds apart. */
  readonly rewrites: readonly (readonly [pattern: RegExp, words: string])[];
}
