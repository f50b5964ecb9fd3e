import type { ItemContent, StoredItem } from "../../../agenda/item/item-content.ts";
import { mapSteps } from "../../../agenda/steps.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { inSlices } from "../../in-slices.ts";
import { query } from "../database.ts";
import { unavailable } from "../failures.ts";
import { Prisma } from "../generated/client.ts";
import { makeItemIds } from "./item-ids.ts";
import { fromRow, jsonColumns, jsonTypes, toJsonRow, toRow } from "./item-rows.ts";

type Tx = Prisma.TransactionClient;
/** Ids in one statement that reads; Prisma takes 32,767. */
const batch = 5_000;
/** Items in one statement that writes. Each takes a millisecond or two: its words are put into the index anew. Others are served in between. */
const written = 500;

interface Stamp {
  readonly atMs: number;
  /** Told after each statement how many items it stored. */
  readonly onStored?: (count: number) => void;
}

/** One item of one person, deleted or not; null once its days in the trash are over. */
export async function findItem(userId: UserId, id: string): Promise<StoredItem | null> {
  return query((db) => findItemIn(db, userId, id));
}

/** The same inside a write. */
export async function findItemIn(tx: Tx, userId: UserId, id: string): Promise<StoredItem | null> {
  const row = await tx.item.findUnique({ where: { userId_id: { userId, id } } });
  return row && !isOver(row) ? fromRow(row) : null;
}

/** Whether an item is past its days in the trash. It is gone then, although the erasing job comes only once an hour. */
const isOver = ({ deletedAt }: { deletedAt: Date | null }) =>
  deletedAt !== null && deletedAt.getTime() < Date.now() - keptDays * 86_400_000;

/** Several items of one person, deleted or not, in no particular order; without those whose days in the trash are over. */
export async function findItemsIn(tx: Tx, userId: UserId, ids: readonly string[]): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  for (let start = 0; start < ids.length; start += batch) {
    const some = ids.slice(start, start + batch);
    const rows = await tx.item.findMany({ where: { userId, id: { in: some } } });
    found.push(...rows.filter((row) => !isOver(row)).map(fromRow));
  }
  return found;
}

/** Characters in one statement that writes: what is handed on at once holds the event loop up. */
const writtenCharacters = 500_000;

/** Items in batches of hundreds as one text each; built in slices, because expanding a rule's COUNT takes time. */
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

/** Adds items in the order given, hundreds in one statement. */
export async function insertItems(
  tx: Tx,
  userId: UserId,
  contents: readonly ItemContent[],
  made: Stamp & { readonly by: string },
): Promise<StoredItem[]> {
  const ids = makeItemIds(contents.length, made.atMs);
  const items = contents.map((content, index) => ({
    ...content,
    id: ids[index] as string,
    version: 1,
    createdBy: made.by,
    createdAtMs: made.atMs,
    updatedAtMs: made.atMs,
    deletedAtMs: null,
  }));
  for (const rows of await inBatches(items)) {
    const count = await tx.$executeRaw`
      INSERT INTO "Item" ("userId", id, "createdBy", "createdAt", "updatedAt", ${Prisma.raw(jsonColumns)})
      SELECT ${userId}::text, id, ${made.by}::text, stamp, stamp, ${Prisma.raw(jsonColumns)}
      FROM jsonb_to_recordset(${rows.json}::jsonb) AS next (id text, ${Prisma.raw(jsonTypes)}),
        (SELECT ${new Date(made.atMs)}::timestamptz AS stamp) AS made`;
    made.onStored?.(count);
  }
  return items;
}

/** Stores an item anew: its content and whether it is deleted. The version goes up. */
export async function replaceItem(
  tx: Tx,
  userId: UserId,
  item: StoredItem,
  next: { content?: ItemContent; deletedAtMs?: number | null; atMs: number },
): Promise<StoredItem> {
  const row = await tx.item.update({
    where: { userId_id: { userId, id: item.id } },
    data: {
      ...(next.content && toRow(next.content)),
      ...(next.deletedAtMs !== undefined && {
        deletedAt: next.deletedAtMs === null ? null : new Date(next.deletedAtMs),
      }),
      version: { increment: 1 },
      updatedAt: new Date(next.atMs),
    },
  });
  return fromRow(row);
}

/** The new state of one of many items: its content, and when it was deleted (null: it is not; absent: unchanged). */
export interface Replacement {
  readonly item: StoredItem;
  readonly content: ItemContent;
  readonly deletedAtMs?: number | null;
}

/** Stores many items anew, hundreds in one statement. Versions go up. The answers are in the order given. */
export async function replaceItems(
  tx: Tx,
  userId: UserId,
  replacements: readonly Replacement[],
  { atMs, onStored }: Stamp,
): Promise<StoredItem[]> {
  const after = replacements.map(({ item, content, deletedAtMs = item.deletedAtMs }) => {
    const { imported, ...said } = content; // nothing takes a mark away, as in toRow
    const version = item.version + 1;
    return { ...item, ...said, ...(imported && { imported }), version, updatedAtMs: atMs, deletedAtMs };
  });
  for (const rows of await inBatches(after)) {
    const count = await tx.$executeRaw`
      UPDATE "Item" SET (${Prisma.raw(jsonColumns)}, "updatedAt", version)
        = (${Prisma.raw(jsonColumns.replaceAll(/"\w+"/g, "next.$&"))}, ${new Date(atMs)}, "Item".version + 1)
      FROM jsonb_to_recordset(${rows.json}::jsonb) AS next (id text, ${Prisma.raw(jsonTypes)})
      WHERE "Item"."userId" = ${userId} AND "Item".id = next.id`;
    // As in moveItems: only the erasing of what is over can have taken one.
    if (count !== rows.count) throw unavailable();
    onStored?.(count);
  }
  return after;
}

/** Moves many items to the trash, or back from it (null), without changing what they say. Versions go up. */
export async function moveItems(
  tx: Tx,
  userId: UserId,
  items: readonly StoredItem[],
  { deletedAtMs, atMs }: { deletedAtMs: number | null; atMs: number },
): Promise<StoredItem[]> {
  const deletedAt = deletedAtMs === null ? null : new Date(deletedAtMs);
  for (let start = 0; start < items.length; start += written) {
    const ids = items.slice(start, start + written).map(({ id }) => id);
    const data = { deletedAt, updatedAt: new Date(atMs), version: { increment: 1 } };
    const { count } = await tx.item.updateMany({ where: { userId, id: { in: ids } }, data });
    // Only the erasing of what is over works without the person's lock: what it took a moment ago is in nobody's way next time.
    if (count !== ids.length) throw unavailable();
  }
  return items.map((item) => ({ ...item, version: item.version + 1, updatedAtMs: atMs, deletedAtMs }));
}

/** What may float: timed items that were made while the person's zone was unknown, and series of which an occurrence may. */
export async function findFloatingIn(tx: Tx, userId: UserId): Promise<StoredItem[]> {
  const rows = await tx.item.findMany({
    where: {
      userId,
      OR: [
        { timeZone: null, startTime: { not: null } },
        { recurrence: { not: null }, exceptions: { not: Prisma.DbNull } },
      ],
    },
  });
  return rows.map(fromRow);
}
