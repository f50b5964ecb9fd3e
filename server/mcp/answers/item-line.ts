import { markUntrusted } from "./mark-untrusted.ts";

/** The item fields that a line shows. */
export interface AnsweredItem {
  readonly id?: string;
  readonly text: string;
  readonly date: string;
  readonly weekday?: string;
  readonly startTime?: string;
  readonly endDate?: string;
  readonly endTime?: string;
  readonly timeZone?: string;
  readonly local?: { readonly date: string; readonly startTime: string };
  readonly occurrence?: string;
  readonly recurrenceText?: string;
  readonly location?: string;
  readonly tags?: readonly string[];
  readonly notes?: string;
  readonly url?: string;
  readonly done?: boolean;
  readonly cancelled?: boolean;
  readonly version?: number;
  readonly imported?: boolean;
}

/** One item as one line: when, what, where, and its id. Text that came from outside is fenced as data. */
export function itemLine(item: AnsweredItem, { isWhole = false } = {}): string {
  const { id, occurrence, recurrenceText, version, location, tags = [], notes, url, done, cancelled } = item;
  const mine = [
    recurrenceText,
    location && `at ${location}`,
    tags.map((tag) => `#${tag}`).join(" "),
    isWhole && url,
    isWhole && notes && `notes: ${notes}`,
  ];
  const words = [item.text, ...mine].filter(Boolean).join(" · ");
  const address = [id && `id ${id}`, occurrence && `occurrence ${occurrence}`, version && `version ${version}`];
  return `${whenWords(item)}: ${item.imported ? markUntrusted(words) : words}${done ? " [done]" : ""}${cancelled ? " [cancelled]" : ""} (${address.filter(Boolean).join(", ")})`;
}

function whenWords({ weekday, date, startTime, endDate, endTime, timeZone, local }: AnsweredItem): string {
  const start = [weekday, date, startTime].filter(Boolean).join(" ");
  const end = [endDate, endTime].filter(Boolean).join(" ");
  const elsewhere = local ? ` ${timeZone} (${local.date} ${local.startTime} here)` : "";
  return `${start}${end && `–${end}`}${startTime ? "" : " all day"}${elsewhere}`;
}
