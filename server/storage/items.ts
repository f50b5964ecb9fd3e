import type { ItemContent, StoredItem } from "../../agenda/item-content.ts";
import { keptDays } from "../../contract/limits.ts";
import type { UserId } from "../identity/caller.ts";
import { query } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { makeItemIds } from "./item-ids.ts";
import { fromRow, toRow } from "./item-rows.ts";

type Tx = Prisma.TransactionClient;

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

/** Several items of one person, deleted or not, in no particular order. */
export async function findItemsIn(tx: Tx, userId: UserId, ids: readonly string[]): Promise<StoredItem[]> {
  return (await tx.item.findMany({ where: { userId, id: { in: [...ids] } } })).map(fromRow);
}

/** Adds items in the order given. */
export async function insertItems(
  tx: Tx,
  userId: UserId,
  contents: readonly ItemContent[],
  made: { by: string; atMs: number },
): Promise<StoredItem[]> {
  const at = new Date(made.atMs);
  const ids = makeItemIds(contents.length, made.atMs);
  const rows = contents.map((content, index) => ({
    ...toRow(content),
    userId,
    id: ids[index] as string,
    version: 1,
    createdBy: made.by,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  }));
  await tx.item.createMany({ data: rows });
  return rows.map(fromRow);
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

/** Timed items that were made while the person's zone was unknown. */
export async function findFloatingIn(tx: Tx, userId: UserId): Promise<StoredItem[]> {
  const rows = await tx.item.findMany({ where: { userId, timeZone: null, startTime: { not: null } } });
  return rows.map(fromRow);
}
