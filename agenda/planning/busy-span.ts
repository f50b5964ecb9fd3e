import type { EntryContent } from "../item/item-content.ts";

/** A stretch of time: milliseconds since 1970, the end exclusive. One that ends when it starts is a moment. */
export interface Span {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

type Timed = Pick<EntryContent, "startTime" | "endTime" | "done" | "startsAtMs" | "endsAtMs">;

/**
 * The time that an item takes for certain: from its start to its end, and only the moment of its start where no end was given.
 * Null when it takes none: all-day items stand beside the day's hours, and what is done leaves its time to others.
 * @see docs/decisions/0140-what-takes-time.md
 */
export function busySpanOf({ done, startsAtMs, endsAtMs }: Omit<Timed, "startTime" | "endTime">): Span | null {
  return done || startsAtMs === null ? null : { startsAtMs, endsAtMs: endsAtMs ?? startsAtMs };
}

/**
 * The time to keep free of something new: what the item takes and, where nobody said how long it is, as long as such things
 * usually take this person.
 * @param usualMinutes the person's default duration
 */
export function reservedFor(item: Timed, usualMinutes: number): Span | null {
  const span = busySpanOf(item);
  if (span === null || span.endsAtMs > span.startsAtMs) return span;
  return { ...span, endsAtMs: span.startsAtMs + usualMinutes * 60_000 };
}

/**
 * Whether two take the same time. What ends when the other starts does not; two that start at the same moment do, also when
 * either has no length.
 */
export function isOverlapping(a: Span, b: Span): boolean {
  return a.startsAtMs === b.startsAtMs || (a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs);
}

/** What two have in common; a moment where one of them is one. Null when they do not overlap. */
export function commonSpan(a: Span, b: Span): Span | null {
  if (!isOverlapping(a, b)) return null;
  const startsAtMs = Math.max(a.startsAtMs, b.startsAtMs);
  return { startsAtMs, endsAtMs: Math.max(startsAtMs, Math.min(a.endsAtMs, b.endsAtMs)) };
}

/** The same time in as few stretches as possible, in order: those that overlap or touch become one. */
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

/** What is left of some stretches without others; nothing empty. Both in order, without overlaps among themselves. */
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
 * Finds which of some stretches overlap another, in O(log n) and what it finds: sorted by start, each half knows how far it reaches.
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
