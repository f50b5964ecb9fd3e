import type { Kind } from "../language.ts";
import type { Heard } from "./line-hearing.ts";
import type { Mark } from "./mark.ts";

/** Words that look like a date but could not be parsed. */
export interface Unread extends Mark {
  readonly words: string;
  /** What kind of thing they look like. */
  readonly what: "time" | "date";
}

const ofTime: readonly Kind[] = ["HALF", "HALFBEFORE", "QUARTER", "PAST", "TILL", "MERIDIEM", "NOON", "OCLOCK", "HOUR"];
const ofDay: readonly Kind[] = ["MONTH", "WD", "FIXED", "EVERY", "NEXT", "REL", "DATE", "EDGE", "UNIT"];
const links: readonly Kind[] = [
  "NUM",
  "ORD",
  "OF",
  "THE",
  "AT",
  "ON",
  "IN",
  "CLOCK",
  "TO",
  "YEAR",
  ...ofTime,
  ...ofDay,
];
const telling = /^\d{1,2}[:h]\d{2}$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^\d{4}-\d{1,2}-\d{1,2}$/;

/** Words for dates in Arabic, which is not understood. */
const inArabic = [
  "غد[\u064Bا]{0,2}|اليوم|الليلة|أمس|البارحة|ال(?:أحد|[إا]ثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أسبوع|شهر|سنة|قادمة?|مقبلة?)",
  "يناير|فبراير|مارس|[أا]بريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر",
  "صباح[\u064Bا]{1,2}|مساء\u064B?|ظهر[\u064Bا]{1,2}|يومي[\u064Bا]{1,2}|كل يوم|[٠-٩]+[:/٫.][٠-٩]+",
].join("|");
const unheard = new RegExp(
  String.raw`(?<!\p{L})[وبل]?(?:${inArabic})(?!\p{L})(?:\s+(?:الساعة|(?:${inArabic})(?!\p{L})|[\d٠-٩][\d٠-٩:/.٫]*))*`,
  "u",
);

/**
 * Words for dates of a language that is not understood. The numbers beside them would be half of a date, so none of the line is read.
 */
export function notHeard(words: string): Unread | undefined {
  const match = unheard.exec(words);
  return match ? { from: match.index, to: match.index + match[0].length, words: match[0], what: "date" } : undefined;
}

/** The first run of leftover words that contains enough date or time words to look like a date. */
export function notRead(
  words: string,
  understood: readonly Mark[],
  { atoms, lattice }: Pick<Heard, "atoms" | "lattice">,
): Unread | undefined {
  const wordAt = (index: number) => atoms[index]?.word ?? "";
  const isFree = (index: number) => {
    const { from, to } = atoms[index] ?? { from: 0, to: 0 };
    // What a rewrite adds has no length.
    const gap = from === to ? 1 : 0;
    return understood.every((mark) => to + gap <= mark.from || from >= mark.to + gap);
  };
  const has = (index: number, kinds: readonly Kind[]) =>
    lattice[index]?.some(({ kind }) => kinds.includes(kind)) === true;
  const isLink = (index: number) => isFree(index) && (has(index, links) || telling.test(wordAt(index)));
  for (let start = 0; start < atoms.length; start++) {
    if (!isLink(start) || has(start, ["AT", "ON", "IN", "THE", "OF", "TO"])) continue;
    let end = start;
    while (end < atoms.length && isLink(end)) end += 1;
    const row = Array.from({ length: end - start }, (_, index) => start + index);
    const count = (isOne: (index: number) => boolean) => row.filter(isOne).length;
    const times = count((index) => has(index, ofTime) || /^\d{1,2}[:h]\d{2}$/.test(wordAt(index)));
    const days = count((index) => has(index, ofDay));
    const numbers = count((index) => /^\d/.test(wordAt(index)));
    // "a las 20"
    const isHour = has(start - 1, ["LAS"]) && isFree(start - 1);
    const isTold = isHour || row.some((index) => telling.test(wordAt(index)));
    if (isTold || times >= 2 || (times + days >= 1 && numbers >= 1 && row.length >= 2)) {
      // "quarter past eightish": this should have been the hour.
      const last = row.at(-1) ?? start;
      const isCutShort = has(last, ["PAST", "TILL", "OF", "AT"]) && end < atoms.length && isFree(end);
      const from = atoms[start]?.from ?? 0;
      const to = atoms[isCutShort ? end : last]?.to ?? from;
      return { from, to, words: words.slice(from, to).trim(), what: times > 0 || days === 0 ? "time" : "date" };
    }
    start = end - 1;
  }
  return undefined;
}
