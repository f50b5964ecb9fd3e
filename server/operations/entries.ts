import type { Entry } from "../../agenda/conflicts.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import type { Span } from "../../agenda/occupied.ts";
import { compareItems, type Window } from "../../agenda/windows.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { UserId } from "../identity/caller.ts";
import { readTakenIn } from "../storage/taken.ts";
import { lowest } from "../storage/window-sql.ts";
import { readWindow } from "../storage/windows.ts";
import type { Locked } from "../storage/write.ts";

/** The one place where planning reads what stands on the agenda. */

const pageSize = 2_000;
const pagesMost = 10;

/**
 * Everything that overlaps a window, in no particular order.
 * @throws AgendaError("invalid_input") when it is more than one answer could be made of
 */
export async function readEntries(userId: UserId, window: Window, { onlyOpen = false } = {}): Promise<Entry[]> {
  const found = new Map<string, StoredItem>();
  let after = lowest;
  for (let page = 0; page < pagesMost; page++) {
    const { items } = await readWindow(userId, {
      ...window,
      ...(onlyOpen && { done: false }),
      after,
      limit: pageSize,
      countMost: 0,
    });
    for (const item of items) found.set(item.id, item);
    const ordered = items.sort(compareItems("UTC"));
    const timed = ordered.filter(({ startsAtMs }) => startsAtMs !== null);
    const allDay = ordered.filter(({ startsAtMs }) => startsAtMs === null);
    if (timed.length < pageSize && allDay.length < pageSize) return [...found.values()].map(entryOf);
    // Of each order so many are complete; what came beyond them was cut off somewhere, and comes again.
    const lastTimed = timed[pageSize - 1] ?? timed.at(-1);
    const lastAllDay = allDay[pageSize - 1] ?? allDay.at(-1);
    after = {
      timed: lastTimed ? { startsAtMs: lastTimed.startsAtMs ?? 0, id: lastTimed.id } : after.timed,
      allDay: lastAllDay ? { date: lastAllDay.date, id: lastAllDay.id } : after.allDay,
    };
  }
  throw new AgendaError("invalid_input", "There are too many items in this window. Ask for fewer days.");
}

const entryOf = (item: StoredItem): Entry => ({ id: item.id, occurrence: null, content: item });

/** What is in the time of something new; inside a write, and in one statement. At most so many for each. */
export async function readEntriesAtIn(
  tx: Locked["tx"],
  userId: UserId,
  spans: readonly Span[],
  except: readonly string[],
  most: number,
): Promise<Entry[]> {
  if (spans.length === 0) return [];
  return (await readTakenIn(tx, userId, spans, except, most)).map(entryOf);
}
