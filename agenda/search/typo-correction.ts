import type { Steps } from "../steps.ts";
import { foldWords, ownWords, type Searched, spellPlainly } from "./search-text.ts";

/** Shorter words have too many neighbours to guess at. */
const fewestLetters = 4;
/** Nobody types longer ones; of two hundred letters each would be wrong in its own way. */
const mostLetters = 32;
/** The beginning of a longer word is taken for a word this long only: `dent` is not meant by `det`ails. */
const fewestOfBeginnings = 6;
const oneWord = /^[\p{L}\p{N}]+$/u;
/** Scripts that write no spaces: where a word ends there is not ours to say. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a folded word is one that a typing error is forgiven in. */
export function isForgiven(word: string): boolean {
  const { length } = [...word];
  return length >= fewestLetters && length <= mostLetters && oneWord.test(word) && !unspaced.test(word);
}

/**
 * Plain spellings of which any word with one typing error holds one: the word's two halves (an error is in one of them only),
 * and the word with the two letters at the seam exchanged.
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

/** Patterns (SQL's LIKE) for all that is one typing error away from a folded word: a letter more, less, other, or two exchanged. */
export function patternsNear(word: string): string[] {
  const letters = [...word];
  const spelt = letters.map(spellPlainly);
  // A letter is one sign in plain spelling, or five; a Latin word holds no other.
  const any = spelt.every((sign) => sign.length === 1) ? ["_"] : ["_", "_____"];
  const near = letters.flatMap((_, index) => [
    ...any.flatMap((sign) => [spelt.with(index, sign), spelt.toSpliced(index, 0, sign)]),
    spelt.toSpliced(index, 1),
    ...(index > 0 ? [exchanged(spelt, index - 1)] : []),
  ]);
  return [...new Set(near.map((parts) => `%${parts.join("")}%`))];
}

/** Whether two words differ by one letter more, less or other, or by two neighbours exchanged. */
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
 * The word that was probably meant: among those of some items, the one that stands there most often and is one typing error away;
 * else the beginning of one that is.
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

/** Of several that are as frequent, the first in the alphabet: the same question has the same answer. */
function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  const [best] = [...counts].sort(([a, often], [b, times]) => times - often || (a < b ? -1 : 1));
  return best?.[0];
}
