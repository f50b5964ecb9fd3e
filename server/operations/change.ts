import { tellChange } from "../feed/hub.ts";
import type { Caller } from "../identity/caller.ts";
import { type Work, write } from "../storage/write.ts";

/**
 * Writes, then tells open pages that something changed.
 * @returns the work's result and the change's number, or null when nothing was changed
 */
export async function makeChange<T>(caller: Caller, work: Work<T>): Promise<{ result: T; rev: number | null }> {
  const done = await write(caller, work);
  if (done.rev !== null) tellChange(caller.userId, done.rev);
  return done;
}
