import type { JsonObject } from "../../../contract/json-object.ts";

/**
 * Text from a calendar file is fenced in an answer's words, so that models treat it as data. Everything about the fences is
 * here: setting them, keeping any text from opening or closing one, and closing those that truncation leaves open.
 * @see docs/decisions/0174-fences.md
 */
const [opening, closing] = ["<imported-data>", "</imported-data>"];

/** The fences' name, however its two words are joined. */
const name = /imported[\p{Pd}\p{Cf}\p{Z}_]*data/giu;
const brokenName = "imported data";

/**
 * Fences words as data. Anything inside that looks like a fence, or like any tag, is escaped; the structured answer has the
 * original.
 */
export function markUntrusted(words: string): string {
  const plain = words.replaceAll(name, brokenName).replaceAll("<", "‹").replaceAll(">", "›");
  return `${opening}${plain}${closing}`;
}

/** A field's words, fenced if the item came from outside. */
export function wordsOf(fields: JsonObject, field: string): string {
  const words = fields[field];
  if (typeof words !== "string" || words === "") return "";
  return fields.imported === true ? markUntrusted(words) : words;
}

/** A value without a dedicated description, as JSON of at most `most` characters; fenced if any part of it came from outside. */
export function jsonOf(value: unknown, most = Number.POSITIVE_INFINITY): string {
  const json = JSON.stringify(value);
  const short = json.length > most ? `${json.slice(0, most)}…` : json;
  return json.includes('"imported":true') ? markUntrusted(short) : short;
}

/**
 * Removes the fences' name everywhere: a value to be put into words must not bring fences of its own.
 * @param json the value as JSON, if already available
 */
export function withoutMarks<T>(value: T, json = JSON.stringify(value)): T {
  return json?.search(name) >= 0 ? (JSON.parse(json.replaceAll(name, brokenName)) as T) : value;
}

/** Truncates to `most` characters without splitting one; closes a fence that the cut left open. */
export function cutWords(words: string, most: number): string {
  const points = [...words];
  if (points.length <= most) return words;
  const kept = points.slice(0, most).join("");
  const isOpen = kept.lastIndexOf(opening) > kept.lastIndexOf(closing);
  // No word inside can begin like a fence, so one that does at the end is a cut fence.
  return isOpen ? `${kept.replace(/<[/a-z-]*$/, "")}…${closing}` : `${kept.replace(/<[a-z-]*$/, "")}…`;
}
