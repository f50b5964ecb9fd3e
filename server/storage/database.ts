import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { env } from "../../env.ts";
import { PrimaryClient } from "../primary.ts";
import { meaningOf } from "./failures.ts";
import { PrismaClient } from "./generated/client.ts";
import { readInTurns } from "./paced-reading.ts";
import { PreparedStatements } from "./prepared-statements.ts";
import { PrismaInTransactions } from "./prisma-in-transactions.ts";
import { answeringReplica } from "./replica.ts";
import { observePool } from "./traced-pool.ts";
import { visibleOnly } from "./visibility.ts";

interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  readonly statements: PreparedStatements;
  /** The connection whose transaction Prisma's statements join. */
  readonly joined: AsyncLocalStorage<pg.PoolClient>;
}

const key = Symbol.for("agenda.database");
const store = globalThis as { [key]?: Database };

/** One pool per process: Next gives instrumentation, handlers and pages their own copies of this module. */
export function opened(): Database {
  store[key] ??= open();
  return store[key];
}

export const database = (): PrismaClient => opened().prisma;

function open(): Database {
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_PREPARED } = env();
  const statements = new PreparedStatements(DATABASE_PREPARED);
  const pool = new pg.Pool({
    Client: PrimaryClient,
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    min: alwaysOpen,
    connectionTimeoutMillis: waitForConnectionMs,
    idleTimeoutMillis: 60_000,
    query_timeout: waitForAnswerMs,
    keepAlive: true,
    pipeline: true,
    onConnect: statements.onConnect,
  });
  pool.on("error", () => {
    // An idle connection died (the database was restarted): the pool drops it, and the next query opens another.
  });
  // Between the pool's listener and the client's own there is a moment without any, in which a terminated connection would
  // crash the process. Its query fails anyway.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    readInTurns(client);
  });
  observePool(pool);
  warmUp(pool);
  const joined = new AsyncLocalStorage<pg.PoolClient>();
  const prisma = new PrismaClient({
    adapter: new PrismaInTransactions(pool, joined, statements),
    errorFormat: "minimal",
  });
  return { prisma, pool, statements, joined };
}

// A burst can block the event loop for seconds on a busy machine, while a database that is really down refuses at once. Longer
// than a write waits for a lock: if all connections are waiting, the next one that gives up is taken.
export const waitForConnectionMs = 4_500;

// Longer than any of our statements; otherwise a silently dropped connection would hang for many minutes. The server's own
// limits are lower (transaction.ts).
const waitForAnswerMs = 10_000;

/** The pool's connections in this process, and how many requests wait for one. */
export function poolUse(): { used: number; idle: number; waiting: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = store[key]?.pool ?? {};
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

/** Opening a connection takes several turns of the event loop, which a burst keeps busy. */
const alwaysOpen = 4;

function warmUp(pool: pg.Pool): void {
  const connections = Array.from({ length: alwaysOpen }, () => pool.connect());
  for (const connection of connections)
    connection.then(
      (client) => client.release(),
      () => {}, // the database is down: the first query will report it
    );
}

/**
 * Runs a read-only query and translates failures. Anything that writes must go through `transaction`: a separate statement may
 * still be executed after its caller was told that it was not.
 * @throws AgendaError("database_unavailable") if no connection was available or it broke
 */
export async function query<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
  try {
    return await work(database());
  } catch (thrown) {
    throw meaningOf(thrown);
  }
}

/**
 * Runs one read-only statement on the same pool but without Prisma, which would double the cost of a list. For the statements
 * that every page and every assistant waits for.
 * @param text with $1, $2, …; never built from user input
 * @throws AgendaError("database_unavailable") as `query`
 * @see docs/decisions/0070-reading-without-prisma.md
 */
export async function readRows<R extends object>(text: string, values: readonly unknown[]): Promise<R[]> {
  return read(...visibleOnly(text, values), true);
}

/** Like `readRows`, for a statement whose plan depends on its parameters, such as search words: PostgreSQL plans it each time. */
export async function readRowsPlannedAnew<R extends object>(text: string, values: readonly unknown[]): Promise<R[]> {
  return read(...visibleOnly(text, values), false);
}

async function read<R extends object>(text: string, values: readonly unknown[], isNamed: boolean): Promise<R[]> {
  const found = await answeringReplica()?.ask<R>(text, values, { isNamed });
  if (found) return found;
  const { pool, statements } = opened();
  const name = isNamed ? statements.nameOf(text) : undefined;
  try {
    return (await pool.query({ text, values: [...values], ...(name !== undefined && { name }) })).rows as R[];
  } catch (thrown) {
    throw meaningOf(thrown);
  }
}

/** Runs a read-only statement: `readRows`, or inside a write its transaction's `rows`, which sees what was stored so far. */
export type ReadRows = <R extends object>(text: string, values: readonly unknown[]) => Promise<R[]>;
