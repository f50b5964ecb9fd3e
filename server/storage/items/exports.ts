import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import type { UserId } from "../../caller.ts";
import { query, readRows } from "../database.ts";
import { columns } from "./window-sql.ts";

/** Few enough that a batch is parsed and written without keeping others waiting. */
const batch = 200;

const batchSql = `SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND id > $2 AND ("deletedAt" IS NOT NULL) = $3
  ORDER BY id LIMIT ${batch}`;

/** All items of a user in order of id, in batches: a large agenda is never in memory as a whole. */
export async function* readAllItems(userId: UserId, deleted: boolean): AsyncGenerator<StoredItem[]> {
  for (let last = ""; ; ) {
    const rows = await readRows<StoredItem>(batchSql, [userId, last, deleted]);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** All settings of a user: every column of their row except our own bookkeeping. */
export async function readAllSettings(userId: UserId): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await query(
    (db) => db.$queryRaw<{ settings: Record<string, unknown> }[]>`
      SELECT jsonb_strip_nulls(to_jsonb(u) - 'id' - 'rev' - 'plannedRev' - 'searchVersion' - 'createdAt') AS settings
      FROM "User" u WHERE id = ${userId}`,
  );
  return row?.settings ?? {};
}

/** What a user has seen and kept, as stored (prisma/schema.prisma, Look); undefined before their first visit. */
export async function readLook(userId: UserId): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [row] = await readRows<{ look: Record<string, unknown> }>(
    `SELECT to_jsonb(l) - 'userId' - 'version' AS look FROM "Look" l WHERE "userId" = $1`,
    [userId],
  );
  return row?.look;
}

/** Every program that has used the agenda, and what it may do. */
export async function readAllPrograms(userId: UserId): Promise<Readonly<Record<string, unknown>>[]> {
  const rows = await readRows<{ program: Record<string, unknown> }>(
    `SELECT jsonb_strip_nulls(to_jsonb(p) - 'userId') AS program FROM "Program" p WHERE "userId" = $1 ORDER BY since, id`,
    [userId],
  );
  return rows.map(({ program }) => program);
}

/** The proposals of programs that are still kept, oldest first. */
export async function readAllProposals(userId: UserId): Promise<Readonly<Record<string, unknown>>[]> {
  const rows = await readRows<{ proposal: Record<string, unknown> }>(
    `SELECT jsonb_strip_nulls(to_jsonb(p) - 'userId' - 'inputHash' - 'items') AS proposal FROM "Proposal" p
      WHERE "userId" = $1 ORDER BY at, id`,
    [userId],
  );
  return rows.map(({ proposal }) => proposal);
}

/** A ledger entry as stored, with one of its items: a change may hold thousands, so each comes separately. */
export interface LedgerPiece {
  readonly rev: number;
  readonly at: Date;
  readonly door: string;
  readonly clientId: string | null;
  readonly conversation: string | null;
  readonly settings: SettingsChange | null;
  readonly undoes: readonly number[] | null;
  /** Whether before and after are still kept. */
  readonly hasItems: boolean;
  /** The item's position in the change, from 1; 0 if there is none. */
  readonly place: number;
  readonly item: ItemChange | null;
}

/** Each batch unpacks its first change again, which may be megabytes. */
const piecesAtOnce = 1_000;

const piecesSql = `
SELECT rev, at, door, "clientId", conversation, settings, undoes, items IS NOT NULL AS "hasItems",
  coalesce(place, 0)::int AS place, item
FROM "Change" LEFT JOIN LATERAL jsonb_array_elements(items) WITH ORDINALITY AS each (item, place) ON true
WHERE "userId" = $1 AND rev >= $2 AND (rev > $2 OR place > $3) ORDER BY rev, place LIMIT ${piecesAtOnce}`;

/** The whole ledger of a person, oldest first, a batch at a time. */
export async function* readLedger(userId: UserId): AsyncGenerator<LedgerPiece[]> {
  for (let [rev, place] = [0, 0]; ; ) {
    const rows = await readRows<LedgerPiece>(piecesSql, [userId, rev, place]);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < piecesAtOnce) return;
    [rev, place] = [last.rev, last.place];
  }
}
