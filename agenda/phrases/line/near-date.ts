import type { Kind } from "../language.ts";
import { type Alone, type LeftOver, numbered, sums } from "./left-over.ts";
import { compounds, isName, shortDays, whose } from "./weak-words.ts";

/** The net under everything else: words for dates that are left beside what was read are half of something that was not. */

const dated: readonly Kind[] = ["WD", "WDS", "MONTH", "REL", "TODAYPART"];
/** What may stand between two parts of one date. */
const joints: readonly Kind[] = ["AND", "THE", "LAS", "ON", "AT", "TO", "OF", "FROM", "FROMDAY", "UNTIL", "PART"];
const between = /^(?:or|oder|ou|o|u|into|auf|then|for|fur|pour|por|instead|statt|[ap]m|eve)$/;
const not = /^(?:not|nicht|kein|keine|pas|no)$/;
/** How many words a date may go on for. */
const farthest = 4;
/** Words for dates that are also other words: "may", "mar", "so". */
const doubtful = /^(?:jan|april|may|june|mars?|march|mai|abril|mayo|mer|so|sam|dom|morgen|manana)$/;
const ordinal = /^(?:[12]?\d|3[01])(?:st|nd|rd|th|\.|er|e|o)$/;
const ofDates = /^\d{1,2}[.:h]\d{2}$|^\d{1,2}\/\d{1,2}$|^\d{1,2}\.\d{1,2}\./;
/** Short weekdays that are no other words, in lower case. */
const clear = /^(?:mo|di|mi|fr|sa|mon|wed|fri|lun|dim|ven|jue|vie)$/;
/** What one is before or after without an hour: "after lunch", "nach der Schule". */
const errands =
  /^(?:lecture|lunch|breakfast|dinner|tea|work|school|class|bed|arbeit|schule|vl|vorlesung|mittag|essen|mittagessen|travail|ecole|repas|trabajo|cole|comer|cenar)$/;
const or = /^(?:or|oder|ou|o|u)$/;
const counted = /^(?:nights|nachte|nuits|noches|termine|weekly|monthly)$/;
const titles = /^(?:mrs?|ms|herrn?|frau|mme|sra?|senora?)$/;
const habits = /^(?:mornings|afternoons|evenings|(?:vor|nach)?mittags|morgens|abends|nachts)$/;
const minutes = /^(?:thirty|fifteen|dreissig|trente|treinta|quince)$/;
const limits: readonly Kind[] = ["EXCEPT", "UNTIL", "BEFORE", "AFTER"];
const day = /^(?:[12]?\d|3[01])$/;

/** A word that was not understood, and what was read around it. */
interface Place extends LeftOver {
  readonly at: number;
  readonly word: string;
  readonly before: string;
  readonly isRead: (index: number) => boolean;
  /** Whether only parts of dates stand between it and what was read. */
  readonly isNear: (step: 1 | -1) => boolean;
  readonly isLast: boolean;
}

/** @param isUndated whether a time was read, but no day */
export function byNearness(at: number, left: LeftOver, isUndated: boolean): Alone | undefined {
  const { atoms, when, wordAt, isFree, has } = left;
  const isRead = (index: number) => {
    const { from, to } = atoms[index] ?? { from: 0, to: 0 };
    return from < to && when.some((mark) => from >= mark.from && to <= mark.to);
  };
  const isNear = (step: 1 | -1) => {
    for (let index = at + step, count = 0; count < farthest; index += step, count++) {
      if (isRead(index)) return true;
      const isPart =
        has(index, joints) || between.test(wordAt(index)) || isDate(index, left) || day.test(wordAt(index));
      if (!isFree(index) || !isPart) return false;
    }
    return false;
  };
  const [word, before, isLast] = [wordAt(at), wordAt(at - 1), at === atoms.length - 1];
  const place = { ...left, at, word, before, isRead, isNear, isLast };
  if (isOtherDay(place) || isWeekdayApart(place, isUndated) || isMonthLast(place)) return { count: 1, what: "date" };
  return numbersOf(place) ?? limitOf(place) ?? hourOf(place);
}

const isDate = (index: number, { has, wordAt }: LeftOver) =>
  has(index, dated) || ordinal.test(wordAt(index)) || ofDates.test(wordAt(index));

/** "Herr Freitag", "Sun hat", "Monday's" and "SAT" are none. */
function isWeekday({ at, word, before, has, wordAt, words, atoms }: Place): boolean {
  if (!has(at, ["WD"]) || titles.test(before)) return false;
  if (shortDays.test(word) && (isName(word, before) || compounds.test(wordAt(at + 1)))) return false;
  return !/^(?:['’]s|\. \p{Lu})/u.test(words.slice(atoms[at]?.to)) && !/^\p{Lu}{2}/u.test(words.slice(atoms[at]?.from));
}

/** "Friday or Saturday", "nights 4th 5th 6th Dec": another day beside the one that was read. */
function isOtherDay(place: Place): boolean {
  const { at, word, before, wordAt, has, isRead, isNear, lattice } = place;
  const isListed = isDate(at - 1, place) || has(at + 1, ["WD"]) || or.test(wordAt(at + 1));
  const isDay =
    (isWeekday(place) && !(doubtful.test(word) && !isListed)) ||
    (isRead(at - 1) && lattice[at]?.some(({ value }) => value === "weekend")) ||
    (has(at, ["MONTH", "REL", "TODAYPART"]) && !doubtful.test(word)) ||
    (ordinal.test(word) && !whose.test(before));
  return isDay && (isNear(1) || isNear(-1));
}

/** "Monday 7am collect Friday", "gig sat doors 7pm", "wanderung mo wenn schön" */
function isWeekdayApart(place: Place, isUndated: boolean): boolean {
  const { at, word, before, has, wordAt, when, isLast, isEnglish, atoms } = place;
  if (!isWeekday(place)) return false;
  // In Spanish it is the sea too.
  if (word === "mar" && isLast && !isEnglish) return at > 0 && !has(at - 1, ["THE", "OF", "AT"]) && before !== "el";
  if (doubtful.test(word)) return false;
  const isShort = shortDays.test(word);
  if (isUndated || (isShort && has(at + 1, ["AFTER"]))) return true;
  const hasHour = atoms.some((atom) => ofDates.test(atom.word));
  const isSure = !isShort || when.length > 0 || hasHour || (clear.test(word) && isLower(place)) || has(at + 1, ["WD"]);
  return at > 0 && isSure && !/^\d/.test(wordAt(at + 1));
}

const isLower = ({ at, words, atoms }: Place) => /^\p{Ll}/u.test(words.slice(atoms[at]?.from));

/** "tax return july", but not "Call April" or "flights for may" */
const isMonthLast = (place: Place): boolean =>
  place.isLast &&
  place.has(place.at, ["MONTH"]) &&
  (!doubtful.test(place.word) || place.word === "jan") &&
  isLower(place) &&
  !place.has(place.at - 1, ["FOR", "OF", "FROM"]);

function numbersOf(place: Place): Alone | undefined {
  const { at, word, before, wordAt, isFree, has, isRead, isNear, when, atoms } = place;
  if (!/^\d/.test(word)) return undefined;
  const isTimed = when.some(({ kind }) => kind === "time");
  if (ofDates.test(word)) {
    // "27.11 auf 28.11", "4pm and 4.20", "moved to 9.30 from Monday", "7.15 for 7.30"
    const isJoined = (step: 1 | -1) => !isRead(at + step) && isNear(step);
    const isMoved = isRead(at + 1) && (has(at - 1, ["TO"]) || between.test(wordAt(at + 1)));
    if (isJoined(1) || isJoined(-1) || isMoved) return { count: 1, what: /[:h]/.test(word) ? "time" : "date" };
    // "20/21 jan"
    return isFree(at + 1) && has(at + 1, ["MONTH"]) ? { count: 2, what: "date" } : undefined;
  }
  // "nights 27th 28th"
  if (ordinal.test(word) && isFree(at + 1) && ordinal.test(wordAt(at + 1))) return { count: 2, what: "date" };
  // "KW 50 oder 51"
  if (or.test(before) && isRead(at - 2) && /^\d{1,2}$/.test(word)) return { count: 1, what: "date" };
  if (!day.test(word) || numbered.test(before) || atoms[at - 1]?.to === atoms[at]?.from) return undefined;
  // "nights 5 6 7 dec", "el 5 y el 12 de diciembre"
  if (isNear(1) && isBeforeLater(place)) return { count: 1, what: "date" };
  // "3 nights from Friday", "6 weekly", "Weds 9 or 10"
  if (when.length > 0 && counted.test(wordAt(at + 1))) return { count: 2, what: "date" };
  if (isRead(at - 1) && or.test(wordAt(at + 1)) && day.test(wordAt(at + 2))) return { count: 3, what: "time" };
  // "9-14 y 17-20"
  if (wordAt(at + 1) === "-" && has(at - 1, ["AND"]) && isRead(at - 2)) return { count: 3, what: "time" };
  // "checkout 11 Saturday": an hour, or so many
  const isHour = Number(word) >= 7 && Number(word) <= 22 && at > 0 && !has(at - 1, ["AND"]) && !sums.test(before);
  return !isTimed && isHour && isRead(at + 1) ? { count: 1, what: "time" } : undefined;
}

/** Whether it is one of a list of days that go up, whose last was read. */
function isBeforeLater({ at, word, wordAt, isRead, when, atoms }: Place): boolean {
  const next = [1, 2, 3, 4].map((step) => at + step).find((index) => isRead(index) && /^\d/.test(wordAt(index)));
  const from = atoms[next ?? at]?.from ?? 0;
  const isOfDate = when.some((mark) => mark.kind === "date" && from >= mark.from && from < mark.to);
  return next !== undefined && isOfDate && Number.parseInt(wordAt(next), 10) > Number(word);
}

/** "Thursdays not 17 December", "20h sauf vacances", "24h before the flight", "cada día 5" */
function limitOf({ at, word, wordAt, has, isRead, lattice }: Place): Alone | undefined {
  const isBefore = isRead(at + 1) || (has(at + 1, ["ON", "THE", "FROM"]) && isRead(at + 2));
  if (isBefore && (not.test(word) || has(at, ["EVERY"]))) return { count: 1, what: "date" };
  const limit = lattice[at]?.find(({ kind }) => limits.includes(kind));
  if (!limit || word === "but") return undefined;
  // "nach Berlin" is no time.
  const isPlace = /^(?:vor|nach)$/.test(word) && !/^de[rmn]$/.test(wordAt(at + 1));
  // "antes de fin de mes"
  if (limit.kind === "BEFORE" && has(limit.end, ["EDGE"])) return { count: limit.end - at + 1, what: "date" };
  if (limit.kind === "EXCEPT" || limit.kind === "UNTIL") {
    // Of "jusqu'au 15" the first half may be left.
    const end = isRead(limit.end - 1) ? limit.end - 1 : limit.end;
    return isBefore || isRead(at - 1) ? { count: end - at + (isRead(end) ? 0 : 1), what: "date" } : undefined;
  }
  return isRead(at - 1) && /^\p{L}/u.test(wordAt(at + 1)) && !isPlace ? { count: 2, what: "time" } : undefined;
}

function hourOf({ at, word, wordAt, has, isRead, isNear, isLast, isEnglish, when, atoms }: Place): Alone | undefined {
  const isTimed = when.some(({ kind }) => kind === "time");
  // "drinks after work", "nach der Schule"
  const errand = [at + 1, at + 2, at + 3].find((index) => errands.test(wordAt(index)));
  if (!isTimed && errand && has(at, ["BEFORE", "AFTER"]) && (errand === atoms.length - 1 || isRead(errand + 1)))
    return { count: errand - at + 1, what: "time" };
  // "feed the cat mornings", "12 de la noche", "garderie soir lundi mardi"
  const isPart =
    has(at, ["PART"]) &&
    ((has(at - 1, ["OF", "THE", "IN"]) && isNear(-1)) ||
      (!isTimed && !isEnglish && word !== "tarde" && isRead(at + 1)));
  if (isPart || (habits.test(word) && isLast && at > 0)) return { count: 1, what: "time" };
  // "Tuesday fortnight"
  const isLength =
    has(at, ["NUM"]) && !has(at, ["ORD"]) && /^\p{L}{3}/u.test(word) && word !== "one" && has(at + 1, ["UNIT"]);
  if (isLength && (isRead(at - 1) || isRead(at + 2))) return { count: 2, what: "date" };
  // "at ten thirty"
  if (has(at, ["NUM"]) && isRead(at - 1) && minutes.test(word)) return { count: 1, what: "time" };
  if (!has(at, ["EDGE"])) return undefined;
  // "Ende Q4", "vendredi en fin de matinée"
  if (wordAt(at + 1) === "q" && /^[1-4]$/.test(wordAt(at + 2))) return { count: 3, what: "date" };
  const isOfPart = has(at + 1, ["OF", "UNIT", "PART"]) && (isRead(at - 1) || isRead(at - 2));
  return isOfPart ? { count: 1, what: "time" } : undefined;
}
