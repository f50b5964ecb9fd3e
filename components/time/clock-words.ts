import { two } from "../../agenda/time/wall-clock.ts";
import type { Translator } from "../../messages/translator.ts";

/** Patterns for a time {c} before noon and after it; true for English, false for a 24-hour clock. */
export type HalfDays = boolean | readonly [string, string];

/** The time settings to display by. */
export interface Clock {
  readonly timeZone: string;
  readonly hour12: HalfDays;
}

/** "14:00", or "2:00 pm" for readers of a 12-hour clock. */
export function clock(time: string, hour12: HalfDays): string {
  if (!hour12) return time;
  const hour = Number(time.slice(0, 2));
  return inHalf(`${hour % 12 || 12}:${time.slice(3, 5)}`, hour, hour12);
}

/** "2 pm": a spoken time with its half of the day. @param hour of 24 */
export function inHalf(said: string, hour: number, hour12: Exclude<HalfDays, false>): string {
  const [before, after] = hour12 === true ? ["{c} am", "{c} pm"] : hour12;
  return (hour < 12 ? before : after).replace("{c}", said);
}

/** "45 min", "1 h 30", "2 h". */
export function duration(minutes: number, t: Translator): string {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return t("time.minutes", { minutes: rest });
  return rest === 0 ? t("time.hours", { hours }) : t("time.hoursMinutes", { hours, minutes: two(rest) });
}

/** "New York" for America/New_York. */
export function cityOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

/** "just now", "3 min ago", "2 h ago". */
export function ago(ms: number, nowMs: number, t: Translator): string {
  const minutes = Math.floor((nowMs - ms) / 60_000);
  if (minutes < 1) return t("time.justNow");
  return minutes < 60 ? t("time.minutesAgo", { minutes }) : t("time.hoursAgo", { hours: Math.floor(minutes / 60) });
}
