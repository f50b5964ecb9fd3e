import type pg from "pg";
import { opened, type ReadRows, waitForConnectionMs } from "./database.ts";
import { isUnavailable, meaningOf, sqlStateOf, unavailable } from "./failures.ts";
import { Prisma } from "./generated/client.ts";
import type { PreparedStatements } from "./prepared-statements.ts";
import { visibleOnly } from "./visibility.ts";

/** Default time limit of a write, in milliseconds. */
const usualMs = 10_000;
/** Shorter than the wait for a connection, so that requests waiting for a lock free some for the others. */
const lockMs = 4_000;
const statementMs = 8_000;
/**
 * A COMMIT cannot be taken back once sent, so its answer is awaited almost as long as a GPT waits for ours (45 s). The server
 * refuses a COMMIT that it reads after its own limits, so this is longer than any of those.
 */
const commitMs = 40_000;
const mostIdleMs = 30_000;
/** Closing the connection rolls back anyway, so the answer to a ROLLBACK is hardly worth waiting for. */
const rollbackMs = 1_000;
/** How much longer the client waits than the server, in milliseconds. */
const graceMs = 2_000;

/** Raw statements, inside a transaction and outside. */
export interface Statements {
  $queryRaw<R>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<R>;
}

/**
 * An open transaction. Statements are sent as soon as they are issued and executed in that order, without waiting for earlier
 * answers: statements that do not depend on each other share one round trip.
 */
export class Transaction implements Statements {
  readonly #client: pg.PoolClient;
  readonly #statements: PreparedStatements;
  readonly #timeoutMs: number;
  readonly #startedMs = performance.now();
  readonly #sent: Promise<unknown>[] = [];
  #prisma: Promise<Prisma.TransactionClient> | undefined;
  readonly #over = Promise.withResolvers<void>();
  #failure: unknown;

  /** @param client nobody else uses it until the transaction is over */
  constructor(client: pg.PoolClient, statements: PreparedStatements, timeoutMs = usualMs) {
    this.#client = client;
    this.#statements = statements;
    this.#timeoutMs = timeoutMs;
  }

  /** Must be the first statement, and answered before any statement that changes data is sent. */
  async begin(): Promise<void> {
    await this.#ask(beginSql(this.#timeoutMs));
  }

  /** The error of the first statement that failed, if any: later ones only report that the transaction is aborted. */
  get failure(): unknown {
    return this.#failure;
  }

  readonly rows: ReadRows = async <R extends object>(text: string, values: readonly unknown[]) =>
    (await this.#named(...visibleOnly(text, values))).rows as R[];

  async $queryRaw<R>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<R> {
    const sql = sqlOf(statement, values);
    return (await this.#named(...visibleOnly(sql.text, sql.values))).rows as R;
  }

  /** @returns the number of affected rows */
  async $executeRaw(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number> {
    const sql = sqlOf(statement, values);
    return (await this.#named(sql.text, sql.values)).rowCount ?? 0;
  }

  /**
   * Sends a statement whose answer only COMMIT waits for.
   * @param count the number of rows it must affect, if known; any other number fails the transaction with a retryable error
   */
  send(text: string, values: readonly unknown[], count?: number): void {
    const answer = this.#named(text, values).then(({ rowCount }) => {
      if (count !== undefined && rowCount !== count) this.#failure ??= unavailable("rows that were gone");
    });
    this.#keep(answer);
  }

  /** From here on statements are planned for their values: the best plan of a search depends on its words. */
  planByValues(): void {
    this.send("SET LOCAL plan_cache_mode = auto", []);
  }

  /** Prisma's client in the same transaction; started on first use, because many writes need none. */
  async prisma(): Promise<Prisma.TransactionClient> {
    this.#prisma ??= new Promise((resolve, reject) => {
      const { prisma, joined } = opened();
      const options = { timeout: this.#timeoutMs + graceMs, maxWait: waitForConnectionMs };
      const work = async (tx: Prisma.TransactionClient) => {
        resolve(tx);
        await this.#over.promise;
      };
      joined.run(this.#client, () => prisma.$transaction(work, options)).catch(reject);
    });
    return this.#prisma;
  }

  /** Waits for the answers to everything sent. @throws the error of the first statement that failed */
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
    this.#requireTime();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Refuses statements still sent by work that was not awaited: outside the transaction they would run on their own. */
  refuse(): void {
    this.#failure ??= new Error("The transaction is over.");
  }

  /** Ends Prisma's part; nothing more is sent. */
  close(): void {
    this.refuse();
    this.#over.resolve();
  }

  #named(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const name = this.#statements.nameOf(text);
    return this.#ask({ text, values: [...values], ...(name !== undefined && { name }) });
  }

  async #ask(statement: string | pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#failure !== undefined) throw this.#failure; // outside the transaction, it would run on its own
    this.#requireTime();
    const answer = this.#client.query(statement);
    this.#keep(answer);
    return answer;
  }

  #keep(answer: Promise<unknown>): void {
    const fail = (thrown: unknown) => {
      this.#failure ??= thrown;
    };
    this.#sent.push(answer.then(() => {}, fail));
  }

  /** For servers without transaction_timeout. */
  #requireTime(): void {
    if (performance.now() - this.#startedMs > this.#timeoutMs + graceMs) throw unavailable("transaction timeout");
  }
}

const sqlOf = (statement: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql =>
  "raw" in statement ? Prisma.sql(statement, ...values) : statement;

interface Options<F> {
  /** For all of it; 10 seconds when absent. */
  readonly timeoutMs?: number | undefined;
  /** Statements sent together with BEGIN. They must not change anything: BEGIN may still fail. */
  readonly first?: (tx: Transaction) => Promise<F>;
}

/**
 * Runs work in one transaction on its own connection. The server times out before the client, even behind a pooler, because the
 * limits are set inside the transaction. COMMIT is sent alone, once everything else is answered. A connection returns to the pool
 * only after the server has confirmed the end of its transaction.
 * @param work makes the changes, given what `first` has read
 * @throws AgendaError("database_unavailable"), which says whether the change may have been stored; what `work` throws
 * @see docs/decisions/0190-a-stalled-database.md, 0241-few-round-trips.md
 */
export async function transaction<T, F = void>(
  work: (tx: Transaction, first: F) => Promise<T>,
  { timeoutMs = usualMs, first }: Options<F> = {},
): Promise<T> {
  const { pool, statements } = opened();
  const client = await pool.connect().catch((thrown: unknown) => {
    throw meaningOf(thrown);
  });
  const tx = new Transaction(client, statements, timeoutMs);
  let isOver = false;
  let hasCommitted = false; // or tried to
  try {
    const [, read] = await Promise.all([tx.begin(), first?.(tx)]);
    const result = await work(tx, read as F);
    await tx.settled();
    hasCommitted = true;
    await commit(client);
    isOver = true;
    return result;
  } catch (caught) {
    const thrown = tx.failure ?? caught;
    tx.refuse();
    isOver = !isUnavailable(thrown) && (await rollBack(client));
    const isKnown = !hasCommitted || /^(25|40)/.test(sqlStateOf(thrown) ?? "");
    throw meaningOf(thrown, isKnown ? "nothing stored" : "unknown");
  } finally {
    tx.close();
    if (!isOver) client.connection.stream.destroy(); // at once, without waiting for outstanding answers
    client.release(!isOver);
  }
}

/**
 * One message. transaction_timeout exists since PostgreSQL 17. A write's statements are planned once per connection, for all
 * values: replanning the conflict check took longer than executing it.
 */
function beginSql(timeoutMs: number): string {
  const idleMs = Math.min(timeoutMs - graceMs, mostIdleMs);
  return `BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = ${lockMs};
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
