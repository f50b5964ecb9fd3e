import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { readRowsPlannedAnew } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { filtersOf } from "../search/search-sql.ts";
import { at, columns } from "./window-sql.ts";

/** The position at which a page of the trash ended. */
interface TrashPlace {
  readonly deletedAtMs: number;
  readonly id: string;
}

/**
 * Deleted items, most recently deleted first, within their time in the trash, whether or not the erasing job has run.
 * @param words that must all match, in plain spelling (agenda/search/search-text.ts), which contains nothing special to LIKE
 */
export async function readTrash(
  userId: UserId,
  {
    after,
    words,
    limit,
    nowMs,
  }: { after: TrashPlace | undefined; words: readonly string[]; limit: number; nowMs: number },
): Promise<StoredItem[]> {
  const oldest = at(nowMs - keptDays * 86_400_000);
  const last = after && at(after.deletedAtMs);
  const further = after
    ? Prisma.sql`AND ("deletedAt" < ${last}::timestamptz OR "deletedAt" = ${last}::timestamptz AND id < ${after.id})`
    : Prisma.empty;
  const { text, values } = Prisma.sql`SELECT ${Prisma.raw(columns)} FROM "Item"
    WHERE "userId" = ${userId} AND "deletedAt" > ${oldest}::timestamptz ${filtersOf({ words })} ${further}
    ORDER BY "Item"."deletedAt" DESC, id DESC LIMIT ${limit}`;
  return readRowsPlannedAnew<StoredItem>(text, values);
}
