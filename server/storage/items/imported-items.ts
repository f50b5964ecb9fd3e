import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { columns } from "./window-sql.ts";

const byUidSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL
  AND (imported ->> 'uid' = ANY ($2::text[]) OR id = ANY ($3::text[]))`;

/**
 * The items that are not in the trash and came in under one of these names, or have one of these ids.
 * @param read inside a write, its transaction's
 */
export async function findByUids(
  userId: UserId,
  uids: readonly string[],
  ids: readonly string[],
  read: ReadRows = readRows,
): Promise<StoredItem[]> {
  return read<StoredItem>(byUidSql, [userId, uids, ids]);
}
