import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** The fields of a new item that its confirmation needs. */
export type Added = Pick<Item, "id" | "text" | "date"> & Partial<Pick<Item, "startTime" | "endTime" | "endDate">>;

type Reading = Pick<Reader, "today" | "hour12" | "words">;

/** "Dentist, Friday 4 December, 12:30 to 13:30", within a sentence. */
export function wordsOfItem(item: Added, { today, hour12, words }: Reading, t: Translator): string {
  const { text, date, startTime, endTime, endDate } = item;
  const day = weekdayAndDate(date, today, words);
  if (!startTime) return t("add-line.itemOn", { text, day });
  const from = clock(startTime, hour12);
  if (!endTime) return t("add-line.itemAt", { text, day, from });
  const end = { to: clock(endTime, hour12), otherDay: String(Boolean(endDate)) };
  return t("add-line.itemFromTo", {
    ...{ text, day, from, ...end },
    endDay: endDate ? weekdayAndDate(endDate, today, words) : "",
  });
}

/** "Added Dentist, Friday 4 December, 12:30 to 13:30." */
export const wordsOfAdded = (item: Added, reading: Reading, t: Translator): string =>
  t("add-line.added", { item: wordsOfItem(item, reading, t) });
