import type { Entry } from "../../agenda/entries/entry.ts";
import { allEntries } from "../../agenda/entries/first-entries.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import type { Span } from "../../agenda/planning/busy-span.ts";
import { busyTime, type Ignored } from "../../agenda/planning/busy-time.ts";
import { dateRangeIn } from "../../agenda/time/date-range.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { readBusy } from "../storage/items/busy-times.ts";
import { readWindow } from "../storage/items/read-window.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { withNothingHidden } from "../storage/visibility.ts";
import { type EntriesQuery, queryOf, readingOf } from "./read-entries.ts";

/** The only place where planning reads the agenda: single items and occurrences, including those hidden from the caller. */

interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly onlyOpen: boolean;
}

async function readStored(userId: UserId, { onlyOpen, ...days }: Wanted) {
  const limit = limits.entriesAtOnce;
  const asked: EntriesQuery = { ...days, ...(onlyOpen && { done: false }) };
  const window = dateRangeIn(days.from, days.to, days.timeZone);
  const stored = await withNothingHidden(() => readWindow(userId, queryOf(asked, window, limit)));
  return { stored, reading: readingOf({ ...asked, window, limit }) };
}

/**
 * Everything that overlaps some days, in any order.
 * @throws AgendaError("invalid_input") if there is more than one answer can be computed from
 */
export async function readAllEntries(userId: UserId, wanted: Omit<Wanted, "onlyOpen">): Promise<Entry[]> {
  const { stored, reading } = await readStored(userId, { ...wanted, onlyOpen: false });
  const entries = await inSlices(allEntries(stored, reading));
  if (entries !== null) return entries;
  const { from, to } = wanted;
  throw tooMuch(`From ${from} to ${to} more than ${limits.entriesAtOnce} entries`);
}

/**
 * The occupied time on some days; starts reading a day earlier, for items that run into them or have no end.
 * @param usualMinutes assumed length of items without an end
 * @throws AgendaError("invalid_input") if there is too much to examine
 */
export async function readBusyTime(
  userId: UserId,
  { first, last, timeZone }: { readonly first: string; readonly last: string; readonly timeZone: string },
  how: { readonly usualMinutes: number; readonly ignore?: Ignored | undefined },
): Promise<readonly Span[]> {
  const to = addDays(last, 1);
  const days = { from: addDays(first, -1), to: to < lastDate ? to : lastDate, timeZone };
  const { stored, reading } = await readStored(userId, { ...days, onlyOpen: true });
  const isWhole = stored.items.length <= limits.entriesAtOnce;
  const busy = isWhole ? await inSlices(busyTime(stored, { ...how, within: reading.window })) : null;
  if (busy !== null) return busy;
  throw tooMuch(`From ${days.from} to ${days.to} more entries than can be held against each other`);
}

const tooMuch = (what: string) =>
  wrongField(["to"], `${what} are on the agenda. Ask for fewer days, or delete repeating items that are not needed.`);

/**
 * What may overlap new items; within a write, in one statement. A limited number of single items for each, and all series that
 * can reach into one, even if their occurrences do not.
 */
export async function readItemsAtIn(
  tx: Locked["tx"],
  userId: UserId,
  { spans, ...how }: { readonly spans: readonly Span[]; readonly except: readonly string[]; readonly most: number },
): Promise<StoredItem[]> {
  if (spans.length === 0) return [];
  const { items, series } = await readBusy(tx.rows, userId, spans, how);
  return [...items, ...series];
}
