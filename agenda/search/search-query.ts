import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { foldWords } from "./search-text.ts";

/**
 * What somebody looks for, as folded words that must all be found: split at white space, except between double quotes. A quote
 * inside a word, or one that is never closed, is a character like any other. A word that another one holds is left out, for it says nothing more.
 * @throws AgendaError("invalid_input") when nothing is left to look for, or too much
 */
export function readSearch(query: string): string[] {
  const pieces = [...foldWords(query).matchAll(/(?<!\S)"([^"]*)"|\S+/gu)];
  const words = pieces.map(([piece, quoted]) => (quoted ?? piece).trim()).filter((word) => word !== "");
  const wanted = [...new Set(words)].filter(
    (word, _, all) => !all.some((other) => other !== word && other.includes(word)),
  );
  if (wanted.length === 0) throw wrongField(["q"], "Say at least one letter, digit or sign to look for.");
  if (wanted.length > limits.searchWords)
    throw wrongField(["q"], `Say at most ${limits.searchWords} words; these are ${wanted.length}.`);
  return wanted;
}
