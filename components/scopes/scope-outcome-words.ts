import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Placement } from "../draft/placement.ts";
import type { Answer } from "../sync/api-client.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { listed } from "../words/listed.ts";

/**
 * "Physio moved to Thursday 26 November, 18:00."
 * @param many the server's answer, if more than this one was moved
 */
export function wordsOfMoved(
  item: Item,
  to: Placement,
  many: Parameters<typeof wordsOfChanged>[0] | undefined,
  { today, words, hour12, timeZone }: Pick<Reader, "today" | "words" | "hour12" | "timeZone">,
  t: Translator,
): string {
  const { text } = item;
  const day = (date: string) => weekdayAndDate(date, today, words);
  if (many) return wordsOfChanged(many, day, t);
  const { from, timed } = placeItem(item, timeZone);
  if (to.date === from && to.startTime === timed?.startTime)
    return to.endTime
      ? t("scopes.endsAt", { text, time: clock(to.endTime, hour12) })
      : t("scopes.endsOn", { text, day: day(to.endDate ?? to.date) });
  const there = { text, day: day(to.date) };
  return to.startTime
    ? t("scopes.movedToTime", { ...there, time: clock(to.startTime, hour12) })
    : t("scopes.movedTo", there);
}

/**
 * The outcome of a change of many occurrences, in the server's words, and notes about the others.
 * @param day formats a date with its weekday
 */
export function wordsOfChanged(
  { change, earlier, dropped = [] }: Pick<Answer<"updateItemById">, "change" | "earlier" | "dropped">,
  day: (date: string) => string,
  t: Translator,
): string {
  const named = dropped.slice(0, 2).map(day);
  const more = dropped.length > named.length ? [t("scopes.more", { count: dropped.length - named.length })] : [];
  return [
    change && t("time.sentence", { words: change.summary }),
    earlier && t("scopes.earlierStay"),
    dropped.length > 0 && t("scopes.dropped", { days: listed([...named, ...more], t) }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** The differing fields, except whether it is done. */
export function differenceOf({ differs, done }: Pick<Item, "differs" | "done">, t: Translator): string {
  const own = t("series.done", { done: String(done) });
  return (differs ?? "")
    .split("; ")
    .filter((part) => part !== own)
    .join("; ");
}
