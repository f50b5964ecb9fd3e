import { addDays } from "../../../agenda/time/dates.ts";
import {
  allOf,
  changed,
  isSame,
  keptDates,
  moved,
  type Patch,
  patched,
  type Says,
  shownOn,
  split,
  type Thing,
  type Wish,
  withoutThis,
  withThis,
} from "./series-model.ts";

/*
 * An agenda as small as can be, to hold the real one against: things in memory, the person's zone, a ledger of what each change did
 * to them, and no rule of the product's own but what words like "this and the following" mean to a person.
 */

/** A name that the model gives a thing; the server's id is looked up by it. */
export type Key = number;

export interface Touched {
  readonly key: Key;
  readonly before: Thing | null;
  readonly after: Thing;
}

/** What a change did: to things, and to the person's zone. */
export interface Deeds {
  readonly touched: readonly Touched[];
  readonly zone?: { readonly before: string; readonly after: string };
}
interface Entered extends Deeds {
  readonly change: number;
  readonly isByHand: boolean;
  readonly undoes: readonly number[];
}

/** A single item or a whole series (null), or one occurrence by its original date. */
export interface Place {
  readonly key: Key;
  readonly original: string | null;
}

/** What can be done to many places at once. */
export type Bulk =
  | { readonly deed: "move"; readonly days: number }
  | { readonly deed: "gather"; readonly date: string }
  | { readonly deed: "complete"; readonly done: boolean }
  | { readonly deed: "delete" };

/** Every step answers what it would do; `enter` does it, once the server has said under which number. */
export class AgendaModel {
  readonly #things = new Map<Key, Thing>();
  readonly #ledger: Entered[] = [];
  #keys = 0;
  #zone: string;

  constructor(zone: string) {
    this.#zone = zone;
  }

  get zone(): string {
    return this.#zone;
  }

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

  /** Everything on the agenda that says what is asked for: single items, and the occurrences of what repeats. */
  places(accepts: (says: Says) => boolean = () => true): Place[] {
    return this.keys(({ isDeleted }) => !isDeleted).flatMap((key) => {
      const thing = this.get(key);
      const originals = thing.repeats ? keptDates(thing) : [null];
      return originals.map((original) => ({ key, original })).filter((place) => accepts(this.saidAt(place)));
    });
  }

  saidAt({ key, original }: Place): Says {
    const thing = this.get(key);
    return original === null ? thing.says : shownOn(thing, original);
  }

  create(wish: Wish, rule: { everyDays: number; count: number } | null): Touched {
    const says = patched({ ...wish, timeZone: null }, {}, this.#zone);
    // Which occurrence is done is said of it, not of all of them.
    const all = rule ? { ...says, done: false } : says;
    return {
      key: ++this.#keys,
      before: null,
      after: { says: all, repeats: rule && { ...rule, exceptions: {} }, isDeleted: false },
    };
  }

  update(key: Key, patch: Patch): Touched[] {
    const thing = this.get(key);
    return this.#to(key, { ...thing, says: patched(thing.says, patch, this.#zone) });
  }

  setDeleted(key: Key, isDeleted: boolean): Touched[] {
    return this.#to(key, { ...this.get(key), isDeleted });
  }

  updateThis(key: Key, original: string, patch: Patch): Touched[] {
    return this.#to(key, withThis(this.get(key), original, patch, this.#zone));
  }

  cancelThis(key: Key, original: string): Touched[] {
    return this.#toWhatIsLeft(key, withoutThis(this.get(key), original));
  }

  /** `original` is the occurrence that is pointed at; a date moves all by as many days as it moves that one. */
  updateAll(key: Key, original: string, patch: Patch): Touched[] {
    return this.#to(key, changed(this.get(key), original, patch, this.#zone));
  }

  updateFollowing(key: Key, original: string, patch: Omit<Patch, "date">): Touched[] {
    if (original === this.get(key).says.date) return this.updateAll(key, original, patch);
    const { before, after } = split(this.get(key), original);
    const later = changed(after, original, patch, this.#zone);
    if (isSame(later, after)) return [];
    if (keptDates(before).length === 0) return this.#to(key, later);
    return [...this.#to(key, before), { key: ++this.#keys, before: null, after: later }];
  }

  cancelFollowing(key: Key, original: string): Touched[] {
    if (original === this.get(key).says.date) return this.setDeleted(key, true);
    return this.#toWhatIsLeft(key, split(this.get(key), original).before);
  }

  /** Many places at once, each only once. */
  bulk(places: readonly Place[], bulk: Bulk): Touched[] {
    return [...Map.groupBy(places, ({ key }) => key)].flatMap(([key, same]) =>
      this.#toWhatIsLeft(
        key,
        same.reduce((thing, { original }) => this.#after(thing, original, bulk), this.get(key)),
      ),
    );
  }

  setZone(zone: string): Deeds | null {
    return zone === this.#zone ? null : { touched: [], zone: { before: this.#zone, after: zone } };
  }

  /** Whether something with a time would stand where something open stands already; each of them beside the others, too. */
  isTaken(touched: readonly Touched[]): boolean {
    const momentOf = ({ date, startTime, timeZone, done }: Says) =>
      startTime === null || done ? [] : [`${date} ${startTime} ${timeZone}`];
    const own = new Set(touched.map(({ key }) => key));
    const others = this.places().filter(({ key }) => !own.has(key));
    const taken = others.flatMap((place) => momentOf(this.saidAt(place)));
    return touched.some(({ key, before, after }) => {
      const beside = touched.filter((other) => other.key !== key).flatMap((other) => momentOf(other.after.says));
      const was = before ? momentOf(before.says) : [];
      return momentOf(after.says).some(
        (moment) => !was.includes(moment) && (taken.includes(moment) || beside.includes(moment)),
      );
    });
  }

  /** The changes that undoing the assistant's whole conversation takes back: those in effect, but no undo of its own ones. */
  conversation(): number[] {
    const inside = new Set(this.#ledger.filter(({ isByHand }) => !isByHand).map(({ change }) => change));
    const isOfItsOwn = (undoes: readonly number[]) => undoes.length > 0 && undoes.every((each) => inside.has(each));
    return this.#ledger
      .filter(({ change, undoes }) => inside.has(change) && !this.isUndone(change) && !isOfItsOwn(undoes))
      .map(({ change }) => change);
  }

  /** What undoing some changes comes to, from the last to the first of them; or why it cannot be. */
  undo(changes: readonly number[]): Deeds | "changed_since" | "nothing_to_undo" {
    const states = new Map<Key, Thing>();
    let zone = this.#zone;
    for (const each of this.#ledger.filter(({ change }) => changes.includes(change)).reverse()) {
      for (const { key, before, after } of each.touched) {
        if (!isSame(states.get(key) ?? this.get(key), after)) return "changed_since";
        states.set(key, before ?? { ...after, isDeleted: true });
      }
      if (each.zone && each.zone.after !== zone) return "changed_since";
      zone = each.zone?.before ?? zone;
    }
    const touched = [...states].flatMap(([key, after]) => this.#to(key, after));
    const moved = this.setZone(zone);
    return touched.length === 0 && !moved ? "nothing_to_undo" : { ...moved, touched };
  }

  isUndone(change: number): boolean {
    return this.#ledger.some(({ undoes, change: undo }) => undoes.includes(change) && !this.isUndone(undo));
  }

  enter(
    change: number,
    deeds: Deeds,
    { isByHand, undoes = [] }: { isByHand: boolean; undoes?: readonly number[] },
  ): void {
    for (const { key, after } of deeds.touched) this.#things.set(key, after);
    this.#zone = deeds.zone?.after ?? this.#zone;
    this.#ledger.push({ ...deeds, change, isByHand, undoes });
  }

  /** Everything there is to see, in no order. */
  shown(): Says[] {
    return [...this.#things.values()].filter(({ isDeleted }) => !isDeleted).flatMap(allOf);
  }

  trash(): string[] {
    return [...this.#things.values()].filter(({ isDeleted }) => isDeleted).map(({ says }) => says.text);
  }

  #after(thing: Thing, original: string | null, bulk: Bulk): Thing {
    const isWhole = original === null && thing.repeats !== null;
    if (bulk.deed === "delete") return original === null ? { ...thing, isDeleted: true } : withoutThis(thing, original);
    if (isWhole) return moved(thing, bulk.deed === "move" ? bulk.days : 0);
    const { date } = original === null ? thing.says : shownOn(thing, original);
    const patch =
      bulk.deed === "complete"
        ? { done: bulk.done }
        : { date: bulk.deed === "move" ? addDays(date, bulk.days) : bulk.date };
    if (original !== null) return withThis(thing, original, patch, this.#zone);
    return { ...thing, says: patched(thing.says, patch, this.#zone) };
  }

  #to(key: Key, after: Thing): Touched[] {
    const before = this.get(key);
    return isSame(before, after) ? [] : [{ key, before, after }];
  }

  /** Where not one date is left, the thing goes to the trash as it was. */
  #toWhatIsLeft(key: Key, after: Thing): Touched[] {
    return keptDates(after).length > 0 ? this.#to(key, after) : this.setDeleted(key, true);
  }
}
