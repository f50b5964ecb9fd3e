import { hash, randomUUID } from "node:crypto";
import type pg from "pg";

/** Maximum prepared statements per connection: each takes some tens of kB of the server's memory. */
const mostNames = 300;
/** A list of variable length gives a different text each time. */
const variesInLength = /\bIN \(\$/;

/**
 * Names statements by their text, so that PostgreSQL parses and plans each once per connection instead of once per call. Off
 * behind a pooler that may use another connection for every transaction, unless it keeps names: one known to one server is unknown to the next.
 * @see docs/decisions/0243-prepared-statements.md
 */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  #isOn: boolean | undefined;

  /** @param setting DATABASE_PREPARED; if absent, the first connection shows whether there is a pooler that does not keep names */
  constructor(setting: "on" | "off" | undefined) {
    this.#isOn = setting && setting === "on";
  }

  /**
   * Examines a new connection before its first use: a pooler reports a process id of its own at the start, since it has not
   * chosen a server yet.
   */
  readonly onConnect = async (client: pg.ClientBase): Promise<void> => {
    if (this.#isOn !== undefined) return;
    const { processID } = client as pg.ClientBase & { readonly processID: number | null };
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    this.#isOn = rows[0]?.pid === processID || (await keepsNames(client));
  };

  /** @returns undefined for a statement to be sent without a name */
  nameOf(text: string): string | undefined {
    if (!this.#isOn) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostNames || variesInLength.test(text)) return known;
    const name = hash("sha256", text, "base64url");
    this.#names.set(text, name);
    return name;
  }
}

/** A pooler that keeps names, such as PgBouncer from 1.21 on, must give servers names of its own; others pass ours on. */
async function keepsNames(client: pg.ClientBase): Promise<boolean> {
  const id = randomUUID();
  const name = `agenda-probe-${id}`;
  await client.query("BEGIN"); // one server for all of it
  try {
    const text = `SELECT name FROM pg_prepared_statements WHERE statement LIKE '%${id}%'`; // finds itself
    const { rows } = await client.query<{ name: string }>({ name, text });
    if (rows[0]?.name === name) await client.query(`DEALLOCATE "${name}"`);
    return rows.length > 0 && rows[0]?.name !== name;
  } finally {
    await client.query("COMMIT");
  }
}
