import { daysBetween } from "../../agenda/time/dates.ts";
import { clock, duration } from "../time/clock-words.ts";
import { bookedMinutes, type GapRow, type ItemRow, isGone, type OnRow, type Row, type TwiceRow } from "./day-line.ts";
import type { Day } from "./days.ts";
import { isSpan } from "./placed-item.ts";

const numbers = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];

/** The element id of a day, for links and headings. */
export const dayId = (date: string): string => `day-${date}`;

/** The summary under the day's name. `overlap` is separate, because it is a link. */
export interface DaySum {
  readonly words: string | undefined;
  readonly overlap: string | undefined;
}

export function sumOfToday(day: Day, rows: readonly Row[], hour12: boolean): DaySum {
  const toCome = rows.filter((row): row is ItemRow => row.kind === "item" && !row.isPast && !isGone(row.slice)).length;
  const isEmpty = day.slices.length === 0 && day.allDay.length === 0;
  if (toCome === 0) {
    const open = day.allDay.some(({ item, timed }) => !timed && !item.done);
    const words = isEmpty ? undefined : open ? "No more times to keep today." : "Nothing more today.";
    return { words, overlap: undefined };
  }
  const free = rows.filter((row): row is GapRow => row.kind === "free" || row.kind === "next");
  const freeMinutes = free.reduce((sum, { minutes }) => sum + minutes, 0);
  const count = `${numbers[toCome] ?? toCome} ${toCome === 1 ? "thing" : "things"} to come`;
  const between = free.length > 1 ? `, ${duration(freeMinutes)} free between them` : "";
  return { words: `${count}${between}.`, overlap: overlapsIn(rows, hour12) };
}

/** "The day is over. Seven things, one left undone." What spans days is none of today's things. */
export function sumOfOver({ allDay, slices }: Day): DaySum {
  const single = allDay.filter((placed) => !isSpan(placed) && placed.item.deletedAt === undefined);
  const count = single.length + slices.filter((slice) => !isGone(slice)).length;
  const undone = single.filter(({ item }) => !item.done).length;
  const things = `${numbers[count] ?? count} ${count === 1 ? "thing" : "things"}`;
  const left = undone === 0 ? "nothing" : (numbers[undone] ?? String(undone)).toLowerCase();
  return { words: `The day is over. ${things}, ${left} left undone.`, overlap: undefined };
}

export function sumOfDay(day: Day, rows: readonly Row[], today: string, hour12: boolean): DaySum {
  const away = daysBetween(today, day.date);
  const booked = bookedMinutes(day.slices);
  const longest = Math.max(0, ...rows.map((row) => (row.kind === "free" ? row.minutes : 0)));
  const parts = [booked > 0 && `${duration(booked)} booked`];
  if (away === 1 && longest >= 60) parts.push(`longest free stretch ${duration(longest)}`);
  const words = parts.filter(Boolean).join(", ");
  const named = words && away === 1 ? `Tomorrow: ${words}` : words;
  const overlap = overlapsIn(rows, hour12);
  const ended = overlap && named ? `${named}.` : named;
  return { words: ended || (away === 1 ? "Tomorrow" : undefined), overlap };
}

function overlapsIn(rows: readonly Row[], hour12: boolean): string | undefined {
  const twice = rows.filter((row): row is TwiceRow => row.kind === "twice");
  const [first] = twice;
  if (!first) return undefined;
  if (twice.length > 1) return `${numbers[twice.length] ?? twice.length} overlaps.`;
  return `One overlap at ${clock(first.from, hour12)}.`;
}

/** "45 min free, 11:45 to 12:30", complete for users who cannot see the line. */
export function wordsOfGap(
  { kind, minutes, from, to, nextText }: GapRow,
  hour12: boolean,
): { short: string; long: string } {
  const range = `${clock(from, hour12)} to ${clock(to, hour12)}`;
  if (kind === "next") return { short: `${duration(minutes)} until ${nextText}`, long: range };
  if (kind === "open")
    return { short: `${duration(minutes)} until ${nextText}`, long: `${duration(minutes)}, ${range}` };
  return { short: `${duration(minutes)} free`, long: `${duration(minutes)} free, ${range}` };
}

/** "15 min taken twice, 16:30 to 16:45". */
export function wordsOfTwice({ minutes, from, to }: TwiceRow, hour12: boolean): string {
  if (minutes === undefined || to === undefined) return `Taken twice at ${clock(from, hour12)}`;
  return `${duration(minutes)} taken twice, ${clock(from, hour12)} to ${clock(to, hour12)}`;
}

/** "Board meeting goes on until 12:00". */
export function wordsOfOn({ slice: { placed, endTime, until } }: Pick<OnRow, "slice">, hour12: boolean): string {
  const end = until || endTime === undefined ? "past midnight" : `until ${clock(endTime, hour12)}`;
  return `${placed.item.text} goes on ${end}`;
}
