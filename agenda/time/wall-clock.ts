/**
 * Converts local dates and times to numbers and back: Unix time in milliseconds as if local time were UTC. Every item of every
 * list is formatted here, so formatted dates are cached: that takes a fifth of the time of Date's toISOString.
 */
const dayMs = 86_400_000;
const writtenDays = new Map<number, string>();
const mostDays = 5000;

/** At least two digits. */
export const two = (number: number): string => String(number).padStart(2, "0");

/** Minutes since midnight for HH:MM. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** HH:MM for minutes since midnight, on the same day. */
export function timeAt(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** @param date YYYY-MM-DD @param time HH:MM */
export function wallMsOf(date: string, time: string): number {
  return Date.parse(`${date}T${time}:00Z`);
}

/** The inverse of `wallMsOf`; seconds are dropped. */
export function wallOf(wallMs: number): { date: string; time: string } {
  const day = Math.floor(wallMs / dayMs);
  const minute = Math.floor((wallMs - day * dayMs) / 60_000);
  return { date: dateOfDay(day), time: timeAt(minute) };
}

/** YYYY-MM-DDTHH:MM:SS; fractions of a second are dropped. */
export function writeWall(wallMs: number): string {
  const { date, time } = wallOf(wallMs);
  return `${date}T${time}:${two(((Math.floor(wallMs / 1000) % 60) + 60) % 60)}`;
}

/** Days since 1970-01-01; negative before. */
export function dayNumberOf(date: string): number {
  return wallMsOf(date, "00:00") / dayMs;
}

/** The inverse of `dayNumberOf`. */
export function dateOfDay(dayNumber: number): string {
  const known = writtenDays.get(dayNumber);
  if (known !== undefined) return known;
  const written = new Date(dayNumber * dayMs).toISOString().slice(0, 10);
  if (writtenDays.size >= mostDays) writtenDays.clear();
  writtenDays.set(dayNumber, written);
  return written;
}
