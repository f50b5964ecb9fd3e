import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { env } from "../../env.ts";
import { oncePerProcess } from "../once-per-process.ts";
import { isUnavailable } from "./failures.ts";
import { readInTurns } from "./paced-reading.ts";
import { PreparedStatements } from "./prepared-statements.ts";
import { observePool } from "./traced-pool.ts";

/** How long a replica that did not answer is left alone. */
const restMs = 3_000;
const connectMs = 500;
/** Shorter than the caller's timeout: the primary is asked then. */
const answerMs = 3_000;

/** A streaming replica. Whatever goes wrong with it, the primary answers instead. */
class Replica {
  readonly #pool: pg.Pool;
  readonly #statements: PreparedStatements;
  #restsUntilMs = 0;

  constructor(url: string, { size, prepared }: { size: number; prepared: "on" | "off" | undefined }) {
    this.#statements = new PreparedStatements(prepared);
    this.#pool = new pg.Pool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: connectMs,
      idleTimeoutMillis: 60_000,
      query_timeout: answerMs,
      keepAlive: true,
      pipeline: true,
      onConnect: this.#statements.onConnect,
    });
    observePool(this.#pool);
    this.#pool.on("error", () => {}); // the pool drops broken connections
    this.#pool.on("connect", (client) => {
      client.on("error", () => {});
      readInTurns(client);
    });
  }

  get isAwake(): boolean {
    return performance.now() >= this.#restsUntilMs;
  }

  /** @returns undefined if it does not answer, or cannot run this: it may lack the newest migration */
  async ask<R extends object>(
    text: string,
    values: readonly unknown[],
    { isNamed, withinMs = answerMs }: { readonly isNamed: boolean; readonly withinMs?: number },
  ): Promise<R[] | undefined> {
    if (!this.isAwake) return undefined;
    const name = isNamed ? this.#statements.nameOf(text) : undefined;
    const statement = { text, values: [...values], query_timeout: withinMs, ...(name !== undefined && { name }) };
    try {
      return (await this.#pool.query(statement)).rows as R[];
    } catch (thrown) {
      if (isUnavailable(thrown)) this.#restsUntilMs = performance.now() + restMs;
      return undefined;
    }
  }
}

const answering = oncePerProcess("answering-replica", () => new AsyncLocalStorage<Replica>());
const opened = oncePerProcess("replica", () => {
  const { DATABASE_REPLICA_URL: url, DATABASE_POOL_SIZE: size, DATABASE_PREPARED: prepared } = env();
  return { replica: url === undefined ? undefined : new Replica(url, { size, prepared }) };
});

/** The replica of this deployment, if it has one. */
export const openedReplica = (): Replica | undefined => opened().replica;

/** The replica that serves the current read, if any. */
export const answeringReplica = (): Replica | undefined => answering().getStore();

/** Runs work whose reads a replica serves. */
export const answeredBy = <T>(replica: Replica, work: () => Promise<T>): Promise<T> => answering().run(replica, work);
