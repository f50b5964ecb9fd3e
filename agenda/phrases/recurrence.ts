import { addDays } from "../dates.ts";
import { dateFrom, firstOn, monthOf, nthIn, partsOf } from "./calendar.ts";
import { yearlyDate } from "./dates-said.ts";
import { nthDay, workdays } from "./days.ts";
import { alt, list, map, opt, type Parser, seq, token } from "./parsers.ts";
import { nameOf } from "./weekdays.ts";

/** What is repeated: "every second Tuesday", "the last weekday of every month", "Mondays and Thursdays". */
export interface Rule {
  /** RRULE parts without an end. @see RFC 5545 §3.3.10 */
  readonly parts: string;
  /** The first date from a day on. */
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

function daily(interval: number): Rule | undefined {
  return isInterval(interval) ? { parts: `FREQ=DAILY${every(interval)}`, first: (from) => from } : undefined;
}

function weekly(days: readonly number[], interval = 1, meaning?: string): Rule | undefined {
  if (!isInterval(interval)) return undefined;
  const weekdays = [...new Set(days)];
  return {
    parts: `FREQ=WEEKLY${every(interval)}${weekdays.length > 0 ? `;BYDAY=${byDay(weekdays)}` : ""}`,
    first: (from) => (weekdays.length === 0 ? from : weekdays.map((day) => firstOn(day, from)).sort()[0]),
    ...(meaning && { meaning }),
  };
}

/** A day that each month, or each so many months, has: found month by month. */
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
function monthlyOnDays(days: readonly number[]): Rule | undefined {
  if (days.some((day) => day < 1 || day > 28)) return undefined;
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return {
    parts: `FREQ=MONTHLY;BYMONTHDAY=${sorted.join(",")}`,
    first: (from) => sorted.flatMap((day) => monthlyOn(day)?.first(from) ?? []).sort()[0],
  };
}

function monthlyOn(day: number, interval = 1): Rule | undefined {
  if (day < 1 || day > 31) return undefined;
  const meaning = day > 28 ? `months without a day ${day} are left out` : undefined;
  return monthly(
    `;BYMONTHDAY=${day}`,
    interval,
    (month) => dateFrom(partsOf(month).year, partsOf(month).month, day),
    meaning,
  );
}

function monthlyNth({ n, weekdays }: { n: number; weekdays: readonly number[] }, interval = 1, meaning?: string) {
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

function yearly({ month, day }: { month: number; day: number }): Rule {
  return {
    parts: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`,
    first: (from) =>
      Array.from({ length: 9 }, (_, index) => dateFrom(partsOf(from).year + index, month, day)).find(
        (date) => date !== undefined && date >= from,
      ),
  };
}

/** A rule may be ambiguous, as "every second Tuesday" is. */
type Rules = readonly Rule[];
const one = (rule: Rule | undefined): Rules | undefined => rule && [rule];

const the = opt(token("THE"));
const on = opt(alt(token("ON"), token("AT"), token("IN")));
const all = map(seq(token("EVERY"), opt(alt(token("THE"), token("LAS")))), () => 1 as const);
const and = alt<unknown>(
  token("AND"),
  seq(token("AND"), token("ON")),
  seq(token("AND"), token("THE")),
  seq(token("AND"), token("EVERY")),
);
const nothing: Parser<unknown> = (_, start) => [{ value: undefined, end: start }];
const someWeekdays = list(
  map(seq(the, alt(token("WD"), token("WDS"))), ([, day]) => day),
  alt(and, nothing), // commas are not kept
);
const plurals = list(
  map(seq(opt(token("THE")), token("WDS")), ([, day]) => day),
  alt(and, nothing),
);
const fromTo = map(
  seq(
    opt(token("FROM")),
    alt(token("WD"), token("WDS")),
    alt<unknown>(token("TO"), token("UNTIL")),
    alt(token("WD"), token("WDS")),
  ),
  ([, first, , last]) => {
    const days = Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => ((first - 1 + index) % 7) + 1);
    return days.length > 1 ? days : undefined;
  },
);

/** "every", "every other", "every third", "every 3", "alle zwei". */
const interval: Parser<number> = alt(
  map(all, () => 1),
  map(seq(all, token("OTHER")), () => 2),
  map(seq(all, token("NUM")), ([, count]) => (count > 1 ? count : undefined)),
  map(seq(all, token("ORD")), ([, count]) => (count > 1 ? count : undefined)),
);
const dayNumber: Parser<number> = map(seq(on, the, alt(token("ORD"), token("NUM"))), ([, , day]) => day);
const everyMonth = seq(
  opt(alt(token("OF"), token("IN"), token("ON"))),
  all,
  map(token("UNIT"), (unit) => (unit === "month" ? unit : undefined)),
);
const theMonth = seq(
  alt(token("OF"), token("IN")),
  the,
  map(token("UNIT"), (unit) => (unit === "month" ? unit : undefined)),
);

const unitRule: Parser<Rules> = map(
  seq(
    alt(
      map(seq(interval, token("UNIT")), ([count, unit]) => ({ count, unit })),
      map(token("FREQ"), (freq) => ({ count: 1, unit: unitOf[freq] })),
    ),
    opt(
      alt<Detail>(
        map(seq(on, someWeekdays), ([, days]) => ({ days })),
        map(dayNumber, (day) => ({ day })),
        map(seq(on, nthDay), ([, nth]) => ({ nth })),
        map(seq(on, yearlyDate), ([, date]) => ({ date })),
      ),
    ),
  ),
  ([{ count, unit }, detail]) => one(ruleFor(unit, count, detail ?? {})),
);
const unitOf = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

interface Detail {
  readonly days?: readonly number[];
  readonly day?: number;
  readonly nth?: { n: number; weekdays: readonly number[] };
  readonly date?: { month: number; day: number };
}

function ruleFor(unit: string, count: number, { days, day, nth, date }: Detail): Rule | undefined {
  const isPlain = !days && day === undefined && !nth && !date;
  if (unit === "day") return isPlain ? daily(count) : undefined;
  if (unit === "week") return isPlain || days ? weekly(days ?? [], count) : undefined;
  if (unit === "weekend") return isPlain ? weekly([6, 7], count) : undefined;
  if (unit === "month" || unit === "quarter") {
    const months = unit === "quarter" ? count * 3 : count;
    if (day !== undefined) return monthlyOn(day, months);
    if (nth) return monthlyNth(nth, months);
    return isPlain ? startingAnywhere("MONTHLY", months) : undefined;
  }
  if (unit !== "year" || count > 100) return undefined;
  if (date) return count === 1 ? yearly(date) : undefined;
  return isPlain ? startingAnywhere("YEARLY", count) : undefined;
}

const startingAnywhere = (freq: string, interval: number): Rule | undefined =>
  isInterval(interval) ? { parts: `FREQ=${freq}${every(interval)}`, first: (from) => from } : undefined;

/** "every second Tuesday": every other one, or the second of each month. */
function everyNth(n: number, day: number): Rules | undefined {
  const second = monthlyNth({ n, weekdays: [day] }, 1, `the ${ordinals[n] ?? `${n}th`} ${nameOf(day)} of each month`);
  const other = weekly(
    [day],
    n,
    `${n === 2 ? "every other" : `every ${n} weeks on`} ${nameOf(day)}, from the first one on`,
  );
  return [other, n <= 5 ? second : undefined].filter((rule) => rule !== undefined);
}
const ordinals = ["", "first", "second", "third", "fourth", "fifth"];

/** Everything that says how often. */
export const repeated: Parser<Rules> = alt<Rules>(
  unitRule,
  map(seq(all, someWeekdays), ([, days]) => one(weekly(days))),
  map(seq(all, fromTo), ([, days]) => one(weekly(days))),
  map(seq(on, plurals), ([, days]) => one(weekly(days))),
  map(seq(all, token("OTHER"), token("WD")), ([, , day]) => one(weekly([day], 2))),
  map(seq(all, token("NUM"), alt(token("WD"), token("WDS"))), ([, count, day]) =>
    count > 1 ? one(weekly([day], count)) : undefined,
  ),
  map(seq(opt(token("NUM")), alt(token("WD"), token("WDS")), token("ALTERNATE")), ([, day]) => one(weekly([day], 2))),
  map(seq(all, token("ORD"), token("WD")), ([, n, day]) =>
    n > 1 ? everyNth(n, day) : one(monthlyNth({ n, weekdays: [day] })),
  ),
  map(seq(all, alt(token("WORKDAY"), token("WORKDAYS"))), () => one(weekly(workdays))),
  map(seq(on, the, token("WORKDAYS")), () => one(weekly(workdays))),
  map(token("WEEKENDS"), () => one(weekly([6, 7]))),
  map(seq(all, nthDay, opt(theMonth)), ([, nth, month]) => (month || nth.n === -1 ? one(monthlyNth(nth)) : undefined)),
  map(seq(on, nthDay, everyMonth), ([, nth]) => one(monthlyNth(nth))),
  map(seq(dayNumber, everyMonth), ([day]) => one(monthlyOn(day))),
  map(seq(list(dayNumber, and), everyMonth), ([days]) => (days.length > 1 ? one(monthlyOnDays(days)) : undefined)),
  map(seq(all, token("ORD"), opt(theMonth)), ([, day]) => one(monthlyOn(day))),
  map(seq(all, yearlyDate), ([, date]) => one(yearly(date))),
  map(seq(on, yearlyDate, all, token("UNIT")), ([, date, , unit]) => (unit === "year" ? one(yearly(date)) : undefined)),
);

/** Every day, as "every morning" and "nightly" say it. */
export const everyDay: Rule = { parts: "FREQ=DAILY", first: (from) => from };
