import type { Item } from "../../../contract/fields/item.ts";
import { markUntrusted } from "./mark-untrusted.ts";

/** The item fields that a line shows. */
export type AnsweredItem = Pick<Item, "text" | "date"> &
  Partial<
    Pick<
      Item,
      | "id"
      | "weekday"
      | "startTime"
      | "endDate"
      | "endTime"
      | "timeZone"
      | "endTimeZone"
      | "local"
      | "occurrence"
      | "recurrenceText"
      | "location"
      | "tags"
      | "reminders"
      | "notes"
      | "url"
      | "done"
      | "cancelled"
      | "version"
      | "imported"
    >
  >;

/** One item as one line: when, what, where, and its id. Text that came from outside is fenced as data. */
export function itemLine(item: AnsweredItem, { isWhole = false } = {}): string {
  const {
    id,
    occurrence,
    recurrenceText,
    version,
    location,
    tags = [],
    reminders = [],
    notes,
    url,
    done,
    cancelled,
  } = item;
  const mine = [
    recurrenceText,
    location && `at ${location}`,
    tags.map((tag) => `#${tag}`).join(" "),
    reminders.length > 0 && `reminds ${reminders.join(", ")}`,
    isWhole && url,
    isWhole && notes && `notes: ${notes}`,
  ];
  const words = [item.text, ...mine].filter(Boolean).join(" · ");
  const address = [id && `id ${id}`, occurrence && `occurrence ${occurrence}`, version && `version ${version}`];
  return `${whenWords(item)}: ${item.imported ? markUntrusted(words) : words}${done ? " [done]" : ""}${cancelled ? " [cancelled]" : ""} (${address.filter(Boolean).join(", ")})`;
}

function whenWords({ weekday, date, startTime, endDate, endTime, timeZone, endTimeZone, local }: AnsweredItem): string {
  const start = [weekday, date, startTime, endTimeZone && timeZone].filter(Boolean).join(" ");
  const end = [endDate, endTime].filter(Boolean).join(" ");
  const endHere = endTimeZone && local ? `–${[local.endDate, local.endTime].filter(Boolean).join(" ")}` : "";
  const elsewhere = local ? ` ${endTimeZone ?? timeZone} (${local.date} ${local.startTime}${endHere} here)` : "";
  return `${start}${end && `–${end}`}${startTime ? "" : " all day"}${elsewhere}`;
}
