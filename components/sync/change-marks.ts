import type { Item } from "../../contract/fields/item.ts";
import type { Aspect } from "../../contract/operations/fresh-changes.ts";
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
