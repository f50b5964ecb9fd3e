import { yearlyDate } from "./named-dates.ts";
import { nthDay, workdays } from "./ordinals.ts";
import type { Day } from "./parsed-parts.ts";
import { alt, list, map, opt, type Parser, seq, token } from "./parsers.ts";
import {
  daily,
  monthlyNth,
  monthlyNths,
  monthlyOn,
  monthlyOnDays,
  type Rule,
  startingAnywhere,
  weekly,
  weeklyOnce,
  yearly,
} from "./rule-builders.ts";
import { nameOf } from "./weekdays.ts";

/** Recurrence phrases: "every second Tuesday", "the last weekday of every month", "Mondays and Thursdays". */

/** Several if ambiguous, as "every second Tuesday" is. */
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
  alt(and, nothing), // atoms contain no commas
);
const plurals = list(
  map(seq(opt(token("THE")), token("WDS")), ([, day]) => day),
  alt(and, nothing),
);
/** "Mon-Fri" */
export const fromTo: Parser<readonly number[]> = map(
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
        map(seq(on, alt(someWeekdays, fromTo)), ([, days]) => ({ days })),
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
  // "every day from Monday to Friday", "every 14 days on Thursday"
  if (unit === "day" && days) return count === 1 ? weekly(days) : count % 7 ? undefined : weekly(days, count / 7);
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

/** "every second Tuesday": every other Tuesday, or the second of each month. */
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

const weekdaySaid = map(
  seq(
    the,
    alt(
      token("WD"),
      map(token("WDS"), (day) => -day),
    ),
  ),
  ([, day]) => day,
);
/** Several weekdays, plurals as negative numbers; two need an "and": "la mer samedi". */
const severalWeekdays: Parser<readonly number[]> = alt(
  fromTo,
  map(seq(on, list(weekdaySaid, and)), ([, days]) => (days.length === 2 ? days : undefined)),
  map(seq(on, list(weekdaySaid, alt(and, nothing))), ([, days]) => (days.length > 2 ? days : undefined)),
  // "lun-mer-ven"
  map(list(weekdaySaid, token("TO")), (days) => (days.length > 2 ? days : undefined)),
);

const isRow = (days: readonly number[]) =>
  days.every((day, index) => index === 0 || Math.abs(day) === (Math.abs(days[index - 1] ?? 0) % 7) + 1);

/** Several weekdays without "every": each week or only the coming ones, which a few days in a row are rather. */
function eachOrOnce(said: readonly number[]): Rules | undefined {
  const days = said.map(Math.abs);
  const each = weekly(days);
  if (each === undefined || said.some((day) => day < 0)) return one(each);
  return isRow(said) && days.length < 5 ? [weeklyOnce(days), each] : [each, weeklyOnce(days)];
}

/** Before or after a time: days in a row without one are a single item over several days. */
export const weekdaysOfTime: Parser<Rules> = map(severalWeekdays, eachOrOnce);

/** "Tuesday and Thursday" */
export const weekdaysApart: Parser<Rules> = map(severalWeekdays, (said) =>
  isRow(said) ? undefined : eachOrOnce(said),
);

/** "the last Friday of the month": perhaps of each, though it does not say so. */
export const dayOfEachMonth: Parser<Day> = map(seq(nthDay, theMonth), ([nth]) => {
  const rule = monthlyNth(nth);
  return (now) => {
    const date = rule?.first(now.from);
    return rule && date ? [{ date, recurrence: rule.parts }] : [];
  };
});

const eachDay: Parser<readonly number[]> = alt(
  map(
    alt<string>(
      map(seq(all, token("UNIT")), ([, unit]) => unit),
      token("FREQ"),
    ),
    (often) => (often === "day" || often === "DAILY" ? [1, 2, 3, 4, 5, 6, 7] : undefined),
  ),
  map(seq(all, alt(token("WORKDAY"), token("WORKDAYS"))), () => workdays),
);
/** "every day except Sunday" */
const allBut: Parser<Rules> = map(seq(eachDay, token("EXCEPT"), on, someWeekdays), ([days, , , without]) => {
  const left = days.filter((day) => !without.includes(day));
  return left.length > 0 ? one(weekly(left)) : undefined;
});

/** Every phrase that says how often. */
export const repeated: Parser<Rules> = alt<Rules>(
  unitRule,
  allBut,
  map(seq(all, someWeekdays), ([, days]) => one(weekly(days))),
  map(seq(all, fromTo), ([, days]) => one(weekly(days))),
  map(seq(on, plurals), ([, days]) => one(weekly(days))),
  // "Thursdays every two weeks"
  map(seq(on, plurals, interval, token("UNIT")), ([, days, count, unit]) => one(ruleFor(unit, count, { days }))),
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
  map(seq(token("FREQ"), list(nthDay, and)), ([freq, days]) =>
    freq === "MONTHLY" && days.length > 1 ? one(monthlyNths(days)) : undefined,
  ),
  map(
    alt(
      map(seq(list(dayNumber, and), everyMonth), ([days]) => days),
      map(seq(token("FREQ"), list(dayNumber, and)), ([freq, days]) => (freq === "MONTHLY" ? days : undefined)),
    ),
    (days) => (days.length > 1 ? one(monthlyOnDays(days)) : undefined),
  ),
  map(seq(all, token("ORD"), opt(theMonth)), ([, day]) => one(monthlyOn(day))),
  map(seq(all, yearlyDate), ([, date]) => one(yearly(date))),
  map(seq(on, yearlyDate, all, token("UNIT")), ([, date, , unit]) => (unit === "year" ? one(yearly(date)) : undefined)),
);
