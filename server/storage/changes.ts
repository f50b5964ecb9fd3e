import type { UserId } from "../identity/caller.ts";
import { query } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import type { ItemChange } from "./write.ts";

/** One entry of the ledger; `items` is null once its contents were erased. */
export interface LedgerEntry {
  readonly rev: number;
  readonly atMs: number;
  readonly door: string;
  readonly items: readonly Pick<ItemChange, "id" | "kind">[] | null;
}

/** The ledger after a rev, oldest first. Contents stay in the database; only which items and in what way is read. */
export async function readChanges(userId: UserId, since: number, limit: number): Promise<LedgerEntry[]> {
  return query(
    (db) => db.$queryRaw<LedgerEntry[]>`
      SELECT rev, (extract(epoch FROM at) * 1000)::float8 AS "atMs", door,
        CASE WHEN items IS NOT NULL THEN
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i -> 'id', 'kind', i -> 'kind') ORDER BY n), '[]')
            FROM jsonb_array_elements(items) WITH ORDINALITY AS e(i, n)) END AS items
      FROM "Change" WHERE "userId" = ${userId} AND rev > ${since} ORDER BY rev LIMIT ${limit}`,
  );
}

/** What one program created through one door since a moment: the ledger's entries, newest first. */
export async function readCreationsIn(
  tx: Prisma.TransactionClient,
  userId: UserId,
  by: { door: string; clientId: string | null },
  sinceMs: number,
): Promise<{ rev: number; items: ItemChange[] }[]> {
  return tx.$queryRaw<{ rev: number; items: ItemChange[] }[]>`
    SELECT rev, items FROM "Change"
    WHERE "userId" = ${userId} AND at > ${new Date(sinceMs)} AND door = ${by.door}
      AND "clientId" IS NOT DISTINCT FROM ${by.clientId} AND items @> '[{"kind": "created"}]'
    ORDER BY rev DESC`;
}
