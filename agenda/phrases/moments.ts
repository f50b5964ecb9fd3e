import { addDays } from "../time/dates.ts";
import { fromNow, length, singleDay } from "./day-phrases.ts";
import type { PartName } from "./language.ts";
import { dayOfMonth, onWeekday } from "./named-dates.ts";
import {
  type Day,
  type Draft,
  type Length,
  type Moment,
  type Now,
  type SaidTime,
  withMeaning,
} from "./parsed-parts.ts";
import { alt, map, opt, type Parser, seq, token, unless } from "./parsers.ts";
import { severalDays } from "./ranges.ts";
import {
  deadline,
  hourIn,
  hourSaid,
  inNight,
  onlyEnd,
  partAlone,
  partTime,
  timeFirst,
  timeOfDay,
  writeTime,
} from "./times.ts";
import { bare } from "./weekdays.ts";

/** A day and a time in either order, or either one alone. */

const today: Day = (now) => [{ date: now.today }];

export function join(day: Day, times: readonly SaidTime[]): Moment {
  return (now) =>
    day(now).flatMap((each): Draft[] => {
      if (each.isPeriod || each.endDate) return [];
      return forDay(times, each.date, now).map((time) =>
        withMeaning<Draft>({ ...each, ...placedOn(each.date, time) }, time.meaning),
      );
    });
}

/** For today, puts the times still to come first. */
function forDay(times: readonly SaidTime[], date: string, now: Now): readonly SaidTime[] {
  if (date !== now.today) return times;
  return [...times].sort((a, b) => Number(a.start < now.minutes) - Number(b.start < now.minutes));
}

/** Places a time on a date; 24:00 becomes 00:00 of the next day. */
function placedOn(date: string, time: SaidTime): Draft {
  const day = 24 * 60;
  if (time.start < day) return { date, ...timed(date, time) };
  return { date: addDays(date, 1), start: time.start - day };
}

export function timed(date: string, { start, end }: SaidTime): Pick<Draft, "start" | "end" | "endDate"> {
  if (end === undefined) return { start };
  return end > start && end < 24 * 60 ? { start, end } : { start, end: end % (24 * 60), endDate: addDays(date, 1) };
}

/** "le 20 jusqu'à 18h" */
const endingAt =
  (day: Day, ends: readonly number[]): Moment =>
  (now) =>
    day(now).flatMap((each) =>
      each.isPeriod || each.endDate
        ? []
        : // An item that ends at a time starts at one.
          [withMeaning<Draft>(each, `until ${ends.map(writeTime).join(" or ")}; when it starts was not said`)],
    );

/** A time without a day means its next occurrence. */
export function comingTime(times: readonly SaidTime[]): Moment {
  return (now) => {
    const drafts = times.map((time) => {
      const isPast = time.start < now.minutes;
      const date = isPast ? addDays(now.today, 1) : now.today;
      return withMeaning<Draft>(placedOn(date, time), time.meaning, isPast ? "tomorrow, as it is past today" : "today");
    });
    return drafts.sort((a, b) => `${a.date}`.localeCompare(b.date));
  };
}

/** "in 90 minutes": an instant to the minute, regardless of clock changes in between. */
function awayFromNow({ count, unit }: Length, sign: 1 | -1): Moment | undefined {
  const minutes = unit === "hour" ? count * 60 : unit === "minute" ? count : undefined;
  if (minutes === undefined || minutes > 60 * 24 * 366) return undefined;
  return ({ nowMs, clock }) => {
    const { date, time } = clock.wallAt(nowMs + sign * minutes * 60_000);
    const [hours = 0, rest = 0] = time.split(":").map(Number);
    return [{ date, start: hours * 60 + rest }];
  };
}

/** "last night" */
const lastPart: Parser<Moment> = map(seq(token("LAST"), token("PART")), ([, part]) =>
  part === "evening" || part === "night"
    ? join((now) => [{ date: addDays(now.today, -1) }], [partTime(part)])
    : undefined,
);

const thisPart: Parser<PartName> = alt(
  token("TODAYPART"),
  map(seq(token("THIS"), token("PART")), ([, part]) => part),
);

function todayPart(part: PartName, times: SaidTime[] | undefined): Moment {
  if (times) return join(today, times);
  return join(today, [partTime(part)]);
}

/** "ce soir à 8h" */
function afterNoon({ start, end }: SaidTime): SaidTime {
  const by = start < 12 * 60 ? 12 * 60 : 0;
  return { start: start + by, ...(end !== undefined && { end: end + by }) };
}

/** "tonight at 8" is after noon, "this morning at 8" before. */
export function inPart(part: PartName, times: readonly SaidTime[]): SaidTime[] | undefined {
  if (part === "night" || part === "evening") {
    const late = times.flatMap((time) => inNight(time) ?? inNight(afterNoon(time)) ?? []);
    return late.length > 0 ? late : undefined;
  }
  const isMorning = part === "morning" || part === "earlyMorning";
  const right = times.filter(({ start }) => (isMorning ? start < 13 * 60 : start >= 11 * 60));
  return right.length > 0 ? right.map(({ start, end }) => ({ start, ...(end !== undefined && { end }) })) : undefined;
}

/** "tonight 9" */
const partOfTodayAlone: Parser<Moment> = map(seq(thisPart, token("NUM")), ([part, each]) => {
  const times = hourIn(part, each);
  return times && join(today, times);
});

const partOfToday: Parser<Moment> = map(seq(opt(timeFirst), thisPart, opt(timeOfDay)), ([before, part, after]) => {
  if (before && after) return undefined;
  const times = before ?? after;
  const right = times && inPart(part, times);
  return times && !right ? undefined : todayPart(part, right);
});

/** "tonight before 10" */
export const todayBefore: Parser<Moment> = map(seq(thisPart, deadline), ([part, times]) => {
  const right = inPart(part, times);
  return right && join(today, right);
});

/** "at 7 tomorrow evening", "a las 9 mañana por la noche" */
const partLast: Parser<Moment> = map(
  seq(
    timeFirst,
    opt(token("OF")),
    singleDay,
    opt(alt<unknown>(token("IN"), token("AT"), token("ON"))),
    opt(token("THE")),
    token("PART"),
  ),
  ([times, , day, , , part]) => {
    const right = inPart(part, times);
    return right && join(day, right);
  },
);

/** "afternoon tomorrow", but not "mañana viernes". */
const partFirst: Parser<Moment> = map(seq(unless("REL", token("PART")), singleDay), ([part, day]) =>
  part === "afternoon" || part === "morning" ? join(day, [partTime(part)]) : undefined,
);

/** "Friday at 10pm to Saturday at 2am" */
const fromTo: Parser<Moment> = map(
  seq(opt(token("FROM")), dayTime(), alt<unknown>(token("TO"), token("UNTIL")), dayTime()),
  ([, first, , last]) =>
    (now) =>
      first(now).flatMap((from) =>
        last({ ...now, from: from.date })
          .filter(({ date }) => date > from.date)
          // What begins in the evening ends in the morning.
          .sort((a, b) => ((from.start ?? 0) < 18 * 60 || a.date !== b.date ? 0 : (a.start ?? 0) - (b.start ?? 0)))
          .slice(0, 1)
          .map((to): Draft => ({ ...from, endDate: to.date, ...(to.start !== undefined && { end: to.start }) })),
      ),
);

function dayTime(): Parser<Moment> {
  return map(seq(singleDay, timeOfDay), ([day, times]) => join(day, times));
}

/** "Saturday 10": the day of the month if it is a Saturday, or else and besides the hour. */
const weekdayAndNumber: Parser<Moment> = map(seq(token("WD"), token("NUM")), ([day, each]) => {
  const times = each >= 7 && each <= 22 ? hourSaid(each) : undefined;
  return (
    times &&
    ((now) => [
      ...onWeekday(day, dayOfMonth(each))({ ...now, refuse: () => undefined }),
      ...join(bare(day), times)(now),
    ])
  );
});

const inALength: Parser<Moment> = alt(
  map(seq(token("IN"), length), ([, by]) => awayFromNow(by, 1)),
  // "in 1.5 hours", "in 1 hour and 30 minutes"
  map(
    alt(
      map(seq(token("IN"), length, opt(token("AND")), length), ([, hours, , minutes]) => [hours, minutes] as const),
      map(seq(length, length, fromNow), ([hours, minutes]) => [hours, minutes] as const),
    ),
    ([hours, minutes]) =>
      hours.unit === "hour" && minutes.unit === "minute"
        ? awayFromNow({ count: hours.count * 60 + minutes.count, unit: "minute" }, 1)
        : undefined,
  ),
  map(seq(length, fromNow), ([by]) => awayFromNow(by, 1)),
  map(seq(length, alt(token("AGO"), token("LAST"))), ([by]) => awayFromNow(by, -1)),
  map(seq(token("AGO"), length), ([, by]) => awayFromNow(by, -1)),
  map(token("NOW"), () => awayFromNow({ count: 0, unit: "minute" }, 1)),
);

/** Expressions that give day and time together. */
export const dayAndTime: Parser<Moment> = alt(
  partOfToday,
  partOfTodayAlone,
  weekdayAndNumber,
  lastPart,
  partLast,
  partFirst,
  fromTo,
  inALength,
);

export const moment: Parser<Moment> = alt<Moment>(
  map(
    alt(singleDay, severalDays),
    (day): Moment =>
      (now) =>
        day(now),
  ),
  dayTime(),
  map(seq(timeFirst, opt(token("OF")), singleDay), ([times, , day]) => join(day, times)),
  map(timeFirst, (times) =>
    times.every(({ meaning }) => meaning?.includes("is taken as")) ? undefined : comingTime(times),
  ),
  map(partAlone, comingTime),
  map(seq(singleDay, onlyEnd), ([day, ends]) => endingAt(day, ends)),
  dayAndTime,
);
