import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";

interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
}

const key = Symbol.for("agenda.database");
const store = globalThis as { [key]?: Database };

/** One pool per process: Next gives instrumentation, handlers and pages each their own copy of this module. */
function opened(): Database {
  store[key] ??= open();
  return store[key];
}

export const database = (): PrismaClient => opened().prisma;

function open(): Database {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    min: alwaysOpen,
    connectionTimeoutMillis: waitForConnectionMs,
    idleTimeoutMillis: 60_000,
    query_timeout: waitForAnswerMs,
    keepAlive: true,
  });
  pool.on("error", () => {
    // An idle connection died (the database was restarted): the pool drops it, the next query opens another.
  });
  warmUp(pool);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: waitForConnectionMs, timeout: 10_000 },
    errorFormat: "minimal",
  });
  return { prisma, pool };
}

// A burst can hold the event loop for seconds on a busy machine; a database that is really away answers by refusing, at once.
const waitForConnectionMs = 5_000;

// Longer than any of our statements takes; a connection that was dropped without a word would otherwise hang for many minutes.
const waitForAnswerMs = 10_000;

/** Opening a connection takes several turns of an event loop that a burst keeps busy. */
const alwaysOpen = 4;

function warmUp(pool: pg.Pool): void {
  const connections = Array.from({ length: alwaysOpen }, () => pool.connect());
  for (const connection of connections)
    connection.then(
      (client) => client.release(),
      () => {}, // the database is away: the first query will say so
    );
}

/**
 * Runs a query and says what its failure means for who asked.
 * @throws AgendaError("database_unavailable") when no connection could be had or it broke
 */
export async function query<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
  try {
    return await work(database());
  } catch (thrown) {
    throw meaningOf(thrown);
  }
}

/**
 * Runs one statement that only reads, through the same pool but without Prisma in between, which costs as much again as all
 * the rest of a list. For the statements that every page and every assistant waits for.
 * @param text with $1, $2, …; never put together from what somebody sent
 * @throws AgendaError("database_unavailable") as `query`
 * @see docs/decisions/0070-reading-without-prisma.md
 */
export async function readRows<R extends object>(text: string, values: readonly unknown[]): Promise<R[]> {
  try {
    return (await opened().pool.query(text, [...values])).rows as R[];
  } catch (thrown) {
    throw meaningOf(thrown);
  }
}

/** How a statement that only reads is run: by `readRows`, or inside a write by `rowsIn`. */
export type ReadRows = <R extends object>(text: string, values: readonly unknown[]) => Promise<R[]>;

/** The same inside a write, which sees what the write has stored so far. */
export function rowsIn(tx: Prisma.TransactionClient): ReadRows {
  return <R extends object>(text: string, values: readonly unknown[]) => tx.$queryRawUnsafe<R[]>(text, ...values);
}

function meaningOf(thrown: unknown): unknown {
  if (isUnavailable(thrown)) return unavailable(causeOf(thrown));
  if (thrown instanceof pg.DatabaseError) return new StorageFailure(sqlStateOf(thrown) ?? "unknown");
  return isRefusal(thrown) && !isDuplicateKey(thrown) ? new StorageFailure(sqlStateOf(thrown) ?? thrown.code) : thrown;
}

/** The database refused a query: a defect of ours. Its own message is left behind, because it can quote what was being written. */
class StorageFailure extends Error {
  override readonly name = "StorageFailure";
  readonly code: string;
  constructor(code: string) {
    super(`The database refused a query (${code}).`);
    this.code = code;
  }
}

const isRefusal = (thrown: unknown): thrown is Prisma.PrismaClientKnownRequestError =>
  thrown instanceof Prisma.PrismaClientKnownRequestError;

export const unavailable = (cause?: string) =>
  // Not "nothing was changed": a connection that dies while it commits leaves that open.
  new AgendaError(
    "database_unavailable",
    "The database did not answer. Try again shortly; look first whether a change was made all the same.",
    { retryAfterSeconds: 2, ...(cause && { cause }) },
  );

// P1xxx: no connection; P2024: the pool is exhausted; P2028: no transaction could be started in time; P2034, 40001: try again.
const unavailableCodes = /^(P1\d{3}|P2024|P2028|P2034|P2037)$/;
const unavailableCauses =
  /connection (terminated|timeout|timed out|reset|closed)|timeout exceeded when trying to connect|not queryable|query read timeout|timeout expired|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH|server closed|terminating connection|the database system is|too many (clients|connections)|cannot connect|57P0|53300|08\w{3}/i;

/** PostgreSQL's classes of the same: no connection, no room, shut down, try again. */
const unavailableStates = /^(08...|53...|57P0.|40001|40P01)$/;

/** Whether the database could not be reached, as opposed to refusing what was asked. */
export function isUnavailable(thrown: unknown): boolean {
  if (thrown instanceof Prisma.PrismaClientInitializationError) return true;
  // Its words can quote the row that was refused, and so anything that a person wrote.
  const state = sqlStateOf(thrown);
  if (state !== undefined) return unavailableStates.test(state);
  if (isRefusal(thrown) && unavailableCodes.test(thrown.code)) return true;
  return thrown instanceof Error && !(thrown instanceof AgendaError) && unavailableCauses.test(wordsOf(thrown));
}

/** Which of the known causes it was: the words that were recognised, never the whole message. */
function causeOf(thrown: unknown): string {
  const state = sqlStateOf(thrown);
  if (state !== undefined) return state;
  const known = thrown instanceof Error ? unavailableCauses.exec(wordsOf(thrown))?.[0] : undefined;
  const code = isRefusal(thrown) ? thrown.code : undefined;
  return [code, known].filter(Boolean).join(" ") || "no connection";
}

function wordsOf(error: Error): string {
  const cause = error.cause instanceof Error ? `${error.cause.message}` : JSON.stringify(error.cause ?? "");
  const meta = "meta" in error ? JSON.stringify(error.meta) : "";
  const code = "code" in error ? error.code : ""; // of a failed connection it is all there is
  return `${code} ${error.message} ${cause} ${meta}`;
}

/** Whether a row with the same key is there already: as Prisma's own statements say it, or as a raw one does. */
export const isDuplicateKey = (thrown: unknown): boolean =>
  (isRefusal(thrown) && thrown.code === "P2002") || sqlStateOf(thrown) === uniqueViolation;

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";

/** PostgreSQL's own code for why it refused: a statement of ours, or a raw one of Prisma's (P2010). */
function sqlStateOf(thrown: unknown): string | undefined {
  if (thrown instanceof pg.DatabaseError) return thrown.code;
  if (!isRefusal(thrown) || thrown.code !== "P2010") return undefined;
  const { driverAdapterError } = (thrown.meta ?? {}) as {
    readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } };
  };
  const state = driverAdapterError?.cause?.originalCode;
  return typeof state === "string" ? state : undefined;
}
