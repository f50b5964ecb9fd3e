import type { Item } from "../../contract/fields/item.ts";
import type { Aspect } from "../../contract/operations/fresh-changes.ts";
import type { Translator } from "../../messages/translator.ts";
import { capitalized, inRow, listed } from "../words/listed.ts";
import type { Answer } from "./api-client.ts";
import { keyOf } from "./entry-key.ts";

/** What an assistant did to one item, one occurrence or a whole series, until kept. */
export type Mark = Answer<"listFreshChanges">["marks"][number];
export type Kind = Mark["kind"];
/** One of the assistant's changes, as needed for undoing it. */
export type MarkedChange = Mark["changes"][number];

/** By the key of an entry, or the id of a series as a whole. */
export type Marks = ReadonlyMap<string, Mark>;

export const markKeyOf = ({ id, occurrence }: Pick<Mark, "id" | "occurrence">): string => keyOf({ id, occurrence });

/** Attributes of a row, for stepping through the marks, and so that it counts as seen once on screen. */
export const markAttributes = (mark: Mark | undefined) =>
  mark && { "data-mark": markKeyOf(mark), "data-seen": mark.seen ? undefined : markKeyOf(mark) };

/** The last change that a mark covers: keeping it keeps everything up to there. */
export const lastRevOf = ({ changes }: Pick<Mark, "changes">): number => changes.at(-1)?.id ?? 0;

export const madeAtMs = ({ at }: Pick<Mark, "at">): number => Date.parse(at);

/** Entries by key, and for each series, by its id, the one that shows its marks: the first from today on, else the last before. */
function entriesByMark(items: readonly Item[], today: string): ReadonlyMap<string, Item> {
  const entries = new Map(items.map((item) => [keyOf(item), item]));
  for (const item of items) {
    if (item.occurrence === undefined) continue;
    const known = entries.get(item.id);
    if (known === undefined || isBefore(item, known, today)) entries.set(item.id, item);
  }
  return entries;
}

function isBefore(one: Item, other: Item, today: string): boolean {
  if (one.date >= today !== other.date >= today) return one.date >= today;
  const isEarlier =
    one.date < other.date || (one.date === other.date && (one.startTime ?? "") < (other.startTime ?? ""));
  return one.date >= today ? isEarlier : !isEarlier;
}

/** A mark with the entry it is shown at. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly item: Item;
}

/** A stable reference: dependents are not re-rendered. */
const nowhere: readonly PlacedMark[] = [];

/** The entry of each mark: the one on the page, else the server's copy. */
export function placeMarks(marks: readonly Mark[], items: readonly Item[], today: string): readonly PlacedMark[] {
  if (marks.length === 0) return nowhere;
  const entries = entriesByMark(items, today);
  return marks.map((mark) => ({ mark, item: entries.get(markKeyOf(mark)) ?? mark.item }));
}

/** Whether an update touched a field; an added or deleted item counts as touched as a whole. */
export const isTouched = (mark: Mark | undefined, aspect: Aspect): boolean => mark?.touched?.includes(aspect) ?? false;

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
