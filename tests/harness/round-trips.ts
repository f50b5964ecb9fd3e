import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A database behind a slow line that counts how often a client waits for an answer before it sends more. */
interface SlowLine {
  readonly url: string;
  /** Round trips on all connections so far. */
  readonly roundTrips: () => number;
  close(): Promise<void>;
}

/** Longer than a busy process takes between two statements that it sends together. */
const holdMs = 150;

/** Holds answers back until the database has sent all, so that what is sent together arrives together. */
export async function startSlowLine(databaseUrl: string): Promise<SlowLine> {
  const behind = new URL(databaseUrl);
  const open = new Set<Socket>();
  let roundTrips = 0;
  const server = createServer((client) => {
    const database = connect(Number(behind.port), behind.hostname);
    let held: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    let isAsking = false;
    client.on("data", (chunk) => {
      if (!isAsking) roundTrips += 1;
      isAsking = true;
      database.write(chunk);
    });
    database.on("data", (chunk: Buffer) => {
      held.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(() => {
        isAsking = false;
        client.write(Buffer.concat(held));
        held = [];
      }, holdMs);
    });
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${address.port}` }).href,
    roundTrips: () => roundTrips,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
