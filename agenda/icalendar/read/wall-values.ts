import type { MessageKey, Said } from "../../../messages/said.ts";
import { instantOf, wallTimeIn } from "../../time/instants.ts";
import { type JProperty, parameterOf } from "../jcal.ts";

/** A DATE or DATE-TIME value of a file. */
export interface FileTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM; null for a DATE. Seconds are dropped: the agenda's precision is minutes. */
  readonly time: string | null;
  readonly hasSeconds: boolean;
  readonly isUtc: boolean;
  /** As written in the file; not always an IANA name. */
  readonly tzid: string | undefined;
}

/** Records something that was not imported unchanged, for the user to read. */
export type Remark = (key: MessageKey, values?: Said["values"]) => void;

/** Finds the IANA zone for a file's TZID on a date. @throws AgendaError("invalid_input") if it cannot be determined */
export type FindZone = (tzid: string, date: string, remark: Remark) => string;

/** A property's date or time values; undefined if any is neither. */
export function fileTimesOf(property: JProperty): FileTime[] | undefined {
  const [, , type, ...values] = property;
  const tzid = parameterOf(property, "tzid");
  const times = values.map((value) => {
    const start: unknown = type === "period" && Array.isArray(value) ? value[0] : value;
    return typeof start === "string" ? readTime(start, tzid) : undefined;
  });
  return times.every((time) => time !== undefined) ? times : undefined;
}

function readTime(text: string, tzid: string | undefined): FileTime | undefined {
  const [, date, hour, minute, second, utc] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(Z?))?$/.exec(text) ?? [];
  if (date === undefined || (hour !== undefined && (hour > "23" || `${minute}` > "59"))) return undefined;
  const isUtc = utc === "Z";
  const time = hour === undefined ? null : `${hour}:${minute}`;
  return { date, time, hasSeconds: `${second ?? "00"}` !== "00", isUtc, tzid: isUtc ? undefined : tzid };
}

/** A DURATION as in RFC 5545 §3.3.6: days are added to the local date, the rest is exact time. */
export interface Length {
  readonly days: number;
  readonly seconds: number;
}

export function readLength(text: string): Length | undefined {
  const [, sign, weeks, days, hours, minutes, seconds] =
    /^([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/.exec(text) ?? [];
  if (sign === undefined || sign === "-") return undefined;
  const number = (digits: string | undefined) => Number(digits ?? 0);
  return {
    days: number(weeks) * 7 + number(days),
    seconds: number(hours) * 3600 + number(minutes) * 60 + number(seconds),
  };
}

/** Converts local time from one zone to another. Both must be valid IANA names. */
export function inZone(wall: { date: string; time: string }, from: string, to: string): { date: string; time: string } {
  return from === to ? wall : wallTimeIn(instantOf(wall.date, wall.time, from), to);
}
