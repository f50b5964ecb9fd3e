import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import type { UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { fromRow } from "./item-rows.ts";

const batch = 500;

/** All items of a user in order of id, in batches: a large agenda is never in memory as a whole. */
export async function* readAllItems(userId: UserId, deleted: boolean): AsyncGenerator<StoredItem[]> {
  for (let last = ""; ; ) {
    const rows = await query((db) =>
      db.item.findMany({
        where: { userId, id: { gt: last }, deletedAt: deleted ? { not: null } : null },
        orderBy: { id: "asc" },
        take: batch,
      }),
    );
    if (rows.length > 0) yield rows.map(fromRow);
    if (rows.length < batch) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** All settings of a user: every column of their row except our own bookkeeping. */
export async function readAllSettings(userId: UserId): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await query(
    (db) => db.$queryRaw<{ settings: Record<string, unknown> }[]>`
      SELECT jsonb_strip_nulls(to_jsonb(u) - 'id' - 'rev' - 'searchVersion' - 'createdAt') AS settings
      FROM "User" u WHERE id = ${userId}`,
  );
  return row?.settings ?? {};
}

/** One entry of the ledger as it is kept. */
export interface KeptChange {
  readonly rev: number;
  readonly at: Date;
  readonly door: string;
  readonly clientId: string | null;
  readonly conversation: string | null;
  readonly items: readonly ItemChange[] | null;
  readonly settings: SettingsChange | null;
  readonly undoes: readonly number[];
}

/** The whole ledger of a person, oldest first, a batch at a time. A change may hold thousands of items. */
export async function* readAllChanges(userId: UserId): AsyncGenerator<KeptChange[]> {
  for (let last = 0; ; ) {
    const rows = await query(
      (db) => db.$queryRaw<KeptChange[]>`SELECT rev, at, door, "clientId", conversation, items, settings, undoes
        FROM "Change" WHERE "userId" = ${userId} AND rev > ${last} ORDER BY rev LIMIT 20`,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < 20) return;
    last = rows.at(-1)?.rev ?? last;
  }
}
