import { weekdays } from "../fields/time.ts";

/** Changes to JSON Schemas that are made keyword by keyword, for descriptions that say only what a reader needs. */

type Node = Readonly<Record<string, unknown>>;
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export type Keyword = [name: string, value: unknown];

/** One node with what stands below it changed; names of properties are no keywords. */
export function mapBelow(node: Node, change: (value: unknown) => unknown): Node {
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => [
      keyword,
      keyword === "properties" && isNode(value)
        ? Object.fromEntries(Object.entries(value).map(([name, property]) => [name, change(property)]))
        : change(value),
    ]),
  );
}

/**
 * The same schema, or whatever holds schemas, with its keywords changed at every depth.
 * @param change what becomes of a keyword; undefined: it is left out
 */
export function changeKeywords<T extends object>(schema: T, change: (keyword: Keyword) => Keyword | undefined): T {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (!isNode(value)) return value;
    const kept = Object.entries(value).flatMap((keyword) => [change(keyword)].filter((each) => each !== undefined));
    return mapBelow(Object.fromEntries(kept), changed);
  };
  return changed(schema) as T;
}

const datePattern = "^\\d{4}-\\d{2}-\\d{2}$";

/** Dates by the name that JSON Schema has for how they are written. */
export const nameDates = (keyword: Keyword): Keyword =>
  keyword[0] === "pattern" && keyword[1] === datePattern ? ["format", "date"] : keyword;

const ofWriting = new Set(["pattern", "minLength", "maxLength", "example"]);

/** Whether a keyword says how a value is written, which every answer shows by itself: its letters, or the names of the weekdays. */
export const isOfWriting = ([name, value]: Keyword): boolean =>
  ofWriting.has(name) || (name === "enum" && isWeekdays(value));

/** Whether it is the list of the weekdays. */
export const isWeekdays = (value: unknown): boolean => Array.isArray(value) && value.includes(weekdays[0]);
