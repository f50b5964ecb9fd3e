import { addDays, partsOf, weekStartOf } from "../time/dates.ts";
import { addMonths } from "../time/months.ts";
import { type Days, dateFrom, firstOn, mondayOfWeek, monthOf, weekOn } from "./day-arithmetic.ts";
import type { EdgeName, UnitName } from "./language.ts";
import { type Now, type SaidDay, withMeaning } from "./parsed-parts.ts";
import { alt, map, once, opt, type Parser, seq, token } from "./parsers.ts";

/** Weeks, months and similar periods, with their beginnings and ends. */
export interface Period extends Days {
  readonly unit: UnitName;
  readonly meaning?: string;
  /** The default among several candidates when the user cannot be asked. */
  readonly isUsual?: boolean;
}
export type Periods = (now: Now) => readonly Period[];

function periodAt(unit: UnitName, date: string, weekStart: number): Days | undefined {
  const week = weekOn(date, weekStart);
  if (unit === "week") return { from: week, to: addDays(week, 6) };
  if (unit === "weekend") return { from: addDays(weekStartOf(date), 5), to: addDays(weekStartOf(date), 6) };
  if (unit === "month") return monthOf(date);
  const { year, month } = partsOf(date);
  if (unit === "year") return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (unit !== "quarter") return undefined;
  const first = addMonths(`${date.slice(0, 5)}01-01`, Math.floor((month - 1) / 3) * 3);
  return { from: first, to: monthOf(addMonths(first, 2)).to };
}

function shifted(unit: UnitName, { today, weekStart }: Now, count: number): Period[] {
  const months = { month: 1, quarter: 3, year: 12 }[unit as "month"];
  const date = months ? addMonths(monthOf(today).from, months * count) : addDays(today, 7 * count);
  const days = periodAt(unit, date, weekStart);
  return days ? [{ ...days, unit }] : [];
}

/** "next weekend" can mean the coming one or the one of next week. */
function nextPeriod(unit: UnitName): Periods {
  return (now) => {
    if (unit !== "weekend" || now.today >= addDays(weekStartOf(now.today), 5)) return shifted(unit, now, 1);
    return [
      ...shifted(unit, now, 0).map((each) => ({ ...each, meaning: "the coming weekend" })),
      ...shifted(unit, now, 1).map((each) => ({ ...each, meaning: "the weekend of next week", isUsual: true })),
    ];
  };
}

/** "the week after next"; for a weekend, counted from either reading of "next". */
function afterNextPeriod(unit: UnitName): Periods {
  return (now) => {
    if (unit !== "weekend" || now.today >= addDays(weekStartOf(now.today), 5)) return shifted(unit, now, 2);
    return [
      ...shifted(unit, now, 1).map((each) => ({ ...each, meaning: "the second weekend to come" })),
      ...shifted(unit, now, 2).map((each) => ({
        ...each,
        meaning: "the weekend of the week after next",
        isUsual: true,
      })),
    ];
  };
}

const isPeriodUnit = (unit: UnitName) => unit !== "minute" && unit !== "hour" && unit !== "day";
const unit = map(token("UNIT"), (name) => (isPeriodUnit(name) ? name : undefined));
const the = opt(token("THE"));

/** "week 50", "KW 50 2027": the ISO 8601 week number; without a year the next one that is not over. */
const numberedWeek: Parser<Periods> = map(
  seq(the, token("WEEKNO"), token("NUM"), opt(seq(opt(token("OF")), token("YEAR")))),
  ([, , week, said]) =>
    (now) => {
      const current = partsOf(now.today).year;
      const years =
        said === undefined
          ? [current, current + 1, current + 2, current + 3, current + 4, current + 5, current + 6]
          : [said[1]];
      const mondays = years.flatMap((year) => mondayOfWeek(year, week) ?? []);
      const from = mondays.find((monday) => said !== undefined || addDays(monday, 6) >= now.today);
      if (from === undefined) {
        now.refuse({ is: "noWeek", week });
        return [];
      }
      return [{ from, to: addDays(from, 6), unit: "week" as const }];
    },
);

/** "next 3 months", "die nächsten drei Tage", "the past two weeks": counted from today. */
const nextFew: Parser<Periods> = alt(
  map(seq(the, alt(token("NEXT"), token("COMING")), token("NUM"), token("UNIT")), ([, , count, name]) =>
    few(count, name, 1),
  ),
  map(seq(the, token("NUM"), alt(token("NEXT"), token("COMING")), token("UNIT")), ([, count, , name]) =>
    few(count, name, 1),
  ),
  map(seq(the, token("NUM"), token("UNIT"), alt(token("NEXT"), token("COMING"))), ([, count, name]) =>
    few(count, name, 1),
  ),
  map(seq(the, token("LAST"), token("NUM"), token("UNIT")), ([, , count, name]) => few(count, name, -1)),
);

function few(count: number, name: UnitName, sign: 1 | -1): Periods | undefined {
  const months = { month: 1, quarter: 3, year: 12 }[name as "month"];
  const days = { day: 1, week: 7 }[name as "day"];
  if (count < 2 || count > 400 || (months === undefined && days === undefined)) return undefined;
  return ({ today }) => {
    const end = months ? addMonths(today, sign * months * count) : addDays(today, sign * (days ?? 0) * count);
    const span = sign > 0 ? { from: today, to: addDays(end, -1) } : { from: addDays(end, 1), to: today };
    return [{ ...span, unit: name, meaning: sign > 0 ? "counted from today on" : "counted back from today" }];
  };
}

/** "next week", "la semaine prochaine". */
export const namedPeriod: Parser<Periods> = once(
  alt(
    numberedWeek,
    map(
      alt(
        map(seq(the, token("AFTERNEXT"), unit), ([, , name]) => name),
        map(seq(the, unit, token("AFTERNEXT")), ([, name]) => name),
      ),
      afterNextPeriod,
    ),
    map(
      seq(the, token("THIS"), unit),
      ([, , name]) =>
        (now: Now) =>
          shifted(name, now, 0),
    ),
    map(seq(the, alt(token("NEXT"), token("COMING")), unit), ([, , name]) => nextPeriod(name)),
    map(seq(the, unit, alt(token("NEXT"), token("COMING"))), ([, name]) => nextPeriod(name)),
    map(
      seq(the, token("LAST"), unit),
      ([, , name]) =>
        (now: Now) =>
          shifted(name, now, -1),
    ),
    map(
      seq(the, unit, token("LAST")),
      ([, name]) =>
        (now: Now) =>
          shifted(name, now, -1),
    ),
  ),
);

/** A run of days that is not a calendar week or month. */
export const loosePeriod: Parser<Periods> = once(nextFew);

/** Number of weeks from now: "next week" is 1. */
export const weekShift: Parser<number> = alt(
  map(seq(the, token("AFTERNEXT"), unit), ([, , name]) => (name === "week" ? 2 : undefined)),
  map(seq(the, unit, token("AFTERNEXT")), ([, name]) => (name === "week" ? 2 : undefined)),
  map(seq(the, token("THIS"), unit), ([, , name]) => (name === "week" ? 0 : undefined)),
  map(seq(the, alt(token("NEXT"), token("COMING")), unit), ([, , name]) => (name === "week" ? 1 : undefined)),
  map(seq(the, unit, alt(token("NEXT"), token("COMING"))), ([, name]) => (name === "week" ? 1 : undefined)),
  map(seq(the, alt(token("LAST")), unit), ([, , name]) => (name === "week" ? -1 : undefined)),
  map(seq(the, unit, token("LAST")), ([, name]) => (name === "week" ? -1 : undefined)),
);

/** "next May": this year's or next year's. */
function nextMonth(): Parser<Periods> {
  return map(
    alt(
      seq(token("NEXT"), token("MONTH")),
      map(seq(token("MONTH"), token("NEXT")), ([a, b]) => [b, a] as const),
    ),
    ([, month]) => {
      return (now: Now) => {
        const { year, month: current } = partsOf(now.today);
        if (month <= current) return monthsOf(month, year + 1)(now);
        return [year, year + 1].flatMap((each) =>
          monthsOf(
            month,
            each,
          )(now).map((period) => ({ ...period, meaning: each === year ? "this year's" : "next year's" })),
        );
      };
    },
  );
}

/** "May", "May 2027", "next May". Without a year: the next one that is not over. */
export const namedMonth: Parser<Periods> = alt(
  map(seq(token("MONTH"), opt(token("OF")), token("YEAR")), ([month, , year]) => monthsOf(month, year)),
  map(token("MONTH"), (month) => (now: Now) => {
    const { year, month: current } = partsOf(now.from);
    return monthsOf(month, month < current ? year + 1 : year)(now);
  }),
  nextMonth(),
  monthOfYear(),
);

/** "2027年3月", "来年3月" */
export function monthOfYear(): Parser<Periods> {
  const inYear = map(namedPeriod, (periods) => (now: Now) => periods(now).filter(({ unit }) => unit === "year"));
  return alt(
    map(seq(token("YEAR"), token("UNIT"), token("MONTH")), ([year, name, month]) =>
      name === "year" ? monthsOf(month, year) : undefined,
    ),
    map(
      seq(inYear, token("MONTH")),
      ([years, month]) =>
        (now: Now) =>
          years(now).flatMap(({ from }) => monthsOf(month, partsOf(from).year)(now)),
    ),
  );
}

function monthsOf(month: number, year: number): Periods {
  return () => {
    const from = dateFrom(year, month, 1);
    return from ? [{ ...monthOf(from), unit: "month" as const }] : [];
  };
}

/** "of the month": the current one; what has already passed is taken from the next. */
const thePeriod: Parser<Periods> = map(seq(token("THE"), unit), ([, name]) => (now: Now) => [
  ...shifted(name, now, 0).map((each) => ({ ...each, meaning: `of this ${name}` })),
  ...shifted(name, now, 1).map((each) => ({ ...each, meaning: `of next ${name}` })),
]);

/** A month in which a day can be counted. Named months are handled with dates. */
export const countedMonth: Parser<Periods> = once(alt(namedPeriod, nextMonth(), thePeriod));

/** A period introduced by "in" or "of". "end of month" and "fin de mes" omit the article. */
export const inPeriod: Parser<Periods> = once(
  alt(
    namedPeriod,
    namedMonth,
    thePeriod,
    map(unit, (name) => (now: Now) => [
      ...shifted(name, now, 0).map((each) => ({ ...each, meaning: `of this ${name}` })),
      ...shifted(name, now, 1).map((each) => ({ ...each, meaning: `of next ${name}` })),
    ]),
  ),
);

/** The beginning, middle or end of a period: a single day where there is one, otherwise the candidate days. */
export function edgeOf(edge: EdgeName, period: Period): SaidDay[] {
  const { from, to, unit: name, meaning } = period;
  const days = edge === "end" || edge === "late" || edge === "lateOrEnd" ? endOf(edge, period) : startOf(edge, period);
  return name === "weekend"
    ? [{ date: from, endDate: to, isPeriod: true }]
    : days.map((day) => withMeaning(day, meaning));
}

function startOf(edge: EdgeName, { from, unit: name }: Period): SaidDay[] {
  if (edge === "start") return [{ date: from }];
  const { year, month } = partsOf(from);
  if (edge === "early" && name === "month")
    return [
      { date: from, endDate: addDays(from, 9), isPeriod: true, meaning: "early is taken as the 1st to the 10th" },
    ];
  if (edge === "mid" && name === "month") {
    const [date, endDate] = [dateFrom(year, month, 11), dateFrom(year, month, 20)];
    return date && endDate
      ? [{ date, endDate, isPeriod: true, meaning: "the middle is taken as the 11th to the 20th" }]
      : [];
  }
  if (edge === "mid" && name === "week") return [{ date: firstOn(3, from) }];
  return name === "week" ? [{ date: from }] : [];
}

function endOf(edge: EdgeName, { from, to, unit: name }: Period): SaidDay[] {
  if (name === "week")
    return [
      { date: firstOn(5, from), meaning: "the end of the working week" },
      { date: to, meaning: "the last day of the week" },
    ];
  if (edge === "end" || (edge === "lateOrEnd" && name !== "month")) return [{ date: to }];
  const { year, month } = partsOf(from);
  const date = dateFrom(year, month, 21);
  if (name !== "month" || !date) return [];
  const days = { date, endDate: to, isPeriod: true, meaning: "late is taken as the 21st and after" };
  return edge === "late" ? [days] : [{ date: to, meaning: "the last day of the month" }, days];
}
