import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { KeptZone } from "../../../agenda/settings/zone-change-words.ts";
import type { UserId } from "../../caller.ts";
import type { ReadRows } from "../database.ts";
import { at, columns } from "./window-sql.ts";

const ahead = `FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL AND "startsAt" >= $2::timestamptz AND "timeZone" <> $3`;

/**
 * The other zones that a person's upcoming items are in, and the next such item.
 * @param most items counted
 * @param read the write's transaction's
 */
export async function readKeptZones(
  userId: UserId,
  zone: { timeZone: string; nowMs: number; most: number },
  read: ReadRows,
): Promise<{ kept: KeptZone[]; next: StoredItem | undefined }> {
  const values = [userId, at(zone.nowMs), zone.timeZone];
  const [kept, [next]] = await Promise.all([
    read<KeptZone>(
      `SELECT "timeZone", count(*)::int AS count FROM (SELECT "timeZone" ${ahead} ORDER BY "startsAt" LIMIT $4) AS counted
        GROUP BY 1 ORDER BY 2 DESC, 1`,
      [...values, zone.most],
    ),
    read<StoredItem>(`SELECT ${columns} ${ahead} ORDER BY "startsAt", date, id LIMIT 1`, values),
  ]);
  return { kept, next };
}
