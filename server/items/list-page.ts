import { type Entry, placeOfEntry, singleEntry } from "../../agenda/entries/entry.ts";
import { firstEntries } from "../../agenda/entries/first-entries.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { foundOccurrences, rankOf } from "../../agenda/search/found-occurrences.ts";
import type { OccurrenceQuery, Place } from "../../agenda/series/occurrences.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { type DateRange, dateRangeIn } from "../../agenda/time/date-range.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import type { UserId } from "../caller.ts";
import { queryOf, readingOf } from "../entries/read-entries.ts";
import { inSlices } from "../in-slices.ts";
import { readWindow, type WindowRead } from "../storage/items/read-window.ts";
import { readFound, readRanked } from "../storage/search/searches.ts";
import type { ListCursor } from "./list-cursor.ts";
import { wordsOf } from "./search-items.ts";

type After = NonNullable<ListCursor["after"]>;
type TimeAfter = Exclude<After, { rank: number }>;

/** Entries in the requested order, one more than the page holds if there are more, and how many come before the window. */
export interface Page {
  readonly ordered: readonly Entry[];
  readonly placeOf: (entry: Entry) => After;
  readonly itemsBefore: number;
}

interface Asked {
  readonly asked: ListCursor;
  readonly limit: number;
}

/** The query for a page. */
function readingFor({ asked, limit }: Asked, window: DateRange) {
  const { from, to, timeZone, done, tag, createdBy } = asked;
  const after = asked.after && !("rank" in asked.after) ? placeFrom(asked.after, timeZone) : undefined;
  const reading = {
    ...{ from, to, timeZone, window, limit: limit + 1 },
    ...(done !== undefined && { done }),
    ...(tag !== undefined && { tag }),
    ...(createdBy !== undefined && { createdBy }),
    ...(after && { after }),
  };
  return { reading, query: queryOf(reading, window, limit) };
}

/** Reads the candidates for a page of a window, single items in two orders of the database and series, and the person. */
export async function readPage(userId: UserId, wanted: Asked): Promise<Page & Pick<WindowRead, "person">> {
  const { from, to, timeZone } = wanted.asked;
  const { reading, query } = readingFor(wanted, dateRangeIn(from, to, timeZone));
  const { itemsBefore, person, ...read } = await readWindow(userId, query);
  const ordered = await inSlices(firstEntries(read, readingOf(reading)));
  return { ordered, placeOf: placeInTime, itemsBefore, person };
}

/** The same for what a search finds, by time or by relevance. @param q its words, as sent */
export async function readFoundPage(userId: UserId, wanted: Asked & { readonly q: string }): Promise<Page> {
  const { asked, limit, q } = wanted;
  const { from, to, timeZone, nearTo } = asked;
  const { reading, query } = readingFor(wanted, openWindowIn(from, to, timeZone));
  const words = wordsOf(q, asked.corrected);
  const search = { words, onceFrom: asked.onceFrom };
  if (nearTo === undefined) {
    const read = await readFound(userId, { ...query, words });
    // A series returned once appears where it was found, however narrow the rest of the page has become.
    const occurrences = (item: StoredItem, narrowed: OccurrenceQuery) =>
      foundOccurrences(item, search.onceFrom === undefined ? narrowed : readingOf(reading), search);
    const ordered = await inSlices(firstEntries(read, readingOf(reading), occurrences));
    return { ordered, placeOf: placeInTime, itemsBefore: read.itemsBefore };
  }
  const rankAfter = asked.after && "rank" in asked.after ? asked.after : undefined;
  const read = await readRanked(userId, { ...query, words }, nearTo, rankAfter);
  const ofSeries = mapSteps(read.series, (item) =>
    foundOccurrences(item, readingOf(reading), search).map((entry) => ({
      entry,
      rank: rankOf(entry, words, nearTo),
      id: item.id,
    })),
  );
  const ranked = [
    ...read.items.map((item) => ({ entry: singleEntry(item), rank: item.rank, id: item.id })),
    ...(await inSlices(ofSeries)).flat(),
  ].filter((each) => rankAfter === undefined || compareRanks(rankAfter, each) < 0);
  const ordered = ranked.sort(compareRanks).slice(0, limit + 1);
  const ranks = new Map(ordered.map(({ entry, rank }) => [entry, rank]));
  return {
    ordered: ordered.map(({ entry }) => entry),
    placeOf: (entry) => ({ rank: ranks.get(entry) ?? 0, id: entry.item.id }),
    itemsBefore: read.itemsBefore,
  };
}

const compareRanks = (a: { rank: number; id: string }, b: { rank: number; id: string }): number =>
  a.rank - b.rank || (a.id < b.id ? -1 : Number(a.id > b.id));

const twoDaysMs = 2 * 24 * 3_600_000;

/** The same window; if it reaches to an end of the agenda it includes everything there, whatever the zone. */
function openWindowIn(from: string, to: string, timeZone: string): DateRange {
  const window = dateRangeIn(from, to, timeZone);
  return {
    ...window,
    startsAtMs: window.startsAtMs - (from === firstDate ? twoDaysMs : 0),
    endsAtMs: window.endsAtMs + (to === lastDate ? twoDaysMs : 0),
  };
}

/** Converts a position between cursor and agenda. For a timed one the date is redundant. */
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
