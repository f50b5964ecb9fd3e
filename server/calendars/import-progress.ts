import type { ImportProgress } from "../../contract/operations/calendar-import.ts";
import type { Caller, UserId } from "../caller.ts";
import { readingOf } from "../icalendar/read-calendar-file.ts";

const key = Symbol.for("agenda.storing");
const store = globalThis as { [key]?: Map<UserId, number> };
const shares = () => {
  store[key] ??= new Map();
  return store[key];
};

/** How far the file is that is being taken in: the share of it that is read, then the share that is stored, while that lasts. */
export function importProgress({ userId }: Caller): ImportProgress {
  const storing = shares().get(userId);
  const reading = readingOf(userId);
  return { ...(reading !== undefined && { reading }), ...(storing !== undefined && { storing }) };
}

/**
 * Tells others in this process how far a person's items are stored, while a work lasts. One of a person at a time stores.
 * @param work calls what it is given with the number of items that it has stored once more
 */
export async function reportStored<T>(
  userId: UserId,
  count: number,
  work: (onStored: (more: number) => void) => Promise<T>,
): Promise<T> {
  let stored = 0;
  shares().set(userId, 0);
  try {
    return await work((more) => {
      stored += more;
      shares().set(userId, stored / count);
    });
  } finally {
    shares().delete(userId);
  }
}
