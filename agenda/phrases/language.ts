/** A date written in numbers; the year is optional. */
export interface WrittenDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

export interface Clock {
  /** Minutes since midnight, as stated. */
  readonly minutes: number;
  /** Whether it could be before or after noon. */
  readonly isOpen: boolean;
}

export type UnitName = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year" | "weekend";

export type PartName = "earlyMorning" | "morning" | "lunch" | "afternoon" | "endOfDay" | "evening" | "night";

export type EdgeName = "start" | "early" | "mid" | "late" | "lateOrEnd" | "end";

/** What a word can mean in any language, and the value each meaning carries. */
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
  /** In brackets after its date: "12月3日(木)". */
  WDOF: number;
  MONTH: number;
  FIXED: WrittenDate;
  /** Days after Easter Sunday. */
  EASTER: number;
  /** Which Advent Sunday: 1 is the first of four. */
  ADVENT: number;
  /** Days after the fourth Thursday of November. */
  THANKSGIVING: number;
  /** A hyphenated day and month, which may also be a range of hours. */
  DASHED: {
    readonly dates: readonly WrittenDate[];
    readonly isHours: boolean;
    readonly numbers: readonly [number, number];
  };
  UNIT: UnitName;
  /** The number of days an idiom means: "quinze jours" is 14. */
  ABOUT: number;
  /** Days after a weekday: "vendredi en huit". */
  LATER: number;
  WORKDAY: 1;
  WORKDAYS: 1;
  WEEKENDS: 1;
  PART: PartName;
  /** "tonight": today plus a part of the day. */
  TODAYPART: PartName;
  EDGE: EdgeName;
  FREQ: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  /** Noon or midnight, in minutes. */
  NOON: number;
  /** "un mardi sur deux": follows the weekday. */
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
  EXCEPT: 1;
  NOW: 1;
  AT: 1;
  ON: 1;
  IN: 1;
  OF: 1;
  /** After a period, before what is in it: "5月の第1月曜". */
  WITHIN: 1;
  THE: 1;
  /** An article used before hours but not before days: "las tres". */
  LAS: 1;
  FROM: 1;
  /** A "from" that contains an article, so a day follows rather than an hour: "du", "del", "vom". */
  FROMDAY: 1;
  TO: 1;
  UNTIL: 1;
  AND: 1;
  AGO: 1;
  /** After a length, counted from now: "3日後". */
  HENCE: 1;
  /** After the first day or hour, or between it and the last: "から". */
  ONWARD: 1;
  /** After the last day or hour: "まで". */
  UPTO: 1;
  AFTER: 1;
  BEFORE: 1;
  FOR: 1;
  TIMES: 1;
  /** Precedes a week number. */
  WEEKNO: 1;
  STARTING: 1;
  BETWEEN: 1;
  /** Whether it implies the 24-hour clock: "Uhr" does, "o'clock" does not. */
  OCLOCK: boolean;
  /** "時": after an hour, before its minutes. */
  HOUR: 1;
  /** After `HOUR`: "半", "30分". */
  MINUTE: number;
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
  readonly name: "English" | "German" | "French" | "Spanish" | "Japanese";
  /** A text without any of these characters is not in this language, though its numbers may be. */
  readonly script?: RegExp;
  readonly words: ReadonlyMap<string, readonly Meaning[]>;
  /** How many words the longest entry has that begins with a word: "the day after tomorrow". */
  readonly longest: ReadonlyMap<string, number>;
  /** Whether 3/5 can mean 5 March as well as 3 May. */
  readonly isMonthFirst: boolean;
  /** Whether "3." is an ordinal. */
  readonly hasDotOrdinals: boolean;
  /** Whether a written 9:30 can also mean the evening. */
  readonly isTwelveHour: boolean;
  /** Replacements applied before lookup, mostly to split compounds. */
  readonly rewrites: readonly (readonly [pattern: RegExp, words: string])[];
}
