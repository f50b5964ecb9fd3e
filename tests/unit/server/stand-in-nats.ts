import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** As much of a NATS server as hints need: every message goes to all other connections that asked for its subject. */
export async function startNats(port = 0) {
  const subscriptions = new Map<Socket, Map<string, string>>();
  const logins: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("close", () => subscriptions.delete(socket));
    const own = new Map<string, string>();
    subscriptions.set(socket, own);
    socket.write(`INFO ${JSON.stringify({ server_id: "x", version: "2.9.10", proto: 1, max_payload: 1_048_576 })}\r\n`);
    let rest = "";
    socket.on("data", (data) => {
      const lines = (rest + data).split("\r\n");
      rest = lines.pop() ?? "";
      for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
        const [verb, subject = "", second = ""] = line.split(" ");
        if (verb === "CONNECT") logins.push(line);
        else if (verb === "PING") socket.write("PONG\r\n");
        else if (verb === "SUB") own.set(second, subject);
        else if (verb === "UNSUB") own.delete(subject);
        else if (verb === "PUB") {
          const payload = lines.shift() ?? "";
          for (const [other, wanted] of subscriptions)
            for (const [sid, each] of wanted)
              if (other !== socket && each === subject)
                other.write(`MSG ${subject} ${sid} ${payload.length}\r\n${payload}\r\n`);
        }
      }
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as { port: number };
  return {
    port: address.port,
    logins,
    /** What each connection subscribed to, fewest first. */
    subjectsOf: () => [...subscriptions.values()].map((own) => [...own.values()]).sort((a, b) => a.length - b.length),
    async close() {
      for (const socket of subscriptions.keys()) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
