import type { Steps } from "../steps.ts";
import { foldWords, ownWords, type Searched, spellPlainly } from "./search-text.ts";

/** Shorter words have too many neighbours to guess. */
const fewestLetters = 4;
/** Nobody types longer words, and two hundred different letters would mean too many patterns. */
const mostLetters = 32;
/** A query word matches the beginning of a longer word only from this length: `det`ails does not match `dent`. */
const fewestOfBeginnings = 6;
const oneWord = /^[\p{L}\p{N}]+$/u;
/** Scripts without spaces: word boundaries are unknown there. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a folded word is eligible for typo correction. */
export function isForgiven(word: string): boolean {
  const { length } = [...word];
  return length >= fewestLetters && length <= mostLetters && oneWord.test(word) && !unspaced.test(word);
}

/**
 * Plain spellings one of which occurs in any word with a single typo: the two halves of the word (a typo is in only one of
 * them), and the word with the two letters at the seam swapped.
 */
export function halvesOf(word: string): string[] {
  const letters = [...word];
  const seam = letters.length >> 1;
  return [letters.slice(0, seam), letters.slice(seam), exchanged(letters, seam - 1)].map((part) =>
    spellPlainly(part.join("")),
  );
}

function exchanged(letters: readonly string[], at: number): string[] {
  return letters.with(at, letters[at + 1] ?? "").with(at + 1, letters[at] ?? "");
}

/** SQL LIKE patterns for everything one typo away from a folded word: a letter inserted, deleted, replaced, or two swapped. */
export function patternsNear(word: string): string[] {
  const letters = [...word];
  const spelt = letters.map(spellPlainly);
  // In plain spelling a letter takes one character, or five; a Latin word has only single ones.
  const any = spelt.every((sign) => sign.length === 1) ? ["_"] : ["_", "_____"];
  const near = letters.flatMap((_, index) => [
    ...any.flatMap((sign) => [spelt.with(index, sign), spelt.toSpliced(index, 0, sign)]),
    spelt.toSpliced(index, 1),
    ...(index > 0 ? [exchanged(spelt, index - 1)] : []),
  ]);
  return [...new Set(near.map((parts) => `%${parts.join("")}%`))];
}

/** Whether two words differ by one letter inserted, deleted or replaced, or by two adjacent letters swapped. */
export function isOneErrorAway(a: string, b: string): boolean {
  const [short, long] = [[...a], [...b]].sort((one, other) => one.length - other.length) as [string[], string[]];
  if (a === b || long.length - short.length > 1) return false;
  const first = long.findIndex((letter, index) => letter !== short[index]);
  const rest = (letters: string[], from: number) => letters.slice(from).join("");
  if (long.length > short.length) return rest(long, first + 1) === rest(short, first);
  if (rest(long, first + 1) === rest(short, first + 1)) return true;
  return (
    long[first] === short[first + 1] &&
    long[first + 1] === short[first] &&
    rest(long, first + 2) === rest(short, first + 2)
  );
}

/**
 * The word that was probably meant: the most frequent word in some items that is one typo away; otherwise one whose beginning
 * is.
 * @param word folded
 */
export function* nearestWord(word: string, items: readonly Searched[]): Steps<string | undefined> {
  const length = [...word].length;
  const whole = new Map<string, number>();
  const beginnings = new Map<string, number>();
  for (const { text, location, tags, notes, exceptions } of items) {
    yield;
    for (const there of new Set(
      foldWords([text, location, ...tags, notes, ...ownWords(exceptions)].join("\n")).match(/[\p{L}\p{N}]+/gu),
    )) {
      if (isOneErrorAway(word, there)) whole.set(there, (whole.get(there) ?? 0) + 1);
      if (length < fewestOfBeginnings) continue;
      const letters = [...there];
      for (const most of [length, length + 1, length - 1]) {
        const beginning = letters.slice(0, most).join("");
        if (letters.length <= most || !isOneErrorAway(word, beginning)) continue;
        beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + 1);
      }
    }
  }
  return mostFrequent(whole) ?? mostFrequent(beginnings);
}

/** Breaks ties alphabetically, so that the same query always gives the same answer. */
function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  const [best] = [...counts].sort(([a, often], [b, times]) => times - often || (a < b ? -1 : 1));
  return best?.[0];
}
