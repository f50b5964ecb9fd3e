import type { ItemContent } from "../item/item-content.ts";
import { isSameValue } from "../item/same-value.ts";

/**
 * Fields that only make sense together are undone together: a rule with when the item is, because its date must match. Exceptions are
 * undone one by one, each by its date. Every field of an item stands here: the compiler sees to it.
 */
const groups: Readonly<Record<Exclude<keyof ItemContent, "exceptions">, string>> = {
  text: "text",
  date: "when",
  startTime: "when",
  endDate: "when",
  endTime: "when",
  timeZone: "when",
  startsAtMs: "when",
  endsAtMs: "when",
  recurrence: "when",
  notes: "notes",
  location: "location",
  url: "url",
  tags: "tags",
  done: "done",
  imported: "imported",
};
const fields = Object.keys(groups) as (keyof typeof groups)[];
const groupNames = [...new Set(Object.values(groups))];

/** What of an item is put back by itself. */
export interface Part {
  isSame(a: ItemContent, b: ItemContent): boolean;
  put(onto: ItemContent, from: ItemContent): ItemContent;
}

/** Everything that can be put back in one of these states. */
export function partsOfAll(...contents: readonly ItemContent[]): Part[] {
  const dates = new Set(contents.flatMap(({ exceptions }) => Object.keys(exceptions ?? {})));
  return [...groupNames.map(fieldsPart), ...[...dates].map(exceptionPart)];
}

function fieldsPart(name: string): Part {
  const own = fields.filter((field) => groups[field] === name);
  return {
    isSame: (a, b) => own.every((field) => isSameValue(a[field], b[field])),
    put: (onto, from) => ({ ...onto, ...Object.fromEntries(own.map((field) => [field, from[field] ?? null])) }),
  };
}

/** When an item is. */
export const when = fieldsPart("when");

function exceptionPart(date: string): Part {
  return {
    isSame: (a, b) => isSameValue(a.exceptions?.[date], b.exceptions?.[date]),
    put: (onto, from) => {
      const { [date]: _, ...others } = onto.exceptions ?? {};
      const exception = from.exceptions?.[date];
      const exceptions = exception === undefined ? others : { ...others, [date]: exception };
      return { ...onto, exceptions: Object.keys(exceptions).length === 0 ? null : exceptions };
    },
  };
}

/** Parts of several states put together: a single item has no exceptions, and a series is not done as a whole. */
export function possible(content: ItemContent): ItemContent {
  if (content.recurrence) return content.done ? { ...content, done: false } : content;
  return content.exceptions ? { ...content, exceptions: null } : content;
}
