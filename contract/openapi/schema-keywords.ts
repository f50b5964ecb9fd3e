import { weekdays } from "../fields/time.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";

/** Transforms JSON Schemas keyword by keyword, for descriptions that contain only what a reader needs. */

type Keyword = [name: string, value: unknown];

/** Transforms everything below a node; property names are not keywords. */
export function mapBelow(node: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => [
      keyword,
      keyword === "properties" && isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).map(([name, property]) => [name, change(property)]))
        : change(value),
    ]),
  );
}

/**
 * Transforms the keywords of a schema, or of a document containing schemas, at every depth.
 * @param change returns the new keyword; undefined drops it
 */
export function changeKeywords<T extends object>(schema: T, change: (keyword: Keyword) => Keyword | undefined): T {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (!isJsonObject(value)) return value;
    const kept = Object.entries(value).flatMap((keyword) => [change(keyword)].filter((each) => each !== undefined));
    return mapBelow(Object.fromEntries(kept), changed);
  };
  return changed(schema) as T;
}

const datePattern = "^\\d{4}-\\d{2}-\\d{2}$";

/** Replaces date patterns by JSON Schema's name for the format. */
export const nameDates = (keyword: Keyword): Keyword =>
  keyword[0] === "pattern" && keyword[1] === datePattern ? ["format", "date"] : keyword;

const ofWriting = new Set(["pattern", "minLength", "maxLength", "example"]);

/** Whether a keyword only describes the format, which every answer shows by example: patterns, weekday names. */
export const isOfWriting = ([name, value]: Keyword): boolean =>
  ofWriting.has(name) || (name === "enum" && isWeekdays(value));

/** Whether it is the list of weekdays. */
export const isWeekdays = (value: unknown): boolean => Array.isArray(value) && value.includes(weekdays[0]);
