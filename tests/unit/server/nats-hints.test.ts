import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { readUserId, type UserId } from "../../../server/caller.ts";
import { NatsHints } from "../../../server/feed/nats-hints.ts";

/** As much of a NATS server as hints need: every message goes to all other connections that asked for its subject. */
async function startNats(port = 0) {
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
    /** What each connection asked for, the one with the fewest first. */
    subjectsOf: () => [...subscriptions.values()].map((own) => [...own.values()]).sort((a, b) => a.length - b.length),
    async close() {
      for (const socket of subscriptions.keys()) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const somebody = readUserId("a.b >") as UserId; // no name for a subject
const nobody = readUserId("nobody") as UserId;

test("a hint reaches the processes that watch its person, or all, also after the server was away, and is dropped meanwhile", async () => {
  const nats = await startNats();
  const heard: string[] = [];
  let readies = 0;
  const url = `nats://agenda:se%3Acret@127.0.0.1:${nats.port}`;
  const [one, other] = ["one", "other"].map(
    (name) =>
      new NatsHints(url, {
        hint: (payload) => heard.push(`${name} heard ${payload}`),
        ready: () => {
          readies += 1;
        },
      }),
  ) as [NatsHints, NatsHints];
  try {
    await expect.poll(() => readies).toBe(2);
    expect(nats.logins.map((line) => line.includes(`"user":"agenda","pass":"se:cret"`))).toEqual([true, true]);
    other.watch(somebody, true);
    other.watch(nobody, true);
    other.watch(nobody, false);
    await expect.poll(() => nats.subjectsOf()).toEqual([["agenda.all"], ["agenda.all", "agenda.of.YS5iID4"]]);
    one.hint(nobody, "3 nobody");
    one.hint(somebody, "8 somebody");
    one.hintAll("gone nobody");
    await expect.poll(() => heard).toEqual(["other heard 8 somebody", "other heard gone nobody"]);

    await nats.close();
    await expect.poll(() => [one, other].every((hints) => !hints.isConnected)).toBe(true);
    one.hint(somebody, "9 somebody");
    const again = await startNats(nats.port);
    try {
      await expect.poll(() => readies, { timeout: 10_000 }).toBe(4);
      await expect.poll(() => again.subjectsOf().flat()).toContain("agenda.of.YS5iID4");
      one.hint(somebody, "10 somebody");
      await expect.poll(() => heard.slice(2)).toEqual(["other heard 10 somebody"]);
    } finally {
      await Promise.all([one.close(), other.close()]);
      await again.close();
    }
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});
