import type { ImportProgress } from "../../contract/operations/calendar-import.ts";
import type { Caller, UserId } from "../caller.ts";
import { readingOf } from "../icalendar/read-calendar-file.ts";
import { oncePerProcess } from "../once-per-process.ts";

const shares = oncePerProcess("storing", () => new Map<UserId, number>());

/** Progress of the running import: the fraction read, then the fraction stored, while each phase lasts. */
export function importProgress({ userId }: Caller): ImportProgress {
  const storing = shares().get(userId);
  const reading = readingOf(userId);
  return { ...(reading !== undefined && { reading }), ...(storing !== undefined && { storing }) };
}

/**
 * Publishes within this process how many of a user's items are stored, while `work` runs. One import per user stores at a time.
 * @param work calls its argument with the number of items it has just stored
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
