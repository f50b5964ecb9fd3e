import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { columns } from "./window-sql.ts";

/** Subqueries are hashed; an array parameter of a prepared statement is searched linearly for each row. */
const byUidSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL
  AND (imported ->> 'uid' IN (SELECT unnest($2::text[])) OR id IN (SELECT unnest($3::text[])))`;

/**
 * The items that are not in the trash and were imported under one of these UIDs, or have one of these ids.
 * @param read inside a write, its transaction's
 */
export async function findByUids(
  userId: UserId,
  { uids, ids }: { readonly uids: readonly string[]; readonly ids: readonly string[] },
  read: ReadRows = readRows,
): Promise<StoredItem[]> {
  return read<StoredItem>(byUidSql, [userId, uids, ids]);
}
