import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type Answer, call } from "./api-client.ts";
import { keyOf } from "./entry-key.ts";

/** The part of the agenda that this page knows: every item between two dates, both inclusive. */
export interface Loaded {
  readonly from: string;
  readonly to: string;
  readonly items: readonly Item[];
  /** How many lie before `from`, counted to 100. */
  readonly itemsBefore: number;
  readonly rev: number;
  readonly timeZone: string;
  readonly timeZoneSource: "settings" | "unknown";
}

/** What a first answer tells. Cut short, it knows only the days before its last item's for certain. */
export function loadedOf(answer: Answer<"listItems">): Loaded {
  const { from, items, itemsBefore, rev, timeZone, timeZoneSource, nextCursor } = answer;
  const last = items.at(-1);
  const lastDate = last?.local?.date ?? last?.date ?? from;
  const to = !nextCursor ? answer.to : lastDate < from ? from : lastDate;
  const source = timeZoneSource === "unknown" ? "unknown" : "settings";
  return { from, to, items, itemsBefore, rev, timeZone, timeZoneSource: source };
}

const sliceDays = 31;
const pagesMost = 40;

/** Reads every item between two dates, in slices and pages. */
export async function readWindow(from: string, to: string): Promise<Loaded> {
  const starts = Array.from({ length: Math.floor(daysBetween(from, to) / sliceDays) + 1 }, (_, index) =>
    addDays(from, index * sliceDays),
  );
  const slices = await Promise.all(
    starts.map((start) => {
      const end = addDays(start, sliceDays - 1);
      return readSlice(start, end < to ? end : to);
    }),
  );
  return slices.reduce(joined);
}

async function readSlice(from: string, to: string): Promise<Loaded> {
  const first = await call("listItems", { from, to, limit: 200 });
  const items = [...first.items];
  let { nextCursor, rev } = first;
  for (let page = 1; nextCursor && page < pagesMost; page++) {
    const next: Answer<"listItems"> = await call("listItems", { cursor: nextCursor, limit: 200 });
    items.push(...next.items);
    rev = Math.min(rev, next.rev);
    nextCursor = next.nextCursor;
  }
  return { ...loadedOf({ ...first, nextCursor: undefined }), items, rev };
}

/** Two neighbouring or overlapping windows as one. Where both know an item, the one that was read later is taken, of two as new the second. */
export function joined(one: Loaded, other: Loaded): Loaded {
  const inTurn = one.rev <= other.rev ? [one, other] : [other, one];
  const items = new Map(inTurn.flatMap((loaded) => loaded.items).map((item) => [keyOf(item), item]));
  const earlier = one.from <= other.from ? one : other;
  return {
    ...other,
    from: earlier.from,
    to: one.to >= other.to ? one.to : other.to,
    items: [...items.values()],
    itemsBefore: earlier.itemsBefore,
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
