import { weekdayOf } from "../../time/dates.ts";
import type { Kind } from "../language.ts";
import type { Now } from "../parsed-parts.ts";
import { type Alone, byPlace, type LeftOver, leftOver } from "./left-over.ts";
import type { Heard } from "./line-hearing.ts";
import type { LineReading } from "./line-readings.ts";
import type { Mark } from "./mark.ts";
import { byNearness } from "./near-date.ts";
import type { Stretch } from "./stretch.ts";

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
const telling = /^\d{1,2}[:h]\d{2}$|^\d{1,2}\.\d{1,2}\.$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^\d{4}-\d{1,2}-\d{1,2}$/;

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

/** "twice a week", and other rules that a calendar has not. */
const often = new RegExp(
  [
    String.raw`(?<![\p{L}\d])(?:twice|(?:two|three|four|(?!1\D)\d+) ?(?:x|times))(?: (?:a|per|each|every) (?:day|week|month|year)| (?:dai|week|month|year)ly)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:(?:zwei|drei|vier|(?!1\D)\d+ ?)(?:mal|x))(?: (?:pro|am|die|in der|im) (?:tag|woche|monat|jahr)| (?:täg|wöchent|monat|jähr)lich| tgl)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:deux|trois|quatre|(?!1\D)\d+) ?(?:fois|x) ?(?:par|\/) ?(?:jour|semaine|mois|an)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])(?:dos|tres|cuatro|(?!1\D)\d+) ?(?:veces|x)(?: (?:al|a la|por))? (?:día|semana|mes|año)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:mornings?(?:,? noon)? (?:and|&) (?:nights?|evenings?)(?=$|,| \d)|morgens(?:,? mittags)? (?:und|u\.?|\+) abends|matin(?:,? midi)? et soir|mañana(?:,? (?:tarde|mediod[ií]a))? y noche(?=$|,| \d))(?!\p{L})`,
    String.raw`(?<!\p{L})(?:un|une|one|eine?n?|una|1) \p{L}+ (?:par|pro|im|al|a|por) (?:mois|semaine|an|trimestre|monat|woche|jahr|mes|semana|month|week|year)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:\d|two|three|zwei|drei|deux|trois|dos|tres) (?:mornings|afternoons|evenings|nights|abende|soirs|tardes|noches) (?:a|per|die|pro|par|por|a la) (?:week|month|woche|monat|semaine|mois|semana|mes)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:un|1) (?!jour)\p{L}+ sur (?:trois|quatre|[3-9])(?![\p{L}\d])`,
    String.raw`[日週月年]に?\d+回|\d+(?:時間|分)(?:ごと|おき)`,
    String.raw`(?<!\p{L})(?:every|cada|alle|t(?:ou)?tes les|c\/) ?\d+ ?h(?:eures?|oras?|rs?|s)?(?![\p{L}\d])`,
  ].join("|"),
  "iu",
);
/** Days in two or three letters, in a line with a number: "lu y mi 20h", "vdi 9h". In capitals they are names. */
const shortened =
  /(?<!\p{L})(?:(?:lu|ma|mi|ju|vi|sa|do)(?:(?:, ?| y |[ -])(?:lu|ma|mie?|jue?|vie?|sab?|dom?))+|[jmsv]di)(?!\p{L})(?=.*\d)/u;
/** Times that no clock shows. "The first thing" is none. */
const vague =
  /(?<!\p{L})(?:first thing(?= (?:tomorrow|in the morning|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)))|(?<=(?:tomorrow|day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun) )first thing|(?:un)?'?till? late|\d-close|tempran(?:o|ito)|de bonne heure|mid[- ]?(?:morning|afternoon)|media (?:mañana|tarde)|(?:à la |a la )?première heure|(?:a )?(?:primera|última|ultima) hora)(?!\p{L})/iu;
/** A zone after a time, whose clock is not asked: "10am PST". */
const zone =
  /^ ?(?:[ECMP][SD]?T|A[EKW][SD]T|HST|GMT|UTC|BST|[CE]ES?T|MES?Z|IST|JST|SGT|[Ee]astern|[Pp]acific|(?:[Cc]entral|[Mm]ountain|[Uu][KkSs]|[Ll]ondon|[Nn]ew [Yy]ork|[Nn][Yy]|[Ll]ocal) [Tt]ime|gmt|utc|bst|pst|pdt|edt|[Oo]rtszeit|hora local|heure locale)(?![\p{L}\d])/u;

/** What a calendar has no rule or time for, though part of it may be understood. */
export function notMeant(words: string): Unread | undefined {
  for (const [pattern, what] of [
    [often, "date"],
    [shortened, "date"],
    [vague, "time"],
  ] as const) {
    const match = pattern.exec(words);
    if (match) return { from: match.index, to: match.index + match[0].length, words: match[0], what };
  }
  return undefined;
}

/** Feasts whose date is not known, where they end the line or are spent, not in "Mother's Day card". */
const otherFeasts = new RegExp(
  [
    "(?:memorial|labou?r|independence|veterans|presidents|mlk|mother['’]?s|father['’]?s|mothering|st\\.? patrick['’]?s|valentine['’]?s|canada|anzac|bank holiday)(?: (?:day|sunday|monday))?|halloween|diwali|hanukkah|passover|lent|eid",
    "muttertag|nikolaus|totensonntag|reformationstag|fasching|tag der (?:deutschen )?einheit|allerheiligen|erntedank|valentinstag|dreikönig",
    "toussaint|fête des (?:mères|pères)|saint-valentin|épiphanie|la rentrée",
    "semana santa|san valentín|día de(?: la| los)? (?:madre|padre|muertos)|carnaval|todos los santos",
  ]
    .map(
      (each) =>
        String.raw`(?<![\p{L}\d])(?:${each})(?=$| (?:bbq|brunch|lunch|dinner|breakfast|cookout|picnic|party|with|at|mit|bei|avec|chez|con|en)(?!\p{L}))`,
    )
    .join("|"),
  "iu",
);
export function otherFeast(words: string): Unread | undefined {
  const match = otherFeasts.exec(words);
  return match ? { from: match.index, to: match.index + match[0].length, words: match[0], what: "date" } : undefined;
}

/** A time in another zone. */
export function notHere(words: string, times: readonly Mark[]): Unread | undefined {
  for (const { from, to } of times) {
    const [after] = zone.exec(words.slice(to)) ?? [];
    if (after) return { from, to: to + after.length, words: words.slice(from, to + after.length), what: "time" };
  }
  return undefined;
}

/** "until 5pm" without a start. */
export function notEnded(line: string, stretches: readonly (Stretch & Mark)[], hasEnd: boolean): Unread | undefined {
  const end = hasEnd ? undefined : stretches.find(({ kind }) => kind === "end");
  return end && { from: end.from, to: end.to, words: line.slice(end.from, end.to), what: "time" };
}

/** "Mondays and Wednesdays, afternoon on Thursday": a day that its rule does not have, or that is past. */
export function notInRule(line: string, stretches: readonly (Stretch & Mark)[], now: Now): Unread | undefined {
  const rules = stretches.flatMap(({ said }) => said.flatMap((one) => (one.kind === "rule" ? one.rules : [])));
  if (rules.length === 0) return undefined;
  const isIn = (date: string) =>
    date >= now.today &&
    rules.some(({ parts }) => !parts.includes(";BYDAY=") || parts.includes(weekdayOf(date).slice(0, 2).toUpperCase()));
  const other = stretches.find(
    ({ kind, said }) =>
      kind === "day" &&
      said.every((one) => {
        const days = one.kind === "day" && !one.weekdays ? one.day({ ...now, refuse: () => undefined }) : [];
        return days.length > 0 && days.every(({ date, endDate }) => !endDate && !isIn(date));
      }),
  );
  return other && { from: other.from, to: other.to, words: line.slice(other.from, other.to), what: "date" };
}

/** The first run of leftover words that contains enough date or time words to look like a date. */
export function notRead(
  words: string,
  understood: readonly Mark[],
  { atoms, lattice, language }: Pick<Heard, "atoms" | "lattice" | "language">,
  when: LeftOver["when"],
  first: LineReading | undefined,
  isUndated: boolean,
): Unread | undefined {
  const left = leftOver({ words, atoms, lattice, understood, when, isEnglish: language.name === "English" });
  const { wordAt, isFree, has } = left;
  // "Standup 0915", but not "0800 555"
  const isHours = (index: number) =>
    /^0\d[0-5][05]$/.test(wordAt(index)) && ![index - 1, index + 1].some((beside) => /^\d/.test(wordAt(beside)));
  const isTelling = (index: number) => telling.test(wordAt(index)) || isHours(index);
  const isLink = (index: number) => isFree(index) && (has(index, links) || isTelling(index));
  /** Words in a row of which enough are of a date. */
  const isRow = (start: number) => isLink(start) && !has(start, ["AT", "ON", "IN", "THE", "OF", "TO"]);
  const byRow = (start: number): Alone | undefined => {
    if (!isRow(start)) return undefined;
    let end = start;
    while (end < atoms.length && isLink(end)) end += 1;
    const row = Array.from({ length: end - start }, (_, index) => start + index);
    const count = (isOne: (index: number) => boolean) => row.filter(isOne).length;
    const times = count((index) => has(index, ofTime) || /^\d{1,2}[:h]\d{2}$/.test(wordAt(index)));
    // "70 ans" is an age.
    const isYears = (index: number) => lattice[index]?.some(({ kind, value }) => kind === "UNIT" && value === "year");
    const days = count((index) => has(index, ofDay) && !isYears(index));
    const numbers = count((index) => /^\d[^/]*$/.test(wordAt(index)));
    // "a las 20"
    const isSpanishHour = has(start - 1, ["LAS"]) && isFree(start - 1) && has(start, ["NUM"]);
    // "30 day trial", "6 month check"
    const isMeasure = /^(?:minute|hour|day|week|month|year)$/.test(wordAt(end - 1)) && Number(wordAt(end - 2)) > 1;
    if (isMeasure && when.length === 0 && row.length === 2 && /^\p{L}/u.test(wordAt(end))) return undefined;
    const isTold = isSpanishHour || row.some(isTelling);
    if (!isTold && times < 2 && (times + days < 1 || numbers < 1 || row.length < 2)) return undefined;
    // "quarter past eightish": this should have been the hour.
    const isCutShort = has(end - 1, ["PAST", "TILL", "OF", "AT"]) && end < atoms.length && isFree(end);
    return { count: row.length + (isCutShort ? 1 : 0), what: times > 0 || days === 0 ? "time" : "date" };
  };
  let rowEnd = 0;
  for (let start = 0; start < atoms.length; start++) {
    if (!isFree(start)) continue;
    const found =
      byPlace(start, left, first, isUndated) ??
      (start < rowEnd ? undefined : byRow(start)) ??
      byNearness(start, left, isUndated);
    if (found) {
      const [from, to] = [atoms[start]?.from ?? 0, atoms[start + found.count - 1]?.to ?? 0];
      return { from, to, words: words.slice(from, to).trim(), what: found.what };
    }
    // Of a row the first words say what the last do.
    if (start >= rowEnd && isRow(start)) while (rowEnd <= start || isLink(rowEnd)) rowEnd += 1;
  }
  return undefined;
}
