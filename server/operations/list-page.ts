import { dateIn } from "../../agenda/dates.ts";
import { type Entry, placeOfEntry, singleEntry } from "../../agenda/entries.ts";
import type { Place } from "../../agenda/occurrences.ts";
import { type Window, windowIn } from "../../agenda/windows.ts";
import { firstDate, lastDate } from "../../contract/limits.ts";
import type { UserId } from "../identity/caller.ts";
import { readFound, readRanked } from "../storage/searches.ts";
import { readWindow, type WindowRead } from "../storage/windows.ts";
import type { ListCursor } from "./list-cursor.ts";
import { entriesOf, queryOf } from "./read-entries.ts";
import { wordsOf } from "./search-items.ts";

type After = NonNullable<ListCursor["after"]>;
type TimeAfter = Exclude<After, { rank: number }>;

/** Entries in the order asked for, one more than the page holds where there are more, and how many come before the window. */
export interface Page {
  readonly ordered: readonly Entry[];
  readonly placeOf: (entry: Entry) => After;
  readonly itemsBefore: number;
}

/** Reads what a page may hold: by time from two orders of the database and from its series, or by relevance from one. */
export async function readPage(userId: UserId, asked: ListCursor, limit: number): Promise<Page> {
  const { from, to, timeZone, q, nearTo } = asked;
  const window = q === undefined ? windowIn(from, to, timeZone) : openWindowIn(from, to, timeZone);
  const after = asked.after && !("rank" in asked.after) ? placeFrom(asked.after, timeZone) : undefined;
  const { done, tag, createdBy } = asked;
  const reading = {
    ...{ from, to, timeZone, window, limit: limit + 1 },
    ...(done !== undefined && { done }),
    ...(tag !== undefined && { tag }),
    ...(createdBy !== undefined && { createdBy }),
    ...(after && { after }),
  };
  const query = queryOf(reading, window, limit);
  const inTime = (read: WindowRead): Page => ({
    ordered: entriesOf(read, reading),
    placeOf: placeInTime,
    itemsBefore: read.itemsBefore,
  });
  if (q === undefined) return inTime(await readWindow(userId, query));
  const search = { ...query, words: wordsOf(q, asked.corrected) };
  if (nearTo === undefined) return inTime(await readFound(userId, search));
  const rankAfter = asked.after && "rank" in asked.after ? asked.after : undefined;
  const { items, itemsBefore } = await readRanked(userId, search, nearTo, rankAfter);
  const ranks = new Map(items.map(({ id, rank }) => [id, rank]));
  return {
    ordered: items.map(singleEntry),
    placeOf: ({ item }) => ({ rank: ranks.get(item.id) ?? 0, id: item.id }),
    itemsBefore,
  };
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

/** The place in a cursor as the agenda compares it, and back. Of a timed one the date goes without saying. */
function placeFrom(after: TimeAfter, timeZone: string): Place {
  const { id, occurrence: originalDate = null } = after;
  if ("date" in after) return { id, date: after.date, startsAtMs: null, originalDate };
  return { id, date: dateIn(after.startsAtMs, timeZone), startsAtMs: after.startsAtMs, originalDate };
}

function placeInTime(entry: Entry): TimeAfter {
  const { id, date, startsAtMs, originalDate } = placeOfEntry(entry);
  const occurrence = originalDate === null ? {} : { occurrence: originalDate };
  return startsAtMs === null ? { date, id, ...occurrence } : { startsAtMs, id, ...occurrence };
}
