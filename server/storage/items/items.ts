import type { ItemContent, StoredItem } from "../../../agenda/item/item-content.ts";
import { mapSteps } from "../../../agenda/steps.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { inSlices } from "../../in-slices.ts";
import { type ReadRows, readRows } from "../database.ts";
import type { Transaction } from "../transaction.ts";
import { withNothingHidden } from "../visibility.ts";
import { makeItemIds } from "./item-ids.ts";
import { columnParameters, columnValues, jsonColumns, jsonTypes, toJsonRow } from "./item-rows.ts";
import { columns } from "./window-sql.ts";

/** Ids per read statement: a longer answer would hold others up. */
const batch = 5_000;
/** Items per write statement. Each takes a millisecond or two to index its text. Other requests are served in between. */
const written = 500;

/** Items past their time in the trash are gone, although the erasing job runs only once an hour. @param oldest such as "$3" */
export const isKeptSql = (oldest: string) => `("deletedAt" IS NULL OR "deletedAt" >= ${oldest}::timestamptz)`;
const isKept = isKeptSql("$3");
export const oldest = () => new Date(Date.now() - keptDays * 86_400_000);
const findSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND id = $2 AND ${isKept}`;
const findManySql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND id IN (SELECT unnest($2::text[])) AND ${isKept}`;

/**
 * One item of one person, deleted or not; null once its days in the trash are over.
 * @param read inside a write, its transaction's
 */
export async function findItem(userId: UserId, id: string, read: ReadRows = readRows): Promise<StoredItem | null> {
  const [item] = await read<StoredItem>(findSql, [userId, id, oldest()]);
  return item ?? null;
}

/** Several items of a user, deleted or not, in no particular order; without those whose time in the trash is over. */
export async function findItems(
  userId: UserId,
  ids: readonly string[],
  read: ReadRows = readRows,
): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  for (let start = 0; start < ids.length; start += batch)
    found.push(...(await read<StoredItem>(findManySql, [userId, ids.slice(start, start + batch), oldest()])));
  return found;
}

/** Characters per write statement: handing over too much at once blocks the event loop. */
const writtenCharacters = 500_000;

/** Items as JSON texts of hundreds; built in slices, because computing a rule's dates takes time. */
async function inBatches(items: readonly StoredItem[]): Promise<{ readonly count: number; readonly json: string }[]> {
  const texts = await inSlices(mapSteps(items, (item) => JSON.stringify(toJsonRow(item))));
  const batches: string[][] = [];
  let characters = 0;
  for (const text of texts) {
    const last = batches.at(-1);
    characters += text.length;
    if (last && last.length < written && characters <= writtenCharacters) last.push(text);
    else {
      batches.push([text]);
      characters = text.length;
    }
  }
  return batches.map((batch) => ({ count: batch.length, json: `[${batch.join(",")}]` }));
}

/** The statement for one item, as parameters, and for many, as one JSON text. */
interface Putting {
  readonly one: (item: StoredItem) => readonly [text: string, values: readonly unknown[]];
  readonly many: (json: string) => readonly [text: string, values: readonly unknown[]];
  /** Called after each statement with the number of items it stored. */
  readonly onStored?: ((count: number) => void) | undefined;
}

/** Stores items, hundreds per statement. If one statement is enough, only COMMIT waits for its answer. */
async function put(tx: Transaction, items: readonly StoredItem[], { one, many, onStored }: Putting): Promise<void> {
  const [item] = items;
  if (item && items.length === 1) tx.send(...one(item), 1);
  else
    for (const { count, json } of await inBatches(items)) {
      tx.send(...many(json), count);
      if (count === items.length) break;
      await tx.settled();
      onStored?.(count);
    }
}

/** New items as they will be stored, in the order given. @param made.by the door */
export function newItems(contents: readonly ItemContent[], { by, atMs }: { by: string; atMs: number }): StoredItem[] {
  const ids = makeItemIds(contents.length, atMs);
  const stamp = { version: 1, createdBy: by, createdAtMs: atMs, updatedAtMs: atMs, deletedAtMs: null };
  return contents.map((content, index) => ({ ...content, id: ids[index] as string, ...stamp }));
}

const one = columnParameters(5);
const insertOneSql = `INSERT INTO "Item" ("userId", id, "createdBy", "createdAt", "updatedAt", ${one.map(([column]) => column)})
  VALUES ($1, $2, $3, $4, $4, ${one.map(([, parameter]) => parameter)})`;
const theirs = jsonColumns.replaceAll(/"\w+"/g, "next.$&");
// Joined with the user's row, it runs on one server where tables are distributed by user.
const insertManySql = `INSERT INTO "Item" ("userId", id, "createdBy", "createdAt", "updatedAt", ${jsonColumns})
  SELECT "User".id, next.id, $2, $3::timestamptz, $3::timestamptz, ${theirs}
  FROM "User", jsonb_to_recordset($4::jsonb) AS next (id text, ${jsonTypes}) WHERE "User".id = $1`;

/** Stores new items, as made by `newItems`. */
export async function insertItems(
  tx: Transaction,
  userId: UserId,
  items: readonly StoredItem[],
  onStored?: (count: number) => void,
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const made = [first.createdBy, new Date(first.createdAtMs)];
  await put(tx, items, {
    one: (item) => [insertOneSql, [userId, item.id, ...made, ...columnValues(item)]],
    many: (json) => [insertManySql, [userId, ...made, json]],
    onStored,
  });
}

/** One item's replacement: its content, and when it was deleted (null: not deleted; absent: unchanged). */
export interface Replacement {
  readonly item: StoredItem;
  readonly content: ItemContent;
  readonly deletedAtMs?: number | null;
}

interface Stamp {
  readonly atMs: number;
  readonly onStored?: (count: number) => void;
}

const each = columnParameters(4);
const replaceOneSql = `UPDATE "Item" SET ${each.map((pair) => pair.join(" = "))}, "updatedAt" = $3, version = version + 1
  WHERE "userId" = $1 AND id = $2`;
const replaceManySql = `UPDATE "Item" SET (${jsonColumns}, "updatedAt", version)
  = (${theirs}, $2::timestamptz, "Item".version + 1)
  FROM jsonb_to_recordset($3::jsonb) AS next (id text, ${jsonTypes})
  WHERE "Item"."userId" = $1 AND "Item".id = next.id`;

/**
 * Replaces items, hundreds per statement, and raises their versions. Results are in the order given. If the erasing job, which
 * does not take the user's lock, has just erased one, the write is refused: a retry will not meet it.
 */
export async function replaceItems(
  tx: Transaction,
  userId: UserId,
  replacements: readonly Replacement[],
  { atMs, onStored }: Stamp,
): Promise<StoredItem[]> {
  const replaced = mapSteps(replacements, ({ item, content, deletedAtMs = item.deletedAtMs }) => {
    const { imported, ...said } = content; // nothing removes the mark
    const version = item.version + 1;
    return { ...item, ...said, ...(imported && { imported }), version, updatedAtMs: atMs, deletedAtMs };
  });
  const after = await inSlices(replaced);
  const at = new Date(atMs);
  await put(tx, after, {
    one: (item) => [replaceOneSql, [userId, item.id, at, ...columnValues(item)]],
    many: (json) => [replaceManySql, [userId, at, json]],
    onStored,
  });
  return after;
}

/** The same for one item. @param next.content unchanged if absent */
export async function replaceItem(
  tx: Transaction,
  userId: UserId,
  item: StoredItem,
  { content = item, atMs, ...next }: { content?: ItemContent; deletedAtMs?: number | null; atMs: number },
): Promise<StoredItem> {
  const [after] = await replaceItems(tx, userId, [{ item, content, ...next }], { atMs });
  return after as StoredItem;
}

const moveSql = `UPDATE "Item" SET "deletedAt" = $3, "updatedAt" = $4, version = version + 1
  WHERE "userId" = $1 AND id = ANY ($2::text[])`;

/** Moves many items to the trash, or back (null), without changing their content. Raises their versions. */
export async function moveItems(
  tx: Transaction,
  userId: UserId,
  items: readonly StoredItem[],
  { deletedAtMs, atMs }: { deletedAtMs: number | null; atMs: number },
): Promise<StoredItem[]> {
  const stamps = [deletedAtMs === null ? null : new Date(deletedAtMs), new Date(atMs)];
  for (let start = 0; start < items.length; start += written) {
    if (start > 0) await tx.settled();
    const ids = items.slice(start, start + written).map(({ id }) => id);
    tx.send(moveSql, [userId, ids, ...stamps], ids.length);
  }
  return items.map((item) => ({ ...item, version: item.version + 1, updatedAtMs: atMs, deletedAtMs }));
}

const floatingSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1
  AND ("timeZone" IS NULL AND "startTime" IS NOT NULL OR recurrence IS NOT NULL AND exceptions IS NOT NULL)`;

/** Items that may float: timed ones created while the user's zone was unknown, and series with such an occurrence. */
export async function findFloating(userId: UserId, read: ReadRows): Promise<StoredItem[]> {
  return withNothingHidden(() => read<StoredItem>(floatingSql, [userId])); // the zone applies to all
}
