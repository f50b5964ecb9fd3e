import { type Atom, atomsOf, dashedDate, hoursOf, narrow, numericTokens, placedAtomsOf } from "./atoms.ts";
import type { Clock, Kind, Language, Meaning, Values } from "./language.ts";
import { asTraced, replaceTraced } from "./line/traced.ts";

/** One meaning of the words up to `end`. */
export type Token = {
  readonly [K in Kind]: { readonly kind: K; readonly value: Values[K]; readonly end: number };
}[Kind];

/** For each word, the tokens that start there. */
export type Lattice = readonly (readonly Token[])[];

export type Entry = { readonly [K in Kind]: readonly [kind: K, value: Values[K], ...words: string[]] }[Kind];

/** Builds a language from its vocabulary; an entry may span several words, and a word may have several meanings. */
export function language(entries: readonly Entry[], rest: Omit<Language, "words" | "longest">): Language {
  const words = new Map<string, Meaning[]>();
  const longest = new Map<string, number>();
  for (const [kind, value, ...names] of entries)
    for (const name of names) {
      const atoms = atomsOf(name);
      const [first = ""] = atoms;
      longest.set(first, Math.max(longest.get(first) ?? 0, atoms.length));
      const key = atoms.join(" ");
      words.set(key, [...(words.get(key) ?? []), { kind, value } as Meaning]);
    }
  return { ...rest, words, longest };
}

let asTyped: { readonly text: string; readonly atoms: readonly Atom[] } | undefined;

/** The words of a text after the language's rewrites. */
export function heardIn(typed: string, { rewrites, script }: Language): readonly Atom[] {
  const text = narrow(typed);
  // Most often there is nothing to rewrite, and the words are the same in all languages.
  const isOther = script !== undefined && !script.test(text) && !text.includes("/");
  if (isOther || rewrites.every(([pattern]) => text.search(pattern) === -1)) {
    if (asTyped?.text !== text) asTyped = { text, atoms: placedAtomsOf(asTraced(text)) };
    return asTyped.atoms;
  }
  return placedAtomsOf(
    rewrites.reduce((traced, [pattern, words]) => replaceTraced(traced, pattern, words), asTraced(text)),
  );
}

/** All meanings the words can have in a language. @param atoms from `atomsOf` */
export function latticeOf(atoms: readonly string[], spoken: Language): Lattice {
  return atoms.map((atom, start) => {
    const tokens: Token[] = numericTokens(atom, spoken).map((meaning) => ({ ...meaning, end: start + 1 }));
    const hours = hoursInRange(atoms, start);
    if (hours) tokens.push({ kind: "CLOCK", value: hours, end: start + 1 });
    const dashed = dashedDate(atoms.slice(start, start + 3), spoken);
    if (dashed) tokens.push({ kind: "DASHED", value: dashed, end: start + 3 });
    const last = Math.min(start + (spoken.longest.get(atom) ?? 0), atoms.length);
    for (let end = start + 1; end <= last; end++)
      for (const meaning of spoken.words.get(atoms.slice(start, end).join(" ")) ?? []) tokens.push({ ...meaning, end });
    return tokens;
  });
}

/** "1400-1530", "0730 to 2000": without a colon, but one of two. */
function hoursInRange(atoms: readonly string[], at: number): Clock | undefined {
  const hours = hoursOf(atoms[at] ?? "");
  if (!hours) return undefined;
  const isPair = (dash: number, other: number) => {
    const [word = "", second = ""] = [atoms[dash], atoms[other]];
    if (hoursOf(second) === undefined) return false;
    return (
      word === "-" ||
      (/^(?:to|till?|until|bis|a)$/.test(word) && (atoms[at]?.startsWith("0") || second.startsWith("0")))
    );
  };
  // "at 1315"
  if (/^(?:at|@|um)$/.test(atoms[at - 1] ?? "") && /^(?:0\d|1[0-8]|2[23])[0-5][05]$/.test(atoms[at] ?? ""))
    return hours;
  return isPair(at + 1, at + 2) || isPair(at - 1, at - 2) ? hours : undefined;
}

/** The words that have no meaning in the language, at any position. */
export function strangersIn(atoms: readonly string[], lattice: Lattice): string[] {
  const known = new Set(
    lattice.flatMap((tokens, start) =>
      tokens.flatMap(({ end }) => Array.from({ length: end - start }, (_, i) => start + i)),
    ),
  );
  return atoms.filter((_, index) => !known.has(index));
}
