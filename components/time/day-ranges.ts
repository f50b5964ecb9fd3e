import { addDays, daysBetween } from "../../agenda/time/dates.ts";

/** A run of days, both ends inclusive. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Merges ranges into as few as possible: in order, none adjacent to another. */
export function merged(ranges: readonly DayRange[]): readonly DayRange[] {
  const inOrder = ranges.filter(({ from, to }) => from <= to).sort((a, b) => (a.from < b.from ? -1 : 1));
  const done: { from: string; to: string }[] = [];
  for (const { from, to } of inOrder) {
    const last = done.at(-1);
    if (!last || from > addDays(last.to, 1)) done.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return done;
}

/** The parts of a range in none of the others. @param ranges merged */
export function missingIn({ from, to }: DayRange, ranges: readonly DayRange[]): readonly DayRange[] {
  const missing: DayRange[] = [];
  let start = from;
  for (const known of ranges) {
    if (known.to < start || known.from > to) continue;
    if (known.from > start) missing.push({ from: start, to: addDays(known.from, -1) });
    start = addDays(known.to, 1);
  }
  return start <= to ? [...missing, { from: start, to }] : missing;
}

export const isCovered = (range: DayRange, ranges: readonly DayRange[]): boolean =>
  missingIn(range, ranges).length === 0;

/** The days that both have in common. */
export const common = (one: DayRange, other: DayRange): DayRange | undefined => {
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return from <= to ? { from, to } : undefined;
};

/** Splits into ranges of at most `days`. */
export function inSlices({ from, to }: DayRange, days: number): readonly DayRange[] {
  return Array.from({ length: Math.floor(daysBetween(from, to) / days) + 1 }, (_, index) => {
    const start = addDays(from, index * days);
    const end = addDays(start, days - 1);
    return { from: start, to: end < to ? end : to };
  });
}
