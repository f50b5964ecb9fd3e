import type pg from "pg";
import { opened, type ReadRows, waitForConnectionMs } from "./database.ts";
import { isUnavailable, meaningOf, sqlStateOf, unavailable } from "./failures.ts";
import { Prisma } from "./generated/client.ts";
import type { PreparedStatements } from "./prepared-statements.ts";
import { visibleOnly } from "./visibility.ts";

/** What a write takes at most, in milliseconds, unless it says otherwise. */
const usualMs = 10_000;
/** Below what a connection is waited for, so that those who wait for a lock leave some to those who do not. */
const lockMs = 4_000;
const statementMs = 8_000;
/**
 * A COMMIT that has begun cannot be taken back, so its answer is waited for: as long as a GPT waits for ours (45 s). One that is read only
 * after the server's limit is refused by it, so this is longer than any of those.
 */
const commitMs = 40_000;
const mostIdleMs = 30_000;
/** What is rolled back is forgotten anyway when its connection ends, so nobody waits for it. */
const rollbackMs = 1_000;
/** How much longer the client waits than the server, in milliseconds. */
const graceMs = 2_000;

/** How statements of our own are put, in a transaction and outside alike. */
export interface Statements {
  $queryRaw<R>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<R>;
}

/**
 * A transaction that is open. Each statement goes out as soon as it is asked for and is carried out in that order, whether or not the
 * answers of those before it have come: statements that need nothing of each other cost one round trip together.
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

  /** Must be the first statement, and answered before anything is sent that changes something. */
  async begin(): Promise<void> {
    await this.#ask(beginSql(this.#timeoutMs));
  }

  /** Why the first statement that failed did, if one has: every later one only says that the transaction is aborted. */
  get failure(): unknown {
    return this.#failure;
  }

  readonly rows: ReadRows = async <R extends object>(text: string, values: readonly unknown[]) =>
    (await this.#named(...visibleOnly(text, values))).rows as R[];

  async $queryRaw<R>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<R> {
    const sql = sqlOf(statement, values);
    return (await this.#named(...visibleOnly(sql.text, sql.values))).rows as R;
  }

  /** @returns how many rows it touched */
  async $executeRaw(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number> {
    const sql = sqlOf(statement, values);
    return (await this.#named(sql.text, sql.values)).rowCount ?? 0;
  }

  /**
   * Sends a statement that nobody waits for but COMMIT.
   * @param count how many rows it touches, where that is known; when it is another number, the transaction fails as one that may be tried again
   */
  send(text: string, values: readonly unknown[], count?: number): void {
    const answer = this.#named(text, values).then(({ rowCount }) => {
      if (count !== undefined && rowCount !== count) this.#failure ??= unavailable("rows that were gone");
    });
    this.#keep(answer);
  }

  /** From here on each statement is planned for its values: the best plan of a search depends on its words. */
  planByValues(): void {
    this.send("SET LOCAL plan_cache_mode = auto", []);
  }

  /** Prisma's statements in the same transaction; its own begins when it is first asked for, because many a write needs none. */
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

  /** Waits for the answers of all that was sent. @throws what the first statement that failed did */
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
    this.#requireTime();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Refuses whatever is still sent by work that was not waited for: outside of the transaction, it would be carried out by itself. */
  refuse(): void {
    this.#failure ??= new Error("The transaction is over.");
  }

  /** Lets Prisma go; nothing is sent any more. */
  close(): void {
    this.refuse();
    this.#over.resolve();
  }

  #named(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const name = this.#statements.nameOf(text);
    return this.#ask({ text, values: [...values], ...(name !== undefined && { name }) });
  }

  async #ask(statement: string | pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#failure !== undefined) throw this.#failure; // outside of a transaction, it would be carried out by itself
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

  /** Where the server knows no transaction_timeout. */
  #requireTime(): void {
    if (performance.now() - this.#startedMs > this.#timeoutMs + graceMs) throw unavailable("transaction timeout");
  }
}

const sqlOf = (statement: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql =>
  "raw" in statement ? Prisma.sql(statement, ...values) : statement;

interface Options<F> {
  /** For all of it; 10 seconds when absent. */
  readonly timeoutMs?: number | undefined;
  /** Statements that go out together with BEGIN. They must change nothing: whether there is a transaction is not known yet. */
  readonly first?: (tx: Transaction) => Promise<F>;
}

/**
 * Runs work in one transaction on a connection of its own. The server gives up before the client does, whatever is between them: the
 * limits are set inside the transaction, where a pooler keeps them. COMMIT goes alone, once all else is answered. A connection goes back
 * to the pool only when the server has said that its transaction is over.
 * @param work what it changes, given what `first` has read
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
    if (!isOver) client.connection.stream.destroy(); // at once, without waiting for what it still owes
    client.release(!isOver);
  }
}

/**
 * One message. transaction_timeout exists since PostgreSQL 17. Statements of writes are planned once a connection, for all values: planning
 * the check for conflicts anew took longer than carrying it out.
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
  // What PostgreSQL answers where a statement failed before and nobody said so.
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
