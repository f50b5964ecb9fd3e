import type { Kind } from "../language.ts";
import type { Lattice } from "../lattice.ts";
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

const feasts: readonly Kind[] = ["FIXED", "EASTER", "THANKSGIVING"];
/** Fractions in recipes, and ratios. */
const parts = /^[12]\/3$|^1\/2$|^[13]\/4$|^(?:24\/7|9\/11|16\/9|4\/3)$/;
const measures =
  /^(?:of|de|von|cups?|pints?|tasses?|tassen?|tazas?|inch|inches|zoll|pouces?|[mcdk]?[lgm]|lbs?|oz|tbsp|tsp|el|tl)$/;
const isNoFraction = (word: string, next: string) => next !== "" && !parts.test(word) && !measures.test(next);
const hasDate = (tokens: Lattice[number]) =>
  tokens.some(({ kind, value }) => kind === "DATE" && value.some(({ month, day }) => month <= 12 && day <= 31));

/** "twice a week", and other rules that a calendar has not. */
const often = new RegExp(
  [
    String.raw`(?<![\p{L}\d])(?:twice|(?:two|three|four|\d+) ?(?:x|times))(?: (?:a|per|each|every) (?:day|week|month|year)| (?:dai|week|month|year)ly)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:(?:zwei|drei|vier|\d+ ?)(?:mal|x))(?: (?:pro|am|die|in der|im) (?:tag|woche|monat|jahr)| (?:täg|wöchent|monat|jähr)lich)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:deux|trois|quatre|\d+) ?(?:fois|x) ?(?:par|\/) ?(?:jour|semaine|mois|an)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:dos|tres|cuatro|\d+) ?(?:veces|x)(?: (?:al|a la|por))? (?:día|semana|mes|año)(?!\p{L})`,
    String.raw`[日週月年]に?\d+回|\d+(?:時間|分)(?:ごと|おき)`,
  ].join("|"),
  "iu",
);
/** A zone after a time, whose clock is not asked: "10am PST". */
const zone = /^ ?(?:[ECMP][SD]?T|A[EKW][SD]T|HST|GMT|UTC|BST|[CE]ES?T|MES?Z|IST|JST|SGT)(?![\p{L}\d])/u;

/** What is too much for a rule or a time, though part of it may be understood. */
export function notMeant(words: string, times: readonly Mark[]): Unread | undefined {
  const match = often.exec(words);
  if (match) return { from: match.index, to: match.index + match[0].length, words: match[0], what: "date" };
  for (const { from, to } of times) {
    const [after] = zone.exec(words.slice(to)) ?? [];
    if (after) return { from, to: to + after.length, words: words.slice(from, to + after.length), what: "time" };
  }
  return undefined;
}

/** The first run of leftover words that contains enough date or time words to look like a date. */
export function notRead(
  words: string,
  understood: readonly Mark[],
  { atoms, lattice }: Pick<Heard, "atoms" | "lattice">,
  when: readonly Mark[],
  isUndated: boolean,
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
  // "Standup 0915", but not "0800 555"
  const isHours = (index: number) =>
    /^0\d[0-5][05]$/.test(wordAt(index)) && ![index - 1, index + 1].some((beside) => /^\d/.test(wordAt(beside)));
  const isTelling = (index: number) => telling.test(wordAt(index)) || isHours(index);
  const isLink = (index: number) => isFree(index) && (has(index, links) || isTelling(index));
  const isAfter = (index: number) => when.some(({ to }) => to === atoms[index - 1]?.to);
  const isFirst = (index: number) => isAfter(index) && !atoms.slice(0, index).some((_, before) => isFree(before));
  const hasLetters = (index: number) => /\p{L}/u.test(wordAt(index));
  const isStart = (index: number) => understood.some(({ from }) => from === atoms[index]?.from);
  for (let start = 0; start < atoms.length; start++) {
    // "5/12 coiffeur" could be a fraction.
    const isDate = start === 0 && isFree(0) && isNoFraction(wordAt(0), wordAt(1)) && hasDate(lattice[0] ?? []);
    // "first Mon", of no month
    const isOrdinal = isFree(start) && has(start, ["ORD"]) && has(start + 1, ["WD"]) && isStart(start + 1);
    // "tomorrow 9 dentist": an hour, or so many
    const hour = Number(wordAt(start));
    const isBefore = start === 0 && when.some(({ from }) => from === atoms[1]?.from);
    const isHour = isFree(start) && hour >= 7 && hour <= 22 && (isBefore || isFirst(start)) && hasLetters(start + 1);
    // "until 5": no end without a start
    const isEnd =
      isFree(start) && has(start, ["UNTIL", "BEFORE"]) && atoms.length === start + 2 && Number(wordAt(start + 1)) < 24;
    // "Mo-Mi 6-14"
    const last = Number(wordAt(start + 2));
    const isShift =
      isFree(start) && isAfter(start) && wordAt(start + 1) === "-" && last > Math.max(hour, 12) && last <= 24;
    // "Thanksgiving dinner 4pm", today or then
    const isFeast = isUndated && isFree(start) && has(start, feasts) && !/^(?:de|von)$/.test(wordAt(start - 1));
    if (isDate || isOrdinal || isFeast || isHour || isShift || isEnd) {
      const ends = isFeast
        ? (lattice[start] ?? []).map((token) => token.end)
        : [start + (isShift ? 3 : isOrdinal || isEnd ? 2 : 1)];
      const [from, to] = [atoms[start]?.from ?? 0, atoms[Math.max(...ends) - 1]?.to ?? 0];
      return { from, to, words: words.slice(from, to), what: isHour || isShift || isEnd ? "time" : "date" };
    }
    if (!isLink(start) || has(start, ["AT", "ON", "IN", "THE", "OF", "TO"])) continue;
    let end = start;
    while (end < atoms.length && isLink(end)) end += 1;
    const row = Array.from({ length: end - start }, (_, index) => start + index);
    const count = (isOne: (index: number) => boolean) => row.filter(isOne).length;
    const times = count((index) => has(index, ofTime) || /^\d{1,2}[:h]\d{2}$/.test(wordAt(index)));
    const days = count((index) => has(index, ofDay));
    const numbers = count((index) => /^\d[^/]*$/.test(wordAt(index)));
    // "a las 20"
    const isSpanishHour = has(start - 1, ["LAS"]) && isFree(start - 1);
    const isTold = isSpanishHour || row.some(isTelling);
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
