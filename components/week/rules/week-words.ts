import { addDays } from "../../../agenda/time/dates.ts";
import { minuteOf, timeAt } from "../../../agenda/time/wall-clock.ts";
import type { Translator } from "../../../messages/translator.ts";
import type { Mark } from "../../sync/change-marks.ts";
import { authorWithin, verbOf } from "../../sync/mark-words.ts";
import { clock, duration, type HalfDays, inHalf } from "../../time/clock-words.ts";
import { relativeDay, shortDay, weekdayAndDate, weekdayName, weekRange } from "../../time/date-names.ts";
import type { Reader } from "../../time/reader.ts";
import type { Slice } from "../../timeline/days.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { capitalized, inRow, listed } from "../../words/listed.ts";
import { isOpenDay, type Piece, takenTwice } from "./pieces.ts";
import { isTimed, type Place, wallAt } from "./place.ts";

type Reading = Pick<Reader, "hour12" | "today" | "words">;

/** "23 to 29 November", and the year beside it. */
export const weekName = (first: string, { words }: Pick<Reader, "words">): { name: string; year: string } => {
  const year = addDays(first, 6).slice(0, 4);
  return { name: weekRange(first, words), year };
};

/** "15:30–16:15"; "21:30–01:30" past midnight; only the start if there is no end. */
export function rangeOf(place: Place, { hour12, words }: Reading, t: Translator): string {
  if (!isTimed(place)) {
    const last = addDays(place.date, place.days - 1);
    return place.days > 1 ? `${shortDay(place.date, words)}–${shortDay(last, words)}` : t("week.allDay");
  }
  const start = clock(timeAt(place.minute), hour12);
  if (place.minutes === undefined) return start;
  return `${start}–${clock(wallAt(place.date, place.minute + place.minutes).time, hour12)}`;
}

/** "was 14:00": only what changed. */
export function wasOf(was: Place, to: Place, reading: Reading, t: Translator): string {
  const { words, hour12 } = reading;
  const day = was.date === to.date ? "" : shortDay(was.date, words);
  const isLonger = isTimed(was) && isTimed(to) && was.date === to.date && was.minute === to.minute;
  if (isLonger) {
    if (was.minutes === undefined) return t("week.hadNoEnd");
    return t("week.was", { was: duration(was.minutes, t) });
  }
  const time = !isTimed(was)
    ? t("week.allDay")
    : isTimed(to) && was.minute === to.minute
      ? ""
      : clock(timeAt(was.minute), hour12);
  return t("week.was", { was: [day, time].filter(Boolean).join(" ") });
}

/** "Friday 27 November, 15:30 to 16:15". */
export function saidPlace(place: Place, { hour12, today, words }: Reading, t: Translator): string {
  const dayOf = (date: string) => weekdayAndDate(date, today, words);
  const day = dayOf(place.date);
  if (!isTimed(place)) {
    const last = dayOf(addDays(place.date, place.days - 1));
    return place.days > 1 ? t("week.fromTo", { from: day, to: last }) : t("week.dayAllDay", { day });
  }
  const from = clock(timeAt(place.minute), hour12);
  if (place.minutes === undefined) return t("week.dayAt", { day, from });
  const end = wallAt(place.date, place.minute + place.minutes);
  const isOther = end.date !== place.date && !isMidnightAfter(place, end);
  const to = clock(end.time, hour12);
  return t("week.dayFromTo", { day, from, to, isOther: String(isOther), endDay: dayOf(end.date) });
}

const isMidnightAfter = (place: Place, end: { readonly date: string; readonly time: string }): boolean =>
  end.time === "00:00" && end.date === addDays(place.date, 1);

/** An item's accessible name: "Dentist, Wednesday 25 November, 9:00 to 10:00". */
export function nameOf(placed: Placed, place: Place, more: NameParts, reading: Reading, t: Translator): string {
  const { item } = placed;
  const { mark, inside, clashes = [] } = more;
  const parts = [
    mark
      ? t("week.markOf", { verb: capitalized(t(verbOf(mark, item))), author: authorWithin(mark, t), text: item.text })
      : item.text,
    saidPlace(place, reading, t),
    inside && t("week.inside", { text: inside }),
    ...clashes.map(({ from, to }) => {
      const [start = "", end = ""] = [from, to].map((minute) => clock(timeAt(minute % 1440), reading.hour12));
      return t("week.twice", { from: start, to: end });
    }),
    item.recurrence && t("week.repeats"),
    item.done && t("week.done"),
    more.isPast && t("week.past"),
    more.isWaiting && t("week.beingSaved"),
    more.isSelected && t("week.selected"),
  ];
  return inRow(
    parts.filter((part) => typeof part === "string"),
    t,
  );
}

interface NameParts {
  readonly mark?: Mark | undefined;
  readonly inside?: string | undefined;
  readonly clashes?: Piece["clashes"] | undefined;
  readonly isPast?: boolean;
  readonly isWaiting?: boolean;
  readonly isSelected?: boolean;
}

/** "to 01:30 Party at Maya's", "05:30 Run". */
export function nightWords({ slice }: Piece, { hour12 }: Reading, t: Translator): { time: string; text: string } {
  const { text } = slice.placed.item;
  const begins = slice.since === undefined;
  const end = slice.endTime && clock(slice.endTime, hour12);
  if (begins) return { time: clock(slice.startTime, hour12), text };
  return { time: slice.until ? t("week.allNight") : t("week.toTime", { time: end ?? "" }), text };
}

/** "6 h 45 booked", or "free". */
export const bookedWords = (minutes: number, t: Translator): string =>
  minutes === 0 ? t("week.nothingBooked") : t("week.booked", { duration: duration(minutes, t) });

/** What the summary needs of a day. */
export interface SummedDay {
  readonly date: string;
  readonly pieces: readonly Piece[];
}

/** The summary: open days as a sentence, and overlaps, each with the item to go to. */
export function weekSum(days: readonly SummedDay[], reading: Reading, t: Translator) {
  const { today, hour12, words } = reading;
  const open = days.filter(({ date, pieces }) => date >= today && isOpenDay(pieces));
  const names = open.map(({ date }) => (date === today ? words.today : weekdayName(date, words)));
  const twice = days.flatMap(({ date, pieces }) =>
    takenTwice(pieces).map(({ from }) => {
      const at = clock(timeAt(from), hour12);
      const clashing = pieces.filter(({ clashes }) => clashes.some((clash) => clash.from === from));
      // The later one is the more likely to be moved.
      return {
        words: t("week.dayAtTime", { day: relativeDay(date, today, words), time: at }),
        date,
        slice: clashing.at(-1)?.slice as Slice,
      };
    }),
  );
  return { open: openWords(names, t), twice };
}

function openWords(names: readonly string[], t: Translator): string {
  if (names.length === 0) return "";
  if (names.length === 7) return t("week.wholeWeekOpen");
  return t("week.open", { count: names.length, days: capitalized(listed(names, t)) });
}

/** "08", "14:30"; "8 am". @param time HH:MM */
export function hourLabel(time: string, hour12: HalfDays): string {
  const [hour, minute] = [Number(time.slice(0, 2)), minuteOf(time) % 60];
  if (!hour12) return minute === 0 ? time.slice(0, 2) : time;
  const shown = `${hour % 12 || 12}${minute === 0 ? "" : `:${time.slice(3)}`}`;
  return inHalf(shown, hour, hour12);
}
