import { addDays } from "../../../agenda/time/dates.ts";
import {
  allOf,
  changed,
  hasTag,
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
 * A minimal model of the agenda to compare the real one with: things in memory, the user's zone and a ledger of changes. It
 * shares no rules with the product except the everyday meaning of phrases like "this and the following".
 */

/** The model's id of a thing; maps to the server's id. */
export type Key = number;

export interface Touched {
  readonly key: Key;
  readonly before: Thing | null;
  readonly after: Thing;
}

/** The effect of a change: on things, and on the user's zone. */
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

/** The bulk operations. */
export type Bulk =
  | { readonly deed: "move"; readonly days: number }
  | { readonly deed: "gather"; readonly date: string }
  | { readonly deed: "complete"; readonly done: boolean }
  | { readonly deed: "delete" };

/** Every step returns what it would do; `enter` applies it under the id that the server assigned. */
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

  /** Everything on the agenda that matches: single items, and occurrences of repeating ones. */
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
    // The done state belongs to an occurrence, not to the series.
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

  /** `original` is the occurrence being edited; a new date moves all of them by the same number of days. */
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

  /** Whether something timed would overlap something open, including one another. */
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

  /** The changes that undoing the assistant's whole conversation reverts: those in effect, except its own undos. */
  conversation(): number[] {
    const inside = new Set(this.#ledger.filter(({ isByHand }) => !isByHand).map(({ change }) => change));
    const isOfItsOwn = (undoes: readonly number[]) => undoes.length > 0 && undoes.every((each) => inside.has(each));
    return this.#ledger
      .filter(({ change, undoes }) => inside.has(change) && !this.isUndone(change) && !isOfItsOwn(undoes))
      .map(({ change }) => change);
  }

  /** The effect of undoing some changes, newest first; or why that is impossible. */
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

  /** Whether a thing goes, or dates of one that are not those of another thing made instead. */
  takesAway(touched: readonly Touched[]): boolean {
    const gone = touched.some(({ before, after }) => before?.isDeleted === false && after.isDeleted);
    const count = (thing: Thing | null) => (thing ? keptDates(thing).length : 0);
    const lost = touched.map(({ before, after }) => (before ? Math.max(0, count(before) - count(after)) : 0));
    const made = touched.map(({ before, after }) => (before ? 0 : count(after)));
    const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
    return gone || sum(lost) > sum(made);
  }

  /** Whether something that repeats is changed, and not only single dates of it. */
  changesSeries(touched: readonly Touched[]): boolean {
    const whole = (thing: Thing) => ({ ...thing, repeats: { ...thing.repeats, exceptions: {} } });
    return touched.some(({ before, after }) => before?.repeats && !isSame(whole(before), whole(after)));
  }

  /** Everything visible, in no particular order; without what carries a tag. */
  shown(hiddenTag?: string): Says[] {
    const things = [...this.#things.values()].filter(({ isDeleted }) => !isDeleted);
    return things.filter((thing) => hiddenTag === undefined || !hasTag(thing, hiddenTag)).flatMap(allOf);
  }

  /** The reminders from one day to another, as shown then: text and moment. */
  due(from: string, to: string): [text: string, dueAtMs: number][] {
    const momentOf = (date: string, time: string, zone: string) =>
      Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
    const [fromMs, toMs] = [momentOf(from, "00:00", "UTC"), momentOf(to, "00:00", "UTC")];
    return this.shown()
      .filter(({ done }) => !done)
      .flatMap(({ text, date, timeZone, reminders }) =>
        reminders.map((reminder): [string, number] => {
          const [days = "", time = ""] = reminder.split("d ");
          return [text, momentOf(addDays(date, -Number(days)), time, timeZone ?? this.#zone)];
        }),
      )
      .filter(([, ms]) => ms >= fromMs && ms < toMs);
  }

  trash(): string[] {
    return [...this.#things.values()].filter(({ isDeleted }) => isDeleted).map(({ says }) => says.text);
  }

  #after(thing: Thing, original: string | null, bulk: Bulk): Thing {
    const isWhole = original === null && thing.repeats !== null;
    if (bulk.deed === "delete") return original === null ? { ...thing, isDeleted: true } : withoutThis(thing, original);
    if (isWhole) return moved(thing, bulk.deed === "move" ? bulk.days : 0, false);
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

  /** If no date is left, the thing goes to the trash unchanged. */
  #toWhatIsLeft(key: Key, after: Thing): Touched[] {
    return keptDates(after).length > 0 ? this.#to(key, after) : this.setDeleted(key, true);
  }
}
