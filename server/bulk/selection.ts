import { type Entry, isSeries, occurrenceEntry, occurrencesOf, singleEntry } from "../../agenda/entries/entry.ts";
import type { EntryContent, StoredItem } from "../../agenda/item/item-content.ts";
import { searchTextOf } from "../../agenda/search/search-text.ts";
import { requireOccurrence } from "../../agenda/series/occurrences.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { dateRangeIn } from "../../agenda/time/date-range.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { requireDate } from "../../agenda/time/require-date.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { deleteItems, Input } from "../../contract/operations.ts";
import { AgendaError, pointerTo, wrongField } from "../../contract/problems.ts";
import type { Caller, UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { prepareSearch, wordsOf } from "../items/search-items.ts";
import { findItems } from "../storage/items/items.ts";
import { findSelectedIn, findSeriesIn } from "../storage/items/selections.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { findPerson, zoneLastSeen } from "../storage/people/users.ts";
import type { Transaction } from "../storage/transaction.ts";

export type Selection = Pick<Input<typeof deleteItems>, "ids" | "occurrences" | "scope" | "filter">;
type Filter = NonNullable<Selection["filter"]>;

/**
 * Selects single items, occurrences and whole series (without an occurrence): by address in the order sent, by a filter single
 * items first. @throws AgendaError("item_not_found" | "invalid_input")
 */
export type Select = (locked: Locked) => Promise<Entry[]>;

/**
 * Validates a selection as far as possible before the write, and prepares the search for a filter's words.
 * @returns what reads the items in the same round trip as the lock, and then tells how to select among them
 * @throws AgendaError("invalid_input")
 */
export async function prepareSelection(
  { userId }: Caller,
  selection: Selection,
): Promise<(tx: Transaction) => Promise<Select>> {
  const { ids, occurrences, scope, filter } = selection;
  const isByAddress = ids !== undefined || occurrences !== undefined;
  if (isByAddress === (filter !== undefined))
    throw new AgendaError("invalid_input", "Say which items: send either ids and occurrences, or filter.");
  if (scope !== undefined && ids === undefined)
    throw wrongField(
      ["scope"],
      "scope all says that repeating items in ids are meant with every occurrence. Send it with ids only.",
    );
  if (filter === undefined) return prepareAddresses(userId, selection);
  if (Object.values(filter).every((value) => value === undefined))
    throw wrongField(
      ["filter"],
      "An empty filter would mean every item. Send at least one of from, to, tag, done, q and createdBy.",
    );
  if (filter.q !== undefined) await prepareSearch(userId, await findPerson(userId));
  return prepareFilter(userId, filter);
}

function prepareFilter(userId: UserId, filter: Filter) {
  const { tag, done, createdBy } = filter;
  const from = filter.from === undefined ? firstDate : requireDate(filter.from, ["filter", "from"]);
  const to = filter.to === undefined ? lastDate : requireDate(filter.to, ["filter", "to"]);
  if (to < from) throw wrongField(["filter", "to"], `The window ends before it starts: from is ${from}, to is ${to}.`);
  const words = filter.q === undefined ? [] : wordsOf(filter.q);
  const limit = limits.itemsAtOnce + 1;
  // A zone can put an occurrence on an adjacent day.
  const reach = { from: addDays(from, -1), to: addDays(to, 1), ...(createdBy !== undefined && { createdBy }) };
  const readIn = async (tx: Transaction, timeZone: string) => {
    const window = dateRangeIn(from, to, timeZone);
    const [items, series] = await Promise.all([
      findSelectedIn(tx, userId, {
        ...{ words, limit },
        ...(tag !== undefined && { tag }),
        ...(done !== undefined && { done }),
        ...(createdBy !== undefined && { createdBy }),
        ...(filter.from !== undefined && { from: { date: from, startsAtMs: window.startsAtMs } }),
        ...(filter.to !== undefined && { to: { date: to, endsAtMs: window.endsAtMs } }),
      }),
      findSeriesIn(tx, userId, reach),
    ]);
    return { items, series, window, readIn: timeZone };
  };
  const accepts = (content: EntryContent) =>
    (tag === undefined || content.tags.includes(tag)) &&
    (done === undefined || content.done === done) &&
    (words.length === 0 || holdsAll(content, words));
  const zoneOf = (timeZone: string | null) => timeZone ?? "UTC";
  return async (tx: Transaction): Promise<Select> => {
    const guessed = await readIn(tx, zoneOf(zoneLastSeen(userId)));
    return async (locked) => {
      const zone = zoneOf(locked.timeZone);
      const { items, series, ...when } = guessed.readIn === zone ? guessed : await readIn(tx, zone);
      const selected = items.map(singleEntry);
      await inSlices(
        mapSteps(series, (item) => {
          const left = limit - selected.length;
          if (left > 0) selected.push(...occurrencesOf(item, { ...when, limit: left, accepts }));
        }),
      );
      if (selected.length < limit) return selected;
      throw tooMany(filter.to === undefined && selected.some(({ item }) => isSeries(item)));
    };
  };
}

function holdsAll(content: EntryContent, words: readonly string[]): boolean {
  const text = searchTextOf(content);
  return words.every((word) => text.includes(word));
}

function tooMany(isEndless: boolean): AgendaError {
  const narrow = isEndless
    ? "Repeating items are among them, with every occurrence to come: send to, or address a whole series in ids with scope all."
    : "Narrow it, for example by from and to.";
  return wrongField(
    ["filter"],
    `More than ${limits.itemsAtOnce} items and occurrences answer to this filter, and so many at most are changed at once. Nothing was done. ${narrow}`,
  );
}

interface Address {
  readonly id: string;
  readonly occurrence?: string;
  /** Its position in the request. */
  readonly path: readonly (string | number)[];
}

/** The addressed items, each once, in the order sent. */
function prepareAddresses(userId: UserId, selection: Selection) {
  const addresses = addressesOf(selection);
  const ids = [...new Set(addresses.map(({ id }) => id))];
  return async (tx: Transaction): Promise<Select> => {
    const there = new Map((await findItems(userId, ids, tx.rows)).map((item) => [item.id, item]));
    return async () => {
      const missing = addresses.filter(({ id }) => there.get(id)?.deletedAtMs !== null);
      if (missing.length > 0) throw noSuchItems(missing, (id) => there.has(id));
      return addresses.flatMap((address) => {
        const item = there.get(address.id);
        return item ? [entryAt(item, address, selection.scope)] : [];
      });
    };
  };
}

/** Without duplicates, and without occurrences of a series that is selected as a whole. */
function addressesOf({ ids = [], occurrences = [] }: Selection): Address[] {
  const whole = new Map(ids.map((id, index): [string, Address] => [id, { id, path: ["ids", index] }]));
  const single = new Map(
    occurrences
      .map(({ id, occurrence }, index): Address => ({ id, occurrence, path: ["occurrences", index] }))
      .filter(({ id }) => !whole.has(id))
      .map((address) => [`${address.id} ${address.occurrence}`, address]),
  );
  const addresses = [...whole.values(), ...single.values()];
  if (addresses.length > limits.itemsAtOnce)
    throw new AgendaError(
      "invalid_input",
      `These are ${addresses.length} items and occurrences; at most ${limits.itemsAtOnce} are changed at once.`,
      { words: { key: "problems.tooManyAtOnce", values: { most: limits.itemsAtOnce } } },
    );
  return addresses;
}

function entryAt(item: StoredItem, { occurrence, path }: Address, scope: "all" | undefined): Entry {
  const series = seriesOf(item);
  if (occurrence === undefined) {
    if (series === null || scope === "all") return singleEntry(item);
    throw wrongField(
      path,
      `The item ${item.id} repeats. Send scope all if every occurrence of it is meant; for single ones send occurrences instead, each with id and occurrence, its original date.`,
    );
  }
  if (series === null)
    throw wrongField([...path, "occurrence"], `The item ${item.id} does not repeat. Send its id in ids.`);
  return occurrenceEntry(item, requireOccurrence(series, occurrence, [...path, "occurrence"]));
}

/** How many addresses an error names; the rest are counted. */
const mostNamed = 20;

function noSuchItems(missing: readonly Address[], isTrashed: (id: string) => boolean): AgendaError {
  const named = missing.slice(0, mostNamed);
  const errors = named.map(({ id, path, occurrence }) => ({
    pointer: pointerTo(occurrence === undefined ? path : [...path, "id"]),
    detail: isTrashed(id) ? "This item is in the trash." : "There is no item with this id.",
  }));
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : "";
  const ids = named.map(({ id }) => id).join(", ");
  const detail = `Not on the agenda: ${ids}${more}. Nothing was done. listItems shows the ids that exist, listTrash those that were deleted.`;
  return new AgendaError("item_not_found", detail, { errors });
}
