import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { foldWords } from "./search-text.ts";

/**
 * Splits a query into folded words that must all match. Splits at white space except between double quotes. A quote inside a
 * word, or one that is never closed, is an ordinary character, and so is a number sign except before a word: "#work" finds the
 * tag "work". A word contained in another is dropped as redundant.
 * @throws AgendaError("invalid_input") if nothing is left, or the query is too long
 */
export function readSearch(query: string): string[] {
  const pieces = [...foldWords(query).matchAll(/(?<!\S)"([^"]*)"|\S+/gu)];
  const words = pieces
    .map(([piece, quoted]) => (quoted ?? piece.replace(/^#(?=[\p{L}\p{N}])/u, "")).trim())
    .filter((word) => word !== "");
  const wanted = [...new Set(words)].filter(
    (word, _, all) => !all.some((other) => other !== word && other.includes(word)),
  );
  if (wanted.length === 0)
    throw wrongField(["q"], "Say at least one letter, digit or sign to look for.", { key: "problems.nothingSought" });
  if (wanted.length > limits.searchWords)
    throw wrongField(["q"], `Use at most ${limits.searchWords} words; these are ${wanted.length}.`, {
      key: "problems.tooManySought",
      values: { most: limits.searchWords, count: wanted.length },
    });
  return wanted;
}
