import { addDays } from "../../time/dates.ts";
import { type Atom, hoursOf } from "../atoms.ts";
import type { Kind, Language } from "../language.ts";
import type { Lattice } from "../lattice.ts";
import type { Now } from "../parsed-parts.ts";
import { isBlank } from "./line-marks.ts";
import type { Stretch } from "./stretch.ts";

/**
 * Words that are dates only if the phrase is nothing but a date, and something else among other words: "sun cream", "first
 * aid".
 */

/** Abbreviated weekdays that are also words in their own right in some language. */
export const shortDays = /^(?:sun|sat|mon|wed|mar|mer|sam|dom|so|mi|do|di|fr|sa|mo|jue|vie|lun|jeu|ven|dim)$/;
/** A date in digits that is no fraction: with a year, dots, a leading zero, or a day beyond 12 in a month of two digits. */
const sureDate = /^\d{4}-|^\d+\.\d+\.|\/\d+\/|^0|\/0|^(?:1[3-9]|2\d|3[01])\/1[0-2]$|^1[0-2]\/(?:1[3-9]|2\d|3[01])$/;
const vague = /^(?:by|about|around|after|gegen|ab|nach|vers|apres|sobre)$/;
/** "sun cream", "sat nav", "mon ami", "mon cheri" */
export const compounds = /^(?:s|navs?|cream|block|screen|lotion|hats?|glasses|tan|burn|dial|ami|cheri)$/;
/** "her 30th" */
export const whose = /^(?:s|my|your|his|her|our|their|a)$/;

/** "Essen mit Sam", "voir la mer", "sit in the sun": short weekdays that are persons or things. */
export const isName = (word: string, before: string) =>
  shortDays.test(word) && (/^(?:with|mit|avec|con|the|la)$/.test(before) || (before === "el" && word === "mar"));

/** Parts of the day that may come before their day; others are mostly plans, as "coffee morning", or "late", as "tarde mañana". */
const partBeforeDay = /^(?:(?:after|fore)noon|(?:nach|vor)mittags?|nachm|apres)$/;

/** After these an hour needs no "at". */
const hasHours: readonly Kind[] = ["PART", "TODAYPART", "WD", "WDS"];
const isNumber = (atom: Atom | undefined) => /^\d+$/.test(atom?.word ?? "");

/** "x10", "10x" */
export const isTimesSign = /^x ?\d+$|^\d+ ?x$/i;

/** After a number that counts them though they are no plural: "10 mile run". */
const counted =
  /^(?:mile|mi|km|k|page|hole|person|man|woman|people|men|women|children|piece|course|euro?|pound|dollar|percent|lap|rep|set|mal|x|uhr|[ap]m)$/;

/** Whether a number that fits the part of the day before it counts what follows: "tonight 8 friends", but not "tonight 8 yoga". */
function isCount(end: number, atoms: readonly Atom[], lattice: Lattice, spoken: Language): boolean {
  const { word = "" } = atoms[end] ?? {};
  const plural = spoken.name === "German" ? /[enrs]$/ : /[sx]$/;
  return !/^\p{L}{3}/u.test(word) || plural.test(word) || counted.test(word) || (lattice[end] ?? []).length > 0;
}

type Strength = "none" | "full" | NonNullable<Stretch["isWeak"]>;

/** What goes on after a date: "Saturday 10 with Ana". */
const goesOn =
  /^(?:with|w|at|for|in|to|and|then|mit|bei|beim|fur|im|und|dann|avec|chez|pour|a|au|et|puis|con|luego|en|para|y|@|#)$/;

/** Whether nothing follows that a number could count. @param words the line that the atoms are of */
export function isClosed(end: number, atoms: readonly Atom[], words: string): boolean {
  const [last, next] = [atoms[end - 1], atoms[end]];
  // "9a", "3.5"
  if (last && ((next?.from === last.to && /\p{L}/u.test(next.word)) || /^[.,]\d/.test(words.slice(last.to))))
    return false;
  return !last || !next || isBlank(next) || goesOn.test(next.word) || /^\s?[,;.(–]/.test(words.slice(last.to));
}

/** Whether a stretch could also be an ordinary word in a longer text. */
export function strengthOf(
  stretch: Stretch,
  atoms: readonly Atom[],
  lattice: Lattice,
  spoken: Language,
  now: Now,
  line: string,
  isOwn: boolean,
): Strength {
  const { start, end } = stretch;
  const words = atoms.slice(start, end).map(({ word }) => word);
  const kindsAt = (index: number) => (lattice[index] ?? []).filter((token) => token.end <= end).map(({ kind }) => kind);
  const isAll = (kind: Kind) => lattice[start]?.some((token) => token.kind === kind && token.end === end) === true;
  const [first = "", second = ""] = words;
  const isHourAlone =
    words.length > 1 &&
    /^\d{1,2}$/.test(words.at(-1) ?? "") &&
    kindsAt(end - 2).some((kind) => hasHours.includes(kind));
  if (isHourAlone && stretch.kind !== "day" && !isClosed(end, atoms, line)) {
    const isOfPart = kindsAt(end - 2).some((kind) => kind === "PART" || kind === "TODAYPART");
    if (!isOfPart || isCount(end, atoms, lattice, spoken)) return "none";
  }
  const isNames = isName(first, atoms[start - 1]?.word ?? ""); // "mit Sam und Dom"
  // "a los 4 meses", "lundi à première heure": of a length
  const next = (lattice[end] ?? []).map(({ kind }) => kind);
  const isCounted = kindsAt(end - 1).includes("NUM") && !next.includes("OCLOCK");
  const isOfUnit = next.includes("UNIT") && (isCounted || kindsAt(end - 1).includes("ORD"));
  if (isOfUnit && (stretch.kind === "day" || stretch.kind === "time")) return "none";
  // "leftovers from yesterday"
  const isPast = lattice[end - 1]?.some(({ kind, value }) => kind === "REL" && value < 0) === true;
  switch (stretch.kind) {
    case "day": {
      if (isAll("MONTH") || isAll("YEAR") || isAll("WDS")) return "none";
      if (/^['’]s /.test(line.slice(atoms[end - 1]?.to))) return "none"; // "finish Monday's minutes"
      if (isName(atoms[end - 1]?.word ?? "", atoms[end - 2]?.word ?? "") || isNames) return "none";
      // "ask about Saturday jobs"
      const isAbout = first === "about" || atoms[start - 1]?.word === "about";
      if (isAbout && /^\p{L}/u.test(atoms[end]?.word ?? "") && lattice[end]?.length === 0) return "none";
      const isFeast = isAll("FIXED") || isAll("EASTER") || isAll("ADVENT") || isAll("THANKSGIVING");
      const isOf = /^(?:de|von)$/.test(atoms[start - 1]?.word ?? "");
      if (isOf && (isFeast || kindsAt(start).includes("EDGE"))) return "none";
      // "3 jours à partir de lundi": not three days after it
      // "5 working days before 16 December"
      if (/^(?:days|weeks|tage|wochen|jours|semaines|dias|semanas)$/.test(first)) return "none";
      const lengthEnd = [start, start + 1].find((index) => kindsAt(index).includes("UNIT"));
      if (lengthEnd !== undefined && kindsAt(lengthEnd + 1).includes("STARTING")) return "none";
      if (isPast && /^(?:from|de|von)$/.test(atoms[start - 1]?.word ?? "")) return "none";
      if (isLastingPast(stretch, now) || isApart(stretch, now)) return "none";
      if (words.at(-2) === "y" && words.at(-1) === "cuarto") return "none"; // "sáb 11 y cuarto"
      const ofDay = words.filter(
        (_, index) => !kindsAt(start + index).every((kind) => kind === "THE" || kind === "OF"),
      );
      const onlyOrdinal = ofDay.length === 1 && kindsAt(end - 1).includes("ORD") && !kindsAt(end - 1).includes("DATE");
      if (onlyOrdinal && words.length === 1)
        return /^(?:[12]?\d|3[01])(?:st|nd|rd|th)$/.test(first) && !whose.test(atoms[start - 1]?.word ?? "")
          ? "atEnd"
          : "none";
      if (spoken.name !== "English" && words.some((word) => /\d(?:st|nd|rd|th)$/.test(word))) return "none"; // "Do 5th draft"
      if (onlyOrdinal && !/\d/.test(words.at(-1) ?? "")) return "none";
      const number = isHourAlone ? Number(words.at(-1)) : 0;
      // "samedi et dimanche 8", "Mo-Mi 6-14": hours
      if ((number >= 7 && number <= 22) || (number > 0 && atoms[end]?.word === "-" && isNumber(atoms[end + 1])))
        if (isImpossible(stretch, now)) return "none";
      if (number > 22) return "atEnd";
      const isMonthFirst = spoken.name === "English" && kindsAt(start).includes("MONTH"); // "March 5"
      if (/^(?:kw|cw|kalenderwoche)$/.test(first) && atoms[end]?.word !== "-") return "full";
      if (words.length === 2 && kindsAt(end - 1).includes("NUM") && !isMonthFirst && !isAll("ORD"))
        return spoken.name === "English" || /^(?:les|los|las|die|das|a|an|um)$/.test(first) ? "none" : "atEnd";
      // "Sat lunch with Ana 1pm"
      const isMine = first === "mon" && !isOwn && !isNumber(atoms[end]); // "Mon rendez-vous"
      const isDay = start === 0 && spoken.name === "English" && !isMine && !compounds.test(atoms[end]?.word ?? "");
      if (words.length === 1 && shortDays.test(first)) return isDay ? "beforeTime" : "atEnd";
      if (isAll("UNIT")) {
        // "Wochenende Berlin", "finde en Madrid", but not "Wochenende planen"; in English also "Weekend Cup".
        const isSure = spoken.name !== "English" && (isOwn || !first.startsWith("week"));
        return start === 0 && isSure && goesOnWithName(end, atoms, line) ? "full" : "atEnd";
      }
      // "1. Advent Plätzchen backen", but not "Christmas shopping"
      if (isFeast) return start === 0 && isAll("ADVENT") ? "full" : "atEnd";
      if (words.length === 1 && isAll("DATE") && !sureDate.test(first)) {
        if (first === "24/7") return "none";
        return start > 0 && isClosed(end, atoms, line) ? "full" : "atEnd";
      }
      return isAll("DASHED") ? "atEnd" : "full";
    }
    case "time": {
      // "1-2-1 with Sam"
      if (/^-\d/.test(line.slice(atoms[end - 1]?.to)) || /\d-$/.test(line.slice(0, atoms[start]?.from))) return "none";
      if (kindsAt(start).includes("BEFORE") && isNumber(atoms[end - 1]) && words.at(-2) !== "las") return "none";
      // "après-midi courses"
      const isWithin = ({ kind, end: last }: Lattice[number][number]) => kind === "PART" && last >= end;
      if (
        isAll("NOON") &&
        lattice
          .slice(Math.max(0, start - 3), start)
          .flat()
          .some(isWithin)
      )
        return "none";
      if (words.includes("-") && /\.$/.test(first)) return "none"; // "1.-3. und 8.-10. Januar"
      // "formación 4 horas"
      if (words.length === 2 && /^[1-6]$/.test(first) && second === "horas") return "none";
      // "el 8 por la noche" is a day and its part.
      if (first === "el" && words.length > 2 && /^\d{1,2}$/.test(second) && kindsAt(end - 1).includes("PART"))
        return "none";
      const isAlone = words.length === 2 && kindsAt(end - 1).includes("NUM");
      // "0800 555 123"
      if (words.some(hoursOf) && (isNumber(atoms[start - 1]) || isNumber(atoms[end]))) return "none";
      if (words.some(hoursOf))
        return words.length > 1 && words.some((word) => /^0\d{3}$/.test(word)) ? "full" : "beside";
      if (words.length === 1 && /^\d+\.\d+$/.test(first)) return "atEnd";
      if (words.at(-2) === "du" && isNumber(atoms[end - 1])) return "none"; // "à partir du 15"
      if (words.length === 2 && first === "a" && /^\d+$/.test(second)) return "none";
      if (/^an?$/.test(words.at(-1) ?? "")) return "none"; // "Half a thought"
      if (/^(?:after|nach|apres)$/.test(first) && isAlone && !/\d/.test(second)) return "none"; // "After Eight"
      if (words.length === 2 && vague.test(first) && /^\d+$/.test(second)) return "atEnd";
      return "full";
    }
    // "Marché de Noël", "Buch von Mai": of it, not from it on.
    case "bound":
      if (stretch.follows && !isClosed(end, atoms, line)) return "none";
      if (isPast) return "none";
      return /^(?:de|von)$/.test(first) ? "none" : "full";
    // "until 5", but not "until 3 people arrive"
    case "end":
      return isNumber(atoms[end - 1]) && second !== "las" && start > 0 && !isClosed(end, atoms, line) ? "none" : "full";
    // "20h pour 20h30"
    case "length":
      return stretch.said.every((one) => one.kind === "length" && one.minutes > 720) &&
        /[:h]\d\d$/.test(words.at(-1) ?? "")
        ? "none"
        : "full";
    case "rule":
      return isNames ? "none" : "full";
    case "moment":
      if (isAll("NOW")) return "none";
      // "vor 18h" is no length.
      if (kindsAt(start).includes("AGO") && words.at(-1) === "h") return "none";
      return kindsAt(start).includes("PART") && !partBeforeDay.test(first) ? "none" : "full";
    default:
      return "full";
  }
}

/** Whether a name or a word for where or with whom follows. */
export function goesOnWithName(at: number, atoms: readonly Atom[], line: string): boolean {
  // "week-end à Paris", but not "week-end à réserver"
  const next = atoms[atoms[at]?.word === "a" ? at + 1 : at];
  return next !== undefined && (goesOn.test(next.word) || /^\p{Lu}/u.test(line.slice(next.from)));
}

/** "Saturday 10" if the 10th is no Saturday. */
const isImpossible = ({ said }: Stretch, now: Now) =>
  said.every((one) => one.kind === "day" && one.day({ ...now, refuse: () => undefined }).length === 0);

/** "24 and 31 December": two days, and none between. */
const isApart = ({ said }: Stretch, now: Now) =>
  said.every(
    (one) =>
      one.kind === "day" &&
      !one.weekdays &&
      one
        .day({ ...now, refuse: () => undefined })
        .some(({ isPair, date, endDate }) => isPair && endDate !== addDays(date, 1)),
  );

/** "notes from last week", "of the past two weeks": a past period is not when something new takes place. */
function isLastingPast({ said }: Stretch, now: Now): boolean {
  const days = said.flatMap((each) => (each.kind === "day" ? each.day({ ...now, refuse: () => undefined }) : []));
  return (
    days.length > 0 &&
    days.every(({ date, endDate = date }) => endDate !== date && endDate <= now.today && date < now.today)
  );
}
