import { addDays, dateIn } from "../../agenda/dates.ts";
import { type Entry, occurrencesOf, placeOfEntry, singleEntry } from "../../agenda/entries.ts";
import { joinSpans, type Span } from "../../agenda/occupied.ts";
import type { Place } from "../../agenda/occurrences.ts";
import type { Window } from "../../agenda/windows.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { UserId } from "../identity/caller.ts";
import { rowsIn } from "../storage/database.ts";
import { readTaken } from "../storage/taken.ts";
import type { Locked } from "../storage/write.ts";
import { readEntries } from "./read-entries.ts";

/** The one place where planning reads what stands on the agenda: single items and occurrences. */

const pageSize = 2_000;
const pagesMost = 10;

interface Days {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly onlyOpen: boolean;
}

/**
 * Everything that overlaps some days, in order.
 * @throws AgendaError("invalid_input") when it is more than one answer could be made of
 */
export async function readAllEntries(userId: UserId, { onlyOpen, ...days }: Days): Promise<Entry[]> {
  const found: Entry[] = [];
  let after: Place | undefined;
  for (let page = 0; page < pagesMost; page++) {
    const asked = { ...days, ...(onlyOpen && { done: false }), ...(after && { after }), limit: pageSize };
    const { entries, more } = await readEntries(userId, asked);
    found.push(...entries);
    const last = entries.at(-1);
    if (!more || !last) return found;
    after = placeOfEntry(last);
  }
  throw new AgendaError("invalid_input", "There is too much in this window for one answer. Ask for fewer days.");
}

/**
 * What may be in the time of something new; inside a write, and in one statement. Of single items at most so many for each, of series
 * more than what is in that time.
 */
export async function readEntriesAtIn(
  tx: Locked["tx"],
  userId: UserId,
  spans: readonly Span[],
  except: readonly string[],
  most: number,
): Promise<Entry[]> {
  if (spans.length === 0) return [];
  const { items, series } = await readTaken(rowsIn(tx), userId, spans, { except, most });
  const windows = seasonsOf(spans);
  const touching = daysAround(spans);
  const occurrences = series.flatMap((item) =>
    windows.flatMap((window) =>
      occurrencesOf(item, { window, readIn: "UTC", limit: pageSize, accepts: isOpen, touching }),
    ),
  );
  // One that lasts for weeks may lie in two windows.
  const once = new Map(occurrences.map((entry) => [`${entry.item.id} ${entry.occurrence}`, entry]));
  return [...items.map(singleEntry), ...once.values()];
}

/** The days, by number, on which something must be to be in some stretches of time: one more at each end, for the zones. */
function daysAround(spans: readonly Span[]): ReadonlySet<number> {
  const days = new Set<number>();
  for (const { startsAtMs, endsAtMs } of spans)
    for (let day = Math.floor(startsAtMs / dayMs) - 1; day <= Math.floor(endsAtMs / dayMs) + 1; day++) days.add(day);
  return days;
}

const dayMs = 86_400_000;
const isOpen = ({ done }: Entry["content"]) => !done;

const apartMs = 8 * dayMs;

/**
 * Windows that hold some stretches of time: those that lie within eight days of each other in one, so that a series is expanded
 * once for all the dates of a new one, and not for the years between two items. A moment takes its first millisecond.
 */
function seasonsOf(spans: readonly Span[]): Window[] {
  const widened = spans.map(({ startsAtMs, endsAtMs }) => ({ startsAtMs, endsAtMs: endsAtMs + 1 + apartMs }));
  return joinSpans(widened).map(({ startsAtMs, endsAtMs }) => {
    const endMs = endsAtMs - apartMs;
    // Its days are a day too many at each end, for the zones between.
    const days = { from: addDays(dateIn(startsAtMs, "UTC"), -1), to: addDays(dateIn(endMs, "UTC"), 1) };
    return { ...days, startsAtMs, endsAtMs: endMs };
  });
}
