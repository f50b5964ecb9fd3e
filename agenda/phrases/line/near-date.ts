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
const clear = /^(?:mo|di|mi|fr|sa|wed|fri|lun|ven|jue|vie)$/;
/** What one is before or after without an hour: "after lunch", "nach der Schule". */
const errands =
  /^(?:lunch|breakfast|dinner|tea|work|school|class|bed|arbeit|schule|vl|essen|mittagessen|travail|ecole|repas|trabajo|cole|comer|cenar)$/;
const titles = /^(?:mrs?|ms|herrn?|frau|mme|sra?|senora?)$/;
const habits = /^(?:mornings|afternoons|evenings|(?:vor|nach)?mittags|morgens|abends|nachts)$/;
const day = /^(?:[12]?\d|3[01])$/;

export function byNearness(
  start: number,
  { words, atoms, when, wordAt, isFree, has, lattice, isEnglish }: LeftOver,
  isUndated: boolean,
): Alone | undefined {
  const isRead = (index: number) => {
    const { from, to } = atoms[index] ?? { from: 0, to: 0 };
    return from < to && when.some((mark) => from >= mark.from && to <= mark.to);
  };
  const word = wordAt(start);
  const isShort = shortDays.test(word);
  const isWeekday =
    has(start, ["WD"]) &&
    !titles.test(wordAt(start - 1)) &&
    !(isShort && (isName(word, wordAt(start - 1)) || compounds.test(wordAt(start + 1)))) &&
    !/^(?:['’]s|\. \p{Lu})/u.test(words.slice(atoms[start]?.to)) &&
    !/^\p{Lu}{2}/u.test(words.slice(atoms[start]?.from));
  const isDate = (index: number) => has(index, dated) || ordinal.test(wordAt(index)) || ofDates.test(wordAt(index));
  /** Whether only parts of dates stand between it and what was read. */
  const isNear = (step: 1 | -1) => {
    for (let index = start + step, count = 0; count < farthest; index += step, count++) {
      if (isRead(index)) return true;
      const isPart = has(index, joints) || between.test(wordAt(index)) || isDate(index) || day.test(wordAt(index));
      if (!isFree(index) || !isPart) return false;
    }
    return false;
  };
  const isNearAny = () => isNear(1) || isNear(-1);
  const isOfDay =
    (isWeekday && !(doubtful.test(word) && !isDate(start - 1))) ||
    (isRead(start - 1) && lattice[start]?.some(({ value }) => value === "weekend")) ||
    (has(start, ["MONTH", "REL", "TODAYPART"]) && !doubtful.test(word)) ||
    (ordinal.test(word) && !whose.test(wordAt(start - 1)));
  if (isOfDay && isNearAny()) return { count: 1, what: "date" };
  // "27.11 auf 28.11", "4pm and 4.20"
  const isJoined = (step: 1 | -1) => !isRead(start + step) && isNear(step);
  const isMoved = has(start - 1, ["TO"]) && isRead(start + 1); // "moved to 9.30 from Monday"
  if (ofDates.test(word) && (isJoined(1) || isJoined(-1) || isMoved))
    return { count: 1, what: /[:h]/.test(word) ? "time" : "date" };
  // "20/21 jan"
  if (ofDates.test(word) && isFree(start + 1) && has(start + 1, ["MONTH"])) return { count: 2, what: "date" };
  // "nights 5 6 7 dec", "el 5 y el 12 de diciembre"
  if (day.test(word) && !numbered.test(wordAt(start - 1)) && isNear(1) && isBeforeLater(start))
    return { count: 1, what: "date" };
  // "gig sat doors 7pm", "paul di nach der schule"
  if (isWeekday && !doubtful.test(word) && (isUndated || (isShort && has(start + 1, ["AFTER"]))))
    return { count: 1, what: "date" };
  // "Monday 7am collect Friday"
  const isLast = start === atoms.length - 1;
  const isLower = words.startsWith(word.slice(0, 2), atoms[start]?.from);
  const isFar = start > 0 && !doubtful.test(word) && !/^\d/.test(wordAt(start + 1));
  if (isWeekday && isFar && (!isShort || when.length > 0 || (clear.test(word) && isLower)))
    return { count: 1, what: "date" };
  // "nights 27th 28th", "lates mon tue", "tax return july"
  const isList =
    isFree(start + 1) &&
    ((isWeekday && has(start + 1, ["WD"])) || (ordinal.test(word) && ordinal.test(wordAt(start + 1))));
  const isMonth = isLast && has(start, ["MONTH"]) && (!doubtful.test(word) || word === "jan") && isLower;
  if (isList || (isMonth && !has(start - 1, ["FOR", "OF", "FROM"]))) return { count: isList ? 2 : 1, what: "date" };
  // "feed the cat mornings"
  if (habits.test(word) && isLast && start > 0) return { count: 1, what: "time" };
  // "before 12 de la noche"
  if (has(start, ["PART"]) && has(start - 1, ["OF", "THE", "IN"]) && isNear(-1)) return { count: 1, what: "time" };
  // "thursdays not 17 December", "20h sauf vacances", "every day till the exams"
  const isBefore = isRead(start + 1) || (has(start + 1, ["ON", "THE", "FROM"]) && isRead(start + 2));
  if (not.test(word) && isBefore) return { count: 1, what: "date" };
  const limit = (lattice[start] ?? []).find(({ kind }) => kind === "EXCEPT" || kind === "UNTIL");
  if (limit && word !== "but" && (isBefore || isRead(start - 1)))
    return { count: limit.end - start + (isRead(start + 1) ? 0 : 1), what: "date" };
  // "cada día 5"
  if (has(start, ["EVERY"]) && isRead(start + 1)) return { count: 1, what: "date" };
  // "in 24h before the flight", "Friday after work"
  const isApart = has(start, ["BEFORE", "AFTER"]) && isRead(start - 1) && /^\p{L}/u.test(wordAt(start + 1));
  if (isApart && !(/^(?:vor|nach)$/.test(word) && !/^de[rmn]$/.test(wordAt(start + 1))))
    return { count: 2, what: "time" };
  const isTimed = when.some(({ kind }) => kind === "time");
  const errand = [start + 1, start + 2, start + 3].find((index) => errands.test(wordAt(index)));
  if (!isTimed && errand && has(start, ["BEFORE", "AFTER"]) && (errand === atoms.length - 1 || isRead(errand + 1)))
    return { count: errand - start + 1, what: "time" };
  // "garderie soir lundi mardi"
  if (!isTimed && !isEnglish && word !== "tarde" && has(start, ["PART"]) && isRead(start + 1))
    return { count: 1, what: "time" };
  // "checkout 11 Saturday": an hour, or so many
  const isHour = /^(?:[7-9]|1\d|2[0-2])$/.test(word) && !has(start - 1, ["AND"]);
  if (
    !isTimed &&
    isHour &&
    start > 0 &&
    isRead(start + 1) &&
    !numbered.test(wordAt(start - 1)) &&
    !sums.test(wordAt(start - 1))
  )
    return { count: 1, what: "time" };
  // "at ten thirty"
  if (has(start, ["NUM"]) && isRead(start - 1) && /^(?:thirty|fifteen|dreissig|trente|treinta|quince)$/.test(word))
    return { count: 1, what: "time" };
  // "Ende Q4"
  if (has(start, ["EDGE"]) && wordAt(start + 1) === "q" && /^[1-4]$/.test(wordAt(start + 2)))
    return { count: 3, what: "date" };
  // "vendredi en fin de matinée"
  if (has(start, ["EDGE"]) && has(start + 1, ["OF", "UNIT", "PART"]) && (isRead(start - 1) || isRead(start - 2)))
    return { count: 1, what: "time" };
  return undefined;

  /** Whether it is the first of a list of days that go up, whose last was read. */
  function isBeforeLater(index: number): boolean {
    for (let next = index + 1; next <= index + farthest; next++) {
      const number = Number.parseInt(wordAt(next), 10);
      if (Number.isNaN(number)) continue;
      const from = atoms[next]?.from ?? 0;
      if (isRead(next))
        return (
          number > Number(wordAt(index)) &&
          when.some((mark) => mark.kind === "date" && from >= mark.from && from < mark.to)
        );
    }
    return false;
  }
}
