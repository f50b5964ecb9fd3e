import { addDays, dateIn } from "./dates.ts";
import { type Entry, occurrencesOf } from "./entries.ts";
import type { EntryContent, StoredItem } from "./item-content.ts";
import { joinSpans, occupiedBy, type Span } from "./occupied.ts";
import { type Days, joinDays } from "./touching-days.ts";
import { dayNumberOf } from "./wall-clock.ts";
import type { Window } from "./windows.ts";

/**
 * The occurrences of some series that may be in some stretches of time, each once, and more than those. Of a series that overlaps
 * itself, which nothing forbids to last for a hundred years and to begin every day, only the first: so many beyond one for each
 * day. What it costs are the days of the stretches, however long occurrences last.
 */
export function occurrencesAt(series: readonly StoredItem[], spans: readonly Span[], most: number): Entry[] {
  const touching = daysAround(spans);
  const seasons = seasonsOf(spans).map((window) => {
    const isOne = spans.filter((span) => isIn(window, span)).length === 1;
    // All that is in a window around one stretch is in that stretch. One more, for what is in its own way.
    return { window, days: countDays(touching, window), mostHere: isOne ? most + 1 : seasonMost };
  });
  const found = series.flatMap((item) => {
    let spare = most;
    return seasons.flatMap(({ window, days, mostHere }) => {
      const limit = Math.min(mostHere, days + spare);
      const entries = occurrencesOf(item, { window, readIn: "UTC", limit, accepts: takesTime, touching });
      spare -= Math.max(0, entries.length - days);
      return entries;
    });
  });
  // One that lasts for weeks may lie in two windows.
  return [...new Map(found.map((entry) => [`${entry.item.id} ${entry.occurrence}`, entry])).values()];
}

const seasonMost = 2_000;

const isIn = (window: Window, { startsAtMs }: Span) => startsAtMs >= window.startsAtMs && startsAtMs < window.endsAtMs;

/** Of a series that is all-day or done, only what differs from it is looked at. */
const takesTime = (content: EntryContent) => occupiedBy(content) !== null;

const dayMs = 86_400_000;

/** The days on which something must be to be in some stretches of time: one more at each end, for the zones. */
const daysAround = (spans: readonly Span[]): Days[] =>
  joinDays(
    spans.map(({ startsAtMs, endsAtMs }) => ({
      from: Math.floor(startsAtMs / dayMs) - 1,
      to: Math.floor(endsAtMs / dayMs) + 1,
    })),
  );

/** How many occurrences that do not overlap one another there can be: one for each day, and one that ends on the first. */
function countDays(touching: readonly Days[], { from, to }: Window): number {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
  return touching
    .filter((stretch) => stretch.from <= last && stretch.to >= first)
    .reduce((sum, stretch) => sum + stretch.to - stretch.from + 2, 0);
}

const apartMs = 8 * dayMs;

/**
 * Windows that hold some stretches of time: those that lie within eight days of each other in one, so that a series is expanded
 * once for all the dates of a new one, and not for the years between two items. A moment takes its first millisecond.
 */
function seasonsOf(spans: readonly Span[]): Window[] {
  const widened = spans.map(({ startsAtMs, endsAtMs }) => ({ startsAtMs, endsAtMs: endsAtMs + 1 + apartMs }));
  return joinSpans(widened).map(({ startsAtMs, endsAtMs }) => {
    const endMs = endsAtMs - apartMs;
    // Its days are a day too many at each end, for the zones between.
    const days = { from: addDays(dateIn(startsAtMs, "UTC"), -1), to: addDays(dateIn(endMs, "UTC"), 1) };
    return { ...days, startsAtMs, endsAtMs: endMs };
  });
}
