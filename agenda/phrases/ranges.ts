import { addDays } from "../time/dates.ts";
import { weekOn } from "./day-arithmetic.ts";
import { dayByName, dayLength, later, singleDay } from "./day-phrases.ts";
import { dayOfMonthSaid, daysByNumber, daysInMonth, until } from "./named-dates.ts";
import { type Day, type Now, type SaidDay, withMeaning } from "./parsed-parts.ts";
import { alt, map, once, opt, type Parser, seq, token } from "./parsers.ts";
import { loosePeriod, namedMonth, namedPeriod, type Periods } from "./periods.ts";
import { ofWeek } from "./weekdays.ts";

/** Ranges of days: weeks, months, and from one day to another. */

const the = opt(token("THE"));

/** "the weekend", "am Wochenende" */
const weekend: Parser<Periods> = map(seq(the, token("UNIT")), ([, unit]) => {
  if (unit !== "weekend") return undefined;
  return (now) => [{ from: ofWeek(6, 0, now), to: ofWeek(7, 0, now), unit }];
});

const period: Parser<Day> = map(
  seq(opt(alt(token("IN"), token("ON"), token("AT"))), alt(namedPeriod, namedMonth, weekend, loosePeriod)),
  ([, periods]) =>
    (now) =>
      periods(now).map(({ from, to, meaning, isUsual = false }) =>
        withMeaning({ date: from, endDate: to, isPeriod: true, ...(isUsual && { isUsual }) }, meaning),
      ),
);

const between = opt(alt(token("FROM"), token("BETWEEN")));

/** "Monday to Wednesday", "from 28 November until 2 December", "May to June". */
const range: Parser<Day> = map(
  alt(
    seq(between, dayByName, until(), alt(singleDay, period)),
    seq(between, period, until(), period), // a month never ends on a weekday
    // "from the 3rd to the 5th"; but "from the 3rd to 5 May" is all May.
    seq(between, dayOfMonthSaid, until(), dayOfMonthSaid),
  ),
  ([lead, first, joint, last]): Day =>
    (now) =>
      first(now).flatMap((from) =>
        last({ ...now, from: from.date })
          .map((to) => ({ ...to, date: to.endDate ?? to.date }))
          .filter((to) => to.date > from.date)
          .slice(0, 2)
          .map(
            (to): SaidDay =>
              withMeaning(
                {
                  date: startBefore(to.date, from.date, first, now),
                  endDate: to.date,
                  ...(joint === "and" && lead === undefined && { isPair: true }),
                },
                from.meaning,
                to.meaning,
              ),
          ),
      ),
);

/** "from 1 December to 5 December 2027": a year stated only at the end applies to the start too. */
function startBefore(end: string, start: string, first: Day, now: Now): string {
  const yearBefore = addDays(end, -365);
  if (start >= yearBefore) return start;
  return first({ ...now, from: yearBefore }).find(({ date }) => date >= yearBefore && date < end)?.date ?? start;
}

/** "Monday for three days", "for two weeks from 3 August". */
const lasting: Parser<Day> = map(
  alt(
    map(seq(singleDay, opt(token("ONWARD")), token("FOR"), dayLength), ([first, , , by]) => [first, 1, by] as const),
    map(
      seq(token("FOR"), dayLength, alt<unknown>(token("FROM"), token("STARTING")), opt(token("ON")), singleDay),
      ([, by, , , first]) => [first, 1, by] as const,
    ),
  ),
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
        day(now).map(({ date }) => {
          const first = weekOn(date, now.weekStart);
          return { date: first, endDate: addDays(first, 6), isPeriod: true };
        })
    : undefined,
);

/** A range of days. */
export const severalDays: Parser<Day> = once(
  alt(
    period,
    weekOf,
    lasting,
    daysByNumber,
    map(seq(alt(range, daysInMonth), opt(token("UPTO"))), ([days]) => days),
  ),
);
