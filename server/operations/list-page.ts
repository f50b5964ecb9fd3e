import { addDays, dateIn } from "../../agenda/dates.ts";
import { startOfDay } from "../../agenda/instants.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { compareItems, type Window, windowIn } from "../../agenda/windows.ts";
import { firstDate, lastDate, limits } from "../../contract/limits.ts";
import type { UserId } from "../identity/caller.ts";
import { readFound, readRanked } from "../storage/searches.ts";
import type { WindowQuery } from "../storage/window-sql.ts";
import { readWindow } from "../storage/windows.ts";
import type { ListCursor } from "./list-cursor.ts";
import { wordsOf } from "./search-items.ts";

type Place = NonNullable<ListCursor["after"]>;

/** Items in the order asked for, one more than the page holds where there are more, and how many come before the window. */
export interface Page {
  readonly ordered: readonly StoredItem[];
  readonly placeOf: (item: StoredItem) => Place;
  readonly itemsBefore: number;
}

/** Reads what a page may hold: by time from two orders of the database, or by relevance from one. */
export async function readPage(userId: UserId, asked: ListCursor, limit: number): Promise<Page> {
  const { from, to, timeZone, after, q, nearTo } = asked;
  const isPlain = q === undefined;
  const window: WindowQuery = {
    ...(isPlain ? windowIn(from, to, timeZone) : openWindowIn(from, to, timeZone)),
    ...(asked.done !== undefined && { done: asked.done }),
    ...(asked.tag !== undefined && { tag: asked.tag }),
    ...(asked.createdBy !== undefined && { createdBy: asked.createdBy }),
    ...(after && !("rank" in after) && { after: placesAfter(after, timeZone) }),
    limit: limit + 1,
    countMost: limits.itemsBeforeMost,
  };
  if (isPlain) return inTime(await readWindow(userId, window), timeZone);
  const search = { ...window, words: wordsOf(q, asked.corrected) };
  if (nearTo === undefined) return inTime(await readFound(userId, search), timeZone);
  const { items, itemsBefore } = await readRanked(userId, search, nearTo, after && "rank" in after ? after : undefined);
  const ranks = new Map(items.map(({ id, rank }) => [id, rank]));
  return { ordered: items, placeOf: ({ id }) => ({ rank: ranks.get(id) ?? 0, id }), itemsBefore };
}

function inTime(read: { items: StoredItem[]; itemsBefore: number }, timeZone: string): Page {
  return { ordered: read.items.sort(compareItems(timeZone)), placeOf: placeInTime, itemsBefore: read.itemsBefore };
}

const twoDaysMs = 2 * 24 * 3_600_000;

/** The same window, but one that reaches to an end of the agenda holds all there is at it, in whatever zone it was made. */
function openWindowIn(from: string, to: string, timeZone: string): Window {
  const window = windowIn(from, to, timeZone);
  return {
    ...window,
    startsAtMs: window.startsAtMs - (from === firstDate ? twoDaysMs : 0),
    endsAtMs: window.endsAtMs + (to === lastDate ? twoDaysMs : 0),
  };
}

type TimePlace = Exclude<Place, { rank: number }>;

/** Where the page before ended, in both orders that the database reads. */
function placesAfter(after: TimePlace, timeZone: string): NonNullable<WindowQuery["after"]> {
  // Greater than any id in every collation: an id has 12 characters, and a sign such as ~ sorts before letters in most.
  const afterAllIds = "zzzzzzzzzzzzz";
  if ("date" in after)
    return { allDay: after, timed: { startsAtMs: startOfDay(after.date, timeZone) - 1, id: afterAllIds } };
  const date = dateIn(after.startsAtMs, timeZone);
  const next = addDays(date, 1);
  // Where clocks go back over midnight, the next day has begun already although the wall shows this one once more.
  const begun = startOfDay(next, timeZone) <= after.startsAtMs ? next : date;
  return { timed: after, allDay: { date: begun, id: afterAllIds } };
}

function placeInTime({ id, date, startsAtMs }: StoredItem): TimePlace {
  return startsAtMs === null ? { date, id } : { startsAtMs, id };
}
