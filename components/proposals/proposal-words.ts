import type { Translator } from "../../messages/translator.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { isSpan, type Placed, placeItem } from "../timeline/placed-item.ts";
import { inRow, listed } from "../words/listed.ts";
import type { Proposal } from "./use-proposals.ts";

type Entry = Proposal["entries"][number];
type Item = Entry["item"];

/** When an item is, for the reader: "Thursday 26 November, 15:15 to 17:15"; of a series, its first date and the rule. */
export function whenWords(item: Item, reader: Reader, t: Translator): string {
  const placed = placeItem(item, reader.timeZone);
  const time = timeWords(item, reader, t);
  if (isSpan(placed)) return time;
  const day = weekdayAndDate(placed.from, reader.today, reader.words);
  return time === "" ? day : t("proposals.at", { day, time });
}

/** What its day does not say: "15:15 to 17:15", the days of one that lasts several, the rule of a series; else empty. */
export function timeWords(item: Item, reader: Reader, t: Translator): string {
  const placed = placeItem(item, reader.timeZone);
  const { timed } = placed;
  const timeOf = (ms: number) => clock(wallOf(ms, reader.timeZone).time, reader.hour12);
  const times = isSpan(placed)
    ? [spanWords(placed, reader, t)]
    : timed?.ends
      ? [t("proposals.span", { start: timeOf(timed.startMs), end: timeOf(timed.endMs) })]
      : timed
        ? [timeOf(timed.startMs)]
        : [];
  return inRow([...times, ...rulesOf(item)], t);
}

/** "Tuesday 1 December, 15:15 to Thursday 3 December, 17:15". */
function spanWords({ from, to, timed }: Placed, { timeZone, today, hour12, words }: Reader, t: Translator): string {
  const dayOf = (date: string) => weekdayAndDate(date, today, words);
  const at = (ms: number) => {
    const { date, time } = wallOf(ms, timeZone);
    return t("proposals.at", { day: dayOf(date), time: clock(time, hour12) });
  };
  return t(
    "proposals.span",
    timed ? { start: at(timed.startMs), end: at(timed.endMs) } : { start: dayOf(from), end: dayOf(to) },
  );
}

/** Of a series as a whole. */
const rulesOf = ({ occurrence, recurrenceText }: Item): readonly string[] =>
  occurrence === undefined && recurrenceText !== undefined ? [recurrenceText] : [];

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
