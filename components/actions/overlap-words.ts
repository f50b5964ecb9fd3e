import type { Item } from "../../contract/fields/item.ts";
import type { Conflict } from "../../contract/operations/planning.ts";
import type { Translator } from "../../messages/translator.ts";
import { clock } from "../time/clock-words.ts";
import { relativeDay } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** An item that overlaps others, and which ones. */
export interface Overlap {
  readonly item: Pick<Item, "id" | "text" | "occurrence">;
  readonly conflicts: readonly Conflict[];
}

/** "Dentist takes the same time as Review, tomorrow 10:00 to 11:00, and as 2 more." */
export function wordsOfOverlap(
  { item: { text }, conflicts }: { readonly item: Pick<Item, "text">; readonly conflicts: readonly Conflict[] },
  { today, hour12, words }: Pick<Reader, "today" | "hour12" | "words">,
  t: Translator,
): string {
  const [first] = conflicts;
  if (!first) return "";
  const { text: other, date, startTime, endTime } = first;
  return t("actions.overlap", {
    ...{ text, other, day: relativeDay(date, today, words), from: clock(startTime, hour12) },
    ...{ ends: String(endTime !== undefined), to: endTime ? clock(endTime, hour12) : "", more: conflicts.length - 1 },
  });
}
