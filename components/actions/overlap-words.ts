import type { Item } from "../../contract/fields/item.ts";
import type { Conflict } from "../../contract/operations/planning.ts";
import { clock } from "../time/clock-words.ts";
import { relativeDay } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** An item that overlaps others, and which ones. */
export interface Overlap {
  readonly item: Pick<Item, "id" | "text" | "occurrence">;
  readonly conflicts: readonly Conflict[];
}

/** The first occurrence of a new series that overlaps something. */
export function occurrenceOf(conflicts: readonly Conflict[] | undefined): { occurrence?: string } {
  const occurrence = conflicts?.[0]?.forOccurrence;
  return occurrence === undefined ? {} : { occurrence };
}

/** "Dentist takes the same time as Review, tomorrow 10:00 to 11:00, and as 2 more." */
export function wordsOfOverlap(
  { item: { text }, conflicts }: { readonly item: Pick<Item, "text">; readonly conflicts: readonly Conflict[] },
  { today, hour12, words }: Pick<Reader, "today" | "hour12" | "words">,
): string {
  const [first] = conflicts;
  if (!first) return "";
  const start = clock(first.startTime, hour12);
  const when = first.endTime ? `${start} to ${clock(first.endTime, hour12)}` : `at ${start}`;
  const more = conflicts.length > 1 ? `, and as ${conflicts.length - 1} more` : "";
  return `${text} takes the same time as ${first.text}, ${relativeDay(first.date, today, words)} ${when}${more}.`;
}
