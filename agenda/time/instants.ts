import { wrongField } from "../../contract/problems.ts";
import { addDays, longDate, weekdayOf } from "./dates.ts";
import { wallMsOf, wallOf, writeWall } from "./wall-clock.ts";
import { offsetMsAt, plainInstantOf } from "./zone-offsets.ts";

export type Path = readonly (string | number)[];

/**
 * A time of the day, 00:00 to 23:59.
 * @param time HH:MM
 * @param date the day it is meant for, to say what would be right
 * @throws AgendaError("invalid_input"); 24:00 is the next day's 00:00 and refused with that day's date
 */
export function requireTime(time: string, date: string, path: Path): string {
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3, 5);
  if (minutes > "59") {
    const rolled = hour < 23 ? ` Did you mean ${two(hour + 1)}:${two(Number(minutes) - 60)}?` : "";
    throw wrongField(path, `${time} is not a time: minutes go from 00 to 59.${rolled}`);
  }
  if (hour <= 23) return time;
  const next = addDays(date, 1);
  if (time === "24:00")
    throw wrongField(
      path,
      `Midnight at the end of ${weekdayOf(date)} ${longDate(date)} is 00:00 of the next day: send 00:00 with the date ${next}.`,
    );
  const hint = hour < 48 ? ` For ${two(hour - 24)}:${minutes} of the next day, send it with the date ${next}.` : "";
  throw wrongField(path, `${time} is not a time: hours go from 00 to 23.${hint}`);
}

const two = (number: number) => String(number).padStart(2, "0");

/**
 * The moment at which a zone's wall shows a date and time. A time that a gap skips moves on by the gap; one that happens twice
 * is the first.
 * @param date,time existing ones
 * @param timeZone an IANA name that exists
 * @returns milliseconds since 1970
 * @see RFC 5545 §3.3.5; Temporal's "compatible"
 */
export function instantOf(date: string, time: string, timeZone: string): number {
  return instantOnWall(wallMsOf(date, time), timeZone);
}

/** The same of a date and time that are numbers already: see wall-clock.ts. */
export function instantOnWall(wallMs: number, timeZone: string): number {
  return (
    plainInstantOf(wallMs, timeZone) ??
    Temporal.PlainDateTime.from(writeWall(wallMs)).toZonedDateTime(timeZone).epochMilliseconds
  );
}

/** The first moment of a day in a zone: 00:00, or later where the clocks skip midnight. @returns milliseconds since 1970 */
export function startOfDay(date: string, timeZone: string): number {
  return (
    plainInstantOf(wallMsOf(date, "00:00"), timeZone) ??
    Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
  );
}

/**
 * A moment as programs read it, with the offset of a zone: "2026-11-27T14:00:00+01:00"; "Z" for UTC itself. Parts of a second
 * are dropped. Where a zone's offset has seconds (before 1972), it is rounded to minutes and the wall with it: still the same moment.
 * @param ms since 1970
 * @param timeZone an IANA name that exists
 * @see RFC 3339 §5.6
 */
export function writeInstant(ms: number, timeZone: string): string {
  if (timeZone === "UTC") return `${writeWall(ms)}Z`;
  const minutes = Math.round(offsetMsAt(ms, timeZone) / 60_000);
  const size = Math.abs(minutes);
  return `${writeWall(ms + minutes * 60_000)}${minutes < 0 ? "-" : "+"}${two((size / 60) | 0)}:${two(size % 60)}`;
}

/** What a zone's wall shows at a moment. @param ms since 1970 @param timeZone an IANA name that exists */
export function wallTimeIn(ms: number, timeZone: string): { date: string; time: string } {
  return wallOf(ms + offsetMsAt(ms, timeZone));
}

/** The date on the wall of a zone at a moment. @param ms since 1970 @param timeZone an IANA name that exists */
export function dateIn(ms: number, timeZone: string): string {
  return wallOf(ms + offsetMsAt(ms, timeZone)).date;
}
