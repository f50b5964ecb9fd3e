import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { fromRow } from "./item-rows.ts";

/** Where a page of the trash ended. */
export interface TrashPlace {
  readonly deletedAtMs: number;
  readonly id: string;
}

/**
 * Deleted items, last deleted first, that are not past their time; also when the erasing has not come by yet.
 * @param words that must all be found, in plain spelling (agenda/search/search-text.ts): nothing in them means anything to LIKE
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
  const oldest = new Date(nowMs - keptDays * 86_400_000);
  const at = after && new Date(after.deletedAtMs);
  const rows = await query((db) =>
    db.item.findMany({
      where: {
        userId,
        AND: words.map((word) => ({ searchText: { contains: word } })),
        deletedAt: { gt: oldest, ...(at && { lte: at }) },
        ...(after && at && { OR: [{ deletedAt: { lt: at } }, { deletedAt: at, id: { lt: after.id } }] }),
      },
      orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
      take: limit,
    }),
  );
  return rows.map(fromRow);
}
