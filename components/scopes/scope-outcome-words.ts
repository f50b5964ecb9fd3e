import type { Item } from "../../contract/fields/item.ts";
import type { Placement } from "../draft/placement.ts";
import type { Answer } from "../sync/api-client.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/**
 * "Physio moved to Thursday 26 November, 18:00."
 * @param many what the server answered, where more than this one was moved
 */
export function wordsOfMoved(
  { text, date, local, startTime }: Item,
  to: Placement,
  many: Parameters<typeof wordsOfChanged>[0] | undefined,
  { today, words, hour12 }: Pick<Reader, "today" | "words" | "hour12">,
): string {
  const day = (date: string) => weekdayAndDate(date, today, words);
  if (many) return wordsOfChanged(many, day);
  const isLonger = to.date === (local?.date ?? date) && to.startTime === (local?.startTime ?? startTime);
  if (isLonger && to.endTime) return `${text} now ends at ${clock(to.endTime, hour12)}.`;
  return `${text} moved to ${day(to.date)}${to.startTime ? `, ${clock(to.startTime, hour12)}` : ""}.`;
}

/**
 * What a change of many occurrences did, in the server's words, and what somebody should know of the others.
 * @param day writes a date with its weekday
 */
export function wordsOfChanged(
  { change, earlier, dropped = [] }: Pick<Answer<"updateItemById">, "change" | "earlier" | "dropped">,
  day: (date: string) => string,
): string {
  const named = dropped.slice(0, 2).map(day);
  const more = dropped.length > named.length ? [`${dropped.length - named.length} more`] : [];
  const days = [...named, ...more].join(", ").replace(/, ([^,]*)$/, " and $1");
  return [
    change && `${change.summary}.`,
    earlier && "Those before stay as they were.",
    dropped.length > 0 && `What differed on ${days} is no longer in it.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The differing fields, except whether it is done. */
export function differenceOf({ differs, done }: Pick<Item, "differs" | "done">): string {
  const own = done ? "done" : "not done";
  return (differs ?? "")
    .split("; ")
    .filter((part) => part !== own)
    .join("; ");
}
