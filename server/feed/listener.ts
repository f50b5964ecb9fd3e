import type pg from "pg";
import { env } from "../../env.ts";
import type { UserId } from "../caller.ts";
import { writeLine } from "../log-lines.ts";
import { PrimaryClient } from "../primary.ts";
import type { HintHandlers, Hints } from "./hints.ts";

const channel = "agenda_changed";
const retryMs = 500;

/**
 * The feed's one connection, for its poll and, unless they go another way, for hints by LISTEN and NOTIFY. It reconnects
 * automatically; the poll finds what was missed meanwhile.
 */
export class Listener implements Hints {
  #client: pg.Client | undefined;
  #isClosed = false;
  readonly #onHint: (payload: string) => void;
  readonly #onReady: () => void;

  readonly #listens: boolean;

  /** @param options `listens`: whether it carries hints; not every database supports LISTEN */
  constructor(on: HintHandlers, { listens }: { listens: boolean }) {
    this.#listens = listens;
    this.#onHint = on.hint;
    this.#onReady = on.ready;
    void this.#connect();
  }

  /**
   * Sends a hint to every process, whichever people it watches. In its own statement: inside the write's transaction it would
   * serialize all commits. Not awaited; hints that come while others are being sent go out together.
   */
  hint(_userId: UserId, payload: string): void {
    this.hintAll(payload);
  }

  watch(): void {}

  hintAll(payload: string): void {
    this.#hints.push(payload);
    if (this.#hints.length > 1) return;
    const hints = () => [channel, this.#hints.splice(0)];
    this.query("SELECT pg_notify($1, hint) FROM unnest($2::text[]) AS hint", hints).then(
      () => {
        this.#isMute = false;
      },
      () => {
        this.#hints.length = 0;
        // Costs only freshness, until the next poll. Logged once, not for each write.
        if (!this.#isMute && !this.#isClosed)
          writeLine("warn", { message: "Other processes are not told of changes: the database does not answer" });
        this.#isMute = true;
      },
    );
  }

  /** @param values evaluated when it is sent @throws if there is no connection */
  async query<R extends pg.QueryResultRow>(text: string, values: () => unknown[]): Promise<R[]> {
    // A pg connection runs one query at a time.
    const rows = this.#before.then(async () => {
      const client = this.#client;
      if (!client) throw new Error("The feed has no database connection.");
      return (
        await client.query<R>(text, values()).catch((thrown: Error) => {
          // The connection was dropped silently: end it, which triggers a reconnect.
          if (/timeout/i.test(thrown.message)) void client.end().catch(() => {});
          throw thrown;
        })
      ).rows;
    });
    this.#before = rows.catch(() => {});
    return rows;
  }

  #before: Promise<unknown> = Promise.resolve();
  readonly #hints: string[] = [];
  #isMute = false;

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const { DIRECT_DATABASE_URL, DATABASE_URL } = env();
    const client = new PrimaryClient({
      connectionString: DIRECT_DATABASE_URL ?? DATABASE_URL,
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
      keepAlive: true,
      application_name: "agenda feed",
    });
    client.on("notification", ({ payload }) => payload && this.#onHint(payload));
    client.on("error", () => {});
    client.on("end", () => this.#comeBack(client));
    try {
      await client.connect();
      if (this.#listens) await client.query(`LISTEN ${channel}`);
      this.#client = client;
      this.#onReady();
    } catch {
      await client.end().catch(() => {});
      this.#comeBack(client);
    }
  }

  readonly #gone = new WeakSet<pg.Client>();
  #comeBack(client: pg.Client): void {
    if (this.#gone.has(client)) return; // a failed connection both throws and ends
    this.#gone.add(client);
    if (this.#client === client) this.#client = undefined;
    if (!this.#isClosed) setTimeout(() => void this.#connect(), retryMs).unref();
  }
}
