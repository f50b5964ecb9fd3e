import type { EntryContent } from "../item/item-content.ts";

/** A span of time: Unix time in milliseconds, exclusive end. One that ends when it starts is an instant. */
export interface Span {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

type Timed = Pick<EntryContent, "startTime" | "endTime" | "done" | "startsAtMs" | "endsAtMs">;

/**
 * The time an item definitely takes: from its start to its end, or only the instant of its start if it has no end. Null if it
 * takes no time: all-day items do not occupy hours, and done items free theirs.
 * @see docs/decisions/0140-what-takes-time.md
 */
export function busySpanOf({ done, startsAtMs, endsAtMs }: Omit<Timed, "startTime" | "endTime">): Span | null {
  return done || startsAtMs === null ? null : { startsAtMs, endsAtMs: endsAtMs ?? startsAtMs };
}

/**
 * The time to keep free of new items: what the item takes or, if it has no end, the user's default duration.
 * @param usualMinutes the user's default duration
 */
export function reservedFor(item: Timed, usualMinutes: number): Span | null {
  const span = busySpanOf(item);
  if (span === null || span.endsAtMs > span.startsAtMs) return span;
  return { ...span, endsAtMs: span.startsAtMs + usualMinutes * 60_000 };
}

/**
 * Whether two spans overlap. One that ends when the other starts does not; two that start at the same instant do, even if
 * either has no length.
 */
export function isOverlapping(a: Span, b: Span): boolean {
  return a.startsAtMs === b.startsAtMs || (a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs);
}

/** The intersection of two spans; an instant if one of them is one. Null if they do not overlap. */
export function commonSpan(a: Span, b: Span): Span | null {
  if (!isOverlapping(a, b)) return null;
  const startsAtMs = Math.max(a.startsAtMs, b.startsAtMs);
  return { startsAtMs, endsAtMs: Math.max(startsAtMs, Math.min(a.endsAtMs, b.endsAtMs)) };
}

/** Merges overlapping and adjacent spans; sorted. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.startsAtMs - b.startsAtMs)) {
    const last = joined.at(-1);
    if (last && span.startsAtMs <= last.endsAtMs)
      joined[joined.length - 1] = { ...last, endsAtMs: Math.max(last.endsAtMs, span.endsAtMs) };
    else joined.push(span);
  }
  return joined;
}

/** Subtracts spans from spans, without empty results. Both must be sorted and free of overlaps. */
export function withoutSpans(from: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const { startsAtMs, endsAtMs } of from) {
    while (next < taken.length && (taken[next] as Span).endsAtMs <= startsAtMs) next++;
    let reachedMs = startsAtMs;
    for (let index = next; index < taken.length && (taken[index] as Span).startsAtMs < endsAtMs; index++) {
      const { startsAtMs: takenMs, endsAtMs: givenMs } = taken[index] as Span;
      if (takenMs > reachedMs) left.push({ startsAtMs: reachedMs, endsAtMs: takenMs });
      reachedMs = Math.max(reachedMs, givenMs);
    }
    if (reachedMs < endsAtMs) left.push({ startsAtMs: reachedMs, endsAtMs });
  }
  return left;
}

/**
 * Finds which of several spans overlap a given one, in O(log n) plus the results: sorted by start, and each half knows how far
 * it reaches.
 * @returns a function that visits them by index, in order of start
 */
export function overlapFinder(spans: readonly Span[]): (one: Span, visit: (index: number) => void) => void {
  const order = [...spans.keys()].sort((a, b) => (spans[a] as Span).startsAtMs - (spans[b] as Span).startsAtMs);
  const sorted = order.map((index) => spans[index] as Span);
  const reaches: number[] = Array.from({ length: sorted.length });
  const reachOf = (low: number, high: number): number => {
    if (low >= high) return Number.NEGATIVE_INFINITY;
    const middle = (low + high) >> 1;
    const reach = Math.max((sorted[middle] as Span).endsAtMs, reachOf(low, middle), reachOf(middle + 1, high));
    reaches[middle] = reach;
    return reach;
  };
  reachOf(0, sorted.length);
  return (one, visit) => {
    const search = (low: number, high: number): void => {
      const middle = (low + high) >> 1;
      if (low >= high || (reaches[middle] as number) < one.startsAtMs) return;
      const here = sorted[middle] as Span;
      search(low, middle);
      if (isOverlapping(here, one)) visit(order[middle] as number);
      if (here.startsAtMs <= one.endsAtMs) search(middle + 1, high);
    };
    search(0, sorted.length);
  };
}
