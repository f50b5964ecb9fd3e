import { createHash } from "node:crypto";
import type pg from "pg";

/** Statements that one connection keeps, at most: each takes some tens of kB of the server's memory. */
const mostNames = 300;
/** A list as long as what was asked for makes another text each time. */
const variesInLength = /\bIN \(\$/;

/**
 * Names statements by their text, so that PostgreSQL parses and plans each once a connection and not once a call. Off behind a pooler
 * that hands every transaction to another connection: a name that one server knows is unknown to the next.
 * @see docs/decisions/0243-prepared-statements.md
 */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  #isOn: boolean | undefined;

  /** @param setting DATABASE_PREPARED; when absent, the first connection shows whether a pooler stands in between */
  constructor(setting: "on" | "off" | undefined) {
    this.#isOn = setting && setting === "on";
  }

  /**
   * Looks at a new connection before anybody uses it: a pooler tells a process number of its own at the start, since it has not chosen
   * a server yet.
   */
  readonly onConnect = async (client: pg.ClientBase): Promise<void> => {
    if (this.#isOn !== undefined) return;
    const { processID } = client as pg.ClientBase & { readonly processID: number | null };
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    this.#isOn = rows[0]?.pid === processID;
  };

  /** @returns undefined for a statement that is to be sent without a name */
  nameOf(text: string): string | undefined {
    if (!this.#isOn) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostNames || variesInLength.test(text)) return known;
    const name = createHash("sha256").update(text).digest("base64url");
    this.#names.set(text, name);
    return name;
  }
}
