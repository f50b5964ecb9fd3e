import type { Translator } from "../../messages/translator.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { listed } from "../words/listed.ts";
import type { Proposal } from "./use-proposals.ts";

type Entry = Proposal["entries"][number];
type Item = Entry["item"];

/** An item's local time for the reader: "Thursday 26 November, 15:15 to 17:15". */
export function whenWords(item: Item, reader: Reader, t: Translator): string {
  const { timeZone, today, words } = reader;
  const date = item.startsAt ? wallOf(Date.parse(item.startsAt), timeZone).date : item.date;
  const day = weekdayAndDate(date, today, words);
  const time = timeWords(item, reader, t);
  return time === "" ? day : t("proposals.at", { day, time });
}

/** "15:15 to 17:15"; empty for an item without a time. */
export function timeWords({ startsAt, endsAt, endTime }: Item, { timeZone, hour12 }: Reader, t: Translator): string {
  const timeOf = (at: string) => clock(wallOf(Date.parse(at), timeZone).time, hour12);
  if (!startsAt) return "";
  const start = timeOf(startsAt);
  return endsAt && endTime ? t("proposals.span", { start, end: timeOf(endsAt) }) : start;
}

const aspects = {
  recurrence: "proposals.repeat",
  done: "proposals.tick",
  notes: "proposals.notes",
  location: "proposals.place",
  url: "proposals.link",
  tags: "proposals.tags",
  reminders: "proposals.reminders",
} as const;

/** The effect on an entry: "new", "now Wednesday 25 November, 18:30", "changes place and notes". */
export function noteWords({ kind, before, touched = [] }: Entry, reader: Reader, t: Translator): string {
  if (kind === "created") return t("proposals.new");
  if (kind === "deleted") return t("proposals.wouldGo");
  if (kind === "restored") return t("proposals.wouldComeBack");
  const details = touched.flatMap((aspect) => (aspect === "when" || aspect === "text" ? [] : [t(aspects[aspect])]));
  const notes = [
    ...(before && touched.includes("when") ? [t("proposals.now", { when: whenWords(before, reader, t) })] : []),
    ...(before && touched.includes("text") ? [t("proposals.nowNamed", { text: before.text })] : []),
    ...(details.length > 0 ? [t("proposals.changesThese", { details: listed(details, t) })] : []),
  ];
  return notes.length === 0 ? "" : notes.reduce((first, second) => t("proposals.inRow", { first, second }));
}
