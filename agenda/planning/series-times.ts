import { lastDate } from "../../contract/first-limits.ts";
import type { StoredItem } from "../item/item-content.ts";
import { datesBetween } from "../recurrence/schedule.ts";
import { changedContentOn, type Series, scheduleOfSeries, spanDays } from "../series/series.ts";
import { seriesOf } from "../series/stored-series.ts";
import { dayMs } from "../time/day-numbers.ts";
import { instantOnWall } from "../time/instants.ts";
import { dateOfDay, dayNumberOf, wallMsOf } from "../time/wall-clock.ts";
import { offsetMsAt } from "../time/zone-offsets.ts";
import { busySpanOf, isOverlapping, type Span } from "./busy-span.ts";

/**
 * When the occurrences of a series take time, as numbers: allows comparing thousands of series without creating an entry for
 * each date.
 */
export interface SeriesTimes {
  readonly series: Series;
  /** What most dates have in common; null if the series is all-day or done, and only exceptions take time. */
  readonly plain: Plain | null;
  /** Occurrences that an exception moved, or gave a time, at their current position. The rule may not match their date. */
  readonly moved: readonly TakenDate[];
}

/** What several series can share: the local start and end of their occurrences. */
export interface Shape {
  readonly zone: string;
  /** From 00:00 of the occurrence's date to its local start and end, in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** If the end has its own zone: that, and the elapsed time, which clock changes in between do not affect. */
  readonly ending?: { readonly zone: string; readonly lengthMs: number };
}

interface Plain extends Shape {
  /** An occurrence after this day would end after the agenda's last date and does not exist. */
  readonly lastDay: number;
}

/** The time of one occurrence. */
interface TakenDate {
  /** The original date. */
  readonly date: string;
  readonly span: Span;
}

const lastDay = dayNumberOf(lastDate);

/** @returns null for a single item */
export function seriesTimesOf(item: StoredItem): SeriesTimes | null {
  const series = seriesOf(item);
  if (series === null) return null;
  const plain = plainOf(series);
  const moved: TakenDate[] = [];
  for (const [date, exception] of series.exceptions) {
    if (exception.kind === "cancelled" || (plain !== null && exception.changed.when === undefined)) continue;
    const span = busySpanOf(changedContentOn(series.content, date, exception.changed));
    if (span !== null) moved.push({ date, span });
  }
  return { series, plain, moved };
}

function plainOf({ content }: Series): Plain | null {
  const { startTime, endTime, timeZone, endTimeZone } = content;
  const span = busySpanOf(content);
  if (startTime === null || span === null) return null;
  const days = spanDays(content);
  const startMs = wallMsOf("1970-01-01", startTime);
  const plain = { zone: timeZone ?? "UTC", lastDay: lastDay - days, startMs };
  if (endTimeZone !== null) {
    const lengthMs = span.endsAtMs - span.startsAtMs;
    return { ...plain, endMs: startMs + lengthMs, ending: { zone: endTimeZone, lengthMs } };
  }
  return {
    ...plain,
    endMs: endTime === null ? startMs : days * dayMs + wallMsOf("1970-01-01", endTime),
  };
}

/** Larger than any clock change, including the odd seconds of zones before 1972. */
const slackMs = dayMs + 3_600_000;

/** A span in local time; reused for comparing it with many series. */
export class WallSpan {
  readonly span: Span;
  readonly #walls = new Map<string, Span>();

  constructor(span: Span) {
    this.span = span;
  }

  /** Its start and end in a zone's local time; extended by a day if the clocks change nearby. */
  in(zone: string): Span {
    const known = this.#walls.get(zone);
    if (known) return known;
    const { startsAtMs, endsAtMs } = this.span;
    const offsets = [startsAtMs - 2 * dayMs, startsAtMs, endsAtMs, endsAtMs + 2 * dayMs].map((ms) =>
      offsetMsAt(ms, zone),
    );
    const isPlain = endsAtMs - startsAtMs <= 2 * dayMs && offsets.every((offset) => offset === offsets[0]);
    const slack = isPlain ? 0 : slackMs;
    const wall = {
      startsAtMs: startsAtMs + Math.min(...offsets) - slack,
      endsAtMs: endsAtMs + Math.max(...offsets) + slack,
    };
    this.#walls.set(zone, wall);
    return wall;
  }
}

/** A day on which an occurrence would begin that overlaps a span. */
export interface Meeting {
  readonly day: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * Days on which occurrences of a shape begin that may overlap a span: computed arithmetically, with a few extra ones near clock
 * changes.
 */
function daysMeeting({ zone, startMs, endMs, ending }: Shape, stretch: WallSpan): { from: number; to: number } {
  const { startsAtMs, endsAtMs } = stretch.in(zone);
  const latestMs = endMs + (ending === undefined ? 0 : slackMs);
  const from = Math.floor((startsAtMs - latestMs) / dayMs) + 1;
  const to = Math.ceil((endsAtMs - startMs) / dayMs) - 1;
  const same = (startsAtMs - startMs) / dayMs;
  // Spans that begin at the same instant overlap, even if either has no length.
  return Number.isInteger(same) ? { from: Math.min(from, same), to: Math.max(to, same) } : { from, to };
}

function meetingOn(shape: Shape, day: number, { span }: WallSpan): Meeting | undefined {
  const startsAtMs = instantOnWall(day * dayMs + shape.startMs, shape.zone);
  const endsAtMs = Math.max(startsAtMs, endOn(shape, day, startsAtMs));
  return isOverlapping(span, { startsAtMs, endsAtMs }) ? { day, startsAtMs, endsAtMs } : undefined;
}

function endOn({ zone, startMs, endMs, ending }: Shape, day: number, startsAtMs: number): number {
  if (endMs === startMs) return startsAtMs;
  if (ending === undefined) return instantOnWall(day * dayMs + endMs, zone);
  const endsAtMs = startsAtMs + ending.lengthMs;
  // As items store it: in local time, where a repeated hour means the first.
  return instantOnWall(endsAtMs + offsetMsAt(endsAtMs, ending.zone), ending.zone);
}

const fewDays = 5;

/**
 * The days on which occurrences of a shape begin that overlap a span, whatever the rules of its series; undefined if there are
 * many. Rules out thousands of series at other times of day at once.
 */
export function fewMeetings(shape: Shape, stretch: WallSpan): readonly Meeting[] | undefined {
  const { from, to } = daysMeeting(shape, stretch);
  if (to - from >= fewDays) return undefined;
  const days = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return days.flatMap((day) => meetingOn(shape, day, stretch) ?? []);
}

/** The occurrences of a series at their regular dates that overlap a span, in order of date. */
export function* plainMeetings({ series, plain }: SeriesTimes, stretch: WallSpan): Generator<Meeting, void, void> {
  if (plain === null) return;
  const { from, to } = daysMeeting(plain, stretch);
  for (const day of datesBetween(scheduleOfSeries(series), from, Math.min(to, plain.lastDay))) {
    const meeting = meetingOn(plain, day, stretch);
    if (meeting && takesPlainTime(series, day)) yield meeting;
  }
}

/** Whether the occurrence of a day is at its regular date and takes its regular time. */
export function takesPlainTime({ exceptions, content }: Series, day: number): boolean {
  if (exceptions.size === 0) return true;
  const exception = exceptions.get(dateOfDay(day));
  if (exception === undefined) return true;
  if (exception.kind === "cancelled" || exception.changed.when !== undefined) return false;
  return !(exception.changed.done ?? content.done);
}
