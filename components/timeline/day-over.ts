import { weekdayOf } from "../../agenda/time/dates.ts";
import type { Translator } from "../../messages/translator.ts";
import { duration } from "../time/clock-words.ts";
import type { WorkingSpan } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { isGone } from "./day-line.ts";
import type { Day } from "./days.ts";

/** A day is not over before this, however early its last item was. */
const earliestEnd = "17:00";

/**
 * Whether today is over: its last timed item and the working hours have ended.
 * @param today as far as known
 */
export function isDayOver(
  today: Day,
  { nowMs, timeZone, workingHours }: { nowMs: number; timeZone: string; workingHours: readonly WorkingSpan[] },
): boolean {
  const planned = today.slices.filter((slice) => !isGone(slice));
  const weekday = weekdayOf(today.date);
  const ends = workingHours.filter(({ days }) => days.includes(weekday)).map(({ to }) => to);
  const end = [earliestEnd, ...ends].sort().at(-1) ?? earliestEnd;
  const now = wallOf(nowMs, timeZone);
  return (
    planned.length > 0 &&
    now.date === today.date &&
    now.time >= end &&
    planned.every(({ startMs, endMs }) => startMs < nowMs && endMs <= nowMs)
  );
}

/** "Nothing more today. 9 h 19 until School run." @param next tomorrow, where it is known */
export function wordsAfterLast(next: Day | undefined, nowMs: number, t: Translator): string {
  const first = next?.slices.find((slice) => !isGone(slice) && slice.since === undefined);
  if (!first) return t("timeline.nothingMore");
  const until = duration((first.startMs - nowMs) / 60_000, t);
  return t("timeline.nothingMoreUntil", { duration: until, text: first.placed.item.text });
}
