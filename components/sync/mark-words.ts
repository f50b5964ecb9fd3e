import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { capitalized, inRow, listed } from "../words/listed.ts";
import { isTouched, type Mark } from "./change-marks.ts";

type Author = Pick<Mark, "programName"> & { readonly door: string };

/** The author: the program's own name, which is unverified, so a GPT is always ChatGPT. */
export const authorOf = ({ door, programName }: Author, t: Translator): string =>
  door === "gpt" ? "ChatGPT" : (programName ?? t("sync.anAssistant"));

/** The author within a sentence: "ChatGPT", "an assistant". */
export const authorWithin = ({ door, programName }: Author, t: Translator): string =>
  door === "gpt" ? "ChatGPT" : (programName ?? t("sync.anAssistantWithin"));

/** What was done, as counted in the strip, by its name within a sentence. */
export const verbs = [
  "sync.added",
  "sync.moved",
  "sync.changed",
  "sync.tickedOff",
  "sync.broughtBack",
  "sync.deleted",
] as const;
export type Verb = (typeof verbs)[number];

export function verbOf(mark: Mark, item: Item): Verb {
  if (mark.kind === "created") return "sync.added";
  if (mark.kind === "deleted") return "sync.deleted";
  if (mark.kind === "restored") return "sync.broughtBack";
  if (isTouched(mark, "when") && whenVerb(mark, item) === "sync.moved") return "sync.moved";
  return isTouched(mark, "done") && item.done ? "sync.tickedOff" : "sync.changed";
}

const detailNames = [
  ["location", "sync.place"],
  ["notes", "sync.notes"],
  ["url", "sync.link"],
  ["tags", "sync.tags"],
  ["reminders", "sync.reminders"],
  ["recurrence", "sync.rule"],
] as const;

/** The change to one item, by field: "Added", "Moved", "Place and notes changed", "Ticked off, tags changed". */
export function wordsOfMark(mark: Mark, item: Item, t: Translator): string {
  if (mark.kind !== "updated") return capitalized(t(verbOf(mark, item)));
  const details = detailNames.flatMap(([aspect, name]) => (isTouched(mark, aspect) ? [t(name)] : []));
  const words = [
    ...(isTouched(mark, "when") ? [t(whenVerb(mark, item))] : []),
    ...(isTouched(mark, "done") ? [t(item.done ? "sync.tickedOff" : "sync.reopened")] : []),
    ...(isTouched(mark, "text") ? [t("sync.renamed")] : []),
    ...(details.length > 0 ? [t("sync.detailsChanged", { details: listed(details, t) })] : []),
  ];
  return capitalized(inRow(words, t) || t("sync.changed"));
}

function whenVerb({ before }: Mark, item: Item) {
  const isStartSame =
    before?.startTime === item.startTime && (before?.date === item.date || item.occurrence !== before?.occurrence);
  if (!isStartSame) return "sync.moved";
  const isEndSame = before?.endTime === item.endTime && before?.endDate === item.endDate;
  return isEndSame ? "sync.zoneChanged" : "sync.lengthChanged";
}
