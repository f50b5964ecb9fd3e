import { wrongField } from "../../contract/problems.ts";
import { addDays, weekdayOf } from "./dates.ts";
import { longDate } from "./long-date.ts";
import { two, wallMsOf, wallOf, writeWall } from "./wall-clock.ts";
import { offsetMsAt, plainInstantOf } from "./zone-offsets.ts";

export type Path = readonly (string | number)[];

/**
 * Validates a time of day, 00:00 to 23:59.
 * @param time HH:MM
 * @param date the day it is on, for the error message
 * @throws AgendaError("invalid_input"); for 24:00 it suggests 00:00 of the next day, with the date
 */
export function requireTime(time: string, date: string, path: Path): string {
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3, 5);
  const noSuchTime = { key: "problems.noSuchTime", values: { time } } as const;
  if (minutes > "59") {
    const rolled = hour < 23 ? ` Did you mean ${two(hour + 1)}:${two(Number(minutes) - 60)}?` : "";
    throw wrongField(path, `${time} is not a time: minutes go from 00 to 59.${rolled}`, noSuchTime);
  }
  if (hour <= 23) return time;
  const next = addDays(date, 1);
  if (time === "24:00")
    throw wrongField(
      path,
      `Midnight at the end of ${weekdayOf(date)} ${longDate(date)} is 00:00 of the next day: send 00:00 with the date ${next}.`,
      noSuchTime,
    );
  const hint = hour < 48 ? ` For ${two(hour - 24)}:${minutes} of the next day, send it with the date ${next}.` : "";
  throw wrongField(path, `${time} is not a time: hours go from 00 to 23.${hint}`, noSuchTime);
}

/**
 * Converts local time in a zone to an instant. A time in a DST gap moves forward by the gap; one that occurs twice is the
 * earlier.
 * @param date,time must be valid
 * @param timeZone a valid IANA name
 * @returns Unix time in milliseconds
 * @see RFC 5545 §3.3.5; Temporal's "compatible"
 */
export function instantOf(date: string, time: string, timeZone: string): number {
  return instantOnWall(wallMsOf(date, time), timeZone);
}

/** Like `instantOf`, for a date and time already converted by wall-clock.ts. */
export function instantOnWall(wallMs: number, timeZone: string): number {
  return (
    plainInstantOf(wallMs, timeZone) ??
    Temporal.PlainDateTime.from(writeWall(wallMs)).toZonedDateTime(timeZone).epochMilliseconds
  );
}

/** The start of a day in a zone: 00:00, or later if the clocks skip midnight. @returns Unix time in milliseconds */
export function startOfDay(date: string, timeZone: string): number {
  return (
    plainInstantOf(wallMsOf(date, "00:00"), timeZone) ??
    Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
  );
}

/**
 * Formats an instant with a zone's offset: "2026-11-27T14:00:00+01:00"; "Z" for UTC itself. Fractions of a second are dropped.
 * If the offset has seconds (before 1972), it is rounded to minutes and the local time adjusted, so the instant stays the same.
 * @param ms Unix time in milliseconds
 * @param timeZone a valid IANA name
 * @see RFC 3339 §5.6
 */
export function writeInstant(ms: number, timeZone: string): string {
  if (timeZone === "UTC") return `${writeWall(ms)}Z`;
  const minutes = Math.round(offsetMsAt(ms, timeZone) / 60_000);
  const size = Math.abs(minutes);
  return `${writeWall(ms + minutes * 60_000)}${minutes < 0 ? "-" : "+"}${two((size / 60) | 0)}:${two(size % 60)}`;
}

/** The local date and time of an instant. @param ms Unix time in milliseconds @param timeZone a valid IANA name */
export function wallTimeIn(ms: number, timeZone: string): { date: string; time: string } {
  return wallOf(ms + offsetMsAt(ms, timeZone));
}

/** The local date of an instant. @param ms Unix time in milliseconds @param timeZone a valid IANA name */
export function dateIn(ms: number, timeZone: string): string {
  return wallOf(ms + offsetMsAt(ms, timeZone)).date;
}
