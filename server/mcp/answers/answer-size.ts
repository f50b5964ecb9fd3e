import type { JsonObject } from "../../../contract/json-object.ts";

/** How much of an answer a model should read at once, in characters of JSON: in total, and in the structured part. */
export const answerCharacters = 20_000;
const structuredCharacters = 14_000;

export const sizeOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/** The answer's longest list, by characters. */
function longestList(output: JsonObject): { name: string; entries: readonly unknown[] } | undefined {
  const lists = Object.entries(output).flatMap(([name, entries]) =>
    Array.isArray(entries) ? [{ name, entries }] : [],
  );
  return lists.sort((a, b) => sizeOf(b.entries) - sizeOf(a.entries))[0];
}

/**
 * How many entries of the longest list fit.
 * @returns undefined if the whole answer fits
 */
export function countFitting(output: JsonObject): number | undefined {
  let room = structuredCharacters - sizeOf(output);
  if (room >= 0) return undefined;
  const { entries = [] } = longestList(output) ?? {};
  let count = entries.length;
  while (room < 0 && count > 0) room += sizeOf(entries[--count]) + 1;
  return count;
}

/** Cuts the longest list to what fits and says how many entries were omitted. */
export function cut(output: JsonObject): JsonObject {
  const count = countFitting(output);
  const list = longestList(output);
  if (count === undefined || !list) return output;
  return { ...output, [list.name]: list.entries.slice(0, count), omitted: list.entries.length - count };
}
