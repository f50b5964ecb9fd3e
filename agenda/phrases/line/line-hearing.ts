import type { Atom } from "../atoms.ts";
import type { Kind, Language } from "../language.ts";
import { heardIn, type Lattice, latticeOf } from "../lattice.ts";
import type { Now } from "../parsed-parts.ts";
import { type Chosen, chooseFrom } from "./choose.ts";
import { languages } from "./hear.ts";
import { isBlank } from "./line-marks.ts";
import type { Mark } from "./mark.ts";
import type { Stretch } from "./stretch.ts";
import { stretchesIn } from "./stretches.ts";

/** Detects the languages of a line and collects what each of them understands. */

const mostWords = 60;
const primary = (locale: string) => locale.slice(0, 2).toLowerCase();
const codes: Readonly<Record<Language["name"], string>> = {
  English: "en",
  German: "de",
  French: "fr",
  Spanish: "es",
  Japanese: "ja",
};

/** The user's own language comes first. Only US English writes the month first. */
export function languagesFor(locale: string): readonly Language[] {
  const isMonthFirst = !/^en-/i.test(locale) || /^en-US/i.test(locale);
  const heard = isMonthFirst ? languages : inBritain;
  return [...heard].sort(
    (a, b) => Number(codes[b.name] === primary(locale)) - Number(codes[a.name] === primary(locale)),
  );
}
const inBritain = languages.map((spoken) => ({ ...spoken, isMonthFirst: false }));

export interface Heard extends Chosen {
  readonly language: Language;
  readonly atoms: readonly Atom[];
  readonly lattice: Lattice;
}

/** Words too short to identify a language: a line with only these in a language is not in that language. */
const small = new Set<Kind>([
  ...([
    "NUM",
    "ORD",
    "YEAR",
    "CLOCK",
    "DATE",
    "DASHED",
    "THE",
    "LAS",
    "OF",
    "ON",
    "IN",
    "FROM",
    "FROMDAY",
    "TO",
  ] as const),
  ...(["AND", "FOR", "AFTER", "BEFORE", "BETWEEN", "OTHER", "AGO", "PAST", "TILL", "MERIDIEM"] as const),
]);
/** What a rewrite inserted tells nothing: "3/5" is "3月5日" only to whoever writes Japanese. */
const isTelling = (atoms: readonly Atom[], lattice: Lattice) =>
  atoms.some(({ from, to }, index) => to > from && lattice[index]?.some(({ kind }) => !small.has(kind)));

/** Takes the language that explains most of the line, preferring the user's own, then lets the others parse the rest. */
export function hearIn(words: string, spoken: readonly Language[], now: Now, hasTime: boolean): Heard[] {
  const quiet = { ...now, refuse: () => undefined };
  const all = spoken.map((language) => {
    const atoms = heardIn(words, language).slice(0, mostWords);
    const lattice = latticeOf(
      atoms.map(({ word }) => word),
      language,
    );
    // Numbers alone are also parsed in the user's own language.
    const isOwn = language === spoken[0];
    const stretches =
      isOwn || isTelling(atoms, lattice) ? stretchesIn(words, atoms, lattice, language, quiet, isOwn) : [];
    return { language, atoms, lattice, stretches };
  });
  const choose = (one: (typeof all)[number], aspects: number, stretches: readonly Stretch[]): Heard => {
    const isWord = (index: number) => one.atoms[index] !== undefined && !isBlank(one.atoms[index]);
    return {
      language: one.language,
      atoms: one.atoms,
      lattice: one.lattice,
      ...chooseFrom(stretches, { length: one.atoms.length, isWord, aspects, hasTime }),
    };
  };
  // Weak words count only in the user's own language: "Call Sam" names no samedi.
  const first = all.map((one) => {
    const way = choose(one, 0, one.stretches);
    return one.language !== spoken[0] && way.stretches.every(({ isWeak }) => isWeak) ? choose(one, 0, []) : way;
  });
  const best = first.reduce((known, one) => (one.score >= known.score + 5 ? one : known));
  const taken = best.stretches.map((one) => markOf(one, best.atoms));
  const heard = [best];
  let aspects = best.aspects;
  for (const [index, one] of all.entries()) {
    if (first[index] === best) continue;
    const free = one.stretches.filter((stretch) => {
      const { from, to } = markOf(stretch, one.atoms);
      return !stretch.isWeak && !stretch.isBare && taken.every((mark) => to <= mark.from || from >= mark.to);
    });
    const more = free.length > 0 ? choose(one, aspects, free) : undefined;
    if (!more || more.stretches.length === 0) continue;
    aspects = more.aspects;
    taken.push(...more.stretches.map((stretch) => markOf(stretch, one.atoms)));
    heard.push(more);
  }
  return heard;
}

/** The position of a stretch in the line. */
export function markOf({ start, end }: Stretch, atoms: readonly Atom[]): Mark {
  return { from: atoms[start]?.from ?? 0, to: atoms[end - 1]?.to ?? 0 };
}
