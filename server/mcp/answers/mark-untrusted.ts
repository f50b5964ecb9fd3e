/**
 * What came from a calendar file stands between marks in the words of an answer, so that a model takes it as data. All that there is to
 * the marks is here: how they are set, that no text can set or close one itself, and that cutting leaves none open.
 * @see docs/decisions/0174-fences.md
 */
const [opening, closing] = ["<imported-data>", "</imported-data>"];

/** The marks' name, however its two words are joined. */
const name = /imported[\p{Pd}\p{Cf}\p{Z}_]*data/giu;
const brokenName = "imported data";

/** Words as data. What would look like a mark, or like any tag, is written otherwise inside: the structured answer has it as it is. */
export function markUntrusted(words: string): string {
  const plain = words.replaceAll(name, brokenName).replaceAll("<", "‹").replaceAll(">", "›");
  return `${opening}${plain}${closing}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** A field's words, fenced where the mark stands beside them. */
export function wordsOf(fields: Fields, field: string): string {
  const words = fields[field];
  if (typeof words !== "string" || words === "") return "";
  return fields.imported === true ? markUntrusted(words) : words;
}

/** A value that nobody has sentences for, as JSON of at most so many characters; fenced where the mark stands anywhere in it. */
export function jsonOf(value: unknown, most = Number.POSITIVE_INFINITY): string {
  const json = JSON.stringify(value);
  const short = json.length > most ? `${json.slice(0, most)}…` : json;
  return json.includes('"imported":true') ? markUntrusted(short) : short;
}

/** The same answer without the marks' name anywhere: what is to be told in words must not bring marks of its own along. */
export function withoutMarks<T>(value: T): T {
  const json = JSON.stringify(value);
  return json?.search(name) >= 0 ? (JSON.parse(json.replaceAll(name, brokenName)) as T) : value;
}

/** At most so many characters, no half of one; a fence that the cut left open is closed. */
export function cutWords(words: string, most: number): string {
  const points = [...words];
  if (points.length <= most) return words;
  const kept = points.slice(0, most).join("");
  const isOpen = kept.lastIndexOf(opening) > kept.lastIndexOf(closing);
  // No word inside begins like a mark, so what does at the end is the rest of one.
  return isOpen ? `${kept.replace(/<[/a-z-]*$/, "")}…${closing}` : `${kept.replace(/<[a-z-]*$/, "")}…`;
}
