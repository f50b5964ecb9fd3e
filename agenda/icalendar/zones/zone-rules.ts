import { firstDate, lastDate } from "../../../contract/first-limits.ts";
import type { Until } from "../../recurrence/rule-parts.ts";
import { readRule, writeRule } from "../../recurrence/rule-text.ts";
import { dateBefore, datesBetween, scheduleOf } from "../../recurrence/schedule.ts";
import { dateOfDay, dayNumberOf, wallMsOf, wallOf } from "../../time/wall-clock.ts";
import { offsetMsAt } from "../../time/zone-offsets.ts";
import { componentsOf, type JComponent, propertiesOf, propertyOf, textOf } from "../jcal.ts";
import { fileTimesOf } from "../read/wall-values.ts";
import { ruleText } from "../rule-values.ts";

/** One offset change, as a VTIMEZONE describes it. */
interface Onset {
  /** Local time before the change, in milliseconds as if it were UTC. */
  readonly wallMs: number;
  readonly offsetMs: number;
}

const mostObservances = 200;

export interface RuledZone {
  readonly name: string;
  /** Whether the zone follows the rules all year, or only matches on the date itself. */
  readonly isExact: boolean;
}

/**
 * The IANA zone whose offsets match a VTIMEZONE around a date: the user's own if it matches, else the first that does. If none
 * matches, the closest among those that are right on the date itself.
 * @param candidates valid IANA names, preferred ones first
 * @returns undefined if no zone has that offset
 * @see RFC 5545 §3.6.5
 */
export function zoneByRules(zone: JComponent, date: string, candidates: readonly string[]): RuledZone | undefined {
  const year = Number(date.slice(0, 4));
  const onsets = onsetsOf(zone, year);
  const first = onsets[0];
  if (first === undefined) return undefined;
  // Probe the middle of each month of two years, away from clock changes.
  const probeAt = (wallMs: number) => {
    const { offsetMs } = onsets.findLast((onset) => onset.wallMs <= wallMs) ?? first;
    return (name: string) => offsetMsAt(wallMs - offsetMs, name) === offsetMs;
  };
  const probes = Array.from({ length: 24 }, (_, month) => probeAt(Date.UTC(year, month, 15, 12)));
  const exact = candidates.find((name) => probes.every((isRight) => isRight(name)));
  if (exact !== undefined) return { name: exact, isExact: true };
  const isRightThen = probeAt(wallMsOf(date, "12:00"));
  const [nearest] = candidates
    .filter(isRightThen)
    .map((name) => ({ name, right: probes.filter((isRight) => isRight(name)).length }))
    .sort((one, other) => other.right - one.right);
  return nearest && { name: nearest.name, isExact: false };
}

function onsetsOf(zone: JComponent, year: number): Onset[] {
  const observances = [...componentsOf(zone, "standard"), ...componentsOf(zone, "daylight")].slice(0, mostObservances);
  return observances.flatMap((each) => onsetsOfOne(each, year)).sort((a, b) => a.wallMs - b.wallMs);
}

function onsetsOfOne(observance: JComponent, year: number): Onset[] {
  const start = fileTimesOf(propertyOf(observance, "dtstart") ?? ["dtstart", {}, "date-time"])?.[0];
  const offsetMs = readOffset(textOf(observance, "tzoffsetto"));
  if (!start || offsetMs === undefined) return [];
  const fromMs = readOffset(textOf(observance, "tzoffsetfrom")) ?? offsetMs;
  const time = start.time ?? "00:00";
  const extra = propertiesOf(observance, "rdate").flatMap((rdate) => fileTimesOf(rdate) ?? []);
  const ruled = propertiesOf(observance, "rrule").flatMap(([, , , value]) =>
    ruledDates(value, start.date, year, fromMs),
  );
  const all = [start, ...extra, ...ruled.map((date) => ({ date, time }))];
  return all.map((each) => ({ wallMs: wallMsOf(each.date, each.time ?? time), offsetMs })).filter(isNumber);
}

const isNumber = ({ wallMs }: Onset) => Number.isFinite(wallMs);

/** From the year before to the one after next, and the last one before, which may have held since; using our own bounded expansion. */
function ruledDates(value: unknown, startDate: string, year: number, fromMs: number): string[] {
  // DTSTART already gives the hour of the change.
  const { until, ...read } = readRule(ruleText(value).replaceAll(/;?BY(HOUR|MINUTE|SECOND)=[^;]*/g, ""), []);
  const clamp = (date: string) => (date < firstDate ? firstDate : date > lastDate ? lastDate : date);
  const start = startDate < firstDate ? `${firstDate.slice(0, 4)}${startDate.slice(4)}` : startDate;
  const from = clamp(`${year - 1}-01-01`);
  const to = clamp(`${year + 2}-12-31`);
  const schedule = scheduleOf(writeRule({ ...read, until: until && lastDay(until, fromMs) }), start);
  const days = [...datesBetween(schedule, dayNumberOf(from), dayNumberOf(to))].slice(0, 20);
  return [dateBefore(schedule, from) ?? [], days.map(dateOfDay)].flat();
}

/** UNTIL is an instant in UTC, and the dates of a change are local. */
const lastDay = ({ date, time, isUtc }: Until, fromMs: number): string =>
  isUtc && time !== null ? wallOf(wallMsOf(date, time.slice(0, 5)) + fromMs).date : date;

function readOffset(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/.exec(text ?? "") ?? [];
  if (sign === undefined) return undefined;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === "-" ? -size : size;
}
