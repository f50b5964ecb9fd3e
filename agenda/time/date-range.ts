import { addDays } from "./dates.ts";
import { startOfDay } from "./instants.ts";

/** Days in a row, in a zone. All-day items are held against the dates, timed ones against the moments. */
export interface DateRange {
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
  /** Milliseconds since 1970: the first moment of `from`. */
  readonly startsAtMs: number;
  /** Exclusive: the first moment of the day after `to`. */
  readonly endsAtMs: number;
}

/** When something is: dates on its own wall, and its moments, null for all day. */
interface When {
  readonly date: string;
  readonly endDate: string | null;
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
}

/** The days from one date to another, both inclusive. @param timeZone an IANA name that exists */
export function dateRangeIn(from: string, to: string, timeZone: string): DateRange {
  return {
    from,
    to,
    startsAtMs: startOfDay(from, timeZone),
    endsAtMs: startOfDay(addDays(to, 1), timeZone),
  };
}

/** Whether an item overlaps the window. One that ends at its first moment does not, unless it also starts there. */
export function isInDateRange(content: When, window: DateRange): boolean {
  if (content.startsAtMs === null) return content.date <= window.to && !hasEnded(content, window);
  return content.startsAtMs < window.endsAtMs && !hasEnded(content, window);
}

/** Whether an item lies wholly before the window. */
export function hasEnded(content: When, window: DateRange): boolean {
  const { startsAtMs, endsAtMs } = content;
  if (startsAtMs === null) return (content.endDate ?? content.date) < window.from;
  return startsAtMs < window.startsAtMs && (endsAtMs ?? startsAtMs) <= window.startsAtMs;
}

/**
 * What items are ordered by: the moment they start; for all-day ones, the first moment of their date in the zone that is read in.
 * @returns milliseconds since 1970
 */
export function startKeyMs(content: Pick<When, "date" | "startsAtMs">, readIn: string): number {
  return content.startsAtMs ?? startOfDay(content.date, readIn);
}

type Ordered = Pick<When, "date" | "startsAtMs"> & { readonly id: string };

/**
 * By start in the zone that is read in; all-day before timed at the same moment; then all-day ones by date (a day that a zone
 * skipped starts when the next does); then by id, compared by code.
 */
export function compareItems(readIn: string): (a: Ordered, b: Ordered) => number {
  return (a, b) =>
    startKeyMs(a, readIn) - startKeyMs(b, readIn) ||
    Number(a.startsAtMs !== null) - Number(b.startsAtMs !== null) ||
    (a.startsAtMs === null && a.date !== b.date && (a.date < b.date ? -1 : 1)) ||
    (a.id < b.id ? -1 : Number(a.id > b.id));
}
