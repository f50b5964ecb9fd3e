import { daysBetween } from "../../agenda/time/dates.ts";
import type { Translator } from "../../messages/translator.ts";
import { clock, duration, type HalfDays } from "../time/clock-words.ts";
import { bookedMinutes, type GapRow, type ItemRow, isGone, type OnRow, type Row, type TwiceRow } from "./day-line.ts";
import type { Day } from "./days.ts";
import { isSpan } from "./placed-item.ts";

/** The element id of a day, for links and headings. */
export const dayId = (date: string): string => `day-${date}`;

/** The summary under the day's name. `overlap` is separate, because it is a link. */
interface DaySum {
  readonly words: string | undefined;
  readonly overlap: string | undefined;
}

export function sumOfToday(day: Day, rows: readonly Row[], hour12: HalfDays, t: Translator): DaySum {
  const toCome = rows.filter((row): row is ItemRow => row.kind === "item" && !row.isPast && !isGone(row.slice)).length;
  const isEmpty = day.slices.length === 0 && day.allDay.length === 0;
  if (toCome === 0) {
    const open = day.allDay.some(({ item, timed }) => !timed && !item.done);
    const words = isEmpty ? undefined : t(open ? "timeline.noMoreTimes" : "timeline.nothingMore");
    return { words, overlap: undefined };
  }
  const free = rows.filter((row): row is GapRow => row.kind === "free" || row.kind === "next");
  const freeMinutes = free.reduce((sum, { minutes }) => sum + minutes, 0);
  const between = { isBetween: String(free.length > 1), free: duration(freeMinutes, t) };
  return { words: t("timeline.toCome", { count: toCome, ...between }), overlap: overlapsIn(rows, hour12, t) };
}

/** "The day is over. Seven things, one left undone." Items that span days are not counted. */
export function sumOfOver({ allDay, slices }: Day, t: Translator): DaySum {
  const single = allDay.filter((placed) => !isSpan(placed) && placed.item.deletedAt === undefined);
  const count = single.length + slices.filter((slice) => !isGone(slice)).length;
  const undone = single.filter(({ item }) => !item.done).length;
  return { words: t("timeline.dayOver", { count, undone }), overlap: undefined };
}

export function sumOfDay(day: Day, rows: readonly Row[], today: string, hour12: HalfDays, t: Translator): DaySum {
  const isTomorrow = daysBetween(today, day.date) === 1;
  const booked = bookedMinutes(day.slices);
  const longest = Math.max(0, ...rows.map((row) => (row.kind === "free" ? row.minutes : 0)));
  const overlap = overlapsIn(rows, hour12, t);
  const ends = String(overlap !== undefined);
  if (booked === 0) return { words: isTomorrow ? t("timeline.tomorrow", { ends }) : undefined, overlap };
  const hasStretch = String(isTomorrow && longest >= 60);
  const sum = { booked: duration(booked, t), hasStretch, free: duration(longest, t), ends };
  return { words: t(isTomorrow ? "timeline.sumOfTomorrow" : "timeline.sumOfDay", sum), overlap };
}

function overlapsIn(rows: readonly Row[], hour12: HalfDays, t: Translator): string | undefined {
  const twice = rows.filter((row): row is TwiceRow => row.kind === "twice");
  const [first] = twice;
  return first && t("timeline.overlaps", { count: twice.length, time: clock(first.from, hour12) });
}

/** "45 min free, 11:45 to 12:30", complete for users who cannot see the line. */
export function wordsOfGap(
  { kind, minutes, from, to, nextText }: GapRow,
  hour12: HalfDays,
  t: Translator,
): { short: string; long: string } {
  const length = duration(minutes, t);
  const range = { from: clock(from, hour12), to: clock(to, hour12) };
  const short =
    kind === "free"
      ? t("timeline.free", { duration: length })
      : t("timeline.until", { duration: length, text: nextText });
  return { short, long: t("timeline.freeFromTo", { duration: length, ...range }) };
}

/** "15 min taken twice, 16:30 to 16:45". */
export function wordsOfTwice({ minutes, from, to }: TwiceRow, hour12: HalfDays, t: Translator): string {
  if (minutes === undefined || to === undefined) return t("timeline.twiceAt", { time: clock(from, hour12) });
  return t("timeline.twice", { duration: duration(minutes, t), from: clock(from, hour12), to: clock(to, hour12) });
}

/** "Board meeting goes on until 12:00". */
export function wordsOfOn({ slice }: Pick<OnRow, "slice">, hour12: HalfDays, t: Translator): string {
  const { placed, endTime, until } = slice;
  const { text } = placed.item;
  if (until || endTime === undefined) return t("timeline.onPastMidnight", { text });
  return t("timeline.onUntil", { text, time: clock(endTime, hour12) });
}
