import type { Translator } from "../../messages/translator.ts";

/** "place, notes and tags". */
export function listed(words: readonly string[], t: Translator): string {
  const [last = "", ...others] = words.toReversed();
  return others.length === 0 ? last : t("words.and", { first: inRow(others.reverse(), t), second: last });
}

/** "moved, renamed, tags changed". */
export const inRow = (words: readonly string[], t: Translator): string =>
  words.length === 0 ? "" : words.reduce((first, second) => t("words.comma", { first, second }));

/** For a row of elements. */
export const comma = (t: Translator): string => inRow(["", ""], t);

/** To start a sentence. */
export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
