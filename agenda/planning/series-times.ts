import { lastDate } from "../../contract/limits.ts";
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
 * When the occurrences of a series take time, in numbers: thousands of series are held against other times without making an entry
 * of each date.
 */
export interface SeriesTimes {
  readonly series: Series;
  /** What most dates have in common; null where the series is all-day or done, and only exceptions take time. */
  readonly plain: Plain | null;
  /** Occurrences that an exception moved, or gave a time: wherever they are now. The rule may lack their date. */
  readonly moved: readonly TakenDate[];
}

/** What series may have in common: when on the wall their occurrences begin and end. */
export interface Shape {
  readonly zone: string;
  /** From 00:00 of the occurrence's date to its start and its end on the wall, in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

interface Plain extends Shape {
  /** What begins later ends after the last date that the agenda takes, and does not take place. */
  readonly lastDay: number;
}

/** The time of one occurrence. */
export interface TakenDate {
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
  const { startTime, endTime, timeZone } = content;
  if (startTime === null || busySpanOf(content) === null) return null;
  const days = spanDays(content);
  const startMs = wallMsOf("1970-01-01", startTime);
  return {
    zone: timeZone ?? "UTC",
    lastDay: lastDay - days,
    startMs,
    endMs: endTime === null ? startMs : days * dayMs + wallMsOf("1970-01-01", endTime),
  };
}

/** No change of clocks is larger than this, with the seconds that zones before 1972 have. */
const slackMs = dayMs + 3_600_000;

/** A stretch of time as walls show it; kept by whoever holds it against many series. */
export class WallSpan {
  readonly span: Span;
  readonly #walls = new Map<string, Span>();

  constructor(span: Span) {
    this.span = span;
  }

  /** What the wall of a zone shows at its start and its end; wider by a day where the clocks change near it. */
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

/** A day on which an occurrence would begin that overlaps a stretch of time. */
export interface Meeting {
  readonly day: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Days on which occurrences of a shape begin that may overlap a stretch: by arithmetic, a few too many where the clocks change. */
function daysMeeting({ zone, startMs, endMs }: Shape, stretch: WallSpan): { from: number; to: number } {
  const { startsAtMs, endsAtMs } = stretch.in(zone);
  const from = Math.floor((startsAtMs - endMs) / dayMs) + 1;
  const to = Math.ceil((endsAtMs - startMs) / dayMs) - 1;
  const same = (startsAtMs - startMs) / dayMs;
  // What begins at the same moment overlaps, also when either has no length.
  return Number.isInteger(same) ? { from: Math.min(from, same), to: Math.max(to, same) } : { from, to };
}

function meetingOn({ zone, startMs, endMs }: Shape, day: number, { span }: WallSpan): Meeting | undefined {
  const startsAtMs = instantOnWall(day * dayMs + startMs, zone);
  const endsAtMs = endMs === startMs ? startsAtMs : Math.max(startsAtMs, instantOnWall(day * dayMs + endMs, zone));
  return isOverlapping(span, { startsAtMs, endsAtMs }) ? { day, startsAtMs, endsAtMs } : undefined;
}

const fewDays = 5;

/**
 * The days on which occurrences of a shape begin that overlap a stretch of time, whatever the rules of its series say; undefined where
 * they are many. Thousands of series that stand at another time of the day are told apart at once.
 */
export function fewMeetings(shape: Shape, stretch: WallSpan): readonly Meeting[] | undefined {
  const { from, to } = daysMeeting(shape, stretch);
  if (to - from >= fewDays) return undefined;
  const days = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return days.flatMap((day) => meetingOn(shape, day, stretch) ?? []);
}

/** The occurrences of a series that stand where its rule puts them and overlap a stretch of time, in the order of their dates. */
export function* plainMeetings({ series, plain }: SeriesTimes, stretch: WallSpan): Generator<Meeting, void, void> {
  if (plain === null) return;
  const { from, to } = daysMeeting(plain, stretch);
  for (const day of datesBetween(scheduleOfSeries(series), from, Math.min(to, plain.lastDay))) {
    const meeting = meetingOn(plain, day, stretch);
    if (meeting && takesPlainTime(series, day)) yield meeting;
  }
}

/** Whether an occurrence of a series that takes time stands where the rule puts it, and takes that time. */
export function takesPlainTime({ exceptions, content }: Series, day: number): boolean {
  if (exceptions.size === 0) return true;
  const exception = exceptions.get(dateOfDay(day));
  if (exception === undefined) return true;
  if (exception.kind === "cancelled" || exception.changed.when !== undefined) return false;
  return !(exception.changed.done ?? content.done);
}
