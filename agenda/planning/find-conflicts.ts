import type { Conflict } from "../../contract/operations/planning.ts";
import { type Entry, occurrenceEntry, singleEntry } from "../entries/entry.ts";
import { importedFlag } from "../item/imported-flag.ts";
import type { StoredItem } from "../item/item-content.ts";
import { shorten } from "../item/shorten.ts";
import { DayAnswers, type Schedule } from "../recurrence/schedule.ts";
import { findOccurrence, occurrenceOn } from "../series/occurrences.ts";
import { type Series, scheduleOfSeries } from "../series/series.ts";
import type { Steps } from "../steps.ts";
import { dateOfDay } from "../time/wall-clock.ts";
import { answerMoment, answerSpan } from "./answer-span.ts";
import { busySpanOf, overlapFinder, type Span } from "./busy-span.ts";
import type { Placed } from "./conflicts.ts";
import {
  fewMeetings,
  type Meeting,
  plainMeetings,
  type SeriesTimes,
  type Shape,
  seriesTimesOf,
  takesPlainTime,
  WallSpan,
} from "./series-times.ts";

/** Something new, and what is in its time. */
export interface TimeConflict {
  readonly placed: Placed;
  readonly with: Entry;
}

interface Asked {
  /** Whether the new ones move together, so that nothing is new between them. */
  readonly areTogether?: boolean;
  /** How many are wanted; no more are looked for. */
  readonly most: number;
}

/**
 * What is in the time of something new: what stands on the agenda, and the others of the same call. For each new one in order, its
 * clashes by start. Two dates of one series are held against each other only where one of them moves alone.
 *
 * With n single items and m new ones it takes O((n + m) log n) steps, and a comparison of numbers for each new one and each time of the
 * day at which series stand: no series is expanded but where it clashes.
 * @param there items of the agenda, in any order; may hold some that clash with nothing, and none that is placed as a whole
 */
export function* findConflicts(
  placed: readonly Placed[],
  there: readonly StoredItem[],
  { areTogether = false, most }: Asked,
): Steps<TimeConflict[]> {
  if (placed.length === 0) return [];
  const others = yield* othersOf(placed, there, areTogether);
  const visitLone = overlapFinder(others.lone.map(({ span }) => span));
  const clashes: TimeConflict[] = [];
  for (const one of placed) {
    let found: Found[] = [];
    visitLone(one.span, (index) => {
      const { span, entry } = others.lone[index] as Lone;
      const known = entry();
      if (known && !isItself(known, one)) found.push({ startsAtMs: span.startsAtMs, entry: () => known });
    });
    const wanted = most - clashes.length;
    const stretch = new WallSpan(one.span);
    for (const shape of others.shapes) {
      const few = fewMeetings(shape, stretch);
      if (few?.length === 0) continue;
      for (const series of shape.series) {
        collect(series, few ?? plainMeetings(series, stretch), one, { own: others.own, wanted, found });
        if (found.length >= enough) found = byStart(found).slice(0, wanted);
        yield;
      }
    }
    clashes.push(
      ...byStart(found)
        .slice(0, wanted)
        .map(({ entry }) => ({ placed: one, with: entry() })),
    );
    if (clashes.length >= most) return clashes;
    yield;
  }
  return clashes;
}

/** What was found is sorted and cut when it is so much. */
const enough = 2_000;

interface Found {
  readonly startsAtMs: number;
  readonly entry: () => Entry;
}

const byStart = (found: Found[]): Found[] => found.sort((a, b) => a.startsAtMs - b.startsAtMs);

/** What stands somewhere by itself: a single item, an occurrence that was moved, something new. */
interface Lone {
  readonly span: Span;
  /** Undefined where the rule does not have it. */
  readonly entry: () => Entry | undefined;
}

interface Ruled extends SeriesTimes {
  readonly item: StoredItem;
  /** Whether the rule has a day. */
  readonly hasDay: (day: number) => boolean;
}

interface Others {
  readonly lone: Lone[];
  /** Series whose occurrences begin and end at the same time of the day. */
  readonly shapes: readonly (Shape & { readonly series: readonly Ruled[] })[];
  /** What is put anew: not also where it was. */
  readonly own: ReadonlySet<string>;
}

function* othersOf(placed: readonly Placed[], there: readonly StoredItem[], areTogether: boolean): Steps<Others> {
  const own = new Set(placed.map(({ entry }) => keyOf(entry.item, entry.occurrence)));
  const lone: Lone[] = [];
  const shapes = new Map<string, Shape & { readonly series: Ruled[] }>();
  const answers = new Map<Schedule, DayAnswers>();
  for (const item of there) {
    const times = seriesTimesOf(item);
    const span = busySpanOf(item);
    if (times === null) {
      if (span && !own.has(keyOf(item, null))) lone.push({ span, entry: () => singleEntry(item) });
    } else {
      if (times.plain) {
        const { zone, startMs, endMs } = times.plain;
        const key = `${zone} ${startMs} ${endMs}`;
        const shape = shapes.get(key) ?? { zone, startMs, endMs, series: [] };
        shapes.set(key, shape);
        shape.series.push({ ...times, item, hasDay: (day) => answersOf(times.series, answers).has(day) });
      }
      for (const { date, span } of times.moved)
        if (!own.has(keyOf(item, date))) lone.push({ span, entry: () => entryOn(item, times, date) });
    }
    yield;
  }
  if (!areTogether) for (const { entry, span } of placed) lone.push({ span, entry: () => entry });
  return { lone, shapes: [...shapes.values()], own };
}

/** Read once a series meets something: thousands of rules may begin on the same day. */
function answersOf(series: Series, known: Map<Schedule, DayAnswers>): DayAnswers {
  const schedule = scheduleOfSeries(series);
  const answers = known.get(schedule) ?? new DayAnswers(schedule);
  known.set(schedule, answers);
  return answers;
}

const keyOf = ({ id }: StoredItem, occurrence: string | null) => `${id} ${occurrence}`;

function entryOn(item: StoredItem, { series }: SeriesTimes, date: string): Entry | undefined {
  const occurrence = findOccurrence(series, date);
  return typeof occurrence === "object" ? occurrenceEntry(item, occurrence) : undefined;
}

/** The first occurrences of a series that are in the time of something new. @param meetings may hold days that its rule lacks */
function collect(
  { item, series, plain, hasDay }: Ruled,
  meetings: Iterable<Meeting>,
  one: Placed,
  { own, wanted, found }: { own: Others["own"]; wanted: number; found: Found[] },
): void {
  if (item.id === one.entry.item.id && !one.isAlone) return;
  let left = wanted;
  for (const { day, startsAtMs } of meetings) {
    if (left === 0) return;
    if (day > (plain?.lastDay ?? 0) || !hasDay(day) || !takesPlainTime(series, day)) continue;
    const date = dateOfDay(day);
    if (own.has(keyOf(item, date))) continue;
    found.push({ startsAtMs, entry: () => occurrenceEntry(item, occurrenceOn(series, date)) });
    left -= 1;
  }
}

const isItself = ({ item, occurrence }: Entry, { entry, isAlone }: Placed): boolean =>
  item.id === entry.item.id && (!isAlone || occurrence === entry.occurrence);

const textMost = 200;

/** A clash as it is answered. @param readIn the zone on whose wall it is told */
export function answerConflict(
  { placed, with: { item, occurrence, content } }: TimeConflict,
  readIn: string,
): Conflict {
  const { text, startsAtMs, endsAtMs, endTime } = content;
  const span = { startsAtMs: startsAtMs ?? 0, endsAtMs: endsAtMs ?? startsAtMs ?? 0 };
  const { lengthMinutes: _, ...spanAnswer } = answerSpan(span, readIn);
  return {
    index: placed.index,
    ...(placed.entry.occurrence !== null && { forOccurrence: placed.entry.occurrence }),
    id: item.id,
    ...(occurrence !== null && { occurrence }),
    text: shorten(text, textMost),
    ...importedFlag(item),
    ...(endTime === null ? answerMoment(span.startsAtMs, readIn) : spanAnswer),
  };
}
