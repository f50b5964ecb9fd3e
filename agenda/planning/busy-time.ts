import { limits } from "../../contract/limits.ts";
import type { Stored } from "../entries/first-entries.ts";
import { hasDate } from "../recurrence/schedule.ts";
import { scheduleOfSeries } from "../series/series.ts";
import type { Steps } from "../steps.ts";
import { dateOfDay } from "../time/wall-clock.ts";
import { busySpanOf, isOverlapping, joinSpans, type Span } from "./busy-span.ts";
import { plainMeetings, seriesTimesOf, WallSpan } from "./series-times.ts";

/** What is to be moved, so its own time counts as free: an item with all its occurrences, or one of them. */
export interface Ignored {
  readonly id: string;
  /** The original date. */
  readonly occurrence?: string;
}

interface Busy {
  readonly within: Span;
  /** Assumed length of items without an end. */
  readonly usualMinutes: number;
  readonly ignore?: Ignored | undefined;
}

/** The time occupied by open items within a span, merged and sorted; null if there are too many occurrences to examine. */
export function* busyTime(
  { items, series }: Stored,
  { within, usualMinutes, ignore }: Busy,
): Steps<readonly Span[] | null> {
  const busy = new BusyTime();
  let left: number = limits.occurrencesAtOnce;
  const add = ({ startsAtMs, endsAtMs }: Span) => {
    busy.add(
      endsAtMs > startsAtMs ? { startsAtMs, endsAtMs } : { startsAtMs, endsAtMs: startsAtMs + usualMinutes * 60_000 },
    );
    left -= 1;
    return left > 0;
  };
  for (const item of items) {
    const span = item.id === ignore?.id ? null : busySpanOf(item);
    if (span) add(span);
  }
  yield;
  const stretch = new WallSpan(within);
  for (const item of series) {
    const times = seriesTimesOf(item);
    const isIgnored = (date: string) =>
      item.id === ignore?.id && (ignore.occurrence === undefined || ignore.occurrence === date);
    if (times === null) continue;
    for (const { day, startsAtMs, endsAtMs } of plainMeetings(times, stretch))
      if (!isIgnored(dateOfDay(day)) && !add({ startsAtMs, endsAtMs })) break;
    for (const { date, span } of times.moved)
      if (isOverlapping(span, within) && !isIgnored(date) && hasDate(scheduleOfSeries(times.series), date)) add(span);
    if (left <= 0) return null;
    yield;
  }
  return busy.spans;
}

/** Number of spans merged at a time: sorting all of them at once would take too long. */
const heap = 4_096;

/** Collects any number of spans in any order, keeping them merged. */
class BusyTime {
  #joined: Span[] = [];
  #fresh: Span[] = [];

  add(span: Span): void {
    this.#fresh.push(span);
    if (this.#fresh.length >= heap) this.#join();
  }

  /** All of them, merged and sorted. */
  get spans(): readonly Span[] {
    this.#join();
    return this.#joined;
  }

  #join(): void {
    this.#joined = joinSpans([...this.#joined, ...this.#fresh]);
    this.#fresh = [];
  }
}
