import type { Kind, Values } from "./language.ts";
import type { Lattice } from "./lattice.ts";

/** A parsed value and the index of the word after it. */
export interface Parsed<T> {
  readonly value: T;
  readonly end: number;
}

/** Returns every parse starting at a word. Ambiguous words yield several. */
export interface Parser<T> {
  (lattice: Lattice, start: number): readonly Parsed<T>[];
  /** The tokens it can begin with, if known: lets most positions be skipped at once. */
  readonly begins?: Begins | undefined;
}

interface Begins {
  readonly kinds: ReadonlySet<Kind>;
  /** Whether it also matches the empty sequence. */
  readonly isOptional: boolean;
}

const none: readonly never[] = [];

/** Wraps a parser so that it runs only where it can begin. */
function beginning<T>(begins: Begins | undefined, parser: Parser<T>): Parser<T> {
  if (begins === undefined) return parser;
  if (begins.isOptional) return Object.assign((lattice: Lattice, start: number) => parser(lattice, start), { begins });
  const { kinds } = begins;
  const tried = (lattice: Lattice, start: number) => {
    for (const { kind } of lattice[start] ?? none) if (kinds.has(kind)) return parser(lattice, start);
    return none;
  };
  return Object.assign(tried, { begins });
}

function eitherBegins(parsers: readonly Parser<unknown>[]): Begins | undefined {
  const all = parsers.map(({ begins }) => begins);
  if (!all.every((begins) => begins !== undefined)) return undefined;
  return {
    kinds: new Set(all.flatMap(({ kinds }) => [...kinds])),
    isOptional: all.some(({ isOptional }) => isOptional),
  };
}

/** The tokens a sequence can begin with: those of its parsers up to the first that is not optional. */
function rowBegins(parsers: readonly Parser<unknown>[]): Begins | undefined {
  const must = parsers.findIndex(({ begins }) => begins === undefined || !begins.isOptional);
  const begins = eitherBegins(must === -1 ? parsers : parsers.slice(0, must + 1));
  return begins && { ...begins, isOptional: must === -1 };
}

export function token<K extends Kind>(kind: K): Parser<Values[K]> {
  return beginning({ kinds: new Set<Kind>([kind]), isOptional: false }, (lattice, start) =>
    (lattice[start] ?? none)
      .filter((each) => each.kind === kind)
      .map(({ value, end }) => ({ value: value as Values[K], end })),
  );
}

/** Sequence. */
export function seq<T extends readonly unknown[]>(...parsers: { [I in keyof T]: Parser<T[I]> }): Parser<T> {
  const row = parsers as readonly Parser<unknown>[];
  return beginning(rowBegins(row), (lattice, start) => {
    const ways: Parsed<unknown[]>[] = [];
    const values: unknown[] = [];
    const goOn = (place: number, from: number): void => {
      const parser = row[place];
      if (!parser) return void ways.push({ value: [...values], end: from });
      for (const { value, end } of parser(lattice, from)) {
        values[place] = value;
        goOn(place + 1, end);
      }
    };
    goOn(0, start);
    return ways as unknown as Parsed<T>[];
  });
}

/** Alternatives. */
export function alt<T>(...parsers: readonly Parser<T>[]): Parser<T> {
  return beginning(eitherBegins(parsers), (lattice, start) => {
    let ways: readonly Parsed<T>[] = none;
    for (const parser of parsers) {
      const more = parser(lattice, start);
      if (more.length > 0) ways = ways.length > 0 ? [...ways, ...more] : more;
    }
    return ways;
  });
}

/** Optional. */
export function opt<T>(parser: Parser<T>): Parser<T | undefined> {
  return beginning(parser.begins && { ...parser.begins, isOptional: true }, (lattice, start) => [
    ...parser(lattice, start),
    { value: undefined, end: start },
  ]);
}

/** Not at a word that may also be this. */
export function unless<T>(kind: Kind, parser: Parser<T>): Parser<T> {
  return beginning(parser.begins, (lattice, start) =>
    lattice[start]?.some((each) => each.kind === kind) ? none : parser(lattice, start),
  );
}

/** Transforms the result; undefined rejects the parse. */
export function map<T, U>(parser: Parser<T>, make: (value: T) => U | undefined): Parser<U> {
  return beginning(parser.begins, (lattice, start) => {
    const ways: Parsed<U>[] = [];
    for (const { value, end } of parser(lattice, start)) {
      const made = make(value);
      if (made !== undefined) ways.push({ value: made, end });
    }
    return ways;
  });
}

/** One or more, separated by `between`. Must not be followed by another separator and element. */
export function list<T>(parser: Parser<T>, between: Parser<unknown>): Parser<T[]> {
  return beginning(parser.begins, (lattice, start) =>
    parser(lattice, start).flatMap(({ value, end }) => {
      const more = between(lattice, end).flatMap((gap) => list(parser, between)(lattice, gap.end));
      const longer = more.map((rest) => ({ value: [value, ...rest.value], end: rest.end }));
      return longer.length > 0 ? longer : [{ value: [value], end }];
    }),
  );
}

/** Memoizes per position: many rules start with the same words. */
export function once<T>(parser: Parser<T>): Parser<T> {
  const met = new WeakMap<Lattice, Map<number, readonly Parsed<T>[]>>();
  return beginning(parser.begins, (lattice, start) => {
    const places = met.get(lattice) ?? new Map<number, readonly Parsed<T>[]>();
    met.set(lattice, places);
    const known = places.get(start) ?? parser(lattice, start);
    places.set(start, known);
    return known;
  });
}

/** The parses that consume every word. */
export function whole<T>(parser: Parser<T>, lattice: Lattice): T[] {
  return parser(lattice, 0)
    .filter(({ end }) => end === lattice.length)
    .map(({ value }) => value);
}
