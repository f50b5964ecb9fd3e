import { lastDate } from "../../../contract/first-limits.ts";
import { type ItemTimes, resolveTimes } from "../../item/item-times.ts";
import { addDays, daysBetween } from "../../time/dates.ts";
import { instantOf, wallTimeIn } from "../../time/instants.ts";
import { requireDate } from "../../time/require-date.ts";
import { type JComponent, propertyOf, textOf } from "../jcal.ts";
import { rulesOf } from "../rule-values.ts";
import { notTaken } from "./file-entry.ts";
import { type FileTime, type FindZone, fileTimesOf, type Remark, readLength } from "./wall-values.ts";

/** Context for reading a file. */
export interface Reading {
  readonly findZone: FindZone;
  /** The zone for floating times: the file's own, else the user's; null while neither is known, so they stay floating. */
  readonly floatingIn: string | null;
  /** The zone that UTC instants are converted to: the file's own, else the user's, else UTC. */
  readonly momentsIn: string;
  /** What an entry without a title is called. */
  readonly untitled: string;
}

type Wall = Omit<ItemTimes, "startsAtMs" | "endsAtMs">;

/**
 * Reads when an entry takes place. An all-day DTEND is exclusive in a file and becomes inclusive. A UTC instant is converted to
 * the reading zone's local time, unless the entry repeats, because a rule in UTC stays in UTC, or the local time means another instant. The
 * end may be in another zone than the start.
 * @param remark called for everything that is not imported unchanged
 * @throws AgendaError("invalid_input") with a message for the user
 * @see RFC 5545 §3.6.1, §3.6.2, §3.8.2.2, §3.8.2.3, §3.8.2.5
 */
export function readWhen(component: JComponent, reading: Reading, isSeries: boolean, remark: Remark) {
  const isTodo = component[0] === "vtodo";
  const due = isTodo ? readTime(component, "due", remark) : undefined;
  const start = readTime(component, "dtstart", remark) ?? due;
  if (start === undefined) throw notTaken(isTodo ? "calendars.noDate" : "calendars.noStart");
  requireDate(start.date, []);
  const wall = startOf(start, start.time === null ? null : zoneOf(start, reading, isSeries, remark));
  const end = endOf(component, wall, start === due ? undefined : due, reading, remark);
  return resolveTimes({ ...wall, ...end }, asTheyCame, []);
}

/** Nobody is entering these times now, so a time in a DST gap is not refused but moves forward, as RFC 5545 §3.3.5 says. */
const asTheyCame = { startTime: false, endTime: false, weekday: undefined, endWeekday: undefined };

export function zoneOf(time: FileTime, reading: Reading, isSeries: boolean, remark: Remark): string | null {
  if (time.isUtc) return isSeries ? "UTC" : reading.momentsIn;
  return time.tzid === undefined ? reading.floatingIn : reading.findZone(time.tzid, time.date, remark);
}

function startOf({ date, time, isUtc }: FileTime, timeZone: string | null): Omit<Wall, keyof End> {
  if (!isUtc || time === null) return { date, startTime: time, timeZone };
  const wall = localTime(instantOf(date, time, "UTC"), timeZone ?? "UTC");
  return { date: requireDate(wall.date, []), startTime: wall.time, timeZone: wall.timeZone };
}

/** An instant in a zone's local time; in UTC if the zone has that time twice and this is the later, because a local time means the earlier. */
function localTime(ms: number, timeZone: string): { date: string; time: string; timeZone: string } {
  const wall = wallTimeIn(ms, timeZone);
  const isMeant = Math.abs(instantOf(wall.date, wall.time, timeZone) - ms) < 60_000;
  return isMeant ? { ...wall, timeZone } : { ...wallTimeIn(ms, "UTC"), timeZone: "UTC" };
}

function endAt(ms: number, zone: string): End {
  const { date, time, timeZone } = localTime(ms, zone);
  return { endDate: date, endTime: time, endTimeZone: timeZone === zone ? null : timeZone };
}

function readTime(component: JComponent, name: string, remark: Remark): FileTime | undefined {
  const found = propertyOf(component, name);
  if (found === undefined) return undefined;
  const time = fileTimesOf(found)?.[0];
  if (time === undefined) throw notTaken("calendars.isNoDate", { name: name.toUpperCase() });
  if (time.hasSeconds) remark("calendars.seconds");
  return isWholeDays(component) ? { ...time, time: null } : time;
}

/** Outlook writes whole days from midnight to midnight, with a property that says so. */
export const isWholeDays = (component: JComponent): boolean =>
  wholeDaysNames.some((name) => textOf(component, name)?.toUpperCase() === "TRUE") &&
  ["dtstart", "dtend", "due"]
    .map((name) => propertyOf(component, name))
    .every((each) => each === undefined || fileTimesOf(each)?.[0]?.time === "00:00");

const wholeDaysNames = ["x-microsoft-cdo-alldayevent", "x-microsoft-msncalendar-alldayevent"];

/** The zone in which the whole days of a series begin and end. */
export function zoneOfDays(component: JComponent, reading: Reading, remark: Remark): string {
  const start = propertyOf(component, "dtstart");
  const time = start && fileTimesOf(start)?.[0];
  return (time && zoneOf(time, reading, true, remark)) ?? reading.momentsIn;
}

type End = Pick<Wall, "endDate" | "endTime" | "endTimeZone">;
const noEnd: End = { endDate: null, endTime: null, endTimeZone: null };

function endOf(
  component: JComponent,
  start: Omit<Wall, keyof End>,
  due: FileTime | undefined,
  reading: Reading,
  remark: Remark,
): End {
  const end = due ?? readTime(component, "dtend", remark);
  if (end && (end.time === null) !== (start.startTime === null)) remark("calendars.oneTime");
  const found =
    end === undefined ? endByLength(component, start) : endByTime(end, start, due !== undefined, reading, remark);
  const lastDay = found.endDate ?? start.date;
  if (lastDay > lastDate) throw notTaken("calendars.endsLate", { day: { date: lastDate } });
  if (start.startTime !== null && found.endTime === null) return noEnd;
  const order = compareToStart({ ...found, endDate: lastDay }, start);
  if (order < 0) remark("calendars.endsFirst");
  return order > 0 ? { ...found, endDate: lastDay === start.date ? null : lastDay } : noEnd;
}

/** Negative for an end before its start: in elapsed time if each has its own zone, else in local time. */
function compareToStart(end: End & { endDate: string }, start: Omit<Wall, keyof End>): number {
  const { startTime } = start;
  if (startTime === null || end.endTime === null) return daysBetween(start.date, end.endDate);
  const [endsIn, startsIn] = end.endTimeZone === null ? ["UTC", "UTC"] : [end.endTimeZone, start.timeZone ?? "UTC"];
  return instantOf(end.endDate, end.endTime, endsIn) - instantOf(start.date, startTime, startsIn);
}

function endByTime(
  end: FileTime,
  start: Omit<Wall, keyof End>,
  isInclusive: boolean,
  reading: Reading,
  remark: Remark,
): End {
  if (start.startTime === null)
    return {
      // A timed end is on its own day, not exclusive.
      endDate: isInclusive || end.time !== null ? requireDate(end.date, []) : addDays(requireDate(end.date, []), -1),
      endTime: null,
      endTimeZone: null,
    };
  requireDate(end.date, []);
  if (end.time === null) return noEnd; // a date cannot end something that starts at a time
  const own = end.isUtc
    ? "UTC"
    : end.tzid === undefined
      ? start.timeZone
      : reading.findZone(end.tzid, end.date, remark);
  if (end.tzid !== undefined && start.timeZone !== null && own !== start.timeZone)
    return { endDate: end.date, endTime: end.time, endTimeZone: own };
  if (own === start.timeZone) return { endDate: end.date, endTime: end.time, endTimeZone: null };
  return endAt(instantOf(end.date, end.time, own ?? "UTC"), start.timeZone ?? "UTC");
}

function endByLength(component: JComponent, start: Omit<Wall, keyof End>): End {
  const text = textOf(component, "duration");
  if (text === undefined) return noEnd;
  const length = readLength(text);
  if (length === undefined) throw notTaken("calendars.noDuration");
  const wholeDays = start.startTime === null ? Math.ceil(length.seconds / 86_400) : 0;
  const days = Math.min(length.days + wholeDays, 200_000);
  if (start.startTime === null) return { ...noEnd, endDate: addDays(start.date, Math.max(days - 1, 0)) };
  // Each date of a series takes as long by the clock on the wall, whatever happens to the first: RFC 5545 §3.8.5.3.
  const zone = rulesOf(component, "rrule").length > 0 ? "UTC" : (start.timeZone ?? "UTC");
  const endsAtMs = instantOf(addDays(start.date, days), start.startTime, zone) + length.seconds * 1000;
  return endAt(Math.min(endsAtMs, Date.UTC(2200, 1, 1)), zone);
}
