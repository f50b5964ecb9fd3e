import type { EntryContent } from "../../item/item-content.ts";
import { firstMatch, requireRecurrence } from "../../recurrence/require-recurrence.ts";
import { datesBetween, hasDate, scheduleOf } from "../../recurrence/schedule.ts";
import { plainContentOn, type SeriesContent } from "../../series/series.ts";
import { instantOf, wallTimeIn } from "../../time/instants.ts";
import { requireDate } from "../../time/require-date.ts";
import { dateOfDay } from "../../time/wall-clock.ts";
import { type JComponent, type JProperty, propertiesOf, property } from "../jcal.ts";
import { rulesOf } from "../rule-values.ts";
import { type FileEntry, reasonOf } from "./file-entry.ts";
import { type Reading, zoneOf, zoneOfDays } from "./read-when.ts";
import { type FileTime, fileTimesOf, inZone, type Remark } from "./wall-values.ts";

/** The components of one recurring UID, and the context to read them. */
export interface Group {
  readonly main: JComponent;
  readonly overrides: readonly JComponent[];
  /** What the main component contains; its date is DTSTART's. */
  readonly content: EntryContent;
  readonly uid: string;
  /** The context of a component: an override may be in another calendar of the file. */
  readonly readingOf: (component: JComponent) => Reading;
  readonly read: (component: JComponent) => EntryContent;
  readonly remark: Remark;
  readonly remarks: FileEntry["remarks"];
}

/** How a file refers to an occurrence, in the item's local time. `time` is null if the file gives only a date. */
interface OriginalTime {
  readonly date: string;
  readonly time: string | null;
}

const mostExtraDates = 200;
/** Limit for the dates that an EXRULE excludes, and for the dates of it that are examined. */
const mostExcluded = 2_000;
const mostLooked = 10_000;

/**
 * Converts the values of a date property, in whatever zone they are written. Some programs write a day as a midnight: it means that day if
 * nothing begins then.
 * @param alone the dates that no rule covers
 */
export function originalTimes(component: JComponent, name: string, alone: ExtraDates, group: Group): OriginalTime[] {
  const reading = group.readingOf(component);
  return propertiesOf(component, name)
    .flatMap((each) => timesIn(each, name, reading, group))
    .map(({ at, written }) => {
      const isOfTime = at.time === group.content.startTime || alone.has(nameOf(at, group.content));
      return written.time === "00:00" && !isOfTime ? { date: written.date, time: null } : at;
    });
}

function timesIn(each: JProperty, name: string, reading: Reading, group: Group) {
  const { remark } = group;
  const times = fileTimesOf(each);
  if (times === undefined) remark("calendars.unreadable", { name: name.toUpperCase() });
  return (times ?? []).flatMap((time, index) => {
    try {
      return [{ at: onItemsWall(time, reading, group), written: time, value: each[3 + index] }];
    } catch (thrown) {
      remark("calendars.leftOutWhy", { name: name.toUpperCase(), why: reasonOf(thrown) });
      return [];
    }
  });
}

function onItemsWall(written: FileTime, reading: Reading, { main, content, remark }: Group): OriginalTime {
  const { timeZone, startTime } = content;
  const date = requireDate(written.date, []);
  if (written.time === null || (startTime === null && !written.isUtc)) return { date, time: null };
  const wall = { date, time: written.time };
  if (startTime === null) {
    // The instant at which a day begins there, or a midnight that is no instant at all.
    const there = inZone(wall, "UTC", zoneOfDays(main, reading, remark));
    return { date: there.time === "00:00" ? there.date : date, time: null };
  }
  const own = written.isUtc ? "UTC" : written.tzid === undefined ? timeZone : zoneOf(written, reading, true, remark);
  return inZone(wall, own ?? "UTC", timeZone ?? "UTC");
}

/** Dates that no rule covers, keyed by what tells them apart: the date, plus the time if it differs. */
export type ExtraDates = Map<string, { readonly at: OriginalTime; readonly content: EntryContent }>;

export const nameOf = ({ date, time }: OriginalTime, { startTime }: EntryContent): string =>
  time === null || time === startTime ? date : `${date}T${time}`;

/** RDATE: an additional date, which may have its own time and, as a PERIOD, its own length. @see RFC 5545 §3.8.5.2 */
export function extraDates(group: Group): ExtraDates {
  const { main, content, remark, read } = group;
  const found: ExtraDates = new Map();
  for (const rdate of propertiesOf(main, "rdate"))
    for (const { at, value } of timesIn(rdate, "rdate", group.readingOf(main), group)) {
      const name = nameOf(at, content);
      if (found.size >= mostExtraDates && !found.has(name)) {
        remark("calendars.mostExtra", { most: mostExtraDates });
        return found;
      }
      const isOwn = name !== at.date || rdate[2] === "period";
      try {
        const said = isOwn
          ? read(startingAt(group, rdate, value, at))
          : plainContentOn({ ...content, recurrence: "" }, at.date);
        found.set(name, { at, content: said });
      } catch (thrown) {
        remark("calendars.leftOutWhy", { name: "RDATE", why: reasonOf(thrown) });
      }
    }
  return found;
}

const notOfOneDate = new Set(["dtstart", "dtend", "due", "duration", "rrule"]);

/** The main component moved to an RDATE value, in that value's zone; with its length if it is a PERIOD, else its own. */
function startingAt(
  { main, content }: Group,
  [, parameters, type]: JProperty,
  value: unknown,
  { date, time }: OriginalTime,
): JComponent {
  const [start, end] = type === "period" && Array.isArray(value) ? (value as unknown[]) : [value, undefined];
  const seconds = ((content.endsAtMs ?? 0) - (content.startsAtMs ?? 0)) / 1000;
  const length = typeof end === "string" ? end : seconds > 0 ? `PT${seconds}S` : undefined;
  const { value: _, ...zone } = parameters as Record<string, string>;
  const { timeZone, endTimeZone } = content;
  const endProperties: JProperty[] =
    typeof end !== "string" && time !== null && timeZone !== null && endTimeZone !== null
      ? [inOwnZone(main, endTimeZone, instantOf(date, time, timeZone) + seconds * 1000)]
      : length === undefined
        ? []
        : /^[+-]?P/.test(length)
          ? [property("duration", "duration", length)]
          : [[main[0] === "vtodo" ? "due" : "dtend", zone, "date-time", length]];
  const rest = main[1].filter(([name]) => !notOfOneDate.has(name));
  const startProperty: JProperty =
    time === null || timeZone === null
      ? ["dtstart", zone, "date-time", start]
      : ["dtstart", { tzid: timeZone }, "date-time", `${date}T${time}:00`];
  return [main[0], [startProperty, ...endProperties, ...rest], main[2]];
}

/** An end that is in another zone than its start. */
function inOwnZone(main: JComponent, tzid: string, ms: number): JProperty {
  const { date, time } = wallTimeIn(ms, tzid);
  return [main[0] === "vtodo" ? "due" : "dtend", { tzid }, "date-time", `${date}T${time}:00`];
}

/**
 * The dates of a series that an EXRULE excludes. RFC 5545 dropped EXRULE, but old files have it. For an endless rule a limited
 * number of dates is excluded, and a remark says where that stops.
 * @see RFC 2445 §4.8.5.2
 */
export function datesTakenAway(series: SeriesContent, { main, content, remark }: Group): string[] {
  const schedule = scheduleOf(series.recurrence, series.date);
  const taken: string[] = [];
  for (const text of rulesOf(main, "exrule"))
    try {
      const first = firstMatch(text, content, []);
      const rule = scheduleOf(requireRecurrence(text, { ...content, date: first }, []), first);
      let looked = 0;
      for (const day of datesBetween(rule, schedule.startDay, schedule.endDay)) {
        const date = dateOfDay(day);
        if (++looked > mostLooked || taken.length >= mostExcluded) {
          remark("calendars.takenAwayTo", { day: { date } });
          break;
        }
        if (hasDate(schedule, date)) taken.push(date);
      }
    } catch (thrown) {
      remark("calendars.takesNothing", { why: reasonOf(thrown) });
    }
  return taken;
}
