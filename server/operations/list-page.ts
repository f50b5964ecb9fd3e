import { dateIn } from "../../agenda/dates.ts";
import { startOfDay } from "../../agenda/instants.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { compareItems, type Window, windowIn } from "../../agenda/windows.ts";
import { firstDate, lastDate, limits } from "../../contract/limits.ts";
import type { UserId } from "../identity/caller.ts";
import { type Ranked, readFound, readRanked } from "../storage/searches.ts";
import { countBefore, readWindow, type WindowQuery } from "../storage/windows.ts";
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
  const { from, to, timeZone, after } = asked;
  const window: WindowQuery = {
    ...(asked.q === undefined ? windowIn(from, to, timeZone) : openWindowIn(from, to, timeZone)),
    ...(asked.done !== undefined && { done: asked.done }),
    ...(asked.tag !== undefined && { tag: asked.tag }),
    ...(asked.createdBy !== undefined && { createdBy: asked.createdBy }),
    ...(asked.q !== undefined && { words: wordsOf(asked.q, asked.corrected) }),
    limit: limit + 1,
  };
  const before = asked.q !== undefined && from === firstDate ? 0 : countBefore(userId, window, limits.itemsBeforeMost);
  if (asked.nearTo !== undefined) {
    const read = readRanked(userId, window, asked.nearTo, after && "rank" in after ? after : undefined);
    const [ordered, itemsBefore] = await Promise.all([read, before]);
    const ranks = new Map<string, Ranked>(ordered.map((item) => [item.id, item]));
    return { ordered, placeOf: ({ id }) => ({ rank: ranks.get(id)?.rank ?? 0, id }), itemsBefore };
  }
  const read = asked.q === undefined ? readWindow : readFound;
  const [found, itemsBefore] = await Promise.all([
    read(userId, { ...window, ...(after && { after: placesAfter(after, timeZone) }) }),
    before,
  ]);
  return { ordered: [...found.timed, ...found.allDay].sort(compareItems(timeZone)), placeOf: placeInTime, itemsBefore };
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

/** Where the page before ended, in both orders that the database reads. */
function placesAfter(after: Place, timeZone: string): NonNullable<WindowQuery["after"]> {
  const afterAllIds = "~";
  if ("rank" in after) throw new Error("A place among ranks is none in time."); // list-cursor.ts refuses such a cursor
  if ("date" in after)
    return { allDay: after, timed: { startsAtMs: startOfDay(after.date, timeZone) - 1, id: afterAllIds } };
  return { timed: after, allDay: { date: dateIn(after.startsAtMs, timeZone), id: afterAllIds } };
}

function placeInTime({ id, date, startsAtMs }: StoredItem): Place {
  return startsAtMs === null ? { date, id } : { startsAtMs, id };
}
