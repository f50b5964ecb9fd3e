import pg from "pg";
import { addressesOf } from "../env.ts";

/** For each connection string with several hosts, the one that is tried next. */
const nexts = new Map<string, number>();

/** PostgreSQL's code for a server that may accept connections later. */
const cannotConnectNow = "57P03";

/**
 * A connection to the host of a connection string that accepts writes: libpq does this for `target_session_attrs=read-write`, pg
 * does not. One attempt tries one host; after a failure the next attempt tries the next, so that callers learn of it soon. With
 * one host it is pg's own client.
 * @see docs/decisions/0309-failover.md
 */
export class PrimaryClient extends pg.Client {
  readonly #named: string;
  readonly #tried: number;
  readonly #count: number;

  constructor(config: pg.ClientConfig = {}) {
    const named = config.connectionString ?? "";
    const addresses = addressesOf(named);
    const tried = nexts.get(named) ?? 0;
    super({ ...config, connectionString: addresses[tried] });
    this.#named = named;
    this.#tried = tried;
    this.#count = addresses.length;
    // An error between opening a connection and handing it over has no other listener, and would end the process.
    this.on("error", () => {});
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
    if (this.#count === 1) return callback ? void super.connect(callback) : super.connect();
    const connected = this.#connectToPrimary();
    if (!callback) return connected;
    connected.then(() => (callback as () => void)(), callback);
    return undefined;
  }

  async #connectToPrimary(): Promise<pg.Client> {
    try {
      await super.connect();
      await this.#requirePrimary();
      return this;
    } catch (thrown) {
      // Of several that failed at once, only the first moves on.
      if ((nexts.get(this.#named) ?? 0) === this.#tried) nexts.set(this.#named, (this.#tried + 1) % this.#count);
      throw thrown;
    }
  }

  async #requirePrimary(): Promise<void> {
    const { rows } = await this.query<{ isStandby: boolean }>(`SELECT pg_is_in_recovery() AS "isStandby"`);
    if (!rows[0]?.isStandby) return;
    await this.end().catch(() => {});
    throw Object.assign(new Error("cannot connect: the server is a standby"), { code: cannotConnectNow });
  }
}
