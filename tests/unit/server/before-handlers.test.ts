import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import type { UserId } from "../../../server/caller.ts";
import { openFeed, startFeed, stopFeed } from "../../../server/feed/hub.ts";
import { endConnections, standBefore } from "../../../server/http/before-handlers.ts";
import { serveMetrics } from "../../../server/http/metrics-door.ts";
import { describeMetrics, openMetrics } from "../../../server/metrics.ts";
import { configure } from "../configured.ts";
import { gatherLog } from "./gather-log.ts";

const logged = gatherLog();
const token = "who-watches-this-agenda";
configure({ METRICS_TOKEN: token });

test("each page is counted and logged by its route and status, as handlers count their own requests, and nothing that a client made up", async () => {
  openMetrics({});
  const passedOn: unknown[] = [];
  const server = createServer(({ headers }, response) => {
    passedOn.push(headers["next-action"]);
    response.writeHead(500).end();
  });
  standBefore(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  for (const path of ["/", "/week/2027-01-04?private", "/made-up", "/api/items", "/callback"])
    await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close", "next-action": "made up" } });
  server.close();
  expect(passedOn, "Next would log it").toEqual(Array(5).fill(undefined));
  const lines = (await describeMetrics())?.match(/^http_server_request_duration_seconds_count.*/gm);
  const counted = lines?.map((line) =>
    Object.fromEntries([...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, ...pair]) => pair)),
  );
  const page = { http_request_method: "GET", http_response_status_code: "500", operation: "page", door: "none" };
  expect(counted).toEqual([
    { ...page, http_route: "/" },
    { ...page, http_route: "/week" },
  ]);
  expect(logged.map(({ level, route, status }) => ({ level, route, status }))).toEqual([
    { level: "error", route: "/", status: 500 },
    { level: "error", route: "/week", status: 500 },
  ]);
});

test("the headers of an answer to a program wait for its body, and both go out together", async () => {
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { "content-length": 4 });
    response.flushHeaders(); // as Next does
    for (let n = 0; n < 10; n++) await turn();
    response.end("body");
  });
  standBefore(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.write("GET /api/items HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const [first] = await once(client, "data");
  client.destroy();
  server.close();
  expect(String(first)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nbody$/s);
});

test("the metrics are gathered only for who has the token", async () => {
  let gathered = 0;
  openMetrics({ agenda_gathered: ["How often this was read", () => gathered++] });
  gathered = 0;
  const ask = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const request = new Request("https://agenda.example.com/api/metrics", { headers });
    return [(await serveMetrics(request, { params: Promise.resolve({}) })).status, gathered];
  };
  expect(await ask("who-guesses")).toEqual([401, 0]);
  expect(await ask(token)).toEqual([200, 1]);
});

test("a connection is kept longer than proxies keep theirs, until the process stops: then it ends with its response", async () => {
  const answers = Promise.withResolvers<void>();
  const server = createServer(async ({ url }, response) => {
    if (url === "/api/slow") {
      response.write("slow");
      await answers.promise;
    }
    response.end();
  });
  standBefore(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = async (path: string) => {
    const [answer] = (await once(get({ port, path, agent }), "response")) as [IncomingMessage];
    return { answer, connection: answer.headers.connection, keepAlive: answer.headers["keep-alive"] };
  };
  const { answer, ...kept } = await ask("/api/items");
  await text(answer);
  expect(kept).toEqual({ connection: "keep-alive", keepAlive: "timeout=130" });
  expect(server.requestTimeout, "half a request is not kept for five minutes").toBe(120_000);
  const slow = await ask("/api/slow");
  endConnections();
  const { answer: last, ...ended } = await ask("/api/items");
  await text(last);
  expect(ended).toEqual({ connection: "close", keepAlive: undefined });
  const closed = once(server.close(), "close");
  answers.resolve();
  await text(slow.answer);
  await closed;
  agent.destroy();
});

test("a process that is stopping opens no stream any more, which nobody would end", async () => {
  startFeed();
  await stopFeed();
  const session = { userId: "somebody" as UserId, idHash: "a" };
  expect(() => openFeed(session, { rev: 1, version: 1 })).toThrow(
    expect.objectContaining({ code: "overloaded", more: { retryAfterSeconds: 1 } }),
  );
});
