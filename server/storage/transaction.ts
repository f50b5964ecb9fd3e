import type pg from "pg";
import { opened, waitForConnectionMs } from "./database.ts";
import { isUnavailable, meaningOf, sqlStateOf } from "./failures.ts";
import type { Prisma } from "./generated/client.ts";

export type Transaction = Prisma.TransactionClient;

/** Default time limit of a write, in milliseconds. */
const usualMs = 10_000;
/** Shorter than the wait for a connection, so that writes waiting for a lock leave connections to others. */
const lockMs = 4_000;
const statementMs = 8_000;
/**
 * A COMMIT in progress cannot be undone, so its answer is awaited as long as a GPT waits for ours (45 s). The server refuses
 * one that it reads after its own limit, so this is longer than any of those.
 */
const commitMs = 40_000;
const mostIdleMs = 30_000;
/** A rollback happens anyway when its connection ends, so do not wait for it. */
const rollbackMs = 1_000;
/** How much longer the client waits than the server, in milliseconds. */
const graceMs = 2_000;

/**
 * Runs work in one transaction on a connection of its own; Prisma's statements and `client`'s are the same transaction. The server
 * gives up before the client does, whatever is between them: the limits are set inside the transaction, where a pooler keeps them. A
 * connection goes back to the pool only when the server has said that its transaction is over.
 * @param timeoutMs for all of it
 * @throws AgendaError("database_unavailable"), which says whether the change may have been stored; what `work` throws
 * @see docs/decisions/0190-a-stalled-database.md
 */
export async function transaction<T>(
  work: (tx: Transaction, client: pg.PoolClient) => Promise<T>,
  timeoutMs = usualMs,
): Promise<T> {
  const { pool, prisma, joined } = opened();
  const client = await pool.connect().catch((thrown: unknown) => {
    throw meaningOf(thrown);
  });
  let isOver = false;
  let hasCommitted = false; // or tried to
  try {
    await client.query(begin(timeoutMs));
    const options = { timeout: timeoutMs + graceMs, maxWait: waitForConnectionMs };
    const result = await joined.run(client, () => prisma.$transaction((tx) => work(tx, client), options));
    hasCommitted = true;
    await commit(client);
    isOver = true;
    return result;
  } catch (thrown) {
    isOver = !isUnavailable(thrown) && (await rollBack(client));
    const isKnown = !hasCommitted || /^(25|40)/.test(sqlStateOf(thrown) ?? "");
    throw meaningOf(thrown, isKnown ? "nothing stored" : "unknown");
  } finally {
    client.release(!isOver);
  }
}

/** One message, one round trip. transaction_timeout exists since PostgreSQL 17. */
function begin(timeoutMs: number): string {
  const idleMs = Math.min(timeoutMs - graceMs, mostIdleMs);
  return `BEGIN; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = ${lockMs};
    SET LOCAL idle_in_transaction_session_timeout = ${idleMs};
    SELECT CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
      THEN set_config('transaction_timeout', '${timeoutMs}', true) END`;
}

async function commit(client: pg.PoolClient): Promise<void> {
  const statement: pg.QueryConfig & { readonly query_timeout: number } = { text: "COMMIT", query_timeout: commitMs };
  const { command } = await client.query(statement);
  // PostgreSQL answers ROLLBACK if an earlier statement failed unnoticed.
  if (command !== "COMMIT") throw new Error("The transaction had failed before its COMMIT.");
}

async function rollBack(client: pg.PoolClient): Promise<boolean> {
  const statement: pg.QueryConfig & { readonly query_timeout: number } = {
    text: "ROLLBACK",
    query_timeout: rollbackMs,
  };
  return client.query(statement).then(
    () => true,
    () => false,
  );
}
