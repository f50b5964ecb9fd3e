import { instantOf, wallTimeIn } from "../../time/instants.ts";
import { type JProperty, parameterOf } from "../jcal.ts";

/** A DATE or DATE-TIME as it stands in a file. */
export interface FileTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM; null for a DATE. Seconds are dropped: the agenda counts in minutes. */
  readonly time: string | null;
  readonly hasSeconds: boolean;
  readonly isUtc: boolean;
  /** As the file names it; not always an IANA name. */
  readonly tzid: string | undefined;
}

/** Takes down what does not come as it was in the file, for the person to read. */
export type Remark = (words: string) => void;

/** Finds the IANA zone that a file means by a name on a date. @throws AgendaError("invalid_input") where it cannot be told */
export type FindZone = (tzid: string, date: string, remark: Remark) => string;

/** Values of a property that are dates or times; undefined where one is neither. */
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

/** A length as RFC 5545 §3.3.6 writes it: days move the date on the wall, the rest is exact. */
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

/** What the wall of a zone shows when the wall of another shows a time. Both IANA names that exist. */
export function inZone(wall: { date: string; time: string }, from: string, to: string): { date: string; time: string } {
  return from === to ? wall : wallTimeIn(instantOf(wall.date, wall.time, from), to);
}
