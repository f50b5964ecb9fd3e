import { type Entry, occurrenceEntry, singleEntry } from "../../agenda/entries/entry.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { requireOccurrence } from "../../agenda/series/occurrences.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import { limits } from "../../contract/limits.ts";
import { AgendaError, pointerTo, wrongField } from "../../contract/problems.ts";
import type { UserId } from "../identity/caller.ts";
import { findItemsIn } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { Selection } from "./selection.ts";

interface Address {
  readonly id: string;
  readonly occurrence?: string;
  /** Where it was sent. */
  readonly path: readonly (string | number)[];
}

/**
 * What was addressed, each once, in the order sent.
 * @throws AgendaError("item_not_found") that names what is not there; AgendaError("invalid_input")
 */
export async function selectByAddress(tx: Locked["tx"], userId: UserId, selection: Selection): Promise<Entry[]> {
  const addresses = addressesOf(selection);
  const found = await findItemsIn(tx, userId, [...new Set(addresses.map(({ id }) => id))]);
  const there = new Map(found.map((item) => [item.id, item]));
  const missing = addresses.filter(({ id }) => there.get(id)?.deletedAtMs !== null);
  if (missing.length > 0) throw noSuchItems(missing, (id) => there.has(id));
  return addresses.flatMap((address) => {
    const item = there.get(address.id);
    return item ? [entryAt(item, address, selection.scope)] : [];
  });
}

/** Without repetitions, and without occurrences of what is meant as a whole. */
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

/** Addresses that are named in a refusal; the rest is counted. */
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
