import type { Entry } from "../../agenda/entries/entry.ts";
import { leftUndone } from "../../agenda/planning/left-undone.ts";
import { leftSince } from "../../agenda/planning/undone.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { limits } from "../../contract/limits.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { type LeftRead, readLeft } from "../storage/items/left-undone.ts";

/**
 * Items left undone on past days, latest first, at most `limits.countMost` single items: for the overview and for the page.
 * @param today in the reader's zone
 */
export async function readLeftUndone(
  userId: UserId,
  today: string,
): Promise<{ readonly entries: readonly Entry[]; readonly person: LeftRead["person"] }> {
  const days = { from: leftSince(today), to: addDays(today, -1), most: limits.countMost };
  const { stored, person } = await readLeft(userId, days);
  return { entries: (await inSlices(leftUndone(stored, today))).slice(0, limits.countMost), person };
}
