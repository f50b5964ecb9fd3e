import type { Item } from "../../contract/fields/item.ts";
import type { Answer } from "./api-client.ts";
import { keyOf } from "./entry-key.ts";

type Told = Answer<"listChanges">["changes"][number];
export type Kind = "created" | "updated" | "deleted" | "restored";

/** As much of a change as marks are made of. */
interface Change extends Pick<Told, "id" | "at" | "door" | "programName" | "conversation"> {
  readonly items?: readonly Pick<NonNullable<Told["items"]>[number], "id" | "kind" | "occurrences">[] | undefined;
}

/** One of the assistant's changes, as far as undoing it is concerned. */
export interface MarkedChange {
  readonly id: number;
  /** How many entries it marked altogether: items, series as a whole, single occurrences. */
  readonly itemCount: number;
  readonly conversation?: string | undefined;
}

/** What the assistant's hand did to one item, to one occurrence or to a series as a whole, until it is kept. */
export interface Mark {
  readonly id: string;
  /** Its original date, where only that one was meant. */
  readonly occurrence?: string | undefined;
  readonly kind: Kind;
  readonly door: "gpt" | "mcp";
  /** What the program calls itself, where it said. */
  readonly programName?: string | undefined;
  readonly atMs: number;
  /** What was done to it since it was last kept, oldest first: what has to be undone. */
  readonly changes: readonly MarkedChange[];
  /** The item as it was shown before; needed to show what was moved or deleted. */
  readonly before?: Item | undefined;
}

/** By the key of an entry, or the id of a series as a whole. */
export type Marks = ReadonlyMap<string, Mark>;

export const markKeyOf = ({ id, occurrence }: Pick<Mark, "id" | "occurrence">): string => keyOf({ id, occurrence });

const freshMs = 86_400_000;

/** Everything that a change marks. A series that was split is changed from there on, and not where it was before. */
function touchedBy({
  items = [],
}: Change): { readonly id: string; readonly occurrence?: string; readonly kind: Kind }[] {
  const isSplit = items.some(({ occurrences }) => occurrences?.length === 0);
  return items.flatMap(({ id, kind, occurrences }) => {
    if (occurrences) return occurrences.map((one) => ({ id, ...one }));
    return [{ id, kind: isSplit && kind === "created" ? "updated" : kind }];
  });
}

/**
 * Marks after some changes, oldest first. A change by the person's own hand ends what was fresh; where it was of one occurrence, also
 * what was said of the series, and nothing of the others.
 * @param before entries as they were shown before the changes, by key; a series also by its id
 */
export function marksAfter(marks: Marks, changes: readonly Change[], before: ReadonlyMap<string, Item>): Marks {
  const next = new Map(marks);
  for (const told of changes) {
    const { id: changeId, door, programName, at, conversation } = told;
    const touched = touchedBy(told);
    const change: MarkedChange = { id: changeId, itemCount: touched.length, ...(conversation && { conversation }) };
    for (const { kind, ...what } of touched) {
      const key = markKeyOf(what);
      const earlier = next.get(key);
      next.delete(key);
      if (door === "web") {
        next.delete(what.id);
        continue;
      }
      const wasAdded = earlier?.kind === "created";
      if (wasAdded && kind === "deleted") continue;
      const isStillNew = wasAdded && kind === "updated";
      const was = earlier?.before ?? before.get(key);
      const done = [...(earlier?.changes ?? []), change];
      const own = isStillNew ? ("created" as const) : kind;
      const by = { door, ...(programName && { programName }) };
      const mark = { ...what, kind: own, ...by, atMs: Date.parse(at), changes: done };
      next.set(key, isStillNew || !was ? mark : { ...mark, before: was });
    }
  }
  return next;
}

/** Entries by key, and of each series the one that its marks stand at by its id: the first from today on, else the last before. */
export function entriesBefore(items: readonly Item[], today: string): ReadonlyMap<string, Item> {
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

/** Which entry each mark stands at, where one is shown: what was deleted stands where it was. */
export function placeMarks(marks: readonly Mark[], items: readonly Item[], today: string): PlacedMark[] {
  const entries = entriesBefore(items, today);
  return marks.flatMap((mark) => {
    const shown = entries.get(markKeyOf(mark));
    const item = shown ?? (mark.kind === "deleted" ? mark.before : undefined);
    return item ? [{ mark, item }] : [];
  });
}

export function freshOf(marks: Marks, nowMs: number): Mark[] {
  return [...marks.values()].filter(({ atMs }) => nowMs - atMs < freshMs).sort((a, b) => a.atMs - b.atMs);
}

/** What is known of one date of a repeating item says nothing about another. */
export function isMoved(mark: Mark, item: Item): boolean {
  const was = mark.before;
  return (
    was !== undefined &&
    was.occurrence === item.occurrence &&
    (was.date !== item.date || was.startTime !== item.startTime || was.endTime !== item.endTime)
  );
}

/** The author: the program's own name, which is unverified, so a GPT is always ChatGPT. */
export const authorOf = ({ door, programName }: Pick<Mark, "programName"> & { readonly door: string }): string =>
  door === "gpt" ? "ChatGPT" : (programName ?? "An assistant");

/** "Added", "Moved", "Deleted" … as the note says it. */
export function verbOf(mark: Mark, item: Item): string {
  if (mark.kind === "created") return "Added";
  if (mark.kind === "deleted") return "Deleted";
  if (mark.kind === "restored") return "Brought back";
  if (isMoved(mark, item)) return "Moved";
  if (mark.before && !mark.before.done && item.done) return "Ticked off";
  return "Changed";
}
