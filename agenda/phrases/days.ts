import { addDays } from "../dates.ts";
import { addMonths, dateFrom, mondayOf, nthIn, partsOf } from "./calendar.ts";
import { calendarDate, dayOfMonthSaid, daysInMonth, onWeekday, until } from "./dates-said.ts";
import { alt, map, opt, type Parser, seq, token } from "./parsers.ts";
import { edgeOf, inPeriod, namedMonth, namedPeriod, type Period, weekShift } from "./periods.ts";
import { type Day, distinct, type Length, type SaidDay, stillToCome, withMeaning } from "./said.ts";
import { bare, coming, last, next, ofWeek, thisOne } from "./weekdays.ts";

const the = opt(token("THE"));
const on = opt(alt(token("ON"), token("AT")));
const link = opt(alt(token("OF"), token("ON"), token("IN")));

/** "two weeks", "a day", "quinze jours". */
export const length: Parser<Length> = map(seq(token("NUM"), token("UNIT")), ([count, unit]) =>
  count > 0 && unit !== "weekend" ? { count, unit } : undefined,
);

/** A date so much later. Hours and minutes are no matter of dates. */
export function later(date: string, { count, unit }: Length): string | undefined {
  const months = { month: 1, quarter: 3, year: 12 }[unit as "month"];
  const days = { day: 1, week: 7 }[unit as "day"];
  if (Math.abs(count) > 40_000) return undefined;
  const moved = months ? addMonths(date, months * count) : days ? addDays(date, days * count) : undefined;
  if (moved === undefined) return undefined;
  const { year, month, day } = partsOf(moved);
  return dateFrom(year, month, day);
}

const shift =
  (by: Length, from: Day, sign = 1): Day =>
  (now) =>
    from(now).flatMap((day): SaidDay[] => {
      const date = later(day.date, { ...by, count: by.count * sign });
      if (!date || day.isPeriod) return [];
      return [{ date, ...(day.meaning && { meaning: `counted from ${day.date} (${day.meaning})` }) }];
    });

const today: Day = (now) => [{ date: now.today }];
const isDays = ({ unit }: Length) => unit !== "hour" && unit !== "minute";
const dayLength = map(length, (each) => (isDays(each) ? each : undefined));

/** "today", "tomorrow", "now" is none. */
const relative: Parser<Day> = map(token("REL"), (days) => (now) => [{ date: addDays(now.today, days) }]);

/** "tomorrow, Friday" */
const relativeNamed: Parser<Day> = map(seq(token("REL"), the, token("WD")), ([days, , said]) =>
  onWeekday(said, (now) => [{ date: addDays(now.today, days) }]),
);

const weekday: Parser<Day> = alt(
  map(seq(the, token("WD")), ([, day]) => bare(day)),
  map(seq(the, token("COMING"), token("WD")), ([, , day]) => coming(day)),
  map(seq(the, token("THIS"), token("WD")), ([, , day]) => thisOne(day)),
  map(seq(the, token("NEXT"), token("WD")), ([, , day]) => next(day)),
  map(seq(the, token("LAST"), token("WD")), ([, , day]) => last(day)),
  map(seq(the, token("WD"), token("COMING")), ([, day]) => coming(day)),
  map(seq(the, token("WD"), token("NEXT")), ([, day]) => next(day)),
  map(seq(the, token("WD"), token("LAST")), ([, day]) => last(day)),
  map(seq(the, token("WD"), link, weekShift), ([, day, , weeks]) => (now) => [{ date: ofWeek(day, weeks, now) }]),
  map(seq(weekShift, on, the, token("WD")), ([weeks, , , day]) => (now) => [{ date: ofWeek(day, weeks, now) }]),
  map(seq(the, token("WD"), token("IN"), length), ([, day, , by]) => {
    if (by.unit !== "week") return undefined;
    return (now) =>
      distinct([
        ...shift(by, coming(day))(now).map((each) => withMeaning(each, "counted from the coming one")),
        { date: ofWeek(day, by.count, now), meaning: "of the week that many weeks from now" },
      ]);
  }),
  // "Friday week", "vendredi en huit"
  map(seq(the, token("WD"), token("UNIT")), ([, day, unit]) =>
    unit === "week" ? shift({ count: 1, unit }, coming(day)) : undefined,
  ),
  map(seq(the, token("WD"), token("LATER")), ([, day, days]) => shift({ count: days, unit: "day" }, coming(day))),
);

/** "the first Monday in December", "the last weekday of the month", "the last day of February", "the 15th of next month". */
const which: Parser<number> = alt(
  token("ORD"),
  token("NTHLAST"),
  map(token("LAST"), () => -1),
);
export const workdays = [1, 2, 3, 4, 5];
const allDays = [1, 2, 3, 4, 5, 6, 7];
const someDay: Parser<readonly number[]> = alt(
  map(token("WD"), (day) => [day]),
  map(token("WORKDAY"), () => workdays),
  map(token("UNIT"), (unit) => (unit === "day" ? allDays : undefined)),
);
/** Which day of a period: the nth that is one of some weekdays. Also used for what is repeated. */
export const nthDay: Parser<{ n: number; weekdays: readonly number[] }> = alt(
  map(seq(the, which, someDay), ([, n, weekdays]) => ({ n, weekdays })),
  map(seq(the, someDay, token("LAST")), ([, weekdays]) => ({ n: -1, weekdays })),
);

const ordinal: Parser<Day> = map(seq(nthDay, link, inPeriod), ([{ n, weekdays }, , periods]) => (now) => {
  const pick = (all: readonly Period[]) =>
    all.flatMap((period): SaidDay[] => {
      const date = nthIn(period, n, weekdays);
      if (date === undefined) now.refuse(`There are not so many of them from ${period.from} to ${period.to}.`);
      return date ? [withMeaning({ date }, period.meaning)] : [];
    });
  return singled(stillToCome(pick(periods(now)), now));
});

const dayOf: Parser<Day> = map(
  seq(the, alt(token("ORD"), token("NUM")), token("OF"), inPeriod),
  ([, day, , periods]) =>
    (now) =>
      singled(
        stillToCome(
          periods(now).flatMap((period): SaidDay[] => {
            const { year, month } = partsOf(period.from);
            const date = period.unit === "month" ? dateFrom(year, month, day) : undefined;
            return date ? [withMeaning({ date }, period.meaning)] : [];
          }),
          now,
        ),
      ),
);

const edge: Parser<Day> = map(seq(the, token("EDGE"), link, inPeriod), ([, name, , periods]) => (now) => {
  const all = periods(now);
  const isLeftOpen = all[0]?.meaning?.startsWith("of this") === true;
  if (!isLeftOpen) return all.flatMap((each) => edgeOf(name, each));
  // "the beginning of the month" on its 23rd is that of the next.
  const days = all.map(({ from, to, unit }) => edgeOf(name, { from, to, unit }));
  return days.find((each) => each.some((day) => (day.endDate ?? day.date) >= now.today)) ?? [];
});

/** What is still to come of this period and the next is one of them: the first. */
function singled(days: readonly SaidDay[]): SaidDay[] {
  const [first] = days;
  return first?.meaning?.startsWith("of this") || first?.meaning?.startsWith("of next") ? [first] : [...days];
}

/** "next month on the 5th" */
const inNamed: Parser<Day> = map(
  seq(namedPeriod, on, the, token("ORD")),
  ([periods, , , day]) =>
    (now) =>
      periods(now).flatMap(({ from, unit }): SaidDay[] => {
        const { year, month } = partsOf(from);
        const date = unit === "month" ? dateFrom(year, month, day) : undefined;
        return date ? [{ date }] : [];
      }),
);

const offset: Parser<Day> = alt(
  map(
    seq(token("IN"), token("ABOUT")),
    ([, days]): Day =>
      (now) => [
        {
          date: addDays(now.today, days),
          meaning: `${days / 7} week${days === 7 ? "" : "s"} from today, as it is mostly meant`,
        },
        { date: addDays(now.today, days + 1), meaning: `${days + 1} days from today, counted out` },
      ],
  ),
  map(seq(token("IN"), dayLength), ([, by]) => shift(by, today)),
  map(seq(dayLength, alt(token("AGO"), token("LAST"))), ([by]) => shift(by, today, -1)),
  map(seq(token("AGO"), dayLength), ([, by]) => shift(by, today, -1)),
  map(seq(dayLength, token("FROM"), token("NOW")), ([by]) => shift(by, today)),
);

/** "Sunday" as bare, for what starts or ends there. */
const namedDay: Parser<Day> = alt(relative, relativeNamed, weekday, ordinal, dayOf, edge, offset, calendarDate);
const simpleDay = alt(namedDay, inNamed, dayOfMonthSaid);

const counted: Parser<Day> = alt(
  map(seq(dayLength, alt<unknown>(token("FROM"), token("AFTER"), token("ON")), on, simpleDay), ([by, , , from]) =>
    shift(by, from),
  ),
  map(seq(dayLength, token("BEFORE"), simpleDay), ([by, , from]) => shift(by, from, -1)),
  map(seq(the, token("UNIT"), alt(token("AFTER"), token("FROM")), simpleDay), ([, unit, , from]) =>
    shift({ count: 1, unit }, from),
  ),
  map(seq(the, token("UNIT"), token("BEFORE"), simpleDay), ([, unit, , from]) => shift({ count: 1, unit }, from, -1)),
  // "a week tomorrow", "tomorrow week"
  map(seq(dayLength, relative), ([by, from]) => shift(by, from)),
  map(seq(relative, token("UNIT")), ([from, unit]) => (unit === "week" ? shift({ count: 1, unit }, from) : undefined)),
  // "tomorrow in a week", "heute in einer Woche"
  map(seq(relative, token("IN"), dayLength), ([from, , by]) => shift(by, from)),
);

/** One day, or what may be meant by it. */
export const singleDay: Parser<Day> = map(seq(on, alt(simpleDay, counted)), ([, day]) => day);

const period: Parser<Day> = map(
  seq(opt(alt(token("IN"), token("ON"), token("AT"))), alt(namedPeriod, namedMonth, theWeekend())),
  ([, periods]) =>
    (now) =>
      periods(now).map(({ from, to, meaning }) => withMeaning({ date: from, endDate: to, isPeriod: true }, meaning)),
);

function theWeekend() {
  return map(seq(the, token("UNIT")), ([, unit]) =>
    unit === "weekend" ? (now: Parameters<Day>[0]) => edgelessWeekend(now.today) : undefined,
  );
}

function edgelessWeekend(date: string): Period[] {
  const from = ofWeek(6, 0, { today: date });
  return [{ from, to: addDays(from, 1), unit: "weekend" }];
}

/** "Monday to Wednesday", "from 28 November until 2 December", "May to June". */
const between = opt(alt(token("FROM"), token("BETWEEN")));
const firstDay: Parser<Day> = alt(
  map(seq(on, alt(namedDay, counted)), ([, day]) => day),
  period,
);
const range: Parser<Day> = map(
  alt(
    seq(between, firstDay, until(), alt(singleDay, period)),
    // "from the 3rd to the 5th"; but "from the 3rd to 5 May" is all May.
    seq(between, dayOfMonthSaid, until(), dayOfMonthSaid),
  ),
  ([, first, , last]): Day =>
    (now) =>
      first(now).flatMap((from) =>
        last({ ...now, from: from.date })
          .map((to) => ({ ...to, date: to.endDate ?? to.date }))
          .filter((to) => to.date > from.date)
          .slice(0, 2)
          .map((to): SaidDay => withMeaning({ date: from.date, endDate: to.date }, from.meaning, to.meaning)),
      ),
);

/** "Monday for three days". */
const lasting: Parser<Day> = map(
  seq(singleDay, token("FOR"), dayLength),
  ([first, , by]) =>
    (now) =>
      first(now).flatMap((day) => {
        const end = later(day.date, by);
        const endDate = end && addDays(end, -1);
        return endDate && endDate > day.date ? [{ ...day, endDate }] : [];
      }),
);

/** "the week of 7 December" */
const weekOf: Parser<Day> = map(seq(the, token("UNIT"), token("OF"), singleDay), ([, unit, , day]) =>
  unit === "week"
    ? (now) =>
        day(now).map(({ date }) => ({ date: mondayOf(date), endDate: addDays(mondayOf(date), 6), isPeriod: true }))
    : undefined,
);

/** Several days in a row. */
export const severalDays: Parser<Day> = alt(period, weekOf, range, lasting, daysInMonth);
