import type { Clock, Language, Meaning, WrittenDate } from "./language.ts";
import { asTraced, mapCharacters, replaceTraced, type Traced } from "./line/traced.ts";

/** Dates and clock times come first: they contain characters that otherwise separate words. */
const atom =
  /\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}\/\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/])|\d+(?:\/\d+){2,}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?(?!\d)|\d{1,2}(?:[:.]\d{2}(?!\d)|\s?h\s?\d{2}(?!\d|\s?h|\s?min|\s?(?:x|fois|veces)\b))|\d+(?:st|nd|rd|th|ers?|eme|e|o|º|ª|\.(?=\s|$|-))(?![a-z])|\d+|\p{L}+|[^\s]/gu;

/** A word to look up and its position in the text. */
export interface Atom {
  readonly word: string;
  readonly from: number;
  /** Exclusive end. */
  readonly to: number;
}

/**
 * Splits a text into words to look up: lower case, no accents (so "manana" matches "mañana"), no punctuation.
 * Hyphens are kept because they can mean "to".
 */
export const atomsOf = (text: string): string[] => placedAtomsOf(asTraced(text)).map(({ word }) => word);

/** Like `atomsOf`, with each word's position in the original of the traced text. */
export function placedAtomsOf(text: Traced): Atom[] {
  const short = replaceTraced(mapCharacters(text, plain), /([ap])\.\s?m\b\.?/g, "$1m");
  const spaced: Traced = {
    text: short.text.replaceAll(/[,;!?"'’‘´`“”„«»()¿¡]/g, " ").replaceAll(/(\p{L})\./gu, "$1 "),
    at: short.at,
  };
  const minutes = replaceTraced(spaced, /(\dh\s?\d{2})m(?!\p{L})/gu, "$1min");
  // "2026-12-05T14:00" in one's own zone
  const local = replaceTraced(minutes, /(\d{4}-\d{2}-\d{2})t(?=\d{2}:\d{2}(?![\d:.z+-]))/g, "$1 ");
  const { text: words, at } = replaceTraced(local, /(\d{1,2}:\d{2})\./g, "$1");
  return [...words.matchAll(atom)].map((match) => ({
    word: match[0].replaceAll(/\s/g, ""),
    from: at[match.index] ?? 0,
    to: at[match.index + match[0].length] ?? 0,
  }));
}

/** Letters of a language that puts no spaces between words, for a class of characters. */
export const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;

/** The same text with full-width letters, digits and signs as the usual ones: "１５：００". */
export const narrow = (text: string): string =>
  text.replaceAll(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

function plain(character: string): string {
  if (character < "\u0080") return character.toLowerCase();
  return (
    character
      .normalize("NFKC")
      .replaceAll(/[º°]/g, "o")
      .toLowerCase()
      .normalize("NFD")
      // "が" is not "か" with an accent.
      .replaceAll(/(?![\u3099\u309A])\p{M}/gu, "")
      .normalize("NFC")
      .replaceAll("ß", "ss")
      .replaceAll(/[‐-―−]/g, "-")
  );
}

/** Every meaning a word with digits can have. */
export function numericTokens(word: string, spoken: Language): Meaning[] {
  if (!/^\d/.test(word)) return [];
  const iso = /^(\d{4})[-/](\d+)[-/](\d+)$/.exec(word);
  if (iso) return [{ kind: "DATE", value: [written(iso[3], iso[2], iso[1])] }];
  const slashed = /^(\d+)\/(\d+)(?:\/(\d{4}|\d{2}))?$/.exec(word);
  if (slashed) return [{ kind: "DATE", value: slashedDates(slashed, spoken) }];
  if (word.includes("/")) return []; // "5/6/7"
  const dotted = /^(\d+)\.(\d+)\.(\d+)?$/.exec(word);
  if (dotted) return [{ kind: "DATE", value: [written(dotted[1], dotted[2], dotted[3])] }];
  const clock = /^(\d+)([:.h])(\d\d)$/.exec(word);
  if (clock) return clockOrDate(clock, spoken);
  const hours = hoursOf(word);
  if (hours && word.startsWith("0")) return [{ kind: "CLOCK", value: hours }];
  const digits = Number.parseInt(word, 10);
  if (digits > 9999) return [];
  if (!/^\d+$/.test(word))
    return word.endsWith(".") && !spoken.hasDotOrdinals ? numbers(word) : [{ kind: "ORD", value: digits }];
  return numbers(word);
}

/** "0930", "1400" */
export function hoursOf(word: string): Clock | undefined {
  if (word.length !== 4) return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/.exec(word) ?? [];
  return hour === undefined ? undefined : { minutes: Number(hour) * 60 + Number(minute), isOpen: false };
}

function numbers(word: string): Meaning[] {
  const number = Number.parseInt(word, 10);
  if (number >= 1900 && number <= 2199) return [{ kind: "YEAR", value: number }];
  return [{ kind: "NUM", value: number }];
}

function written(day = "", month = "", year?: string): WrittenDate {
  // Two-digit years belong to this century.
  const inYear = year?.length === 2 ? `20${year}` : year;
  return { day: Number(day), month: Number(month), ...(inYear && { year: Number(inYear) }) };
}

/** "12-5" as a date in the language's order, and as a range of hours if it can be one, as "9-17" can. */
export function dashedDate([a = "", dash, b = ""]: readonly string[], spoken: Language) {
  if (dash !== "-" || !/^\d{1,2}$/.test(a) || !/^\d{1,2}$/.test(b)) return undefined;
  const dates = slashedDates(["", a, b], spoken).filter(
    ({ day, month }) => month >= 1 && month <= 12 && day >= 1 && day <= 31,
  );
  const isHours = Number(b) <= 12 || (Number(a) >= 7 && Number(b) > Number(a));
  return dates.length > 0 ? { dates, isHours, numbers: [Number(a), Number(b)] as const } : undefined;
}

function slashedDates([, a, b, year]: readonly (string | undefined)[], spoken: Language): WrittenDate[] {
  const dayFirst = written(a, b, year);
  const monthFirst = written(b, a, year);
  if (!spoken.isMonthFirst || a === b || monthFirst.month > 12) return [dayFirst];
  return dayFirst.month > 12 ? [monthFirst] : [monthFirst, dayFirst];
}

function clockOrDate([, a = "", sign, b = ""]: RegExpExecArray, spoken: Language): Meaning[] {
  const [hour, minute] = [Number(a), Number(b)];
  const meanings: Meaning[] = [];
  const isOpen = hour >= 1 && hour <= (spoken.isTwelveHour ? 11 : 6) && !a.startsWith("0");
  if (hour < 24 && minute < 60) meanings.push({ kind: "CLOCK", value: { minutes: hour * 60 + minute, isOpen } });
  if (sign === "." && minute >= 1 && minute <= 12 && hour >= 1 && hour <= 31)
    meanings.push({ kind: "DATE", value: [written(a, b)] });
  return meanings;
}
