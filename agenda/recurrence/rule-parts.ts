export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** A weekday by number, Sunday 0 as in Date; `ordinal` 0 means every one, -1 the last. */
export interface RuleDay {
  readonly ordinal: number;
  readonly weekday: number;
}

/** A parsed recurrence rule. Empty lists and null are absent parts. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last day on which an occurrence may start, YYYY-MM-DD. */
  readonly until: string | null;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly RuleDay[];
  readonly bySetPos: readonly number[];
  /** First day of the week, Sunday 0. */
  readonly weekStart: number;
}

/** UNTIL as written. */
export interface Until {
  readonly date: string;
  /** HH:MM:SS; null for a date. */
  readonly time: string | null;
  readonly isUtc: boolean;
}

export type ReadRule = Omit<RecurrenceRule, "until"> & { readonly until: Until | null; readonly writtenUntil: string };

export const weekdayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** Creates the error for an invalid rule. */
export type Refuse = (detail: string) => Error;

export const quote = (text: string) => `"${text.slice(0, 64)}"`;

export function readNumber(name: string, value: string, most: number, refuse: Refuse): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > most)
    throw refuse(`${name} is a whole number from 1 to ${most}; this is ${quote(value)}.`);
  return number;
}

export function readList(
  name: string,
  value: string | undefined,
  most: number,
  isSigned: boolean,
  refuse: Refuse,
): number[] {
  if (value === undefined) return [];
  const numbers = value.split(",").map((each) => {
    const number = (isSigned ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(each) ? Number(each) : 0;
    if (number === 0 || Math.abs(number) > most)
      throw refuse(
        `${name} takes 1 to ${most}${isSigned ? ` and -1 to -${most} (from the end)` : ""}; this is ${quote(each)}.`,
      );
    return number;
  });
  return [...new Set(numbers)].sort(fromStartThenFromEnd);
}

/** 1, 2, 15, then -2, -1: in calendar order. */
function fromStartThenFromEnd(a: number, b: number): number {
  return Number(a < 0) - Number(b < 0) || a - b;
}

export function readDays(value: string | undefined, refuse: Refuse): RuleDay[] {
  if (value === undefined) return [];
  const days = new Map<string, RuleDay>();
  for (const each of value.split(",")) {
    const [, number = "", code = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(each) ?? [];
    const [ordinal, weekday] = [Number(number || 0), weekdayCodes.indexOf(code)];
    if (weekday < 0 || (number !== "" && ordinal === 0) || Math.abs(ordinal) > 53)
      throw refuse(
        `BYDAY takes MO, TU, WE, TH, FR, SA, SU, with a number from 1 to 53 or -1 to -53 before it where one is meant (1MO, -1FR); this is ${quote(each)}.`,
      );
    days.set(`${ordinal} ${weekday}`, { ordinal, weekday });
  }
  const mondayFirst = (day: RuleDay) => (day.weekday + 6) % 7;
  return [...days.values()].sort(
    (a, b) => fromStartThenFromEnd(a.ordinal, b.ordinal) || mondayFirst(a) - mondayFirst(b),
  );
}

export function readWeekStart(value: string, refuse: Refuse): number {
  const weekday = weekdayCodes.indexOf(value);
  if (weekday < 0) throw refuse(`WKST is one of MO, TU, WE, TH, FR, SA, SU; this is ${quote(value)}.`);
  return weekday;
}

export function readUntil(value: string, refuse: Refuse): Until {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value) ?? [];
  const isTime = hour === undefined || (hour <= "23" && `${minute}` <= "59" && `${second}` <= "60");
  if (year === undefined || !isTime)
    throw refuse(
      `UNTIL is a date or a moment, written 20270630, 20270630T090000 or 20270630T070000Z; this is ${quote(value)}.`,
    );
  // A leap second is read as the second before it.
  const time = hour === undefined ? null : `${hour}:${minute}:${second === "60" ? "59" : second}`;
  return { date: `${year}-${month}-${day}`, time, isUtc: utc === "Z" };
}

export const writeDay = ({ ordinal, weekday }: RuleDay) => `${ordinal === 0 ? "" : ordinal}${weekdayCodes[weekday]}`;
