import { addDays, datesFrom } from "../../../agenda/time/dates.ts";
import { minuteOf, timeAt } from "../../../agenda/time/wall-clock.ts";
import type { Translator } from "../../../messages/translator.ts";
import { momentOf, wallOf } from "../../time/wall-in-zone.ts";

const yearSeconds = 31_536_000;

/** @param value of the cookie `second-zone`, percent-encoded; undefined for anything but a zone */
function readSecondZone(value: string | undefined): string | undefined {
  if (!value) return undefined;
  try {
    const timeZone = decodeURIComponent(value);
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return undefined;
  }
}

/** @param cookies a Cookie header, or `document.cookie` */
export const secondZoneIn = (cookies: string | null): string | undefined =>
  readSecondZone(/(?:^|;)\s*second-zone=([^;]*)/.exec(cookies ?? "")?.[1]);

/** The value to assign to `document.cookie`. @param timeZone undefined removes it */
export function secondZoneSetting(timeZone: string | undefined): string {
  const age = timeZone === undefined ? 0 : yearSeconds;
  return `second-zone=${encodeURIComponent(timeZone ?? "")}; path=/; max-age=${age}; samesite=lax`;
}

/** The time in the other zone at a minute of the user's day. @param date needed because offsets change */
export const theirTime = (date: string, minute: number, own: string, theirs: string): string =>
  wallOf(momentOf({ date, time: timeAt(minute % 1440) }, own), theirs).time;

/** "6 h behind", "4 h 45 min ahead", "the same time". */
export function offsetWords(date: string, own: string, theirs: string, t: Translator): string {
  const noon = momentOf({ date, time: "12:00" }, own);
  const wall = wallOf(noon, theirs);
  const days = wall.date > date ? 1 : wall.date < date ? -1 : 0;
  const minutes = days * 1440 + minuteOf(wall.time) - 720;
  if (minutes === 0) return t("week.sameTime");
  const hours = Math.abs(minutes) / 60;
  const whole = Math.floor(hours);
  const rest = Math.abs(minutes) - whole * 60;
  const parts = [whole > 0 && t("time.hours", { hours: whole }), rest > 0 && t("time.minutes", { minutes: rest })];
  return t(minutes < 0 ? "week.behind" : "week.ahead", { duration: parts.filter(Boolean).join(" ") });
}

/** The first day of a week whose difference is not the first day's, because one of the two zones changes its clocks. */
export function offsetChange(
  first: string,
  own: string,
  theirs: string,
  t: Translator,
): { readonly date: string; readonly words: string } | undefined {
  const before = offsetWords(first, own, theirs, t);
  const date = datesFrom(first, addDays(first, 6)).find((day) => offsetWords(day, own, theirs, t) !== before);
  return date === undefined ? undefined : { date, words: offsetWords(date, own, theirs, t) };
}
