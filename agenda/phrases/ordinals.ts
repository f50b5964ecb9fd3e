import { addDays, partsOf } from "../time/dates.ts";
import { dateFrom, nthIn } from "./day-arithmetic.ts";
import { type Day, type SaidDay, stillToCome, withMeaning } from "./parsed-parts.ts";
import { alt, map, opt, type Parser, seq, token } from "./parsers.ts";
import { countedMonth, edgeOf, inPeriod, monthOfYear, namedPeriod, type Period, type Periods } from "./periods.ts";

/** Days by their position in a period. */

const the = opt(token("THE"));
const on = opt(alt(token("ON"), token("AT")));
const link = opt(alt(token("OF"), token("ON"), token("IN")));

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
/** The nth day of a period that falls on one of some weekdays. Rules use it too. */
export const nthDay: Parser<{ n: number; weekdays: readonly number[] }> = alt(
  map(seq(the, which, someDay), ([, n, weekdays]) => ({ n, weekdays })),
  map(seq(the, someDay, token("LAST")), ([, weekdays]) => ({ n: -1, weekdays })),
);

/** What is named in a period, before the period or after it: "the first Monday in May", "5月第1月曜". */
function within<T>(named: Parser<T>): Parser<readonly [named: T, periods: Periods]> {
  return alt(
    map(seq(named, link, inPeriod), ([each, , periods]) => [each, periods] as const),
    map(seq(inPeriod, token("WITHIN"), named), ([periods, , each]) => [each, periods] as const),
  );
}

const nthOf: Parser<Day> = map(within(nthDay), ([{ n, weekdays }, periods]) => (now) => {
  const pick = (all: readonly Period[]) =>
    all.flatMap((period): SaidDay[] => {
      const date = nthIn(period, n, weekdays);
      if (date === undefined) now.refuse({ is: "tooFew", from: period.from, to: period.to });
      return date ? [withMeaning({ date }, period.meaning)] : [];
    });
  return singled(stillToCome(pick(periods(now)), now));
});

/** "the last weekend in October" */
const weekendOf: Parser<Day> = map(seq(the, which, token("UNIT"), link, inPeriod), ([, n, unit, , periods]) => {
  if (unit !== "weekend") return undefined;
  return (now) =>
    singled(
      stillToCome(
        periods(now).flatMap((period): SaidDay[] => {
          const date = nthIn(period, n, [6]);
          return date ? [withMeaning({ date, endDate: addDays(date, 1), isPeriod: true }, period.meaning)] : [];
        }),
        now,
      ),
    );
});

const dayOf: Parser<Day> = map(
  seq(the, alt(token("ORD"), token("NUM")), token("OF"), countedMonth),
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

const edge: Parser<Day> = map(within(map(seq(the, token("EDGE")), ([, name]) => name)), ([name, periods]) => (now) => {
  const all = periods(now);
  const isLeftOpen = all[0]?.meaning?.startsWith("of this") === true;
  if (!isLeftOpen) return all.flatMap((each) => edgeOf(name, each));
  // "the beginning of the month", said on the 23rd, means next month's.
  const days = all.map(({ from, to, unit }) => edgeOf(name, { from, to, unit }));
  return days.find((each) => each.some((day) => (day.endDate ?? day.date) >= now.today)) ?? [];
});

/** If the result is one of the days still to come in this period and the next, takes the first. */
function singled(days: readonly SaidDay[]): SaidDay[] {
  const [first] = days;
  return first?.meaning?.startsWith("of this") || first?.meaning?.startsWith("of next") ? [first] : [...days];
}

/** "next month on the 5th", "2027年3月5日" */
export const dayIn: Parser<Day> = map(
  seq(alt(namedPeriod, monthOfYear()), on, the, token("ORD")),
  ([periods, , , day]) =>
    (now) =>
      periods(now).flatMap(({ from, unit }): SaidDay[] => {
        if (unit !== "month") return [];
        const { year, month } = partsOf(from);
        const date = dateFrom(year, month, day);
        if (date === undefined) now.refuse({ is: "noDay", month, day });
        return date ? [{ date }] : [];
      }),
);

/** A day by its position in a week, month or year. */
export const placedDay: Parser<Day> = alt(nthOf, weekendOf, dayOf, edge);
