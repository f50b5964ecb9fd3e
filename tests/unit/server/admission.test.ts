import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { Admission, atOnce } from "../../../server/http/admission.ts";
import { startWaiting } from "../../../server/waiting.ts";
import { soon } from "../soon.ts";

/** A server whose handler answers only when told to. */
async function open(patienceMs?: number) {
  const admission = new Admission(patienceMs);
  const arrivals = new Map<string, ServerResponse>();
  const inside: { path: string; response: ServerResponse }[] = [];
  const server = createServer((asked: IncomingMessage, response) => {
    const go = () => inside.push({ path: asked.url ?? "", response });
    arrivals.set(asked.url ?? "", response);
    const refuse = () => response.writeHead(503).end();
    const [, address = "", credential = ""] = asked.url?.split("/") ?? [];
    admission.ask(
      { address, credential },
      { request: asked, response, isPage: address.startsWith("page"), go, refuse },
    );
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const answer = (entry: (typeof inside)[number] | undefined) => {
    if (entry && !entry.response.writableEnded) entry.response.end("done");
  };
  return {
    inside,
    arrivals,
    async get(path: string): Promise<number> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      await response.text();
      return response.status;
    },
    /** A request whose body never ends. @param size in bytes, as announced; or else chunks, however many */
    dribble(path: string, size: number | "chunks" = 10) {
      const headers = {
        ...(size === "chunks" ? { "transfer-encoding": "chunked" } : { "content-length": `${size}` }),
      };
      const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers });
      sent.on("error", () => {});
      sent.write("x");
      return sent;
    },
    answer,
    has: (count: number) => soon(() => inside.length).toBe(count),
    sees: (...paths: readonly string[]) => soon(() => paths.filter((path) => !arrivals.has(path))).toEqual([]),
    async end() {
      for (const entry of inside) answer(entry); // requests admitted by this are appended to the list
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

test("some requests run at once, the next wait for a place, and none longer than about 250 ms", async () => {
  const door = await open();
  const first = many(atOnce, (n) => door.get(`/a/${n}`));
  await door.has(atOnce);
  const startedMs = performance.now();
  const next = door.get("/a/next");
  const late = door.get("/a/late");
  door.answer(door.inside[0]);
  await door.has(atOnce + 1);
  expect(await late).toBe(503);
  const waitedMs = performance.now() - startedMs;
  expect(waitedMs).toBeGreaterThan(240);
  expect(waitedMs).toBeLessThan(2_000);
  for (const entry of door.inside) door.answer(entry);
  expect(new Set(await Promise.all([...first, next]))).toEqual(new Set([200]));
  await door.end();
});

for (const [who, flooding, most] of [
  ["one credential", (n: number) => `/flood/token/${n}`, 64],
  ["one address with a new credential each time", (n: number) => `/flood/${n}/x`, 128],
] as const)
  test(`when ${who} sends hundreds, they wait behind their own, and others are admitted next`, async () => {
    const door = await open(30_000);
    const flood = many(200, (n) => door.get(flooding(n)));
    await door.has(atOnce);
    await door.sees(...many(200, flooding));
    const other = door.get("/other/token/1");
    await door.sees("/other/token/1");
    for (const entry of door.inside.slice(0, 2)) door.answer(entry);
    await door.has(atOnce + 2);
    expect(door.inside.slice(atOnce).map(({ path }) => path)).toContain("/other/token/1");
    await door.end();
    const statuses = await Promise.all([...flood, other]);
    expect(statuses.filter((status) => status === 503)).toHaveLength(200 - atOnce - most);
  });

test("at one address, credentials take turns too", async () => {
  const door = await open(30_000);
  const flood = many(40, (n) => door.get(`/proxy/flood/${n}`));
  await door.sees(...many(40, (n) => `/proxy/flood/${n}`));
  const other = door.get("/proxy/other/1");
  await door.sees("/proxy/other/1");
  for (const entry of door.inside.slice(0, 2)) door.answer(entry);
  await door.has(atOnce + 2);
  expect(door.inside.slice(atOnce).map(({ path }) => path)).toContain("/proxy/other/1");
  await door.end();
  await Promise.all([...flood, other]);
});

test("a request in another queue or still sending its body, and a feed that has begun, take no place", async () => {
  const door = await open();
  const slow = many(40, (n) => door.dribble(`/slow/${n}`));
  await door.has(40);
  const turns = many(atOnce, startWaiting);
  const parked = many(atOnce, (n) => door.get(`/parked/${n}`));
  await door.has(40 + atOnce);
  const feeds = many(atOnce, (n) => door.get(`/feed/${n}`));
  await door.has(40 + 2 * atOnce);
  for (const { path, response } of door.inside) if (path.startsWith("/feed")) response.writeHead(200).write("begun");
  const working = many(atOnce, (n) => door.get(`/working/${n}`));
  await door.has(40 + 3 * atOnce);
  expect(await door.get("/late/1")).toBe(503);
  for (const end of turns) end();
  for (const end of turns) end(); // idempotent
  await door.end();
  for (const sent of slow) sent.destroy();
  await Promise.allSettled([...parked, ...feeds, ...working]);
});

test("bodies that are still arriving are bounded: in total, from one address and with one credential", async () => {
  const door = await open();
  const sent: ReturnType<typeof door.dribble>[] = [];
  /** How many of some half-sent bodies are refused. */
  const refused = async (count: number, path: (n: number) => string, size?: number | "chunks") => {
    const before = door.arrivals.size;
    const more = many(count, (n) => door.dribble(path(before + n), size));
    await soon(() => door.arrivals.size).toBe(before + count);
    sent.push(...more);
    return many(count, (n) => door.arrivals.get(path(before + n))).filter((each) => each?.statusCode === 503).length;
  };
  expect(await refused(20, (n) => `/one/token${n}/${n}`, 1_000_000), "from one address").toBe(4);
  expect(await refused(1, (n) => `/one/x/${n}`), "not even a small one").toBe(1);
  expect(await refused(10, (n) => `/${n}/token/${n}`, 1_000_000), "with one credential").toBe(2);
  expect(await refused(60, (n) => `/${n}//${n}`, "chunks"), "in total; chunks count as the most that they may be").toBe(
    20,
  );
  expect(await refused(20, (n) => `/${n}/x/${n}`, 2_000), "a small one from elsewhere").toBe(0);
  expect(await refused(5, (n) => `/small/x/${n}`, 2_000), "but not many").toBe(1);
  for (const each of sent.slice(0, 16)) each.destroy();
  await soon(() => refused(1, (n) => `/one/x/${n}`, 1_000_000)).toBe(0);
  await door.end();
  for (const each of sent) each.destroy();
});

test("a page holds its place while it is being made, and no longer than a second if its reader is slow", async () => {
  const door = await open(30_000);
  const pages = many(atOnce, (n) => door.get(`/page/${n}`));
  await door.has(atOnce);
  for (const { response } of door.inside) response.writeHead(200).write("begun");
  const begunMs = performance.now();
  const next = many(2, (n) => door.get(`/a/${n}`));
  await door.sees("/a/0", "/a/1");
  expect(door.inside).toHaveLength(atOnce);
  door.answer(door.inside[0]);
  await door.has(atOnce + 1);
  expect(performance.now() - begunMs).toBeLessThan(1_000);
  await door.has(atOnce + 2);
  expect(performance.now() - begunMs).toBeGreaterThanOrEqual(990);
  await door.end();
  await Promise.all([...pages, ...next]);
});

test("a client that disconnected while waiting is not admitted", async () => {
  const door = await open(30_000);
  const first = many(atOnce, (n) => door.get(`/a/${n}`));
  await door.has(atOnce);
  const gone = door.dribble("/gone/1");
  await door.sees("/gone/1");
  const next = door.get("/next/1");
  await door.sees("/next/1");
  const left = once(door.arrivals.get("/gone/1") as ServerResponse, "close");
  gone.destroy();
  await left;
  for (const entry of door.inside.slice(0, 2)) door.answer(entry);
  await door.has(atOnce + 1);
  expect(door.inside.at(-1)?.path).toBe("/next/1");
  await door.end();
  await Promise.allSettled([...first, next]);
});
