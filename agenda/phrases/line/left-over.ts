import type { Atom } from "../atoms.ts";
import type { Kind } from "../language.ts";
import type { Lattice } from "../lattice.ts";
import { hourFits } from "../times.ts";
import { isPlanAt } from "./evening-plans.ts";
import { isBlank } from "./line-marks.ts";
import { isPart, type LineReading } from "./line-readings.ts";
import type { Mark } from "./mark.ts";
import { compounds, goesOnWithName, shortDays } from "./weak-words.ts";

/** Leftover words that look like a date or a time by their place: "tomorrow 9 dentist", "first Mon", "Sat 9am x10". */

const feasts: readonly Kind[] = ["FIXED", "EASTER", "THANKSGIVING"];
/** Where or with whom a feast is spent. */
const spentAt = /^(?:with|at|mit|bei|beim|avec|chez|con|@)$/;
/** Fractions in recipes, and ratios. */
const parts = /^[12]\/3$|^1\/2$|^[13]\/4$|^(?:24\/7|9\/11|16\/9|4\/3)$/;
const measures =
  /^(?:of|de|von|cups?|pints?|tasses?|tassen?|tazas?|inch|inches|zoll|pouces?|[mcdk]?[lgm]|lbs?|oz|tbsp|tsp|el|tl)$/;
const isNoFraction = (word: string, next: string) => next !== "" && !parts.test(word) && !measures.test(next);
const hasDate = (tokens: Lattice[number]) =>
  tokens.some(({ kind, value }) => kind === "DATE" && value.some(({ month, day }) => month <= 12 && day <= 31));

/** "Frühschicht 6-14" */
const shifts = /(?:schicht|dienst|shift|turno|garde|work|arbeit|schule|trabajo|curro|boulot)$/;
/** "Friday pay Bob 20", "Pay 1400 tomorrow" */
export const sums = /^(?:pay|owe|lend|zahlen|payer|pagar)$/;
/** Hours and minutes without a sign between. */
const unseparated = /^(?:[7-9]|1\d|2[0-3])(?:00|15|30|45)$|^[1-6](?:15|30|45)$|^(?:1[0-8]|2[1-3])[0-5][05]$/;
/** What three or four digits count. */
const counts = /^(?:.*[sx]|[mcdk]?[lgm]|km|kcal|euro?|page|word|worte?|seiten?|mots?|mal)$/;

/** How often, after a day or time without a rule. */
const times = /^(?:x|times|mal|fois|veces)$/;
/** Numbers after these are names: "chapter 7". */
export const numbered = new RegExp(
  `^(?:${[
    "s|no|number|lesson|chapter|part|episode|season|series|volume|vol|page|version|level|grade|class|unit|module|phase|stage|sprint|step",
    "room|flat|floor|platform|gate|line|bus|tram|lane|court|table|team|ward|bay|seat|slot|group|round|match|game|lap|track|exercise|session|test|exam|week|day|year",
    "nr|nummer|lektion|kapitel|teil|folge|staffel|stufe|klasse|raum|zimmer|haus|gleis|linie|tisch|gruppe|seite|woche|tag",
    "numero|n|lecon|chapitre|partie|saison|niveau|classe|salle|etage|quai|voie|groupe|ligne",
    "leccion|capitulo|parte|episodio|temporada|nivel|clase|sala|piso|anden|linea|mesa|grupo",
  ].join("|")})$`,
);
/** "meet the pm" is a person. */
const ofPerson = /^(?:the|an?|new|our|my|your|with|from|to|and|or|for|as|by|of|email|meet|ask|tell|call|text|\d.*)$/;

export interface LeftOver {
  readonly words: string;
  readonly atoms: readonly Atom[];
  readonly when: readonly (Mark & { readonly kind: string })[];
  readonly wordAt: (index: number) => string;
  /** Whether nothing has understood the word. */
  readonly isFree: (index: number) => boolean;
  readonly has: (index: number, kinds: readonly Kind[]) => boolean;
  readonly lattice: Lattice;
  readonly understood: readonly Mark[];
  readonly isEnglish: boolean;
}

export function leftOver(
  line: Pick<LeftOver, "words" | "atoms" | "lattice" | "understood" | "when" | "isEnglish">,
): LeftOver {
  const { atoms, lattice, understood } = line;
  return {
    ...line,
    wordAt: (index) => atoms[index]?.word ?? "",
    isFree(index) {
      const { from, to } = atoms[index] ?? { from: 0, to: 0 };
      // What a rewrite adds has no length.
      const gap = from === to ? 1 : 0;
      return understood.every((mark) => to + gap <= mark.from || from >= mark.to + gap);
    },
    has: (index, kinds) => lattice[index]?.some(({ kind }) => kinds.includes(kind)) === true,
  };
}

export interface Alone {
  /** How many words. */
  readonly count: number;
  readonly what: "time" | "date";
}

/** What a word that was not understood looks like by its place. @param first what is stored */
export function byPlace(
  start: number,
  left: LeftOver,
  first: LineReading | undefined,
  isUndated: boolean,
): Alone | undefined {
  const { words, atoms, lattice, understood, when, wordAt, isFree, has, isEnglish } = left;
  const isAfter = when.some(({ to }) => to === atoms[start - 1]?.to);
  const isFirst = isAfter && !atoms.slice(0, start).some((_, before) => isFree(before));
  const isLast = atoms.slice(start + 1).every((atom, index) => isBlank(atom) || !isFree(start + 1 + index));
  const word = wordAt(start);
  const hasLetters = /\p{L}/u.test(wordAt(start + 1));
  // "5/12 coiffeur" could be a fraction.
  if (start === 0 && isNoFraction(wordAt(0), wordAt(1)) && hasDate(lattice[0] ?? [])) return { count: 1, what: "date" };
  // "first Mon", of no month
  const isDayNext = understood.some(({ from }) => from === atoms[start + 1]?.from);
  if (has(start, ["ORD"]) && has(start + 1, ["WD"]) && isDayNext) return { count: 2, what: "date" };
  const isOther = when.some(({ from }) => from === atoms[start + 2]?.from);
  // "Thanksgiving dinner 4pm", today or then, and "Silvester bei Tom"
  const longest = Math.max(start, ...(lattice[start] ?? []).map(({ end }) => end));
  // Only in English are feasts also the first half of a compound: "Christmas shopping".
  const isSpent = start === 0 && (spentAt.test(wordAt(longest)) || (when.length === 0 && !isEnglish));
  if ((isUndated || isSpent) && has(start, feasts) && !/^(?:de|von)$/.test(wordAt(start - 1)))
    return { count: longest - start, what: "date" };
  // "Urlaub KW 50-51"
  if (has(start, ["WEEKNO"]) && /^[ck]w$/.test(wordAt(start)) && /^\d{1,2}$/.test(wordAt(start + 1)))
    return { count: 2, what: "date" };
  // "Sa Essen 20 Uhr", "Sun run 7", but not "Fr. Schulz 9 Uhr"
  const isNumberLast = /^\d{1,2}$/.test(atoms.findLast((atom) => !isBlank(atom))?.word ?? "");
  const isShortDay =
    start === 0 &&
    has(0, ["WD"]) &&
    shortDays.test(wordAt(0)) &&
    (!/^(?:so|mar|mer|mon)$/.test(wordAt(0)) || (isNumberLast && /^So \p{Lu}/u.test(words))) &&
    !compounds.test(wordAt(1));
  if (isShortDay && words.charAt(atoms[0]?.to ?? 0) !== "." && (isUndated || (isNumberLast && when.length === 0)))
    return { count: 1, what: "date" };
  // "Mo-Mi 6-14"
  const [hour, last] = [Number(wordAt(start)), Number(wordAt(start + 2))];
  if (
    (isAfter || shifts.test(wordAt(start - 1))) &&
    wordAt(start + 1) === "-" &&
    ((last > Math.max(hour, 12) && last <= 24) ||
      unseparated.test(wordAt(start + 2)) ||
      (last > 0 && last <= 12 && atoms.slice(0, start).some(({ word }) => shifts.test(word))))
  )
    return { count: 3, what: "time" };
  // "before 5": no end without a start
  const isClosing = atoms.length === start + 2 || when.some(({ from }) => from === atoms[start + 2]?.from);
  if (has(start, ["BEFORE"]) && isClosing && Number(wordAt(start + 1)) < 24) return { count: 2, what: "time" };
  // "Sat 9am x10": so often, without a rule; "8x dienstags"
  const isBeforeRule = first?.recurrence !== undefined && isOther;
  if ((isAfter || isBeforeRule) && has(start, ["NUM"]) && times.test(wordAt(start + 1)))
    return { count: 2, what: "date" };
  // "tomorrow 9 dentist": an hour, or so many
  const isBefore = start === 0 && when.some(({ from }) => from === atoms[1]?.from);
  if (hour >= 7 && hour <= 22 && (isBefore || isFirst) && hasLetters) return { count: 1, what: "time" };
  const isSum = atoms.slice(0, start).some(({ word }) => sums.test(word));
  // "tues 830 standup", but not "Friday 500 words"
  const isNext = when.some(({ from }) => from === atoms[start + 1]?.from);
  if (!isSum && unseparated.test(wordAt(start)) && (isNext || (isAfter && !counts.test(wordAt(start + 1)))))
    return { count: 1, what: "time" };
  // "train 0742 back 1830", "standup 915"
  const isTimed = when.some(({ kind }) => kind === "time");
  const isAlone = when.length === 0 && isLast && start > 0 && !word.endsWith("00");
  const isCounted = isSum || numbered.test(wordAt(start - 1)) || counts.test(wordAt(start + 1));
  if (!isCounted && unseparated.test(word) && (isAlone || (isTimed && word.length === 4)))
    return { count: 1, what: "time" };
  // "Sun morning run 7": an hour, or so many kilometres
  const isLed =
    when.some(({ from }) => from === atoms[0]?.from) && isFree(start - 1) && !numbered.test(wordAt(start - 1));
  const isLunch = hour >= 1 && hour <= 3 && /\b(?:lunch|mittagessen|déjeuner|comida)\b/iu.test(words);
  const isOfDay =
    /^\d{1,2}$/.test(wordAt(start)) &&
    first !== undefined &&
    (isHourOf(first, hour) || (isLunch && first.startTime === undefined));
  if (isLast && isLed && isOfDay && !isSum) return { count: 1, what: "time" };
  const { from = 0, to = 0 } = atoms[start] ?? {};
  if (isLast && when.length === 0 && isPlanAt(words.slice(0, from).trim(), wordAt(start)))
    return { count: 1, what: "time" };
  // "doors from 6", "call Jo in 20"
  const isUpTo = (most: number) => /^\d{1,2}$/.test(wordAt(start + 1)) && Number(wordAt(start + 1)) <= most;
  const isPairLast = start > 0 && atoms.length === start + 2;
  if (isPairLast && ((has(start, ["FROM"]) && isUpTo(24)) || (has(start, ["IN"]) && isUpTo(59))))
    return { count: 2, what: "time" };
  // "flight 6a mon"
  const isHalf = hour <= 12 && /^[ap]$/.test(wordAt(start + 1)) && atoms[start + 1]?.from === to;
  const isBesideDay = isAfter || when.some((mark) => mark.from === atoms[start + 2]?.from);
  if (isHalf && isBesideDay && !numbered.test(wordAt(start - 1))) return { count: 2, what: "time" };
  // "every Monday until I retire"
  const until = (lattice[start] ?? []).find(({ kind }) => kind === "UNTIL");
  if (until && first?.recurrence !== undefined && /\p{L}/u.test(wordAt(until.end)))
    return { count: until.end - start + 1, what: "date" };
  // "12-1am", and "Call Sam pm"
  if (isAfter && isLast && /^[ap]m$/.test(words.slice(from, to))) return { count: 1, what: "time" };
  if (start > 0 && isLast && words.slice(from, to) === "pm" && !ofPerson.test(wordAt(start - 1)))
    return { count: 1, what: "time" };
  // "weekend Paris", but not "Weekend Cup tickets"
  const ofUnit = (lattice[start] ?? []).find(({ kind, value }) => kind === "UNIT" && value === "weekend");
  const isName = atoms.slice((ofUnit?.end ?? 0) + 1).every((atom) => /^\P{Ll}/u.test(words.slice(atom.from)));
  if (start === 0 && ofUnit && when.length === 0 && isName && goesOnWithName(ofUnit.end, atoms, words))
    return { count: ofUnit.end, what: "date" };
  return undefined;
}

/** Whether the day or part of the day that is stored could go on with the hour. */
function isHourOf(first: LineReading, hour: number): boolean {
  if (first.startTime === undefined) return hour >= 7 && hour <= 22;
  return isPart({ meaning: first.meaning ?? "" }) && hourFits(hour, first.startTime);
}
