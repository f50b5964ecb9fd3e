import { whenNames } from "../../agenda/item/fields.ts";
import type { Aspect } from "../../contract/operations/fresh-changes.ts";
import type { FieldName } from "../sync/entry-key.ts";
import { changedFields, type Draft, rebased } from "./item-draft.ts";

/** The unit of choice: all date and time fields together, every other field by itself. */
export type Part = Aspect;

/** The fields of a part. */
const fieldNamesOf: Readonly<Record<Part, readonly FieldName[]>> = {
  ...{ text: ["text"], when: whenNames, recurrence: ["recurrence"], location: ["location"], url: ["url"] },
  ...{ tags: ["tags"], notes: ["notes"], reminders: ["reminders"], done: ["done"] },
};
const parts = Object.keys(fieldNamesOf) as Part[];

export const valuesOf = (draft: Draft, part: Part): Partial<Draft> =>
  Object.fromEntries(fieldNamesOf[part].map((name) => [name, draft[name]]));

export const isAlike = (one: Draft, other: Partial<Draft>, part: Part): boolean =>
  fieldNamesOf[part].every((name) => String(one[name]) === String(other[name]));

interface Merged {
  readonly draft: Draft;
  /** What both sides have changed, differently; the draft keeps its own there. */
  readonly clashing: readonly Part[];
}

/**
 * Three-way merge: a change made by only one side is taken over.
 * @param saved the version both sides started from
 */
export function mergeDrafts(saved: Draft, draft: Draft, newer: Draft): Merged {
  const [mine, theirs] = [changedFields(saved, draft), changedFields(saved, newer)];
  const clashing = parts.filter((part) => {
    const isIn = (name: FieldName) => fieldNamesOf[part].includes(name);
    const [own, other] = [mine.filter(isIn), theirs.filter(isIn)];
    if (own.length === 0 || other.length === 0 || isAlike(draft, newer, part)) return false;
    return part !== "when" || !(isApart(own, other) || isApart(other, own));
  });
  const kept = clashing.map((part) => valuesOf(draft, part));
  return { draft: Object.assign({ ...rebased(saved, draft, newer) }, ...kept), clashing };
}

/** A new date merges with a new time of day; an end on another day or in another zone would change what they mean. */
function isApart(one: readonly FieldName[], other: readonly FieldName[]): boolean {
  const times: readonly FieldName[] = ["startTime", "endTime"];
  return one.every((name) => name === "date") && other.every((name) => times.includes(name));
}

/** A part changed by both sides: until one is chosen, the draft keeps its own. */
export interface Clash {
  readonly part: Part;
  /** The user's own value, also while the other is chosen. */
  readonly mine: Partial<Draft>;
  /** The version both started from. */
  readonly since: number;
  /** Whether the user was asked. */
  readonly isAsked: boolean;
}
