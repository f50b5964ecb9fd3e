import type { ItemContent, StoredItem } from "../../agenda/item-content.ts";
import type { UserId } from "../identity/caller.ts";
import { database, query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { makeItemIds } from "./item-ids.ts";
import { toRow } from "./item-rows.ts";
import { findItemsIn } from "./items.ts";

type Tx = Prisma.TransactionClient;

/** The items that are not in the trash and came in under one of these names, or have one of these ids. */
export async function findByUidsIn(
  tx: Tx,
  userId: UserId,
  uids: readonly string[],
  ids: readonly string[],
): Promise<StoredItem[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Item" WHERE "userId" = ${userId} AND "deletedAt" IS NULL
      AND (imported ->> 'uid' = ANY (${[...uids]}::text[]) OR id = ANY (${[...ids]}::text[]))`;
  return findItemsIn(
    tx,
    userId,
    rows.map(({ id }) => id),
  );
}

/** The same outside a write. */
export async function findByUids(...[userId, uids, ids]: [UserId, readonly string[], readonly string[]]) {
  return query(() => findByUidsIn(database(), userId, uids, ids));
}

/** Items in one statement: few enough that other requests are answered in between, and that progress can be told. */
const atOnce = 500;

/** Told after each statement how many items it stored. */
export type OnStored = (count: number) => void;

/** Adds many items in the order given, in few statements. */
export async function insertMany(
  tx: Tx,
  userId: UserId,
  contents: readonly ItemContent[],
  made: { by: string; atMs: number },
  onStored: OnStored,
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
  const at = new Date(made.atMs);
  const stamps = { userId, version: 1, createdBy: made.by, createdAt: at, updatedAt: at };
  await inParts(items, onStored, async (some) => {
    const rows = some.map((item) => ({ ...stamps, ...plainRow(item), id: item.id }));
    const columns = columnsOf(rows);
    return tx.$executeRaw`INSERT INTO "Item" (${list(columns)})
      SELECT ${list(columns)} FROM jsonb_populate_recordset(NULL::"Item", ${JSON.stringify(rows)}::jsonb)`;
  });
  return items;
}

async function inParts<T>(all: readonly T[], onStored: OnStored, store: (some: readonly T[]) => Promise<number>) {
  for (let start = 0; start < all.length; start += atOnce) {
    const some = all.slice(start, start + atOnce);
    const stored = await store(some);
    if (stored !== some.length) throw new Error(`Of ${some.length} items of a file ${stored} were stored.`);
    onStored(stored);
  }
}

/** A row as JSON: PostgreSQL gives each field the type of its column. What says nothing is null, as a file's items always say. */
const plainRow = (content: ItemContent) => ({ ...toRow(content), exceptions: content.exceptions ?? null });

const columnsOf = (rows: readonly object[]) => Object.keys(rows[0] ?? {});
/** Names of columns come from our own rows and from nowhere else. */
const named = (column: string) => Prisma.raw(`"${column}"`);
const list = (columns: readonly string[]) => Prisma.join(columns.map(named));
