import { fieldNames, fields } from "../item/fields.ts";
import type { ItemContent } from "../item/item-content.ts";
import { isSameValue } from "../item/same-value.ts";

/** Exceptions are undone separately by date; every other field together with its part. */
const groupNames = [...new Set(fieldNames.map((name) => fields[name].undoPart))].filter((part) => part !== null);

/** A part of an item that is undone separately. */
export interface Part {
  /** Of an exception: its date. */
  readonly date?: string;
  isSame(a: ItemContent, b: ItemContent): boolean;
  put(onto: ItemContent, from: ItemContent): ItemContent;
}

/** All parts of several states of an item. */
export function partsOfAll(...contents: readonly ItemContent[]): Part[] {
  const dates = new Set(contents.flatMap(({ exceptions }) => Object.keys(exceptions ?? {})));
  return [...groupNames.map((name) => (name === "when" ? when : fieldsPart(name))), ...[...dates].map(exceptionPart)];
}

function fieldsPart(name: string): Part {
  const own = fieldNames.filter((field) => fields[field].undoPart === name);
  return {
    isSame: (a, b) => own.every((field) => isSameValue(a[field], b[field])),
    put: (onto, from) => ({ ...onto, ...Object.fromEntries(own.map((field) => [field, from[field] ?? null])) }),
  };
}

/** The date and time of an item, and its rule. */
export const when = fieldsPart("when");

function exceptionPart(date: string): Part {
  return {
    date,
    isSame: (a, b) => isSameValue(a.exceptions?.[date], b.exceptions?.[date]),
    put: (onto, from) => {
      const { [date]: _, ...others } = onto.exceptions ?? {};
      const exception = from.exceptions?.[date];
      const exceptions = exception === undefined ? others : { ...others, [date]: exception };
      return { ...onto, exceptions: Object.keys(exceptions).length === 0 ? null : exceptions };
    },
  };
}

/** Makes a combination of parts consistent: a single item has no exceptions, and a series is not done as a whole. */
export function possible(content: ItemContent): ItemContent {
  if (content.recurrence) return content.done ? { ...content, done: false } : content;
  return content.exceptions ? { ...content, exceptions: null } : content;
}
