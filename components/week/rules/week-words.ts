import { addDays } from "../../../agenda/time/dates.ts";
import type { Translator } from "../../../messages/translator.ts";
import { authorWithin, type Mark, verbOf } from "../../sync/change-marks.ts";
import { clock, duration, minuteOf, timeAt } from "../../time/clock-words.ts";
import { relativeDay, shortDay, weekdayAndDate, weekdayName, weekRange } from "../../time/date-names.ts";
import type { Reader } from "../../time/reader.ts";
import type { Slice } from "../../timeline/days.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { capitalized } from "../../words/listed.ts";
import { isOpenDay, type Piece, takenTwice } from "./pieces.ts";
import { isTimed, type Place, wallAt } from "./place.ts";

type Reading = Pick<Reader, "hour12" | "today" | "words">;

/** "23 to 29 November", and the year beside it. */
export const weekName = (first: string, { words }: Pick<Reader, "words">): { name: string; year: string } => {
  const year = addDays(first, 6).slice(0, 4);
  return { name: weekRange(first, words), year };
};

/** "15:30–16:15"; "21:30–01:30" past midnight; the start alone where there is no end. */
export function rangeOf(place: Place, { hour12, words }: Reading): string {
  if (!isTimed(place)) {
    const last = addDays(place.date, place.days - 1);
    return place.days > 1 ? `${shortDay(place.date, words)}–${shortDay(last, words)}` : "all day";
  }
  const start = clock(timeAt(place.minute), hour12);
  if (place.minutes === undefined) return start;
  return `${start}–${clock(wallAt(place.date, place.minute + place.minutes).time, hour12)}`;
}

/** "was 14:00": only what changed. */
export function wasOf(was: Place, to: Place, reading: Reading): string {
  const { words, hour12 } = reading;
  const day = was.date === to.date ? "" : shortDay(was.date, words);
  const isLonger = isTimed(was) && isTimed(to) && was.date === to.date && was.minute === to.minute;
  if (isLonger) return was.minutes === undefined ? "had no end" : `was ${duration(was.minutes)}`;
  const time = !isTimed(was)
    ? "all day"
    : isTimed(to) && was.minute === to.minute
      ? ""
      : clock(timeAt(was.minute), hour12);
  return `was ${[day, time].filter(Boolean).join(" ")}`;
}

/** "Friday 27 November, 15:30 to 16:15". */
export function saidPlace(place: Place, { hour12, today, words }: Reading): string {
  const day = (date: string) => weekdayAndDate(date, today, words);
  if (!isTimed(place)) {
    const last = addDays(place.date, place.days - 1);
    return place.days > 1 ? `${day(place.date)} to ${day(last)}` : `${day(place.date)}, all day`;
  }
  const start = `${day(place.date)}, ${clock(timeAt(place.minute), hour12)}`;
  if (place.minutes === undefined) return start;
  const end = wallAt(place.date, place.minute + place.minutes);
  const other = end.date !== place.date && !isMidnightAfter(place, end) ? ` on ${day(end.date)}` : "";
  return `${start} to ${clock(end.time, hour12)}${other}`;
}

const isMidnightAfter = (place: Place, end: { readonly date: string; readonly time: string }): boolean =>
  end.time === "00:00" && end.date === addDays(place.date, 1);

/** An item's accessible name: "Dentist, Wednesday 25 November, 9:00 to 10:00". */
export function nameOf(placed: Placed, place: Place, more: NameParts, reading: Reading, t: Translator): string {
  const { item } = placed;
  return [
    more.mark && `${capitalized(t(verbOf(more.mark, item)))} by ${authorWithin(more.mark, t)}: ${item.text}`,
    !more.mark && item.text,
    saidPlace(place, reading),
    more.inside && `inside ${more.inside}`,
    ...(more.clashes ?? []).map(({ from, to }) => {
      const [start, end] = [from, to].map((minute) => clock(timeAt(minute % 1440), reading.hour12));
      return `${start} to ${end} taken twice`;
    }),
    item.recurrence && "repeats",
    item.done && "done",
    more.isPast && "past",
    more.isWaiting && "being saved",
    more.isSelected && "selected",
  ]
    .filter(Boolean)
    .join(", ");
}

export interface NameParts {
  readonly mark?: Mark | undefined;
  readonly inside?: string | undefined;
  readonly clashes?: Piece["clashes"] | undefined;
  readonly isPast?: boolean;
  readonly isWaiting?: boolean;
  readonly isSelected?: boolean;
}

/** "to 01:30 Party at Maya's", "05:30 Run". */
export function nightWords({ slice }: Piece, { hour12 }: Reading): { time: string; text: string } {
  const { text } = slice.placed.item;
  const begins = slice.since === undefined;
  const end = slice.endTime && clock(slice.endTime, hour12);
  if (begins) return { time: clock(slice.startTime, hour12), text };
  return { time: slice.until ? "all night" : `to ${end}`, text };
}

/** "6 h 45 booked", or "free". */
export const bookedWords = (minutes: number): string => (minutes === 0 ? "free" : `${duration(minutes)} booked`);

export const overlapsWords = (count: number): string => `${count} ${count === 1 ? "overlap" : "overlaps"}`;

/** What the summary needs of a day. */
export interface SummedDay {
  readonly date: string;
  readonly pieces: readonly Piece[];
}

/** The summary: open days as a sentence, and overlaps, each with the item to go to. */
export function weekSum(days: readonly SummedDay[], reading: Reading) {
  const { today, hour12, words } = reading;
  const open = days.filter(({ date, pieces }) => date >= today && isOpenDay(pieces));
  const names = open.map(({ date }) => (date === today ? "today" : weekdayName(date, words)));
  const twice = days.flatMap(({ date, pieces }) =>
    takenTwice(pieces).map(({ from }) => {
      const at = clock(timeAt(from), hour12);
      const clashing = pieces.filter(({ clashes }) => clashes.some((clash) => clash.from === from));
      // The later one is the more likely to be moved.
      return { words: `${relativeDay(date, today, words)} at ${at}`, date, slice: clashing.at(-1)?.slice as Slice };
    }),
  );
  return { open: openWords(names), twice };
}

function openWords(names: readonly string[]): string {
  if (names.length === 0) return "";
  if (names.length === 7) return "The whole week is open.";
  const list = names.join(", ").replace(/, ([^,]*)$/, " and $1");
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} ${names.length === 1 ? "is" : "are"} open.`;
}

/** "08", "14:30"; "8 am". @param time HH:MM */
export function hourLabel(time: string, hour12: boolean): string {
  const [hour, minute] = [Number(time.slice(0, 2)), minuteOf(time) % 60];
  if (!hour12) return minute === 0 ? time.slice(0, 2) : time;
  const shown = `${hour % 12 || 12}${minute === 0 ? "" : `:${time.slice(3)}`}`;
  return `${shown} ${hour < 12 ? "am" : "pm"}`;
}
