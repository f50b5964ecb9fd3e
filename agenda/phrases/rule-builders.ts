import { addDays, partsOf } from "../time/dates.ts";
import { dateFrom, firstOn, monthOf, nthIn } from "./day-arithmetic.ts";

/** A recurrence rule and how to find its first date. */
export interface Rule {
  /** RRULE parts without COUNT or UNTIL. @see RFC 5545 §3.3.10 */
  readonly parts: string;
  /** The first matching date on or after `from`. */
  readonly first: (from: string) => string | undefined;
  readonly meaning?: string;
}

const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const byDay = (days: readonly number[]) =>
  [...days]
    .sort((a, b) => a - b)
    .map((day) => codes[day - 1])
    .join(",");
const every = (interval: number) => (interval === 1 ? "" : `;INTERVAL=${interval}`);
const most = 366;
const isInterval = (count: number) => count >= 1 && count <= most;

export function daily(interval: number): Rule | undefined {
  return isInterval(interval) ? { parts: `FREQ=DAILY${every(interval)}`, first: (from) => from } : undefined;
}

export function weekly(days: readonly number[], interval = 1, meaning?: string): Rule | undefined {
  if (!isInterval(interval)) return undefined;
  const weekdays = [...new Set(days)];
  return {
    parts: `FREQ=WEEKLY${every(interval)}${weekdays.length > 0 ? `;BYDAY=${byDay(weekdays)}` : ""}`,
    first: (from) => (weekdays.length === 0 ? from : weekdays.map((day) => firstOn(day, from)).sort()[0]),
    ...(meaning && { meaning }),
  };
}

/** The coming ones of these weekdays, in the order said. */
export const weeklyOnce = (days: readonly number[]): Rule => ({
  parts: `FREQ=WEEKLY;BYDAY=${byDay(days)};COUNT=${days.length}`,
  first: (from) => firstOn(days[0] ?? 1, from),
});

/** A day in every nth month; the first date is found by stepping month by month. */
function monthly(
  by: string,
  interval: number,
  inMonth: (month: string) => string | undefined,
  meaning?: string,
): Rule | undefined {
  if (!isInterval(interval)) return undefined;
  return {
    parts: `FREQ=MONTHLY${every(interval)}${by}`,
    first: (from) => seek(from, inMonth),
    ...(meaning && { meaning }),
  };
}

function seek(from: string, inMonth: (month: string) => string | undefined): string | undefined {
  let month = monthOf(from).from;
  for (let count = 0; count < 14; count++) {
    const date = inMonth(month);
    if (date !== undefined && date >= from) return date;
    month = addDays(monthOf(month).to, 1);
  }
  return undefined;
}

/** "the 1st and 15th" */
export function monthlyOnDays(days: readonly number[]): Rule | undefined {
  if (days.some((day) => day < 1 || day > 28)) return undefined;
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return {
    parts: `FREQ=MONTHLY;BYMONTHDAY=${sorted.join(",")}`,
    first: (from) => sorted.flatMap((day) => monthlyOn(day)?.first(from) ?? []).sort()[0],
  };
}

export function monthlyOn(day: number, interval = 1): Rule | undefined {
  if (day < 1 || day > 31) return undefined;
  const meaning = day > 28 ? `months without a day ${day} are left out` : undefined;
  return monthly(
    `;BYMONTHDAY=${day}`,
    interval,
    (month) => dateFrom(partsOf(month).year, partsOf(month).month, day),
    meaning,
  );
}

export function monthlyNth(
  { n, weekdays }: { n: number; weekdays: readonly number[] },
  interval = 1,
  meaning?: string,
) {
  const [day] = weekdays;
  if (Math.abs(n) > (weekdays.length === 1 ? 5 : 31)) return undefined;
  const by =
    weekdays.length === 7
      ? `;BYMONTHDAY=${n}`
      : weekdays.length === 1
        ? `;BYDAY=${n}${codes[(day ?? 1) - 1]}`
        : `;BYDAY=${byDay(weekdays)};BYSETPOS=${n}`;
  return monthly(by, interval, (month) => nthIn(monthOf(month), n, weekdays), meaning);
}

/** "the 2nd and 4th Tuesday" */
export function monthlyNths(days: readonly { n: number; weekdays: readonly number[] }[]): Rule | undefined {
  if (days.some(({ weekdays }) => weekdays.length !== 1)) return undefined;
  const rules = days.flatMap((day) => monthlyNth(day) ?? []);
  return {
    parts: `FREQ=MONTHLY;BYDAY=${days.map(({ n, weekdays: [day = 1] }) => `${n}${codes[day - 1]}`).join(",")}`,
    first: (from) => rules.flatMap((rule) => rule.first(from) ?? []).sort()[0],
  };
}

export function yearly({ month, day }: { month: number; day: number }): Rule {
  return {
    parts: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`,
    first: (from) =>
      Array.from({ length: 9 }, (_, index) => dateFrom(partsOf(from).year + index, month, day)).find(
        (date) => date !== undefined && date >= from,
      ),
  };
}

/** Matches whatever date it starts on. */
export const startingAnywhere = (freq: string, interval: number): Rule | undefined =>
  isInterval(interval) ? { parts: `FREQ=${freq}${every(interval)}`, first: (from) => from } : undefined;

/** Every day, for "every morning" and "nightly". */
export const everyDay: Rule = { parts: "FREQ=DAILY", first: (from) => from };
