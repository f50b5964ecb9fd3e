import { addDays, daysBetween } from "../../../agenda/time/dates.ts";
import type { Translator } from "../../../messages/translator.ts";
import { ago, clock, duration } from "../../time/clock-words.ts";
import { longRange, relativeDay, shortDate, weekdayAndDate, weekdayName } from "../../time/date-names.ts";
import type { Reader } from "../../time/reader.ts";
import { wallOf } from "../../time/wall-in-zone.ts";
import type { Placed, Span } from "../../timeline/placed-item.ts";
import { inRow } from "../../words/listed.ts";

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** An item's date and time, to read. */
interface ReadingWhen {
  /** "Wednesday 25 November", "Tuesday 24 to Friday 27 November". */
  readonly day: string;
  /** "today", "in 9 days", "4 days"; empty if nothing to add. */
  readonly dayHint: string;
  /** "14:00–15:30"; absent for all-day items. */
  readonly time?: string;
  /** "1 h 30, in 3 h 36". */
  readonly timeHint?: string;
}

/** Describes when an item is: weekdays and dates, times in the reader's zone and clock, its length and the time until then. */
export function readingWhen(placed: Placed, nowMs: number, reader: Reader, t: Translator): ReadingWhen {
  const { from, to, timed } = placed;
  const { today, words } = reader;
  const days = daysBetween(from, to) + 1;
  const isLong = days > 1 && (!timed || timed.endMs - timed.startMs >= dayMinutes * minuteMs);
  const day = isLong ? longRange(from, to, today, words) : weekdayAndDate(from, today, words);
  const dayHint = inRow([...(isLong ? [t("item.days", { days })] : []), away(placed, nowMs, reader, t)], t);
  if (!timed) return { day, dayHint };
  return { day, dayHint, time: timeWords(timed, from, reader), timeHint: timeHint(timed, nowMs, t) };
}

function away({ from, to, timed }: Placed, nowMs: number, { today, words }: Reader, t: Translator): string {
  const days = daysBetween(today, from);
  // What ended this morning is not now.
  if (days < 0 && today <= to && (!timed || nowMs < timed.endMs)) return t("item.now");
  if (days >= -1 && days <= 1) return relativeDay(from, today, words);
  return days > 0 ? t("item.inDays", { days }) : t("item.daysAgo", { days: -days });
}

function timeWords({ startMs, startTime, endMs, endTime }: Span, from: string, reader: Reader): string {
  const { hour12, timeZone, words } = reader;
  if (endTime === undefined) return clock(startTime, hour12);
  const endDate = endMs > startMs ? wallOf(endMs, timeZone).date : from;
  const nextDay = endDate === from ? "" : ` ${weekdayName(endDate, words)}`;
  return `${clock(startTime, hour12)}–${clock(endTime, hour12)}${nextDay}`;
}

function timeHint({ startMs, endMs, ends }: Span, nowMs: number, t: Translator): string {
  const untilMinutes = Math.ceil((startMs - nowMs) / minuteMs);
  const leftMinutes = Math.ceil((endMs - nowMs) / minuteMs);
  const length = ends && endMs > startMs ? duration((endMs - startMs) / minuteMs, t) : undefined;
  const distance =
    untilMinutes > 0
      ? untilMinutes <= dayMinutes && t("item.in", { duration: duration(untilMinutes, t) })
      : leftMinutes > 0
        ? t("item.left", { duration: duration(leftMinutes, t) })
        : leftMinutes > -dayMinutes && t("item.over");
  return inRow(
    [length, distance].filter((each) => typeof each === "string"),
    t,
  );
}

/** Whether it is time to join a call: from ten minutes before the start until the end. */
export function isTimeToJoin({ timed }: Placed, nowMs: number): boolean {
  return (
    timed !== undefined &&
    nowMs >= timed.startMs - 10 * minuteMs &&
    nowMs < Math.max(timed.endMs, timed.startMs + 30 * minuteMs)
  );
}

/** When something happened: "3 min ago", "10:12", "yesterday 21:12", "Tue 24 Nov". */
export function pastWords(
  ms: number,
  nowMs: number,
  { timeZone, today, hour12, words }: Reader,
  t: Translator,
): string {
  if (nowMs - ms < 60 * minuteMs) return ago(ms, nowMs, t);
  const { date, time } = wallOf(ms, timeZone);
  if (date === today) return clock(time, hour12);
  return date === addDays(today, -1) ? `${words.yesterday} ${clock(time, hour12)}` : shortDate(date, today, words);
}

const maps: Readonly<Record<Reader["mapService"], string>> = {
  openstreetmap: "https://www.openstreetmap.org/search?query=",
  google: "https://www.google.com/maps/search/?api=1&query=",
  apple: "https://maps.apple.com/?q=",
};

/** The link to look up a place, on the reader's chosen map. */
export const mapOf = (location: string, service: Reader["mapService"]): string =>
  `${maps[service]}${encodeURIComponent(location)}`;
