import type { EntryContent, ItemContent } from "../item/item-content.ts";

/** Increment whenever the functions below return something else for the same text: stored texts are then rebuilt. */
export const searchVersion = 2;

/** Marks that people omit when typing. Excludes those of kana and Indic scripts, where a mark makes a different letter. */
const accents = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]/gv;
const invisible = /\p{Cf}/gu;

/** Letters that Unicode does not decompose, and variants of the same punctuation. */
const folded: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ð: "d", đ: "d", ł: "l", ħ: "h", ŧ: "t", ı: "i", ς: "σ" },
  ...{ "‘": "'", "’": "'", "‛": "'", ʼ: "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"' },
  ...{ "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-" },
};
/**
 * More than three of the same letter in a row are reduced to three: soooo becomes sooo. This also bounds the cost of a search:
 * PostgreSQL compares two hundred of a letter with every position of a long run, which takes seconds when many notes have such
 * runs.
 */
const runs = /([\p{L}\p{M}])\1{3,}/gu;
const toFold = new RegExp(`[${Object.keys(folded).join("")}]`, "gu");

/**
 * Normalizes text for comparison: compatibility forms unified, accents removed, lower case, ß as ss, each run of white space
 * one space, a letter at most three times in a row. Idempotent.
 * @see UAX #15 (NFKD)
 */
export function foldWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(accents, "")
    .replace(invisible, "")
    .toLowerCase()
    .replace(toFold, (letter) => folded[letter] ?? letter)
    .normalize("NFC")
    .replace(runs, "$1$1$1")
    .replace(/\s+/gu, " ")
    .trim();
}

const notPlain = /[^a-z0-9 \n]/gu;

/**
 * Encodes folded words in plain ASCII, reversibly: with database locale C, PostgreSQL's trigrams drop all other letters, and
 * 会議 would have no useful trigram. Everything but lower-case letters, digits and spaces becomes Z with four, or Y with six,
 * capitals: its code point in base 16 with digits A to P. So % and _ cannot occur in a pattern, and a single Japanese character
 * has enough trigrams.
 */
export function spellPlainly(words: string): string {
  return words.replace(notPlain, (character) => {
    const number = character.codePointAt(0) ?? 0;
    const digits = number.toString(16).padStart(number > 0xffff ? 6 : 4, "0");
    const capitals = [...digits].map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 16)));
    return (number > 0xffff ? "Y" : "Z") + capitals.join("");
  });
}

/**
 * The text an item is found by, in lines that no word spans; the title comes first. Never empty. For a series it includes what
 * single occurrences say differently.
 */
export function searchTextOf({ text, location, tags, notes, exceptions }: Searched): string {
  const lines = [text, location ?? "", ...tags, notes ?? "", ...ownWords(exceptions)].map(foldWords);
  return spellPlainly(`${lines.join("\n").trimEnd()}\n`);
}

/** The fields that are searched. */
export type Searched = Pick<EntryContent, "text" | "location" | "tags" | "notes"> &
  Partial<Pick<ItemContent, "exceptions">>;

/** Limit for the own words of all occurrences together, in characters: four times the longest item. */
const mostOwnWords = 20_000;

/** The words of occurrences that differ from their series. */
export function ownWords(exceptions: ItemContent["exceptions"] | undefined): string[] {
  const words = Object.values(exceptions ?? {}).flatMap((exception) => {
    if (exception.kind === "cancelled") return [];
    const { text, location, tags, notes } = exception.changed;
    return [text, location, ...(tags ?? []), notes].filter((word) => typeof word === "string");
  });
  let room = mostOwnWords;
  return [...new Set(words)].filter((word) => {
    room -= word.length;
    return room >= 0;
  });
}
