import { addDays } from "../time/dates.ts";
import { later, singleDay } from "./day-phrases.ts";
import type { PartName } from "./language.ts";
import { inPart, timed } from "./moments.ts";
import {
  type Day,
  type Draft,
  type Length,
  type Moment,
  type Now,
  type SaidTime,
  withMeaning,
} from "./parsed-parts.ts";
import { alt, map, opt, type Parser, seq, token } from "./parsers.ts";
import { severalDays } from "./ranges.ts";
import { repeated } from "./repeat-phrases.ts";
import { everyDay, type Rule } from "./rule-builders.ts";
import { hourAlone, partTime, timeFirst, timeOfDay } from "./times.ts";

/** A recurrence rule with its time, start and end: "every Monday at 9 until June". */

/** The start, and the end or number of occurrences. */
export interface Bounds {
  readonly from?: Day;
  readonly until?: Day;
  readonly lasting?: Length;
  readonly count?: number;
}

const on = opt(alt(token("ON"), token("AT")));
const anyDay = alt(singleDay, severalDays);

export const bound: Parser<Bounds> = alt<Bounds>(
  map(seq(token("UNTIL"), opt(token("TO")), on, anyDay), ([, , , until]) => ({ until })),
  // "3月まで" goes to the end of March.
  map(seq(anyDay, token("UPTO")), ([until]) => ({
    until: (now) => until(now).map(({ date, endDate = date }) => ({ date: endDate })),
  })),
  map(seq(anyDay, token("ONWARD")), ([from]) => ({ from })),
  map(
    seq(alt<unknown>(token("STARTING"), token("FROM"), seq(token("STARTING"), token("FROM"))), on, anyDay),
    ([, , from]) => ({ from }),
  ),
  map(seq(token("FOR"), token("NUM"), token("UNIT")), ([, count, unit]) => ({ lasting: { count, unit } })),
  map(seq(opt(token("FOR")), token("NUM"), token("TIMES")), ([, count]) =>
    count >= 1 && count <= 999 ? { count } : undefined,
  ),
);

const bounds: Parser<Bounds> = map(seq(opt(bound), opt(bound)), ([a, b]) => {
  const clash =
    Object.keys(a ?? {}).some((key) => key in (b ?? {})) || (a?.until && b?.lasting) || (a?.lasting && b?.until);
  return clash ? undefined : { ...a, ...b };
});

/** The readings of a rule with its times and bounds. */
export function series(rules: readonly Rule[], times: readonly SaidTime[] | undefined, limits: Bounds): Moment {
  return (now) => {
    const starts = limits.from?.(now) ?? [{ date: now.today }];
    return starts.flatMap(({ date }) =>
      rules.flatMap((rule) =>
        (times?.filter(isWithin) ?? [undefined]).flatMap((time) => occurrences(rule, time, date, limits, now)),
      ),
    );
  };
}

/** Midnight at the end of a day (24:00) falls outside the day the rule names. */
const isWithin = ({ start }: SaidTime) => start < 24 * 60;

function occurrences(rule: Rule, time: SaidTime | undefined, from: string, limits: Bounds, now: Now): Draft[] {
  const isCounted = rule.parts.includes(";COUNT=");
  if (isCounted && (limits.until || limits.lasting || limits.count)) return [];
  const isPast = from === now.today && time !== undefined && time.start < now.minutes;
  const date = rule.first(isPast ? addDays(from, 1) : from);
  if (date === undefined) return [];
  const draft: Draft = withMeaning({ date, ...(time && timed(date, time)) }, rule.meaning, time?.meaning);
  return ends(date, limits, now).flatMap((end): Draft[] => {
    if (end.until !== undefined && end.until < date) {
      now.refuse({ is: "endsFirst" });
      return [];
    }
    const until = end.until && `;UNTIL=${writeUntil(end.until, time, now)}`;
    const count = limits.count ? `;COUNT=${limits.count}` : "";
    return [withMeaning({ ...draft, recurrence: `${rule.parts}${until ?? ""}${count}` }, end.meaning)];
  });
}

interface End {
  readonly until?: string;
  readonly meaning?: string;
}

/** The last day. "until June" may or may not include June. */
function ends(date: string, { until, lasting }: Bounds, now: Now): End[] {
  if (lasting) {
    const end = later(date, lasting);
    return end ? [{ until: addDays(end, -1) }] : [];
  }
  if (!until) return [{}];
  return until({ ...now, from: date }).flatMap((day): End[] => {
    if (!day.endDate) return [{ until: day.date, ...(day.meaning && { meaning: `until ${day.meaning}` }) }];
    return [
      {
        until: addDays(day.date, -1),
        meaning: `until then: the last day is ${addDays(day.date, -1)}`,
      },
      { until: day.endDate, meaning: `until the end of it: the last day is ${day.endDate}` },
    ].filter((end) => end.until >= date);
  });
}

/** UNTIL is a date for all-day items, and the end of that day in UTC for timed ones. @see RFC 5545 §3.3.10 */
function writeUntil(date: string, time: SaidTime | undefined, { clock }: Now): string {
  if (!time) return date.replaceAll("-", "");
  const ms = clock.momentOf(addDays(date, 1), "00:00") - 1000;
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** "every morning"; "every Monday morning" is a weekday rule instead. */
export const everyPart: Parser<{ rules: readonly Rule[]; name: PartName; part: SaidTime }> = map(
  seq(token("EVERY"), opt(alt(token("THE"), token("LAS"))), token("PART")),
  ([, , name]) => ({ rules: [everyDay], name, part: partTime(name) }),
);

const day = 24 * 60;

/** "every night at 10", "à 8h tous les matins" */
export const everyPartAt: Parser<{ rules: readonly Rule[]; times: readonly SaidTime[] }> = map(
  alt(
    seq(everyPart, alt(timeOfDay, hourAlone)),
    map(seq(timeFirst, everyPart), ([times, each]) => [each, times] as const),
  ),
  ([{ rules, name }, said]) => {
    // Every night at 1 is every day at 1.
    const times = inPart(name, said)?.map(({ start, end }) => ({
      start: start % day,
      ...(end !== undefined && { end: end % day }),
    }));
    return times && { rules, times };
  },
);

export const recurring: Parser<Moment> = alt<Moment>(
  map(seq(opt(timeFirst), repeated, opt(timeOfDay), bounds), ([before, rules, after, limits]) =>
    before && after ? undefined : series(rules, before ?? after, limits),
  ),
  map(seq(bound, repeated, opt(timeOfDay)), ([limits, rules, times]) => series(rules, times, limits)),
  map(seq(repeated, bound, timeOfDay), ([rules, limits, times]) => series(rules, times, limits)),
  map(seq(everyPart, bounds), ([{ rules, part }, limits]) => series(rules, [part], limits)),
  map(seq(everyPartAt, bounds), ([{ rules, times }, limits]) => series(rules, times, limits)),
);
