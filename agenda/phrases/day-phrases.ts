import { addDays, partsOf } from "../time/dates.ts";
import { addMonths } from "../time/months.ts";
import { dateFrom } from "./day-arithmetic.ts";
import { calendarDate, dayOfMonthSaid, onWeekday } from "./named-dates.ts";
import { dayIn, placedDay } from "./ordinals.ts";
import { type Day, distinct, type Length, type SaidDay, withMeaning } from "./parsed-parts.ts";
import { alt, map, once, opt, type Parser, seq, token } from "./parsers.ts";
import { weekShift } from "./periods.ts";
import { afterNext, bare, coming, last, next, ofWeek, thisOne } from "./weekdays.ts";

const the = opt(token("THE"));
const on = opt(alt(token("ON"), token("AT")));
const link = opt(alt(token("OF"), token("ON"), token("IN")));

/** "two weeks", "a day", "quinze jours". */
export const length: Parser<Length> = once(
  map(seq(token("NUM"), token("UNIT")), ([count, unit]) =>
    count > 0 && unit !== "weekend" ? { count, unit } : undefined,
  ),
);

/** The date one length later; undefined for hours and minutes. */
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
/** After a length: "from now". */
export const fromNow = alt<unknown>(seq(token("FROM"), token("NOW")), token("HENCE"));
/** A length in days or longer units. */
export const dayLength = map(length, (each) => (isDays(each) ? each : undefined));

/** "today", "tomorrow"; not "now". */
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
  map(seq(the, token("AFTERNEXT"), token("WD")), ([, , day]) => afterNext(day)),
  map(seq(the, token("WD"), token("AFTERNEXT")), ([, day]) => afterNext(day)),
  map(seq(the, token("LAST"), token("WD")), ([, , day]) => last(day)),
  map(seq(the, token("WD"), token("COMING")), ([, day]) => coming(day)),
  map(seq(the, token("WD"), token("NEXT")), ([, day]) => next(day)),
  map(seq(the, token("WD"), token("LAST")), ([, day]) => last(day)),
  map(seq(the, token("WD"), link, weekShift), ([, day, , weeks]) => (now) => [{ date: ofWeek(day, weeks, now) }]),
  map(seq(weekShift, on, the, token("WD")), ([weeks, , , day]) => (now) => [{ date: ofWeek(day, weeks, now) }]),
  map(seq(the, token("WD"), token("IN"), length), ([, day, , by]) => {
    if (by.unit !== "week") return undefined;
    if (by.count === 1) return shift(by, coming(day));
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
  // "a quarter past" belongs to an hour
  map(seq(dayLength, alt(token("AGO"), token("LAST"))), ([by]) =>
    by.unit === "quarter" ? undefined : shift(by, today, -1),
  ),
  map(seq(token("AGO"), dayLength), ([, by]) => shift(by, today, -1)),
  map(seq(dayLength, fromNow), ([by]) => shift(by, today)),
);

const namedDay: Parser<Day> = once(alt(relative, relativeNamed, weekday, placedDay, offset, calendarDate));
const simpleDay = alt(dayOfMonthSaid, dayIn, namedDay);

const counted: Parser<Day> = alt(
  map(seq(dayLength, alt<unknown>(token("FROM"), token("AFTER"), token("ON")), on, simpleDay), ([by, , , from]) =>
    shift(by, from),
  ),
  map(seq(dayLength, token("BEFORE"), simpleDay), ([by, , from]) => shift(by, from, -1)),
  map(seq(the, token("UNIT"), token("AFTER"), simpleDay), ([, unit, , from]) => shift({ count: 1, unit }, from)),
  map(seq(the, token("UNIT"), token("BEFORE"), simpleDay), ([, unit, , from]) => shift({ count: 1, unit }, from, -1)),
  // "a week tomorrow", "tomorrow week"
  map(seq(dayLength, relative), ([by, from]) => shift(by, from)),
  map(seq(relative, token("UNIT")), ([from, unit]) => (unit === "week" ? shift({ count: 1, unit }, from) : undefined)),
  // "tomorrow in a week", "heute in einer Woche"
  map(seq(relative, token("IN"), dayLength), ([from, , by]) => shift(by, from)),
);

/** A single day, with every date it may mean. */
export const singleDay: Parser<Day> = once(dated(alt(simpleDay, counted)));

/** A single day other than a bare day of the month: a valid range start when only the range's end names the month. */
export const dayByName: Parser<Day> = once(dated(alt(namedDay, counted)));

function dated(day: Parser<Day>): Parser<Day> {
  return map(seq(on, day, opt(token("WDOF"))), ([, said, weekday]) => onWeekday(weekday, said));
}
