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

/** The first run of leftover words that contains enough date or time words to look like a date. */
export function notRead(
  words: string,
  understood: readonly Mark[],
  { atoms, lattice }: Pick<Heard, "atoms" | "lattice">,
): Unread | undefined {
  const wordAt = (index: number) => atoms[index]?.word ?? "";
  const isFree = (index: number) => {
    const { from, to } = atoms[index] ?? { from: 0, to: 0 };
    // Words of no length come from a rewrite.
    return to > from && understood.every((mark) => to <= mark.from || from >= mark.to);
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
    const isTold = row.some((index) => telling.test(wordAt(index)));
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
