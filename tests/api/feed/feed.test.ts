import net from "node:net";
import { expect, test } from "@playwright/test";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { running } from "../../harness/running.ts";
import { Browser, gptOf, makePerson } from "../../people.ts";

const open = (browser: Browser, app?: string) => EventStream.open(browser.visitor.cookie, app);
const dentist = { text: "Dentist", date: "2026-11-27" };

/** Adds an item and returns the change's rev. */
async function add(gpt: GptClient): Promise<number> {
  const { status, body } = await gpt.call("createItems", { items: [dentist], allowDuplicates: true });
  expect(status).toBe(201);
  return (body as { change: { id: number } }).change.id;
}

test("the first message comes at once with the rev, whatever the page says it knows", async () => {
  const person = await makePerson();
  const browser = await Browser.of(person);
  const empty = await open(browser);
  await empty.tells(0);
  const rev = await add(gptOf(person));
  const feed = await open(browser);
  await feed.tells(rev);
  expect(feed.revs).toEqual([rev]);
  for (const stream of [empty, feed]) stream.close();
});

test("no proxy may cache or compress the stream", async () => {
  const feed = await open(await Browser.of(await makePerson()));
  expect(feed.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(feed.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(feed.headers.get("x-accel-buffering")).toBe("no");
  expect(feed.headers.get("content-encoding")).toBeNull();
  feed.close();
});

test("a write over either interface reaches every open stream of the user", async () => {
  const person = await makePerson();
  const [here, there] = [await Browser.of(person), await Browser.of(person)];
  const streams = [await open(here), await open(here), await open(there)];
  const gpt = gptOf(person);
  const first = await add(gpt);
  for (const stream of streams) await stream.tells(first);
  const { status } = await here.call("POST", "/api/items", { items: [dentist] });
  expect(status).toBe(201);
  for (const stream of streams) await stream.tells(first + 1);
  for (const stream of streams) stream.close();
});

test("streams of different users are separate", async () => {
  const people = await Promise.all([makePerson(), makePerson()]);
  const [mine, theirs] = await Promise.all(people.map(async (person) => open(await Browser.of(person))));
  if (!mine || !theirs) throw new Error("unreachable");
  const [me, they] = people.map(gptOf);
  if (!me || !they) throw new Error("unreachable");
  for (let n = 1; n <= 10; n++) await add(me);
  await mine.tells(10);
  expect(await add(they)).toBe(1);
  await theirs.tells(1);
  expect(theirs.revs).toEqual([0, 1]);
  for (const stream of [mine, theirs]) stream.close();
});

test("the feed accepts only a session: no token, no other method, nobody signed out", async () => {
  const gpt = gptOf(await makePerson());
  const authorization = `Bearer ${await gpt.accessToken()}`;
  const nobody: Record<string, string>[] = [{ authorization }, {}, { cookie: "logto_x=s.AAAA.x" }];
  for (const headers of nobody) {
    const response = await fetch(`${running.url}/api/feed`, { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    await response.body?.cancel();
  }
});

test("a reader that never reads costs next to nothing and delays nobody", async () => {
  test.setTimeout(120_000);
  const person = await makePerson();
  const gpt = gptOf(person);
  const browser = await Browser.of(person);
  const { hostname, port, host } = new URL(running.url);
  const deaf = net.connect({ host: hostname, port: Number(port) }).pause();
  deaf.write(`GET /api/feed HTTP/1.1\r\nHost: ${host}\r\nCookie: ${browser.visitor.cookie}\r\n\r\n`);
  const feed = await open(browser);
  for (let n = 1; n <= 200; n++) await add(gpt);
  await feed.tells(200);
  // The backlog is at most one pending rev: the newest one, not two hundred.
  let heard = "";
  deaf.on("data", (chunk) => {
    heard += chunk;
  });
  deaf.resume();
  await expect.poll(() => heard, { timeout: 5_000 }).toContain("data: 200\n");
  feed.close();
  deaf.destroy();
});
