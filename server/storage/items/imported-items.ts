import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { UserId } from "../../caller.ts";
import { database, query } from "../database.ts";
import type { Prisma } from "../generated/client.ts";
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
