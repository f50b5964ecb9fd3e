import { addDays, daysBetween } from "../../agenda/dates.ts";

/*
 * An agenda as small as can be, to hold the real one against: things in memory, a ledger of what each change did to them, and no
 * rule of the product's own but what words like "this and the following" mean to a person.
 */

/** What a thing, or one of its occurrences, says. */
export interface Says {
  readonly text: string;
  readonly date: string;
  readonly startTime: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly done: boolean;
}
type Differs = Partial<Omit<Says, "date" | "startTime">> & { readonly when?: Pick<Says, "date" | "startTime"> };

interface Repeats {
  readonly everyDays: number;
  readonly count: number;
  /** By original date. */
  readonly exceptions: Readonly<Record<string, "cancelled" | Differs>>;
}

/** An item, single or repeating, in the agenda or in its trash. */
export interface Thing {
  readonly says: Says;
  readonly repeats: Repeats | null;
  readonly isDeleted: boolean;
}

export type Patch = Partial<Says>;
/** A name that the model gives a thing; the server's id is looked up by it. */
export type Key = number;

interface Touched {
  readonly key: Key;
  readonly before: Thing | null;
  readonly after: Thing;
}
interface Entered {
  readonly change: number;
  readonly touched: readonly Touched[];
  readonly undoes: number | null;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Every step answers what it would do; `enter` does it, once the server has said under which number. */
export class AgendaModel {
  readonly #things = new Map<Key, Thing>();
  readonly #ledger: Entered[] = [];
  #keys = 0;

  keys(which: (thing: Thing) => boolean): Key[] {
    return [...this.#things].filter(([, thing]) => which(thing)).map(([key]) => key);
  }

  get(key: Key): Thing {
    const thing = this.#things.get(key);
    if (!thing) throw new Error(`The model has no thing ${key}.`);
    return thing;
  }

  changes(): number[] {
    return this.#ledger.map(({ change }) => change);
  }

  create(says: Says, rule: { everyDays: number; count: number } | null): Touched {
    const repeats = rule && { ...rule, exceptions: {} };
    return { key: ++this.#keys, before: null, after: { says, repeats, isDeleted: false } };
  }

  update(key: Key, patch: Patch): Touched[] {
    const thing = this.get(key);
    return this.#to(key, { ...thing, says: { ...thing.says, ...patch } });
  }

  setDeleted(key: Key, isDeleted: boolean): Touched[] {
    return this.#to(key, { ...this.get(key), isDeleted });
  }

  updateThis(key: Key, original: string, patch: Patch): Touched[] {
    const thing = this.get(key);
    const wanted = { ...shownOn(thing, original), ...patch };
    const differs = difference(plainOn(thing, original), wanted);
    return this.#to(key, withException(thing, original, isSame(differs, {}) ? undefined : differs));
  }

  cancelThis(key: Key, original: string): Touched[] {
    const cancelled = withException(this.get(key), original, "cancelled");
    // The last one that was left: the thing goes to the trash as it was.
    return keptDates(cancelled).length > 0 ? this.#to(key, cancelled) : this.setDeleted(key, true);
  }

  /** `original` is the occurrence that is pointed at; a date moves all by as many days as it moves that one. */
  updateAll(key: Key, original: string, patch: Patch): Touched[] {
    return this.#to(key, changed(this.get(key), original, patch));
  }

  updateFollowing(key: Key, original: string, patch: Omit<Patch, "date">): Touched[] {
    if (original === this.get(key).says.date) return this.updateAll(key, original, patch);
    const { before, after } = split(this.get(key), original);
    const later = changed(after, original, patch);
    if (isSame(later, after)) return [];
    return [...this.#to(key, before), { key: ++this.#keys, before: null, after: later }];
  }

  cancelFollowing(key: Key, original: string): Touched[] {
    if (original === this.get(key).says.date) return this.setDeleted(key, true);
    return this.#to(key, split(this.get(key), original).before);
  }

  /** What undoing a change comes to; or why it cannot be. */
  undo(change: number): Touched[] | "already_undone" | "changed_since" {
    if (this.#isUndone(change)) return "already_undone";
    const entered = this.#ledger.find((each) => each.change === change);
    const touched = entered?.touched.map(({ key, before, after }) => {
      const now = this.get(key);
      return { key, before: now, after: before ?? { ...after, isDeleted: true }, isAsLeft: isSame(now, after) };
    });
    if (!touched) throw new Error(`The model knows no change ${change}.`);
    if (touched.some(({ isAsLeft }) => !isAsLeft)) return "changed_since";
    return touched.map(({ isAsLeft: _, ...each }) => each);
  }

  enter(change: number, touched: readonly Touched[], undoes: number | null = null): void {
    for (const { key, after } of touched) this.#things.set(key, after);
    this.#ledger.push({ change, touched, undoes });
  }

  /** Everything there is to see, in no order. */
  shown(): Says[] {
    return [...this.#things.values()].filter(({ isDeleted }) => !isDeleted).flatMap(allOf);
  }

  trash(): string[] {
    return [...this.#things.values()].filter(({ isDeleted }) => isDeleted).map(({ says }) => says.text);
  }

  #to(key: Key, after: Thing): Touched[] {
    const before = this.get(key);
    return isSame(before, after) ? [] : [{ key, before, after }];
  }

  #isUndone(change: number): boolean {
    return this.#ledger.some(({ undoes, change: undo }) => undoes === change && !this.#isUndone(undo));
  }
}

/** The dates that a repeating thing was made for, cancelled ones included. */
export function originalDates({ says, repeats }: Thing): string[] {
  const { count, everyDays } = repeats ?? { count: 1, everyDays: 1 };
  return Array.from({ length: count }, (_, index) => addDays(says.date, index * everyDays));
}

/** Those of them at which it still is. */
export const keptDates = (thing: Thing): string[] =>
  originalDates(thing).filter((date) => thing.repeats?.exceptions[date] !== "cancelled");

const allOf = (thing: Thing): Says[] => keptDates(thing).map((date) => shownOn(thing, date));
const plainOn = ({ says }: Thing, date: string): Says => ({ ...says, date });

/** What the occurrence of an original date says. */
export function shownOn(thing: Thing, original: string): Says {
  const exception = thing.repeats?.exceptions[original];
  if (exception === undefined || exception === "cancelled") return plainOn(thing, original);
  const { when, ...rest } = exception;
  return { ...plainOn(thing, original), ...rest, ...when };
}

function difference(plain: Says, wanted: Says): Differs {
  const fields = (["text", "notes", "tags", "done"] as const).filter((field) => !isSame(plain[field], wanted[field]));
  const { date, startTime } = wanted;
  const isThen = plain.date === date && plain.startTime === startTime;
  return {
    ...Object.fromEntries(fields.map((field) => [field, wanted[field]])),
    ...(!isThen && { when: { date, startTime } }),
  };
}

function withExceptions(thing: Thing, entries: readonly [string, "cancelled" | Differs][]): Thing {
  const exceptions = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { ...thing, repeats: thing.repeats && { ...thing.repeats, exceptions } };
}

function withException(thing: Thing, date: string, exception: "cancelled" | Differs | undefined): Thing {
  const others = Object.entries(thing.repeats?.exceptions ?? {}).filter(([other]) => other !== date);
  return withExceptions(thing, exception === undefined ? others : [...others, [date, exception]]);
}

/** Its dates begin some days later or earlier; what was said of single dates stays with them where they still are, or else moves along. */
function moved(thing: Thing, days: number): Thing {
  const there = { ...thing, says: { ...thing.says, date: addDays(thing.says.date, days) } };
  const exceptions = Object.entries(thing.repeats?.exceptions ?? {});
  const dates = originalDates(there);
  if (exceptions.every(([date]) => dates.includes(date))) return there;
  const along = exceptions.map(([date, exception]): [string, "cancelled" | Differs] => {
    if (exception === "cancelled" || exception.when === undefined) return [addDays(date, days), exception];
    return [
      addDays(date, days),
      { ...exception, when: { ...exception.when, date: addDays(exception.when.date, days) } },
    ];
  });
  return withExceptions(there, along);
}

/** All say something else. The one that was pointed at says it also where it had said something of its own. */
function changed(thing: Thing, original: string, { date, ...patch }: Patch): Thing {
  const days = date === undefined ? 0 : daysBetween(original, date);
  const all = moved({ ...thing, says: { ...thing.says, ...patch } }, days);
  const own = thing.repeats?.exceptions[original];
  const now = date ?? original;
  if (own === undefined || own === "cancelled" || !originalDates(all).includes(now)) return all;
  const wanted = { ...shownOn(thing, original), ...patch, ...(date !== undefined && { date }) };
  const differs = difference(plainOn(all, now), wanted);
  return withException(all, now, isSame(differs, {}) ? undefined : differs);
}

function split(thing: Thing, original: string): { before: Thing; after: Thing } {
  const repeats = thing.repeats as Repeats;
  const countBefore = daysBetween(thing.says.date, original) / repeats.everyDays;
  const exceptions = Object.entries(repeats.exceptions);
  const part = (says: Says, count: number, which: (date: string) => boolean) =>
    withExceptions(
      { ...thing, says, repeats: { ...repeats, count } },
      exceptions.filter(([date]) => which(date)),
    );
  return {
    before: part(thing.says, countBefore, (date) => date < original),
    after: part({ ...thing.says, date: original }, repeats.count - countBefore, (date) => date >= original),
  };
}
