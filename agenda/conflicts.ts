import type { Conflict } from "../contract/planning.ts";
import { shorten } from "./answers.ts";
import { addDays, dateIn } from "./dates.ts";
import { type Entry, isSeries, occurrenceEntry, occurrencesOf, singleEntry } from "./entries.ts";
import type { StoredItem } from "./item-content.ts";
import type { ItemChange } from "./ledger.ts";
import { isOverlapping, occupiedBy, type Span } from "./occupied.ts";
import { findOccurrence } from "./occurrences.ts";
import { markOf } from "./outside.ts";
import { seriesOf } from "./stored-series.ts";
import { tellMoment, tellSpan } from "./told-spans.ts";
import { windowIn } from "./windows.ts";

/** Something that is put onto the agenda, and the time it takes. */
export interface Placed {
  /** Its place among the items of one call. */
  readonly index: number;
  readonly entry: Entry;
  readonly span: Span;
}

/** How many dates of a series are looked at, and how far ahead. */
const seriesMost = 30;
const seriesDays = 56;

/**
 * Of items that are put onto the agenda, those that take time. Of a series its next dates: 30 at most, within eight weeks.
 * @param readIn an IANA zone, to tell what today is
 */
export function placedOf(items: readonly StoredItem[], nowMs: number, readIn: string): Placed[] {
  return items.flatMap((item, index) => takingTime(entriesOf(item, nowMs, readIn), index));
}

function entriesOf(item: StoredItem, nowMs: number, readIn: string): Entry[] {
  if (!isSeries(item)) return [singleEntry(item)];
  const today = dateIn(nowMs, readIn);
  const from = item.date > today ? item.date : today;
  const window = windowIn(from, addDays(from, seriesDays), readIn);
  return occurrencesOf(item, { window, readIn, limit: seriesMost });
}

function takingTime(entries: readonly Entry[], index: number): Placed[] {
  return entries.flatMap((entry) => {
    const span = occupiedBy(entry.content);
    return span ? [{ index, entry, span }] : [];
  });
}

interface Changing {
  /** The one occurrence that was changed, where it was one. */
  readonly occurrence: string | undefined;
  readonly nowMs: number;
  readonly readIn: string;
}

/** What a change puts where nothing of the same items was before: not what only got another text. */
export function newlyPlaced(changes: readonly ItemChange[], { occurrence, nowMs, readIn }: Changing): Placed[] {
  const placed = (side: "before" | "after") =>
    changes.flatMap((change) => {
      const item = change[side];
      if (item === null) return [];
      return takingTime(occurrence === undefined ? entriesOf(item, nowMs, readIn) : entryOn(item, occurrence), 0);
    });
  const key = ({ span: { startsAtMs, endsAtMs } }: Placed) => `${startsAtMs} ${endsAtMs}`;
  const known = new Set(placed("before").map(key));
  return placed("after").filter((one) => !known.has(key(one)));
}

/** One occurrence, wherever it stands; none where it was cancelled. */
function entryOn(item: StoredItem, date: string): Entry[] {
  const series = seriesOf(item);
  const occurrence = series && findOccurrence(series, date);
  return typeof occurrence === "object" && occurrence ? [occurrenceEntry(item, occurrence)] : [];
}

/** Something new, and what is in its time. */
export interface Clash {
  readonly placed: Placed;
  readonly with: Entry;
}

/**
 * What is in the time of something new: entries of the agenda, and the others of the same call. For each new one in order, its
 * clashes by start. Two dates of one series are not held against each other.
 * @param entries of the agenda, in any order; may hold some that clash with nothing
 */
export function clashesOf(placed: readonly Placed[], entries: readonly Entry[]): Clash[] {
  const all = [...entries, ...placed.map(({ entry }) => entry)].flatMap((entry) => {
    const span = occupiedBy(entry.content);
    return span ? [{ entry, span }] : [];
  });
  all.sort((a, b) => a.span.startsAtMs - b.span.startsAtMs);
  return placed.flatMap((one) =>
    all
      .filter(({ entry, span }) => entry.item.id !== one.entry.item.id && isOverlapping(span, one.span))
      .map(({ entry }) => ({ placed: one, with: entry })),
  );
}

const textMost = 200;

/** A clash as it is answered. @param readIn the zone on whose wall it is told */
export function tellClash({ placed, with: { item, occurrence, content } }: Clash, readIn: string): Conflict {
  const { text, startsAtMs, endsAtMs, endTime } = content;
  const span = { startsAtMs: startsAtMs ?? 0, endsAtMs: endsAtMs ?? startsAtMs ?? 0 };
  const { lengthMinutes: _, ...told } = tellSpan(span, readIn);
  return {
    index: placed.index,
    ...(placed.entry.occurrence !== null && { forOccurrence: placed.entry.occurrence }),
    id: item.id,
    ...(occurrence !== null && { occurrence }),
    text: shorten(text, textMost),
    ...markOf(item),
    ...(endTime === null ? tellMoment(span.startsAtMs, readIn) : told),
  };
}
