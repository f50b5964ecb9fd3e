import { type Entry, placeOfEntry, singleEntry } from "../../agenda/entries.ts";
import type { Span } from "../../agenda/occupied.ts";
import type { Place } from "../../agenda/occurrences.ts";
import { occurrencesAt } from "../../agenda/occurrences-at.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { UserId } from "../identity/caller.ts";
import { rowsIn } from "../storage/database.ts";
import { readTaken } from "../storage/taken.ts";
import type { Locked } from "../storage/write.ts";
import { readEntries } from "./read-entries.ts";

/** The one place where planning reads what stands on the agenda: single items and occurrences. */

const pageSize = 2_000;
const pagesMost = 10;

interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly onlyOpen: boolean;
}

/**
 * Everything that overlaps some days, in order.
 * @throws AgendaError("invalid_input") when it is more than one answer could be made of
 */
export async function readAllEntries(userId: UserId, { onlyOpen, ...days }: Wanted): Promise<Entry[]> {
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
 * as many as `occurrencesAt` says, and more than what is in that time.
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
  return [...items.map(singleEntry), ...occurrencesAt(series, spans, most)];
}
