import type { StoredItem } from "../item/item-content.ts";
import { short } from "../item/shorten.ts";
import { dayWords } from "../item/when-words.ts";
import { dateIn, wallTimeIn } from "../time/instants.ts";

/** Number of future items in a zone other than the user's new one, by zone, most frequent first. */
export interface KeptZone {
  readonly timeZone: string;
  readonly count: number;
}

interface NewZone {
  /** IANA name. */
  readonly timeZone: string;
  /** Null if it was unknown before. */
  readonly before: string | null;
  readonly nowMs: number;
  /** Number of items without a zone that received this one. */
  readonly settled: number;
  readonly kept: readonly KeptZone[];
  /** Counting stops at this number of items. */
  readonly countMost: number;
  /** The next item in another zone. */
  readonly next: StoredItem | undefined;
}

/** Number of zones named; the rest are counted together. */
const mostNamed = 3;

/** Explains in a few sentences, fit to be read aloud, what a new zone means for items and for what is shown. */
export function zoneMeaning({ timeZone, before, nowMs, settled, kept, countMost, next }: NewZone): string {
  const now = `It is ${dayWords(dateIn(nowMs, timeZone), { withYear: false })}, ${wallTimeIn(nowMs, timeZone).time} in ${timeZone} now.`;
  const moved = before === null ? [] : ["No item was moved: each timed item keeps the zone it was made in."];
  const given =
    settled === 0
      ? []
      : [
          `${items(settled, countMost)} without a zone ${settled === 1 ? "is" : "are"} in ${timeZone} now, at the same time on the clock.`,
        ];
  const named = kept.slice(0, mostNamed).map(({ timeZone, count }) => `${items(count, countMost)} in ${timeZone}`);
  const rest = kept.slice(mostNamed).reduce((sum, { count }) => sum + count, 0);
  const others = [...named, ...(rest > 0 ? [`${items(rest, countMost)} in other zones`] : [])].join(", ");
  const one = kept.length === 1 && kept[0]?.count === 1;
  const stays =
    kept.length === 0
      ? []
      : [
          `Still ahead: ${others}. ${one ? "It keeps" : "They keep"} that zone and ${one ? "is" : "are"} shown in ${timeZone} time too${example(next, timeZone)}.`,
        ];
  return [
    now,
    ...moved,
    ...given,
    ...stays,
    "All-day items keep their date. New timed items are made in the new zone.",
  ].join(" ");
}

function example(next: StoredItem | undefined, timeZone: string): string {
  if (!next || next.startsAtMs === null) return "";
  const { date, time } = wallTimeIn(next.startsAtMs, timeZone);
  const day = date === next.date ? "" : `${dayWords(date, { withYear: false })}, `;
  return `: ${short(next.text)}, ${dayWords(next.date, { withYear: false })}, ${next.startTime} there, is ${day}${time} here`;
}

const items = (count: number, most: number) =>
  `${count >= most ? `${most} or more` : count} ${count === 1 ? "item" : "items"}`;
