import type { EntryContent, ItemContent } from "../item/item-content.ts";

/** Raised whenever the functions below answer something else for the same words: what is stored is then written anew. */
export const searchVersion = 2;

/** Marks that people leave out when they type. Not those of kana and of Indic scripts, which make another letter. */
const accents = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]/gv;
const invisible = /\p{Cf}/gu;

/** Letters that Unicode does not take apart, and the many signs for one. */
const folded: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ð: "d", đ: "d", ł: "l", ħ: "h", ŧ: "t", ı: "i", ς: "σ" },
  ...{ "‘": "'", "’": "'", "‛": "'", ʼ: "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"' },
  ...{ "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-" },
};
/**
 * A letter more than three times in a row is one that somebody held down: soooo is sooo. It also keeps searches cheap: PostgreSQL
 * compares two hundred of a letter with every place of a long run of them, for seconds where such notes are many.
 */
const runs = /([\p{L}\p{M}])\1{3,}/gu;
const toFold = new RegExp(`[${Object.keys(folded).join("")}]`, "gu");

/**
 * Words as they are compared: Unicode's compatibility forms made one, accents dropped, lower case, ß as ss, any run of white
 * space one space, a letter at most three times in a row. What was folded once stays as it is.
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
 * Folded words in plain ASCII, one to one: PostgreSQL's trigrams leave out every other letter where the database's locale is C,
 * and two of three in 会議 would be none. Whatever is no small letter, digit or space becomes Z with four, or Y with six, capitals:
 * its number in base 16, A to P. So % and _ mean nothing in a pattern, and one Japanese character has trigrams enough.
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
 * What an item is found by, in lines that no word reaches across; its text comes first. Never empty. A series is also found by what
 * single occurrences say differently.
 */
export function searchTextOf({ text, location, tags, notes, exceptions }: Searched): string {
  const lines = [text, location ?? "", ...tags, notes ?? "", ...ownWords(exceptions)].map(foldWords);
  return spellPlainly(`${lines.join("\n").trimEnd()}\n`);
}

/** The fields that are searched. */
export type Searched = Pick<EntryContent, "text" | "location" | "tags" | "notes"> &
  Partial<Pick<ItemContent, "exceptions">>;

/** Characters of all occurrences' own words together: as much as the longest item has four times over. */
const mostOwnWords = 20_000;

/** What single occurrences say differently, in their words. */
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
