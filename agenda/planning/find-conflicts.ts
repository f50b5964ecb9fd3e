import type { Conflict } from "../../contract/operations/planning.ts";
import { type Entry, entryOnDate, occurrenceEntry, singleEntry } from "../entries/entry.ts";
import { importedFlag } from "../item/imported-flag.ts";
import type { StoredItem } from "../item/item-content.ts";
import { shorten } from "../item/shorten.ts";
import { DayAnswers, type Schedule } from "../recurrence/schedule.ts";
import { occurrenceOn } from "../series/occurrences.ts";
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

/** A new item, and an entry that overlaps it. */
export interface TimeConflict {
  readonly placed: Placed;
  readonly with: Entry;
}

interface Asked {
  /** Whether the new items move together, so that conflicts between them are not new. */
  readonly areTogether?: boolean;
  /** The maximum number of results; the search stops there. */
  readonly most: number;
}

/**
 * Finds what overlaps new entries: existing entries, and other new ones of the same call. For each new entry in order, its
 * conflicts by start. Two dates of one series are only compared if one of them moves alone.
 *
 * With n single items and m new ones it takes O((n + m) log n) steps, plus one numeric comparison for each pair of a new entry
 * and a time of day of some series: a series is expanded only where it conflicts.
 * @param there existing items in any order; may include some without conflicts, but none that is placed as a whole
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

/** Results are sorted and cut at this number. */
const enough = 2_000;

interface Found {
  readonly startsAtMs: number;
  readonly entry: () => Entry;
}

const byStart = (found: Found[]): Found[] => found.sort((a, b) => a.startsAtMs - b.startsAtMs);

/** A separate position: a single item, a moved occurrence, a new entry. */
interface Lone {
  readonly span: Span;
  /** Undefined if the rule does not match it. */
  readonly entry: () => Entry | undefined;
}

interface Ruled extends SeriesTimes {
  readonly item: StoredItem;
  /** Whether the rule matches a day. */
  readonly hasDay: (day: number) => boolean;
}

interface Others {
  readonly lone: Lone[];
  /** Series whose occurrences have the same local start and end. */
  readonly shapes: readonly (Shape & { readonly series: readonly Ruled[] })[];
  /** Keys of the placed entries: their old positions do not count. */
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
        const { lastDay: _, ...same } = times.plain;
        const key = `${same.zone} ${same.startMs} ${same.endMs} ${same.ending?.zone} ${same.ending?.lengthMs}`;
        const shape = shapes.get(key) ?? { ...same, series: [] };
        shapes.set(key, shape);
        shape.series.push({ ...times, item, hasDay: (day) => answersOf(times.series, answers).has(day) });
      }
      for (const { date, span } of times.moved)
        if (!own.has(keyOf(item, date))) lone.push({ span, entry: () => entryOnDate(item, times.series, date) });
    }
    yield;
  }
  if (!areTogether) for (const { entry, span } of placed) lone.push({ span, entry: () => entry });
  return { lone, shapes: [...shapes.values()], own };
}

/** Created once a series may conflict: thousands of rules may begin on the same day. */
function answersOf(series: Series, known: Map<Schedule, DayAnswers>): DayAnswers {
  const schedule = scheduleOfSeries(series);
  const answers = known.get(schedule) ?? new DayAnswers(schedule);
  known.set(schedule, answers);
  return answers;
}

const keyOf = ({ id }: StoredItem, occurrence: string | null) => `${id} ${occurrence}`;

/** The first occurrences of a series that overlap a new entry. @param meetings may include days that its rule does not match */
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

/** Shown instead of the text of an item that is hidden from the caller. */
export const hiddenText = "Busy";

/**
 * A conflict as returned by the API.
 * @param readIn the zone for its local times @param isHidden whether to show only its time
 */
export function answerConflict(
  { placed, with: { item, occurrence, content } }: TimeConflict,
  readIn: string,
  isHidden = false,
): Conflict {
  const { text, startsAtMs, endsAtMs, endTime } = content;
  const span = { startsAtMs: startsAtMs ?? 0, endsAtMs: endsAtMs ?? startsAtMs ?? 0 };
  const { lengthMinutes: _, ...spanAnswer } = answerSpan(span, readIn);
  return {
    index: placed.index,
    ...(placed.entry.occurrence !== null && { forOccurrence: placed.entry.occurrence }),
    ...(isHidden
      ? { text: hiddenText }
      : {
          id: item.id,
          ...(occurrence !== null && { occurrence }),
          text: shorten(text, textMost),
          ...importedFlag(item),
        }),
    ...(endTime === null ? answerMoment(span.startsAtMs, readIn) : spanAnswer),
  };
}
