import { compareText } from "./compare-text.ts";
import { addDays } from "./dates.ts";
import { startOfDay } from "./instants.ts";

/** Consecutive days in a zone. All-day items are compared by date, timed ones by instant. */
export interface DateRange {
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
  /** Unix time in milliseconds: the start of `from`. */
  readonly startsAtMs: number;
  /** Exclusive: the start of the day after `to`. */
  readonly endsAtMs: number;
}

/** When something takes place: local dates, and instants (null if all-day). */
interface When {
  readonly date: string;
  readonly endDate: string | null;
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
}

/** The range between two dates, both inclusive. @param timeZone a valid IANA name */
export function dateRangeIn(from: string, to: string, timeZone: string): DateRange {
  return {
    from,
    to,
    startsAtMs: startOfDay(from, timeZone),
    endsAtMs: startOfDay(addDays(to, 1), timeZone),
  };
}

/** Whether an item overlaps the window. One that ends at the window's start does not, unless it also starts there. */
export function isInDateRange(content: When, window: DateRange): boolean {
  if (content.startsAtMs === null) return content.date <= window.to && !hasEnded(content, window);
  return content.startsAtMs < window.endsAtMs && !hasEnded(content, window);
}

/** Whether an item ends before the window starts. */
export function hasEnded(content: When, window: DateRange): boolean {
  const { startsAtMs, endsAtMs } = content;
  if (startsAtMs === null) return (content.endDate ?? content.date) < window.from;
  return startsAtMs < window.startsAtMs && (endsAtMs ?? startsAtMs) <= window.startsAtMs;
}

/**
 * The sort key of items: their start instant; for all-day ones, the start of their date in the reader's zone.
 * @returns Unix time in milliseconds
 */
export function startKeyMs(content: Pick<When, "date" | "startsAtMs">, readIn: string): number {
  return content.startsAtMs ?? startOfDay(content.date, readIn);
}

type Ordered = Pick<When, "date" | "startsAtMs"> & { readonly id: string };

/**
 * Orders by start in the reader's zone; at the same instant all-day before timed; then all-day ones by date (a day that a zone
 * skipped starts at the same instant as the next); then by id, compared by code unit.
 */
export function compareItems(readIn: string): (a: Ordered, b: Ordered) => number {
  return (a, b) =>
    startKeyMs(a, readIn) - startKeyMs(b, readIn) ||
    Number(a.startsAtMs !== null) - Number(b.startsAtMs !== null) ||
    (a.startsAtMs === null && compareText(a.date, b.date)) ||
    compareText(a.id, b.id);
}
