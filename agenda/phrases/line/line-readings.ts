import type { Weekday } from "../../../contract/fields/time.ts";
import { addDays } from "../../time/dates.ts";
import { minuteOf } from "../../time/wall-clock.ts";
import { comingTime, join } from "../moments.ts";
import type { Day, Draft, Now, SaidDay, SaidTime, ZoneClock } from "../parsed-parts.ts";
import { type Bounds, series } from "../recurring.ts";
import { everyDay, type Rule, weekly } from "../rule-builders.ts";
import { writeTime } from "../times.ts";
import { placed } from "./hear.ts";
import type { Said, Stretch } from "./stretch.ts";

/** One possible meaning of a line, in the form in which an item is stored. Dates are YYYY-MM-DD, local times HH:MM. */
export interface LineReading {
  readonly date: string;
  readonly startTime?: string;
  /** Omitted if it equals the date. */
  readonly endDate?: string;
  readonly endTime?: string;
  /** @see RFC 5545 §3.3.10 */
  readonly recurrence?: string;
  readonly meaning?: string;
  /** Whether the length is the default because none was stated. */
  readonly isUsualLength?: boolean;
}

const mostReadings = 8;
const day = 1440;

/** Every combined meaning of the parts of a line, likeliest first. */
export function readingsOf(
  stretches: readonly Stretch[],
  now: Now,
  setting: LineSetting,
): { readings: readonly LineReading[]; isAsked: boolean; hasEnd: boolean } {
  const drafts = draftsOf(stretches, now, setting);
  const lasts = saidOf(stretches, "length")[0]?.minutes;
  const ends = saidOf(stretches, "end")[0]?.ends;
  const found = new Map<string, LineReading>();
  for (const draft of drafts) {
    const reading = finished(draft, lasts, ends, setting);
    const { meaning: _, ...what } = reading;
    const key = JSON.stringify(what);
    if (!found.has(key)) found.set(key, reading);
  }
  const readings = [...found.values()].slice(0, mostReadings);
  const hasEnd = ends !== undefined && drafts[0] !== undefined && stopOf(drafts[0], ends) !== undefined;
  return { readings, isAsked: new Set(askedOf(readings).map(whichOf)).size > 1, hasEnd };
}

/** The readings to offer as a question: the preview shows which half of the day and the end, so only day and rule are asked. */
export function askedOf(readings: readonly LineReading[]): readonly LineReading[] {
  const [first] = readings;
  if (first?.recurrence === undefined) return readings.filter(isFirstOf(whichOf));
  return readings.filter(({ startTime }) => startTime === first.startTime).filter(isFirstOf(whichOf));
}

const whichOf = ({ date, recurrence = "" }: LineReading) => `${date} ${recurrence.replace(/;UNTIL=\w+/, "")}`;
const isFirstOf =
  <T>(keyOf: (one: T) => string) =>
  (one: T, index: number, all: readonly T[]) =>
    all.findIndex((each) => keyOf(each) === keyOf(one)) === index;

function saidOf<K extends Said["kind"]>(stretches: readonly Stretch[], kind: K): Extract<Said, { kind: K }>[] {
  return stretches.flatMap(({ said }) => said.filter((one): one is Extract<Said, { kind: K }> => one.kind === kind));
}

function draftsOf(stretches: readonly Stretch[], now: Now, setting: LineSetting): Draft[] {
  const moments = saidOf(stretches, "moment");
  const rules = saidOf(stretches, "rule");
  const times = timesOf(stretches);
  const limits: Bounds = Object.assign({}, ...saidOf(stretches, "bound").map(({ bounds }) => bounds));
  const days = [...saidOf(stretches, "day").map((one) => one.day), ...(limits.from ? [limits.from] : [])];
  const isLooking: Day = () => [{ date: setting.date }];
  const said = days.length > 0 ? bestDay(days) : undefined;
  const whole = (drafts: readonly Draft[]) => drafts.flatMap((draft) => placed(draft, now)).sort(usualFirst);

  if (rules.length > 0) {
    const first = moments[0] ? moments[0].moment(now) : undefined;
    const from = first ? () => first : (said ?? isLooking);
    const at = first?.flatMap(({ start, end }) =>
      start === undefined ? [] : [{ start, ...(end !== undefined && { end }) }],
    );
    const known = at ?? times ?? slotTimes(said, setting);
    const weekdays = saidOf(stretches, "day").flatMap((one) => one.weekdays ?? []);
    const isOfWeek = (rule: Rule) => weekdays.length > 0 && rule.parts === "FREQ=DAILY";
    const made = rules.flatMap((one) => one.rules);
    // "Daily 9:15 Mon-Fri": no end is said.
    const everyWeek = made.some(isOfWeek) ? weekly(weekdays) : undefined;
    if (everyWeek)
      return whole(isLooking(now).flatMap((one) => series([everyWeek], known, { ...limits, from: () => [one] })(now)));
    // "every Tuesday from 8 December to 20 January", but not "from January".
    const untilOf = ({ endDate, isPeriod }: SaidDay) =>
      endDate && !(limits.from && isPeriod) && !limits.lasting && !limits.count && [{ date: endDate }];
    return whole(
      from(now).flatMap((day) => {
        const one = sinceToday(day, now);
        const until = untilOf(one);
        return series(made, known, { ...(until && { until: () => until }), ...limits, from: () => [one] })(now);
      }),
    );
  }
  if (moments.length > 0) return whole(moments.flatMap((one) => one.moment(now)));
  if (said && times) {
    const joined = whole(join(said, times)(now));
    if (joined.length > 0) return joined;
    const eachDay = whole(said(now).flatMap((one) => onEachDay(one, times, now)));
    if (eachDay.length > 0) return eachDay;
    // "next week at 9": takes its first day.
    return whole(join((heard) => said(heard).map((one) => ({ date: sinceToday(one, now).date })), times)(now));
  }
  if (said) return whole(said(now).flatMap((one) => daysAsDrafts(sinceToday(one, now))));
  if (times && setting.date === now.today) return whole(withoutWords(comingTime(times)(now)));
  if (times) return whole(join(isLooking, times)(now));
  const known = slotTimes(said, setting)?.map(saidOf(stretches, "end").length > 0 ? startOf : (slot) => slot);
  return whole(known ? join(isLooking, known)(now) : isLooking(now));
}

/** "3 to 5 December 9:00-17:00", "10th and 11th December 2pm" */
function onEachDay(
  { date, endDate, isPeriod, isPair }: SaidDay,
  times: readonly SaidTime[],
  now: Now,
): readonly Draft[] {
  // Longer ones are rather the bounds of something else.
  if (!endDate || isPeriod || (isPair && endDate !== addDays(date, 1)) || endDate > addDays(date, 30)) return [];
  return series([everyDay], times, { from: () => [{ date }], until: () => [{ date: endDate }] })(now);
}

/** All possible times; for a part of the day only its start, because no appointment lasts all morning. */
function timesOf(stretches: readonly Stretch[]): SaidTime[] | undefined {
  const all = [...saidOf(stretches, "time"), ...saidOf(stretches, "rule")].flatMap((one) => one.times ?? []);
  return all.length > 0 ? all.map(startOfPart) : undefined;
}

const startOf = ({ start }: SaidTime): SaidTime => ({ start });

export const isPart = ({ meaning }: { readonly meaning?: string }) => meaning?.includes("is taken as") === true;

function startOfPart(time: SaidTime): SaidTime {
  return isPart(time) ? { start: time.start, meaning: time.meaning ?? "" } : time;
}

/** The times of the free slot in which the line was opened, unless the line names another day. */
function slotTimes(said: Day | undefined, { startTime, endTime }: LineSetting): SaidTime[] | undefined {
  if (said || startTime === undefined) return undefined;
  const end = endTime === undefined ? {} : { end: minuteOf(endTime) || day };
  return [{ start: minuteOf(startTime), ...end }];
}

/** Different ways to parse the same words. */
const bestDay =
  (days: readonly Day[]): Day =>
  (now) =>
    days.flatMap((one) => one(now)).sort(usualFirst);

/** "this week" begins today. */
const sinceToday = (said: SaidDay, { today }: Now): SaidDay =>
  said.isPeriod && said.date < today && today <= (said.endDate ?? "") ? { ...said, date: today } : said;

/** A week or month defaults to its first day and may be meant as a whole; a weekend is both its days. */
function daysAsDrafts(said: SaidDay): Draft[] {
  const { date, endDate = date, isPeriod } = said;
  const isLong = isPeriod && endDate > addDays(date, 1);
  if (!isLong) return [said];
  return [{ date, meaning: "the first day", ...(said.isUsual && { isUsual: true }) }, said];
}

/** Drops the explanation: "today" and "tomorrow, as it is past today" are obvious here. */
const withoutWords = (drafts: readonly Draft[]): Draft[] => drafts.map(({ meaning: _, ...draft }) => draft);

const usualFirst = (a: SaidDay, b: SaidDay) => Number(b.isUsual === true) - Number(a.isUsual === true);

/** The end that was said apart from the start: the next time it is that, over midnight only in the evening. */
function stopOf(draft: Draft, ends: readonly number[]): number | undefined {
  const { start, end } = draft;
  if (start === undefined || (end !== undefined && !isPart(draft))) return undefined;
  const late = start >= day * 0.75 ? ends.filter((each) => each <= day / 4).map((each) => each + day) : [];
  return [...ends, ...late].filter((each) => each > start).sort((a, b) => a - b)[0];
}

/** Adds an end, from the stated length or end or else the usual length, as items are stored with one. */
function finished(
  draft: Draft,
  lasts: number | undefined,
  ends: readonly number[] | undefined,
  { usualMinutes }: LineSetting,
): LineReading {
  const { date, endDate, start, recurrence, meaning } = draft;
  const end = isPart(draft) ? undefined : draft.end;
  const rest = { ...(recurrence !== undefined && { recurrence }), ...(meaning && { meaning }) };
  if (start === undefined) return { date, ...(endDate && endDate !== date && { endDate }), ...rest };
  if (end !== undefined && lasts === undefined)
    return {
      date,
      startTime: writeTime(start),
      ...(endDate && endDate !== date && { endDate }),
      endTime: writeTime(end),
      ...rest,
    };
  const said = ends && lasts === undefined ? stopOf(draft, ends) : undefined;
  const stop = said ?? start + (lasts ?? usualMinutes);
  return {
    date,
    startTime: writeTime(start),
    ...(stop >= day && { endDate: addDays(date, Math.floor(stop / day)) }),
    endTime: writeTime(stop),
    ...rest,
    ...((said ?? lasts) === undefined && { isUsualLength: true }),
  };
}

/** Who typed the line, and where. */
export interface LineSetting {
  /** Unix time in milliseconds. */
  readonly nowMs: number;
  readonly clock: ZoneClock;
  readonly weekStart: Weekday;
  /** Default length of this user's items. */
  readonly usualMinutes: number;
  /** BCP 47; the user's language is tried first, then the others. */
  readonly locale: string;
  /** The date on screen, used if the line names none. */
  readonly date: string;
  /** HH:MM start of the free slot in which the line was opened. */
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  /** Words to leave as text. */
  readonly asWords?: readonly string[] | undefined;
}
