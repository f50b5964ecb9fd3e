import { addDays } from "../dates.ts";
import { instantOf } from "../instants.ts";
import { later, severalDays, singleDay } from "./days.ts";
import { timed } from "./moments.ts";
import { alt, map, opt, type Parser, seq, token } from "./parsers.ts";
import { everyDay, type Rule, repeated } from "./recurrence.ts";
import { type Day, type Draft, type Length, type Moment, type Now, type SaidTime, withMeaning } from "./said.ts";
import { parts, timeFirst, timeOfDay, writeTime } from "./times.ts";

/** A rule with its time, its start and its end: "every Monday at 9 until June". */

interface Bounds {
  readonly from?: Day;
  readonly until?: Day;
  readonly lasting?: Length;
  readonly count?: number;
}

const on = opt(alt(token("ON"), token("AT")));
const anyDay = alt(singleDay, severalDays);

const bound: Parser<Bounds> = alt<Bounds>(
  map(seq(token("UNTIL"), opt(token("TO")), on, anyDay), ([, , , until]) => ({ until })),
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

function series(rules: readonly Rule[], times: readonly SaidTime[] | undefined, limits: Bounds): Moment {
  return (now) => {
    const starts = limits.from?.(now) ?? [{ date: now.today }];
    return starts.flatMap(({ date }) =>
      rules.flatMap((rule) => (times ?? [undefined]).flatMap((time) => occurrences(rule, time, date, limits, now))),
    );
  };
}

function occurrences(rule: Rule, time: SaidTime | undefined, from: string, limits: Bounds, now: Now): Draft[] {
  const isPast = from === now.today && time !== undefined && time.start < now.minutes;
  const date = rule.first(isPast ? addDays(from, 1) : from);
  if (date === undefined) return [];
  const draft: Draft = withMeaning({ date, ...(time && timed(date, time)) }, rule.meaning, time?.meaning);
  return ends(date, limits, now).flatMap((end): Draft[] => {
    if (end.until !== undefined && end.until < date) {
      now.refuse("It would end before it begins.");
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

/** A date for all-day items; for timed ones the end of that day, in UTC. @see RFC 5545 §3.3.10 */
function writeUntil(date: string, time: SaidTime | undefined, { timeZone }: Now): string {
  if (!time) return date.replaceAll("-", "");
  const ms = instantOf(addDays(date, 1), "00:00", timeZone) - 1000;
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** "every morning", "every Monday morning" is the other. */
const everyPart: Parser<{ rules: readonly Rule[]; times: SaidTime[] }> = map(
  seq(token("EVERY"), opt(alt(token("THE"), token("LAS"))), token("PART")),
  ([, , part]) => {
    const { start, end, name } = parts[part];
    return {
      rules: [everyDay],
      times: [{ start, end, meaning: `${name} is taken as ${writeTime(start)} to ${writeTime(end)}` }],
    };
  },
);

export const recurring: Parser<Moment> = alt<Moment>(
  map(seq(opt(timeFirst), repeated, opt(timeOfDay), bounds), ([before, rules, after, limits]) =>
    before && after ? undefined : series(rules, before ?? after, limits),
  ),
  map(seq(opt(bound), repeated, opt(timeOfDay)), ([limits, rules, times]) =>
    limits ? series(rules, times, limits) : undefined,
  ),
  map(seq(repeated, bounds, timeOfDay), ([rules, limits, times]) =>
    Object.keys(limits).length > 0 ? series(rules, times, limits) : undefined,
  ),
  map(seq(everyPart, bounds), ([{ rules, times }, limits]) => series(rules, times, limits)),
  map(
    seq(everyPart, timeOfDay, bounds),
    ([
      {
        rules,
        times: [part],
      },
      times,
      limits,
    ]) => {
      const right = times.filter(({ start }) => part && (part.start < 12 * 60 ? start < 12 * 60 : start >= 12 * 60));
      return right.length > 0
        ? series(
            rules,
            right.map(({ start }) => ({ start })),
            limits,
          )
        : undefined;
    },
  ),
);
