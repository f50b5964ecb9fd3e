import { answerHours, answersKept } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import type { Transaction } from "../transaction.ts";

/** The stored answer of a call with an idempotency key. */
export interface StoredAnswer {
  readonly inputHash: string;
  /** JSON. */
  readonly body: string;
}

const findSql = `SELECT "inputHash", body FROM "Answer"
  WHERE "userId" = $1 AND "keyHash" = $2 AND at > now() - interval '${answerHours} hours'`;

/** The answer given under a key within the last 24 hours; within a write, so that no other call can be about to answer. */
export async function findStoredAnswer(
  tx: Transaction,
  userId: UserId,
  keyHash: string,
): Promise<StoredAnswer | undefined> {
  const [answer] = await tx.rows<StoredAnswer>(findSql, [userId, keyHash]);
  return answer;
}

const storeSql = `INSERT INTO "Answer" ("userId", "keyHash", "inputHash", body, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT ("userId", "keyHash") DO UPDATE SET "inputHash" = excluded."inputHash", body = excluded.body, at = excluded.at`;

const forgetSql = `DELETE FROM "Answer" WHERE "userId" = $1 AND at < (
  SELECT at FROM "Answer" WHERE "userId" = $1 ORDER BY at DESC OFFSET ${answersKept - 1} LIMIT 1)`;

/**
 * Stores an answer in the same transaction as the change it reports, replacing an expired one. If a user has very many, the
 * oldest are deleted: retries come within minutes, and a runaway program must not fill the database in the remaining hours.
 */
export function storeAnswer(
  tx: Transaction,
  userId: UserId,
  keyHash: string,
  { inputHash, body }: StoredAnswer,
  nowMs: number,
): void {
  tx.send(storeSql, [userId, keyHash, inputHash, body, new Date(nowMs)], 1);
  tx.send(forgetSql, [userId]);
}
