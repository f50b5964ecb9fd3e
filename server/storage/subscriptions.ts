import type { UserId } from "../identity/caller.ts";
import { query, readRows } from "./database.ts";
import { accountGone } from "./deletions.ts";

/** A subscription as it is stored, with what tells one state of the agenda from another. */
export interface SubscriptionRow {
  readonly secretHash: string;
  readonly createdAt: Date;
  readonly rev: number;
  /** IANA name, or null while unknown. */
  readonly timeZone: string | null;
}

export async function findSubscription(userId: UserId): Promise<SubscriptionRow | null> {
  const [row] = await readRows<SubscriptionRow>(
    `SELECT s."secretHash", s."createdAt", u.rev, u."timeZone"
      FROM "Subscription" s JOIN "User" u ON u.id = s."userId" WHERE s."userId" = $1`,
    [userId],
  );
  return row ?? null;
}

/** Keeps a new secret's hash; an earlier one is gone by it. Stores nothing for somebody whose account was deleted meanwhile. */
export async function putSubscription(userId: UserId, secretHash: string): Promise<Date> {
  const [row] = await query(
    (db) => db.$queryRaw<{ createdAt: Date }[]>`
      INSERT INTO "Subscription" ("userId", "secretHash")
      SELECT id, ${secretHash} FROM "User" WHERE id = ${userId} FOR KEY SHARE
      ON CONFLICT ("userId") DO UPDATE SET "secretHash" = excluded."secretHash", "createdAt" = now()
      RETURNING "createdAt"`,
  );
  if (!row) throw accountGone();
  return row.createdAt;
}

export async function deleteSubscription(userId: UserId): Promise<void> {
  await query((db) => db.subscription.deleteMany({ where: { userId } }));
}
