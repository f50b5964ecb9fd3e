import { requireDate } from "../../agenda/dates.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { windowIn } from "../../agenda/windows.ts";
import { firstDate, lastDate, limits } from "../../contract/limits.ts";
import type { deleteItems, Input } from "../../contract/operations.ts";
import { AgendaError, pointerTo, wrongField } from "../../contract/problems.ts";
import type { Caller, UserId } from "../identity/caller.ts";
import { findItemsIn } from "../storage/items.ts";
import { findSelectedIn, type SelectionQuery } from "../storage/selections.ts";
import { findPerson } from "../storage/users.ts";
import type { Locked } from "../storage/write.ts";
import { prepareSearch, wordsOf } from "./search-items.ts";

type Selection = Pick<Input<typeof deleteItems>, "ids" | "filter">;
type Filter = NonNullable<Selection["filter"]>;

/**
 * Checks what can be checked before the write, and prepares for the words of a filter.
 * @returns what selects the items once the person's row is locked: by ids in their order, by a filter in the order of the wall
 * @throws AgendaError("invalid_input"); what is returned throws that and AgendaError("item_not_found")
 */
export async function prepareSelection(
  caller: Caller,
  { ids, filter }: Selection,
): Promise<(locked: Locked) => Promise<StoredItem[]>> {
  if (ids && !filter) return ({ tx }) => selectByIds(tx, caller.userId, ids);
  if (!filter || ids) throw new AgendaError("invalid_input", "Say which items: send either ids or filter.");
  if (Object.values(filter).every((value) => value === undefined))
    throw wrongField(
      ["filter"],
      "An empty filter would mean every item. Send at least one of from, to, tag, done, q and createdBy.",
    );
  if (filter.q !== undefined) await prepareSearch(caller.userId, await findPerson(caller.userId));
  return (locked) => selectByFilter(locked, caller.userId, filter);
}

async function selectByIds(tx: Locked["tx"], userId: UserId, sent: readonly string[]): Promise<StoredItem[]> {
  const ids = [...new Set(sent)];
  const found = new Map((await findItemsIn(tx, userId, ids)).map((item) => [item.id, item]));
  const missing = ids.filter((id) => found.get(id)?.deletedAtMs !== null);
  if (missing.length > 0) throw noSuchItems(missing, sent, (id) => found.has(id));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Ids that are named in a refusal; the rest is counted. */
const mostNamed = 20;

function noSuchItems(missing: readonly string[], sent: readonly string[], isTrashed: (id: string) => boolean) {
  const named = missing.slice(0, mostNamed);
  const errors = named.map((id) => ({
    pointer: pointerTo(["ids", sent.indexOf(id)]),
    detail: isTrashed(id) ? "This item is in the trash." : "There is no item with this id.",
  }));
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : "";
  const detail = `Not on the agenda: ${named.join(", ")}${more}. Nothing was done. listItems shows the ids that exist, listTrash those that were deleted.`;
  return new AgendaError("item_not_found", detail, { errors });
}

async function selectByFilter({ tx, timeZone }: Locked, userId: UserId, filter: Filter): Promise<StoredItem[]> {
  const query = queryOf(filter, timeZone ?? "UTC");
  const found = await findSelectedIn(tx, userId, query);
  if (found.length <= limits.itemsAtOnce) return found;
  throw wrongField(
    ["filter"],
    `More than ${limits.itemsAtOnce} items answer to this filter, and so many at most are changed at once. Nothing was done. Narrow it, for example by from and to.`,
  );
}

function queryOf({ from, to, q, tag, done, createdBy }: Filter, timeZone: string): SelectionQuery {
  const first = from === undefined ? firstDate : requireDate(from, ["filter", "from"]);
  const last = to === undefined ? lastDate : requireDate(to, ["filter", "to"]);
  if (last < first)
    throw wrongField(["filter", "to"], `The window ends before it starts: from is ${first}, to is ${last}.`);
  const { startsAtMs, endsAtMs } = windowIn(first, last, timeZone);
  return {
    words: q === undefined ? [] : wordsOf(q),
    ...(tag !== undefined && { tag }),
    ...(done !== undefined && { done }),
    ...(createdBy !== undefined && { createdBy }),
    ...(from !== undefined && { from: { date: first, startsAtMs } }),
    ...(to !== undefined && { to: { date: last, endsAtMs } }),
    limit: limits.itemsAtOnce + 1,
  };
}
