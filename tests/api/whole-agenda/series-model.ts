import { addDays, daysBetween } from "../../../agenda/time/dates.ts";

/* Recurrence as people think of it: dates at regular intervals, some with content of their own. Pure functions. */

/** The content of a thing, or of one of its occurrences. */
export interface Says {
  readonly text: string;
  readonly date: string;
  readonly startTime: string | null;
  /** If a time was given: the user's zone at that moment. */
  readonly timeZone: string | null;
  /** Whether it has an end: `flightMinutes` later, in `flightTo`. Nothing all-day has. */
  readonly flight: boolean;
  readonly notes: string | null;
  readonly tags: readonly string[];
  /** Days before, and a time of the day. */
  readonly reminders: readonly string[];
  readonly done: boolean;
}
/** The requested content. */
export type Wish = Omit<Says, "timeZone">;
export type Patch = Partial<Wish>;

/** So short that nothing else begins meanwhile; the zone is often on the next day, and no clocks change in the weeks of the test. */
export const flightMinutes = 45;
export const flightTo = "Pacific/Auckland";

type When = Pick<Says, "date" | "startTime" | "timeZone" | "flight">;
type Differs = Partial<Omit<Says, keyof When>> & { readonly when?: When };

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

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** An existing time keeps its zone when its hour changes; a new one gets the user's. */
export function patched(says: Says, patch: Patch, zone: string): Says {
  const next = { ...says, ...patch };
  if (next.startTime === null) return { ...next, timeZone: null, flight: false };
  return { ...next, timeZone: says.timeZone ?? zone };
}

/** The dates that a repeating thing was created for, including cancelled ones. */
function originalDates({ says, repeats }: Thing): string[] {
  const { count, everyDays } = repeats ?? { count: 1, everyDays: 1 };
  return Array.from({ length: count }, (_, index) => addDays(says.date, index * everyDays));
}

/** Those that still exist. */
export const keptDates = (thing: Thing): string[] =>
  originalDates(thing).filter((date) => thing.repeats?.exceptions[date] !== "cancelled");

export const allOf = (thing: Thing): Says[] => keptDates(thing).map((date) => shownOn(thing, date));
const plainOn = ({ says }: Thing, date: string): Says => ({ ...says, date });

/** The content of the occurrence with an original date. */
export function shownOn(thing: Thing, original: string): Says {
  const exception = thing.repeats?.exceptions[original];
  if (exception === undefined || exception === "cancelled") return plainOn(thing, original);
  const { when, ...rest } = exception;
  return { ...plainOn(thing, original), ...rest, ...when };
}

/** Whether it carries a tag, itself or at any of its dates. */
export const hasTag = ({ says, repeats }: Thing, tag: string): boolean =>
  [says, ...Object.values(repeats?.exceptions ?? {})].some((each) => each !== "cancelled" && each.tags?.includes(tag));

function difference(plain: Says, wanted: Says): Differs {
  const fields = (["text", "notes", "tags", "reminders", "done"] as const).filter(
    (field) => !isSame(plain[field], wanted[field]),
  );
  const whenOf = ({ date, startTime, timeZone, flight }: Says): When => ({ date, startTime, timeZone, flight });
  return {
    ...Object.fromEntries(fields.map((field) => [field, wanted[field]])),
    ...(!isSame(whenOf(plain), whenOf(wanted)) && { when: whenOf(wanted) }),
  };
}

function withExceptions(thing: Thing, entries: readonly [string, "cancelled" | Differs][]): Thing {
  const exceptions = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { ...thing, repeats: thing.repeats && { ...thing.repeats, exceptions } };
}

/** Changes one occurrence. */
export function withThis(thing: Thing, original: string, patch: Patch, zone: string): Thing {
  const differs = difference(plainOn(thing, original), patched(shownOn(thing, original), patch, zone));
  return withException(thing, original, isSame(differs, {}) ? undefined : differs);
}

export const withoutThis = (thing: Thing, original: string): Thing => withException(thing, original, "cancelled");

function withException(thing: Thing, date: string, exception: "cancelled" | Differs | undefined): Thing {
  const others = Object.entries(thing.repeats?.exceptions ?? {}).filter(([other]) => other !== date);
  return withExceptions(thing, exception === undefined ? others : [...others, [date, exception]]);
}

/**
 * Shifts its dates by a number of days; exceptions move along.
 * @param mayStay whether those on dates that still exist stay there, and the others move along only if their place is free
 */
export function moved(thing: Thing, days: number, mayStay: boolean): Thing {
  const there = { ...thing, says: { ...thing.says, date: addDays(thing.says.date, days) } };
  const exceptions = Object.entries(thing.repeats?.exceptions ?? {});
  const dates = originalDates(there);
  const staying = exceptions.filter(([date]) => mayStay && dates.includes(date));
  const along = exceptions
    .filter((exception) => !staying.includes(exception))
    .map(([date, exception]): [string, "cancelled" | Differs] => {
      if (exception === "cancelled" || exception.when === undefined) return [addDays(date, days), exception];
      return [
        addDays(date, days),
        { ...exception, when: { ...exception.when, date: addDays(exception.when.date, days) } },
      ];
    })
    .filter(([date]) => !staying.some(([other]) => other === date));
  return withExceptions(there, [...staying, ...along]);
}

/**
 * Changes all. The edited occurrence takes the change even where it had content of its own, unless that stays on its date or another's is where
 * it would go.
 */
export function changed(thing: Thing, original: string, { date, ...patch }: Patch, zone: string): Thing {
  const days = date === undefined ? 0 : daysBetween(original, date);
  const all = moved({ ...thing, says: patched(thing.says, patch, zone) }, days, true);
  const own = thing.repeats?.exceptions[original];
  const now = date ?? original;
  if (own === undefined || own === "cancelled" || !originalDates(all).includes(now)) return all;
  if (days !== 0 && (originalDates(all).includes(original) || thing.repeats?.exceptions[now] !== undefined)) return all;
  const wanted = patched(shownOn(thing, original), { ...patch, ...(date !== undefined && { date }) }, zone);
  const differs = difference(plainOn(all, now), wanted);
  return withException(all, now, isSame(differs, {}) ? undefined : differs);
}

export function split(thing: Thing, original: string): { before: Thing; after: Thing } {
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
