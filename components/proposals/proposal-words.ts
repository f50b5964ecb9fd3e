import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Proposal } from "./use-proposals.ts";

type Entry = Proposal["entries"][number];
type Item = Entry["item"];

/** When an item is, on the reader's wall: "Thursday 26 November, 15:15 to 17:15". */
export function whenWords(item: Item, reader: Reader): string {
  const { timeZone, today, words } = reader;
  const date = item.startsAt ? wallOf(Date.parse(item.startsAt), timeZone).date : item.date;
  return [weekdayAndDate(date, today, words), timeWords(item, reader)].filter(Boolean).join(", ");
}

/** "15:15 to 17:15"; empty for an item without a time. */
export function timeWords({ startsAt, endsAt, endTime }: Item, { timeZone, hour12 }: Reader): string {
  const timeOf = (at: string) => clock(wallOf(Date.parse(at), timeZone).time, hour12);
  if (!startsAt) return "";
  return endsAt && endTime ? `${timeOf(startsAt)} to ${timeOf(endsAt)}` : timeOf(startsAt);
}

const aspects: Readonly<Record<NonNullable<Entry["touched"]>[number], string>> = {
  text: "words",
  when: "time",
  recurrence: "repeat",
  done: "tick",
  notes: "notes",
  location: "place",
  url: "link",
  tags: "tags",
  reminders: "reminders",
};

/** What an entry would become of: "new", "now Wednesday 25 November, 18:30", "changes place and notes". */
export function noteWords({ kind, before, touched = [] }: Entry, reader: Reader): string {
  if (kind === "created") return "new";
  if (kind === "deleted") return "would be deleted";
  if (kind === "restored") return "would come back";
  const other = touched.filter((aspect) => aspect !== "when").map((aspect) => aspects[aspect]);
  const moved = before && touched.includes("when") ? [`now ${whenWords(before, reader)}`] : [];
  const named = before && touched.includes("text") ? [`now “${before.text}”`] : [];
  const rest = other.filter((word) => word !== "words");
  return [...moved, ...named, ...(rest.length > 0 ? [`changes ${rest.join(" and ")}`] : [])].join("; ");
}
