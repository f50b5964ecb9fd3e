import { lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import { type Entry, entryOnDate, isSeries, occurrencesOf, singleEntry } from "../entries/entry.ts";
import type { ItemChange } from "../history/ledger.ts";
import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { seriesOf } from "../series/stored-series.ts";
import { mapSteps, type Steps } from "../steps.ts";
import { dateRangeIn } from "../time/date-range.ts";
import { addDays, earlier } from "../time/dates.ts";
import { dateIn } from "../time/instants.ts";
import { busySpanOf, type Span } from "./busy-span.ts";

/** An item placed on the agenda, and the time it takes. */
export interface Placed {
  /** Its index among the items of one call. */
  readonly index: number;
  readonly entry: Entry;
  readonly span: Span;
  /** Whether it is a single occurrence that moves: then the others of its series can conflict with it like any item. */
  readonly isAlone?: boolean;
}

/** What is placed on the agenda, and how far ahead it was checked. */
export interface Placing {
  readonly placed: Placed[];
  /** The last day checked, if a series continues after it. */
  readonly checkedUntil?: string;
}

/**
 * The entries of placed items that take time. For a series, its next dates within `limits`.
 * @param readIn an IANA zone, to determine today
 */
export function* placedOf(items: readonly StoredItem[], nowMs: number, readIn: string): Steps<Placing> {
  const most = datesEach(items);
  const looked = yield* mapSteps(items, (item) => lookAhead(item, nowMs, readIn, most));
  return placing(
    looked.flatMap(({ entries }, index) => takingTime(entries, index)),
    looked,
  );
}

/** With many series fewer dates of each, so that the total per call is bounded. */
const datesEach = (items: readonly StoredItem[]): number =>
  Math.min(limits.conflictDates, Math.ceil(limits.conflictDatesInAll / Math.max(1, items.filter(isSeries).length)));

interface Looked {
  readonly entries: Entry[];
  readonly until?: string;
}

function lookAhead(item: StoredItem, nowMs: number, readIn: string, limit: number): Looked {
  if (!isSeries(item)) return { entries: [singleEntry(item)] };
  const today = dateIn(nowMs, readIn);
  const from = item.date > today ? item.date : today;
  const to = earlier(addDays(from, limits.conflictDays), lastDate);
  const entries = occurrencesOf(item, { window: dateRangeIn(from, to, readIn), readIn, limit: limit + 1 });
  // An item that takes no time was not cut short.
  if (busySpanOf(item) === null) return { entries: entries.slice(0, limit) };
  const last = entries[limit - 1];
  if (last && entries.length > limit) return { entries: entries.slice(0, limit), until: last.content.date };
  const goesOn = to < lastDate && occurrencesOf(item, { ...restOf(to, readIn), limit: 1 }).length > 0;
  return { entries, ...(goesOn && { until: to }) };
}

const restOf = (day: string, readIn: string) => ({ window: dateRangeIn(addDays(day, 1), lastDate, readIn), readIn });

function placing(placed: Placed[], looked: readonly Looked[]): Placing {
  const untils = looked.flatMap(({ until }) => until ?? []);
  return { placed, ...(placed.length > 0 && untils.length > 0 && { checkedUntil: untils.reduce(earlier) }) };
}

function takingTime(entries: readonly Entry[], index: number): Placed[] {
  return entries.flatMap((entry) => {
    const span = busySpanOf(entry.content);
    return span ? [{ index, entry, span }] : [];
  });
}

interface Changing {
  /** The single changed occurrence, if there was one. */
  readonly occurrence: string | undefined;
  readonly nowMs: number;
  readonly readIn: string;
}

/** What a change puts where the same items were not before; excludes, for example, a mere change of text. */
export function* newlyPlaced(changes: readonly ItemChange[], { occurrence, nowMs, readIn }: Changing): Steps<Placing> {
  const before = changes.flatMap(({ before }) => before ?? []);
  const after = changes.flatMap(({ after }) => after ?? []);
  if (occurrence !== undefined) {
    const there = keysOf(before.flatMap((item) => entryOn(item, occurrence)));
    const placed = takingTime(
      after.flatMap((item) => entryOn(item, occurrence)),
      0,
    );
    return { placed: placed.filter((one) => !there.has(keyOf(one))).map((one) => ({ ...one, isAlone: true })) };
  }
  const looked = yield* mapSteps(after, (item) => lookAhead(item, nowMs, readIn, datesEach(after)));
  const placed = yield* mapSteps(looked, ({ entries }) => newAmong(takingTime(entries, 0), before, readIn));
  return placing(placed.flat(), looked);
}

/** A moved entry: a single item, an occurrence, or a series as a whole. */
export interface Move {
  readonly before: Entry;
  /** The item after the change, and this entry of it. */
  readonly item: StoredItem;
  readonly content: EntryContent;
}

/** The positions newly taken by many moves, in their order. */
export function* movedPlaces(moves: readonly Move[], { nowMs, readIn }: Omit<Changing, "occurrence">): Steps<Placing> {
  const isWhole = ({ before }: Move) => before.occurrence === null && isSeries(before.item);
  const most = datesEach(moves.filter(isWhole).map(({ item }) => item));
  const looked: Looked[] = [];
  const placed = yield* mapSteps(moves, (move, index) => {
    const { before, item, content } = move;
    const isAlone = before.occurrence !== null;
    if (!isWhole(move))
      return takingTime([{ ...before, item, content }], index).map((one) => ({ ...one, ...(isAlone && { isAlone }) }));
    const ahead = lookAhead(item, nowMs, readIn, most);
    looked.push(ahead);
    return newAmong(takingTime(ahead.entries, index), [before.item], readIn);
  });
  return placing(placed.flat(), looked);
}

/** Of the positions an item takes, those that are new: compared with all previous ones from its first to its last. */
function newAmong(placed: readonly Placed[], before: readonly StoredItem[], readIn: string): Placed[] {
  const starts = placed.map(({ span }) => span.startsAtMs);
  if (starts.length === 0) return [];
  const [firstMs, lastMs] = [Math.min(...starts), Math.max(...starts)];
  const reading = {
    window: dateRangeIn(dateIn(firstMs, readIn), dateIn(lastMs, readIn), readIn),
    ...{ readIn, limit: limits.conflictDays * 2 },
    after: { id: "", date: dateIn(firstMs, readIn), startsAtMs: firstMs - 1, originalDate: null },
  };
  const there = keysOf(before.flatMap((item) => (isSeries(item) ? occurrencesOf(item, reading) : singleEntry(item))));
  return placed.filter((one) => !there.has(keyOf(one)));
}

const keysOf = (entries: readonly Entry[]) => new Set(takingTime(entries, 0).map(keyOf));
const keyOf = ({ span: { startsAtMs, endsAtMs } }: Placed) => `${startsAtMs} ${endsAtMs}`;

/** One occurrence, wherever it is; none if it was cancelled. */
function entryOn(item: StoredItem, date: string): Entry[] {
  const series = seriesOf(item);
  const entry = series && entryOnDate(item, series, date);
  return entry ? [entry] : [];
}
