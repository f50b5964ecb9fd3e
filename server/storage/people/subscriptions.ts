import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import type { Transaction } from "../transaction.ts";

/** A subscription as stored, with what identifies the state of the agenda. */
export interface SubscriptionRow {
  readonly secretHash: string;
  readonly createdAt: Date;
  readonly rev: number;
  /** IANA name, or null if unknown. */
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

/** Stores a new secret's hash, replacing an earlier one. Within a write, which ensures that the user still exists. */
export async function putSubscriptionIn(
  tx: Transaction,
  userId: UserId,
  secretHash: string,
  nowMs: number,
): Promise<void> {
  const row = { secretHash, createdAt: new Date(nowMs) };
  await (await tx.prisma()).subscription.upsert({ where: { userId }, create: { userId, ...row }, update: row });
}

export async function deleteSubscriptionIn(tx: Transaction, userId: UserId): Promise<void> {
  await (await tx.prisma()).subscription.deleteMany({ where: { userId } });
}
