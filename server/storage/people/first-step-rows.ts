import type { FirstStep } from "../../../contract/operations.ts";
import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import { withUserWriteQueue } from "../ledger/write-queue.ts";
import { transaction } from "../transaction.ts";

interface Row {
  readonly firstSteps: readonly FirstStep[];
}

/** A change without settings changed items, even if its contents are erased by now. */
const firstStepsSql = `SELECT "firstSteps" FROM "User" WHERE id = $1
  AND NOT EXISTS (SELECT 1 FROM "Change" WHERE "userId" = $1 AND settings IS NULL)`;

/** The first steps a new person has done; null if anything was ever on their agenda. */
export async function findFirstSteps(userId: UserId): Promise<readonly FirstStep[] | null> {
  const [row] = await readRows<Row>(firstStepsSql, [userId]);
  return row?.firstSteps ?? null;
}

/**
 * Adds to the first steps that a person has done.
 * @returns all of them
 * @throws AgendaError("too_many_writes" | "database_unavailable")
 */
export async function addFirstSteps(userId: UserId, done: readonly FirstStep[]): Promise<readonly FirstStep[]> {
  return withUserWriteQueue(userId, () =>
    transaction(async (tx) => {
      const [row] = await tx.rows<Row>(
        `UPDATE "User" SET "firstSteps" = ARRAY(SELECT DISTINCT unnest("firstSteps" || $2::text[])) WHERE id = $1 RETURNING "firstSteps"`,
        [userId, [...done]],
      );
      return row?.firstSteps ?? [];
    }),
  );
}
