import { answerHours, answersKept } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import type { Prisma } from "../generated/client.ts";

/** The stored answer of a call with an idempotency key. */
export interface StoredAnswer {
  readonly inputHash: string;
  /** JSON. */
  readonly body: string;
}

/** What was answered under a key within the last 24 hours; inside a write, where nobody else can be about to answer. */
export async function findStoredAnswer(
  tx: Prisma.TransactionClient,
  userId: UserId,
  keyHash: string,
  nowMs: number,
): Promise<StoredAnswer | undefined> {
  const since = new Date(nowMs - answerHours * 3_600_000);
  const [answer] = await tx.$queryRaw<StoredAnswer[]>`
    SELECT "inputHash", body FROM "Answer" WHERE "userId" = ${userId} AND "keyHash" = ${keyHash} AND at > ${since}`;
  return answer;
}

/**
 * Stores an answer in the same transaction as the change it reports, replacing an expired one. If a user has very many, the
 * oldest are deleted: retries come within minutes, and a runaway program must not fill the database in the remaining hours.
 */
export async function storeAnswer(
  tx: Prisma.TransactionClient,
  userId: UserId,
  keyHash: string,
  { inputHash, body }: StoredAnswer,
  nowMs: number,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Answer" ("userId", "keyHash", "inputHash", body, at)
    VALUES (${userId}, ${keyHash}, ${inputHash}, ${body}, ${new Date(nowMs)})
    ON CONFLICT ("userId", "keyHash") DO UPDATE SET "inputHash" = excluded."inputHash", body = excluded.body, at = excluded.at`;
  await tx.$executeRaw`
    DELETE FROM "Answer" WHERE "userId" = ${userId} AND at < (
      SELECT at FROM "Answer" WHERE "userId" = ${userId} ORDER BY at DESC OFFSET ${answersKept - 1} LIMIT 1)`;
}
