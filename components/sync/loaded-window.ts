import { isUndone, lastDayOf, leftSince } from "../../agenda/planning/undone.ts";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type DayRange, inSlices, merged } from "../time/day-ranges.ts";
import { type Answer, call } from "./api-client.ts";
import { keyOf } from "./entry-key.ts";

/** The loaded part of the agenda: every item of some ranges of days. Nothing is known of the days between them. */
export interface Loaded {
  /** Merged: in order, none adjacent to another. */
  readonly ranges: readonly DayRange[];
  readonly items: readonly Item[];
  /** Items before the first loaded day, counted up to 100. */
  readonly itemsBefore: number;
  readonly rev: number;
  readonly timeZone: string;
  readonly timeZoneSource: "settings" | "unknown";
  /** What past days left undone; those items are known even if their days are not. */
  readonly left?: Left;
}

export interface Left {
  /** Whether the user wants to see it. */
  readonly isShown: boolean;
  /** The day they are left from before, in the user's zone. */
  readonly today: string;
  /** Of the entries, oldest first. */
  readonly keys: readonly string[];
  /** Their number, if not all are listed. */
  readonly count: number;
}

/** The same with what past days left undone. If both know an item, the later version stays. */
export function withLeft(loaded: Loaded, { isShown, today, count, items, rev }: Answer<"listLeftUndone">): Loaded {
  const known = new Map(loaded.items.map((item) => [keyOf(item), item]));
  const news = items.filter((item) => item.version > (known.get(keyOf(item))?.version ?? 0));
  const replaced = new Set(news.map(keyOf));
  return {
    ...loaded,
    items: [...loaded.items.filter((item) => !replaced.has(keyOf(item))), ...news],
    rev: Math.min(loaded.rev, rev),
    left: { isShown, today, count, keys: items.map(keyOf) },
  };
}

/**
 * Whether an own write may have left something undone that the server has not reported yet: a past item was added or unticked. For a series
 * only its latest date counts.
 */
export function mayLeaveMore({ items, left }: Loaded): boolean {
  if (!left?.isShown) return false;
  const { today } = left;
  const keys = new Set(left.keys);
  const isLater = (other: Item, { id, occurrence = "" }: Item) =>
    other.id === id && (other.occurrence ?? "") > occurrence && (other.occurrence ?? "") <= today;
  return items.some(
    (item) =>
      isUndone(item, today) &&
      lastDayOf(item) >= leftSince(today) &&
      !item.imported &&
      item.deletedAt === undefined &&
      !keys.has(keyOf(item)) &&
      !items.some((other) => isLater(other, item)),
  );
}

/** The content of one answer. If cut short, only the days before its last item's are certain. */
export function loadedOf(answer: Answer<"listItems">): Loaded {
  const { from, items, itemsBefore, rev, timeZone, timeZoneSource, nextCursor } = answer;
  const last = items.at(-1);
  const lastDate = last?.local?.date ?? last?.date ?? from;
  const to = nextCursor ? addDays(lastDate, -1) : answer.to;
  const source = timeZoneSource === "unknown" ? "unknown" : "settings";
  return { ranges: merged([{ from, to }]), items, itemsBefore, rev, timeZone, timeZoneSource: source };
}

const sliceDays = 31;
const pagesMost = 40;

/** Reads every item of some days, in slices and pages. @param ranges at least one */
export async function readRanges(ranges: readonly DayRange[]): Promise<Loaded> {
  const slices = await Promise.all(ranges.flatMap((range) => inSlices(range, sliceDays)).map(readSlice));
  return slices.reduce(joined);
}

async function readSlice({ from, to }: DayRange): Promise<Loaded> {
  const first = await call("listItems", { from, to, limit: 200 });
  const whole = await withMorePages(first, pagesMost, (cursor) => call("listItems", { cursor, limit: 200 }));
  return loadedOf({ ...whole, nextCursor: undefined });
}

/** An answer with the pages that follow it, up to a limit; as old as its oldest page. */
export async function withMorePages(
  first: Answer<"listItems">,
  most: number,
  read: (cursor: string) => Promise<Answer<"listItems">>,
): Promise<Answer<"listItems">> {
  const items = [...first.items];
  let { nextCursor, rev } = first;
  for (let page = 1; nextCursor && page < most; page++) {
    const next = await read(nextCursor);
    items.push(...next.items);
    rev = Math.min(rev, next.rev);
    nextCursor = next.nextCursor;
  }
  return { ...first, items, rev, nextCursor };
}

/** The union. Of an item in both, the one read later is taken; if equally new, the second. */
export function joined(one: Loaded, other: Loaded): Loaded {
  const inTurn = one.rev <= other.rev ? [one, other] : [other, one];
  const items = new Map(inTurn.flatMap((loaded) => loaded.items).map((item) => [keyOf(item), item]));
  const [first, second] = [one.ranges[0]?.from, other.ranges[0]?.from];
  const left = other.left ?? one.left;
  return {
    ...other,
    ...(left && { left }),
    ranges: merged([...one.ranges, ...other.ranges]),
    items: [...items.values()],
    itemsBefore: (first !== undefined && (second === undefined || first <= second) ? one : other).itemsBefore,
    rev: Math.min(one.rev, other.rev),
  };
}

/**
 * Inserts or replaces one entry after a write that the server answered with `changeId`. A repeating item as a whole is not an
 * entry: its occurrences are read again, and until then that change counts as unknown.
 */
export function withItem(loaded: Loaded, item: Item, changeId: number | undefined): Loaded {
  const left = withoutItem(loaded, item, changeId);
  return isWholeSeries(item) ? { ...left, rev: loaded.rev } : { ...left, items: [...left.items, item] };
}

/** Whether an answer means a repeating item with all its occurrences. */
export const isWholeSeries = ({ recurrence, occurrence }: Pick<Item, "recurrence" | "occurrence">): boolean =>
  recurrence !== undefined && occurrence === undefined;

/**
 * Removes one entry. Occurrences share their item's version, so the others follow an own write; if someone else wrote in
 * between, they may have changed too and keep their old version.
 */
export function withoutItem(loaded: Loaded, gone: Item, changeId: number | undefined): Loaded {
  // Only a change that directly follows the known rev leaves nothing unknown in between.
  const follow = (item: Item) =>
    changeId !== undefined && item.id === gone.id && item.version < gone.version
      ? { ...item, version: gone.version }
      : item;
  const items = loaded.items.filter((item) => keyOf(item) !== keyOf(gone)).map(follow);
  const rev = changeId === loaded.rev + 1 ? changeId : loaded.rev;
  return { ...loaded, items, rev };
}
