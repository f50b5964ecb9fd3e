import type pg from "pg";
import { PrimaryClient } from "../../server/primary.ts";

/** How a database is reached. In `session` mode a client keeps its connection; else each transaction or statement may have another. */
export type Pooling = "none" | "session" | "transaction" | "statement";

/**
 * Recognises a pooler, and its mode by whether a second client is given the first one's connection.
 * @throws if the database cannot be reached
 */
export async function recognisePooler(url: string): Promise<Pooling> {
  const clients: Client[] = [];
  try {
    const first = await connect(url, clients);
    const second = await connect(url, clients);
    const pid = await serverOf(first);
    // A pooler reports a process id of its own at the start, since it has not chosen a server yet.
    if (first.processID === pid) return "none";
    await second.query("BEGIN");
    if ((await serverOf(second)) === pid || (await serverOf(first)) !== pid) return "transaction";
    return "session";
  } catch (thrown) {
    if (thrown instanceof Error && /statement pooling/.test(thrown.message)) return "statement";
    throw thrown;
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  }
}

type Client = pg.Client & { readonly processID: number | null };

/** @param clients where it is added, to be ended */
async function connect(url: string, clients: Client[]): Promise<Client> {
  const client: pg.Client = new PrimaryClient({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on("error", () => {});
  await client.connect();
  clients.push(client as Client);
  return client as Client;
}

async function serverOf(client: pg.Client): Promise<number | undefined> {
  return (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid;
}
