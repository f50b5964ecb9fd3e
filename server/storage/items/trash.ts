import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { keptDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { fromRow } from "./item-rows.ts";

/** The position at which a page of the trash ended. */
export interface TrashPlace {
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
