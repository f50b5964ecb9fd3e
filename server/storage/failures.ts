import pg from "pg";
import { AgendaError } from "../../contract/problems.ts";
import { Prisma } from "./generated/client.ts";

/** The database refused a query: a bug of ours. Drops its message, which can quote the data being written. */
class StorageFailure extends Error {
  override readonly name = "StorageFailure";
  readonly code: string;
  constructor(code: string) {
    super(`The database refused a query (${code}).`);
    this.code = code;
  }
}

/** The outcome of a failed write. `unknown`: the connection died during commit, and no client can tell. */
type Outcome = "nothing stored" | "unknown";

const details: Readonly<Record<Outcome, string>> = {
  "nothing stored": "The database did not answer. Nothing was changed; try again shortly.",
  unknown: "The database did not say whether this was stored. Look first whether it was, then try again.",
};

/** @param cause for the log: a SQLSTATE or fixed words */
export const unavailable = (cause?: string, outcome: Outcome = "nothing stored"): AgendaError =>
  new AgendaError("database_unavailable", details[outcome], { retryAfterSeconds: 2, ...(cause && { cause }) });

/**
 * Translates a database failure: 503 if it is unavailable, otherwise a bug without the original message.
 * @param outcome the outcome of the write, if it was one
 */
export function meaningOf(thrown: unknown, outcome: Outcome = "nothing stored"): unknown {
  if (thrown instanceof AgendaError) return thrown;
  if (isUnavailable(thrown)) return unavailable(causeOf(thrown), outcome);
  const code = codeOf(thrown);
  return code === undefined ? thrown : new StorageFailure(code);
}

const isKnownToPrisma = (thrown: unknown): thrown is Prisma.PrismaClientKnownRequestError =>
  thrown instanceof Prisma.PrismaClientKnownRequestError;

/** P1xxx: no connection; P2024: the pool is exhausted; P2028: the transaction took too long; P2034: try again. */
const unavailableCodes = /^(P1\d{3}|P2024|P2028|P2034|P2037)$/;

/**
 * PostgreSQL's codes for: no connection (08), login or database unavailable (28, 3D), no resources (53), shutting down (57P0),
 * system errors (58); transaction conflicts (40); our own limits (57014, 55P03, 25P03, 25P04); a read-only server, as after a
 * failover.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailableStates = /^(08...|28...|3D000|40...|53...|57P0.|58...|57014|55P03|25P03|25P04|25006)$/;

/** Messages about lost connections from pg, the socket, Prisma's adapter and Citus (as XX000). */
const unavailableCauses =
  /connection (terminated|timeout|timed out|reset|closed)|ConnectionClosed|SocketTimeout|NotReachable|timeout exceeded when trying to connect|not queryable|query read timeout|timeout expired|after a stream was destroyed|write after end|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|TlsConnectionError|SSL SYSCALL|server.{0,5} closed|remote node|terminating connection|the database system is|too many (clients|connections)|(cannot|could not|failed to) (connect|send|receive|COPY)|57P0|53300|08\w{3}/i;

/** Whether the database was unavailable, as opposed to refusing the query. */
export function isUnavailable(thrown: unknown): boolean {
  if (thrown instanceof Prisma.PrismaClientInitializationError) return true;
  // If there is a code, the message is ignored: it can quote the refused row and thus any user text. XX000 is PostgreSQL's code
  // for internal errors, which quote no rows.
  const state = sqlStateOf(thrown);
  if (state !== undefined && state !== "XX000") return unavailableStates.test(state);
  if (isKnownToPrisma(thrown) && unavailableCodes.test(thrown.code)) return true;
  return thrown instanceof Error && !(thrown instanceof AgendaError) && unavailableCauses.test(wordsOf(thrown));
}

/** The known cause that matched: only the matching words, never the whole message. */
function causeOf(thrown: unknown): string {
  const state = sqlStateOf(thrown);
  if (state !== undefined) return state;
  const known = thrown instanceof Error ? unavailableCauses.exec(wordsOf(thrown))?.[0] : undefined;
  const code = isKnownToPrisma(thrown) ? thrown.code : undefined;
  return [code, known].filter(Boolean).join(" ") || "no connection";
}

function wordsOf(error: Error): string {
  const cause = error.cause instanceof Error ? `${error.cause.message}` : JSON.stringify(error.cause ?? "");
  const meta = "meta" in error ? JSON.stringify(error.meta) : "";
  const code = "code" in error ? error.code : ""; // all there is for a failed connection
  return `${code} ${error.message} ${cause} ${meta}`;
}

/** Whether a row with the same key exists: PostgreSQL's code, or Prisma's for its own statements. */
export const isDuplicateKey = (thrown: unknown): boolean => /^(23505|P2002)$/.test(codeOf(thrown) ?? "");

/** PostgreSQL's code, else Prisma's. */
function codeOf(thrown: unknown): string | undefined {
  if (thrown instanceof StorageFailure) return thrown.code;
  return sqlStateOf(thrown) ?? (isKnownToPrisma(thrown) ? thrown.code : undefined);
}

/** PostgreSQL's own error code, wherever pg, Prisma's adapter or Prisma put it. */
export function sqlStateOf(thrown: unknown): string | undefined {
  if (thrown instanceof pg.DatabaseError) return thrown.code;
  if (!(thrown instanceof Error)) return undefined;
  // The adapter's own error has it in `cause`; Prisma's has the adapter's in `meta`.
  const meta = "meta" in thrown ? (thrown.meta as { readonly driverAdapterError?: unknown } | undefined) : undefined;
  for (const holder of [thrown, meta?.driverAdapterError]) {
    const cause = (holder as { readonly cause?: { readonly originalCode?: unknown } } | undefined)?.cause;
    if (typeof cause?.originalCode === "string") return cause.originalCode;
  }
  return undefined;
}
