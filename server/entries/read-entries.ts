import type { Entry } from "../../agenda/entries/entry.ts";
import { firstEntries } from "../../agenda/entries/first-entries.ts";
import type { EntryContent } from "../../agenda/item/item-content.ts";
import type { OccurrenceQuery, Place } from "../../agenda/series/occurrences.ts";
import { type DateRange, dateRangeIn } from "../../agenda/time/date-range.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn, startOfDay } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { type ReadRows, readRows } from "../storage/database.ts";
import { readWindow } from "../storage/items/read-window.ts";
import type { WindowQuery } from "../storage/items/window-sql.ts";

/** A query for a window of the agenda, and where to continue. */
export interface EntriesQuery {
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
  /** The reader's IANA zone: determines when days begin, and how all-day entries are sorted among timed ones. */
  readonly timeZone: string;
  /** Maximum number. Default: 1,000. */
  readonly limit?: number;
  /** Only entries after this position: `placeOfEntry` of the last one read. */
  readonly after?: Place;
  readonly done?: boolean;
  readonly tag?: string;
  /** The door it was created through. */
  readonly createdBy?: string;
}

export interface Entries {
  /** Single items and occurrences, sorted by `comparePlaces`. */
  readonly entries: Entry[];
  /** Whether the window contains more than the limit. */
  readonly more: boolean;
  /** How many end before the window, counted to `limits.itemsBeforeMost`; a series that began before it counts as one. */
  readonly itemsBefore: number;
}

/**
 * Single items and occurrences that overlap a window of days, in one order, `limit` at most: the basis of lists, conflicts, free
 * time and exports. One statement, whether or not there are series.
 * @param read inside a write, its transaction's: it sees what the write stored so far
 */
export async function readEntries(userId: UserId, asked: EntriesQuery, read: ReadRows = readRows): Promise<Entries> {
  const { from, to, timeZone, limit = limits.entriesDefault } = asked;
  const window = dateRangeIn(from, to, timeZone);
  const found = await readWindow(userId, queryOf(asked, window, limit), read);
  const entries = await inSlices(firstEntries(found, readingOf({ ...asked, window, limit: limit + 1 })));
  return { entries: entries.slice(0, limit), more: entries.length > limit, itemsBefore: found.itemsBefore };
}

/** The statement's parameters; reads one more than requested, to know whether there is more. */
export function queryOf(asked: EntriesQuery, window: DateRange, limit: number): WindowQuery {
  return {
    ...window,
    ...(asked.done !== undefined && { done: asked.done }),
    ...(asked.tag !== undefined && { tag: asked.tag }),
    ...(asked.createdBy !== undefined && { createdBy: asked.createdBy }),
    ...(asked.after && { after: placesAfter(asked.after, asked.timeZone) }),
    limit: limit + 1,
    countMost: limits.itemsBeforeMost,
  };
}

/** A query with its days converted to instants. */
interface WindowAsked extends EntriesQuery {
  readonly window: DateRange;
  readonly limit: number;
}

/** How to expand series for a query. */
export function readingOf({ window, timeZone, limit, after, done, tag }: WindowAsked): OccurrenceQuery {
  const accepts = (content: EntryContent) =>
    (done === undefined || content.done === done) && (tag === undefined || content.tags.includes(tag));
  return { window, readIn: timeZone, limit, accepts, ...(after && { after }) };
}

/** Where the previous page ended, in both database orders. For a series, only its occurrences have a position. */
function placesAfter({ id, date, startsAtMs }: Place, timeZone: string): NonNullable<WindowQuery["after"]> {
  // Greater than any id in every collation: an id has 12 characters, and a symbol such as ~ sorts before letters in most.
  const afterAllIds = "zzzzzzzzzzzzz";
  if (startsAtMs === null)
    return { allDay: { date, id }, timed: { startsAtMs: startOfDay(date, timeZone) - 1, id: afterAllIds } };
  const day = dateIn(startsAtMs, timeZone);
  const next = addDays(day, 1);
  // If clocks go back over midnight, the next day has already begun although local time shows this one again.
  const begun = startOfDay(next, timeZone) <= startsAtMs ? next : day;
  return { timed: { startsAtMs, id }, allDay: { date: begun, id: afterAllIds } };
}
