import { addDays, daysIn, partsOf } from "../time/dates.ts";
import { dateFrom, easterOf, firstOn, weekdayNumber } from "./day-arithmetic.ts";
import type { WrittenDate } from "./language.ts";
import type { Day, Now, SaidDay } from "./parsed-parts.ts";
import { alt, map, opt, type Parser, seq, token, unless } from "./parsers.ts";

/** Numeric and named dates: "5 May", "the 27th", "2027-05-05", "Friday the 27th". */

const the = opt(alt(token("THE"), token("ON")));
/** "2027", "of 2027" */
function year(): Parser<number> {
  return map(seq(opt(token("OF")), token("YEAR")), ([, each]) => each);
}
const of = opt(token("OF"));
const months = "January February March April May June July August September October November December".split(" ");

/** How many days in the past a date without a year may still lie. */
const rememberedDays = 31;

/** A date as written; without a year it is the next one, or one that has only just passed. */
function dated({ year, month, day }: WrittenDate): Day {
  return (now) => {
    if (year !== undefined) return found(dateFrom(year, month, day), year, month, day, now);
    const days = nextOf((each) => dateFrom(each, month, day), `the next ${day} ${months[month - 1]}`, now);
    return days.length > 0 ? days : found(undefined, partsOf(now.from).year, month, day, now);
  };
}

/** The next yearly date, and also one that has only just passed. */
function nextOf(dateIn: (year: number) => string | undefined, meaning: string, now: Now): SaidDay[] {
  const current = partsOf(now.from).year;
  // Eleven years always include a 29 February, even around 2100.
  const dates = Array.from({ length: 11 }, (_, index) => dateIn(current - 1 + index));
  const date = dates.find((each) => each !== undefined && each >= now.from);
  if (date === undefined) return [];
  const past = dates.findLast((each) => each !== undefined && each < now.from);
  const isFresh = past !== undefined && Date.parse(now.today) - Date.parse(past) <= rememberedDays * 86_400_000;
  if (!isFresh || past >= now.today) return [{ date }];
  return [
    { date, meaning },
    { date: past, meaning: "the one just past" },
  ];
}

/** Feasts whose date depends on another date of the year. */
const movable: Parser<(year: number) => string> = alt(
  map(token("EASTER"), (days) => (year: number) => addDays(easterOf(year), days)),
  // The fourth Sunday of Advent is 24 December at the latest.
  map(token("ADVENT"), (nth) => (year: number) => addDays(firstOn(7, `${year}-12-18`), (nth - 4) * 7)),
  map(token("THANKSGIVING"), (days) => (year: number) => addDays(firstOn(4, `${year}-11-22`), days)),
);

const feast: Parser<Day> = map(seq(the, movable, opt(year())), ([, dateIn, inYear]) => (now) => {
  if (inYear === undefined) return nextOf(dateIn, "the next one", now);
  return [{ date: dateIn(inYear) }];
});

function found(date: string | undefined, year: number, month: number, day: number, now: Now): SaidDay[] {
  if (date !== undefined) return [{ date }];
  const name = months[month - 1];
  const isThere = name !== undefined && dateFrom(2028, month, day) !== undefined;
  if (isThere) now.refuse({ is: "noDate", year, month, day }, beside(year, month, day));
  else if (name === undefined) now.refuse({ is: "noMonth", month });
  else now.refuse({ is: "noDay", month, day }, beside(year, month, day, now.today));
  return [];
}

/**
 * The last day of the month and the first of the next, as alternatives to a day the month does not have.
 * @param since earliest date to suggest
 */
function beside(year: number, month: number, day: number, since = ""): string[] {
  if (day <= daysIn(year, month) || day > 31) return [];
  const last = dateFrom(year, month, daysIn(year, month));
  if (last === undefined) return [];
  return last < since ? beside(year + 1, month, day) : [last, addDays(last, 1)];
}

/** "the 27th": of this month, or of the next month that has one. */
export function dayOfMonth(day: number): Day {
  return (now) => {
    const { year, month } = partsOf(now.from);
    const dates = Array.from({ length: 13 }, (_, index) => {
      const at = month - 1 + index;
      return dateFrom(year + Math.floor(at / 12), (at % 12) + 1, day);
    });
    const date = dates.find((each) => each !== undefined && each >= now.from);
    if (date === undefined) now.refuse({ is: "noDayOfMonth", day });
    return date === undefined ? [] : [{ date }];
  };
}

/** Keeps only the dates that fall on the weekday named with them. */
export function onWeekday(weekday: number | undefined, day: Day): Day {
  if (weekday === undefined) return day;
  return (now) => {
    const days = day(now);
    const right = days.filter(({ date }) => weekdayNumber(date) === weekday);
    if (right.length === 0 && days[0]) now.refuse({ is: "otherWeekday", date: days[0].date, weekday });
    return right;
  };
}

const number = alt(token("ORD"), token("NUM"));

/** "5 May 2027", "May 5th", "3.5.", "3/5", "Christmas". */
const monthDay: Parser<readonly WrittenDate[]> = alt(
  map(seq(number, of, token("MONTH"), opt(year())), ([day, , month, inYear]) => one(month, day, inYear)),
  map(seq(token("MONTH"), opt(token("THE")), number, opt(year())), ([month, , day, inYear]) => one(month, day, inYear)),
  map(seq(token("DATE"), opt(year())), ([dates, inYear]) =>
    dates.map((date) => (inYear === undefined ? date : { ...date, year: inYear })),
  ),
  map(seq(token("FIXED"), opt(year())), ([{ month, day }, inYear]) => one(month, day, inYear)),
  map(token("DASHED"), ({ dates, isHours }) => (isHours ? undefined : dates)),
  // "el 12-5"
  map(seq(alt(token("THE"), token("ON")), token("DASHED")), ([, { dates }]) => dates),
);

function one(month: number, day: number, inYear: number | undefined): WrittenDate[] {
  return [{ month, day, ...(inYear !== undefined && { year: inYear }) }];
}

const weekday = map(seq(opt(token("THE")), token("WD")), ([, each]) => each);

/** A date, with or without its weekday. */
export const calendarDate: Parser<Day> = alt(
  feast,
  map(seq(opt(weekday), the, monthDay), ([said, , dates]) =>
    onWeekday(said, (now) => {
      const isAmbiguous = dates.length > 1;
      return dates.flatMap((date) =>
        dated(date)(now).map((day) =>
          isAmbiguous
            ? { ...day, meaning: `${date.day} ${months[date.month - 1]}${day.meaning ? `; ${day.meaning}` : ""}` }
            : day,
        ),
      );
    }),
  ),
);

/** Month and day without a year, for yearly rules. */
export const yearlyDate: Parser<{ month: number; day: number }> = map(seq(the, monthDay), ([, dates]) => {
  const [date] = dates;
  return date && dates.length === 1 && date.year === undefined && dateFrom(2028, date.month, date.day)
    ? date
    : undefined;
});

/** "the", "le", but not "la", which a Spanish hour has: "a la una". */
const dayArticle = unless("LAS", alt(token("THE"), token("ON")));

/** Also an impossible one, but not "Mo 830". */
const dayNumber = map(token("NUM"), (day) => (day < 100 ? day : undefined));

/** "the 27th", "le 27", "Friday the 27th", "vendredi 27". */
export const dayOfMonthSaid: Parser<Day> = alt(
  map(seq(opt(weekday), the, token("ORD")), ([said, , day]) => onWeekday(said, dayOfMonth(day))),
  map(seq(weekday, the, dayNumber), ([said, , day]) => onWeekday(said, dayOfMonth(day))),
  map(seq(dayArticle, opt(dayArticle), dayNumber), ([, , day]) => dayOfMonth(day)),
);

/** "du 13 au 18", "del 3 al 5": days, because the word before them contains an article. */
export const daysByNumber: Parser<Day> = map(
  seq(token("FROMDAY"), number, until(), the, number),
  ([, first, , , last]): Day =>
    (now) =>
      dayOfMonth(first)(now).flatMap(({ date }) =>
        dayOfMonth(last)({ ...now, from: date }).flatMap(({ date: endDate }) =>
          endDate > date ? [{ date, endDate }] : [],
        ),
      ),
);

/** "from 3 to 5 May", "May 3-5", "14. - 15.10."; not "le 3 et 5". */
export const daysInMonth: Parser<Day> = map(
  alt(
    map(
      seq(opt(token("FROM")), the, number, until(), the, token("DATE"), opt(year())),
      ([lead, , first, joint, , dates, inYear]) => {
        const [date] = dates;
        if (!date || dates.length > 1) return undefined;
        const isPair = lead === undefined && joint === "and";
        return { first, last: date.day, month: date.month, inYear: inYear ?? date.year, isPair };
      },
    ),
    map(
      seq(
        opt(alt(token("FROM"), token("BETWEEN"))),
        the,
        number,
        until(),
        the,
        number,
        of,
        token("MONTH"),
        opt(year()),
      ),
      ([lead, , first, joint, , last, , month, inYear]) => ({
        first,
        last,
        month,
        inYear,
        isPair: lead === undefined && joint === "and",
      }),
    ),
    map(
      seq(opt(token("FROM")), token("MONTH"), the, number, until(), the, number, opt(year())),
      ([lead, month, , first, joint, , last, inYear]) => ({
        first,
        last,
        month,
        inYear,
        isPair: lead === undefined && joint === "and",
      }),
    ),
  ),
  ({ first, last, month, inYear, isPair }): Day | undefined => {
    if (last <= first) return undefined;
    return (now) =>
      dated({ month, day: last, ...(inYear !== undefined && { year: inYear }) })(now).flatMap(
        ({ date: endDate, meaning }) => {
          const date = dateFrom(partsOf(endDate).year, month, first);
          return date ? [{ date, endDate, ...(isPair && { isPair }), ...(meaning && { meaning }) }] : [];
        },
      );
  },
);

export function until(): Parser<unknown> {
  return alt<unknown>(
    token("TO"),
    token("UNTIL"),
    map(token("AND"), () => "and"),
  );
}
