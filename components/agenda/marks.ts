import type { Item } from "../../contract/item.ts";
import type { Answer } from "../client/api.ts";

type Told = Answer<"listChanges">["changes"][number];
export type Kind = "created" | "updated" | "deleted" | "restored";

/** As much of a change as marks are made of. */
interface Change extends Pick<Told, "id" | "at" | "door" | "programName" | "conversation"> {
  readonly items?: readonly Pick<NonNullable<Told["items"]>[number], "id" | "kind">[] | undefined;
}

/** One of the assistant's changes, as far as undoing it is concerned. */
export interface MarkedChange {
  readonly id: number;
  /** How many items it touched altogether. */
  readonly itemCount: number;
  readonly conversation?: string | undefined;
}

/** What the assistant's hand did to one item, until it is kept. */
export interface Mark {
  readonly id: string;
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

export type Marks = ReadonlyMap<string, Mark>;

const freshMs = 86_400_000;

/**
 * Marks after some changes, oldest first. A change by the person's own hand ends what was fresh.
 * @param before items as they were shown before the changes
 */
export function marksAfter(marks: Marks, changes: readonly Change[], before: ReadonlyMap<string, Item>): Marks {
  const next = new Map(marks);
  for (const { id: changeId, door, programName, at, conversation, items = [] } of changes) {
    const change: MarkedChange = { id: changeId, itemCount: items.length, ...(conversation && { conversation }) };
    for (const { id, kind } of items) {
      const earlier = next.get(id);
      next.delete(id);
      if (door === "web") continue;
      const wasAdded = earlier?.kind === "created";
      if (wasAdded && kind === "deleted") continue;
      const isStillNew = wasAdded && kind === "updated";
      const was = earlier?.before ?? before.get(id);
      const done = [...(earlier?.changes ?? []), change];
      const own = isStillNew ? ("created" as const) : kind;
      const by = { door, ...(programName && { programName }) };
      const mark = { id, kind: own, ...by, atMs: Date.parse(at), changes: done };
      next.set(id, isStillNew || !was ? mark : { ...mark, before: was });
    }
  }
  return next;
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

/** Who did it: the program by its own name, which is proof of nothing, so a GPT is always ChatGPT. */
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
