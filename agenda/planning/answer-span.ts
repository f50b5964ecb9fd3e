import { weekdayOf } from "../time/dates.ts";
import { wallTimeIn, writeInstant } from "../time/instants.ts";
import type { Span } from "./busy-span.ts";

/**
 * A span as returned by the API, in a zone's local time; `endDate` only if it ends on another day.
 * @param timeZone a valid IANA name
 */
export function answerSpan({ startsAtMs, endsAtMs }: Span, timeZone: string) {
  const start = wallTimeIn(startsAtMs, timeZone);
  const end = wallTimeIn(endsAtMs, timeZone);
  return {
    date: start.date,
    weekday: weekdayOf(start.date),
    startTime: start.time,
    ...(end.date !== start.date && { endDate: end.date }),
    endTime: end.time,
    timeZone,
    startsAt: writeInstant(startsAtMs, timeZone),
    endsAt: writeInstant(endsAtMs, timeZone),
    lengthMinutes: Math.round((endsAtMs - startsAtMs) / 60_000),
  };
}

/** Like `answerSpan`, for something without an end: only its start. */
export function answerMoment(startsAtMs: number, timeZone: string) {
  const { date, weekday, startTime, startsAt } = answerSpan({ startsAtMs, endsAtMs: startsAtMs }, timeZone);
  return { date, weekday, startTime, timeZone, startsAt };
}

/** "45 minutes", "1 hour", "1 hour 30 minutes", "2 hours". @param minutes whole and positive */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [...(hours > 0 ? [counted(hours, "hour")] : []), ...(rest > 0 ? [counted(rest, "minute")] : [])];
  return parts.join(" ") || "0 minutes";
}

/** "1 item", "2 items". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "Monday", "Monday and Friday", "Monday, Tuesday and Friday". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
