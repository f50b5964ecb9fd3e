import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import pg from "pg";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { mover } from "../../harness/calendar-files.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { sendRaw } from "../../harness/raw-http.ts";
import { running } from "../../harness/running.ts";
import { Browser, gptOf, makePerson } from "../../people.ts";
import { rowsOf } from "../account/rows-of.ts";

// What one process does, another one sees. Also what only a separate process can show: its log, and how it ends.
let other: Instance;
test.beforeAll(async () => {
  other = await startInstance({ env: { LOGTO_M2M_APP_SECRET: "wrong" } });
});
test.afterAll(() => other.stop());

const dentist = { text: "Dentist", date: "2026-11-27", startTime: "09:00" };

/** Adds an item and returns the change's rev. */
async function add(gpt: GptClient): Promise<number> {
  const { status, body } = await gpt.call("createItems", { items: [dentist], allowDuplicates: true });
  expect(status).toBe(201);
  return (body as { change: { id: number } }).change.id;
}

test("a write through one process reaches a page on another within a second", async () => {
  const person = await makePerson();
  const gpt = gptOf(person);
  await add(gpt);
  const feed = await EventStream.open((await Browser.of(person, other.url)).visitor.cookie, other.url);
  await feed.tells(1);
  const tookMs: number[] = [];
  for (let rev = 2; rev <= 6; rev++) {
    const startedMs = performance.now();
    expect(await add(gpt)).toBe(rev);
    await feed.tells(rev);
    tookMs.push(performance.now() - startedMs);
  }
  // The slow poll runs every two seconds, so five this quick in a row must come from the hint.
  console.log(`write in one process, told in the other: ${tookMs.map(Math.round).join(", ")} ms`);
  expect(Math.max(...tookMs)).toBeLessThan(1_000);
  feed.close();
});

test("a visit alone notifies nobody; seeing or keeping notifies every open page, in other processes too", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await web.call("reviewChanges", { rev: 1 });
  const { id: one } = await gpt.make(dentist);
  const [here, there] = [await Browser.of(person), await Browser.of(person, other.url)];
  const streams = [
    await EventStream.open(here.visitor.cookie),
    await EventStream.open(there.visitor.cookie, other.url),
  ];
  for (const stream of streams) await stream.tells(2);
  const { version: before } = await web.call("reviewChanges", { rev: 2 });
  const startedMs = performance.now();
  const { version } = await web.call("reviewChanges", { rev: 2, keep: [{ id: one, rev: 2 }] });
  expect(version).toBe(before + 1);
  for (const stream of streams)
    await expect.poll(() => stream.looks.at(-1), { timeout: 5_000, intervals: [10] }).toBe(version);
  console.log(`kept in one process, told in the other after ${Math.round(performance.now() - startedMs)} ms`);
  for (const stream of streams) {
    expect(stream.looks).toEqual([before, version]);
    expect(stream.revs).toEqual([2]); // nothing was written
    stream.close();
  }
});

const program = running.gpt.clientId;
const disconnected = { program, connected: false };

test("a disconnected program's calls are refused at once, on every instance within two seconds, and its grant is revoked", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const there = gptDoor(client, other.url);
  await there.call("listItems");
  const before = await web.call("listAssistants");
  expect(before.assistants[0]).not.toHaveProperty("disconnected");
  const { assistants, revoked } = await web.call("updateAssistant", disconnected);
  const atMs = performance.now();
  expect(revoked).toBe(true);
  expect(await web.call("updateAssistant", disconnected)).not.toHaveProperty("revoked"); // nothing is left to revoke
  expect(assistants[0]).toMatchObject({ program, disconnected: expect.stringMatching(/Z$/) });
  expect(await gpt.refusal("listItems")).toMatchObject({ code: "client_blocked", status: 403 });
  await expect.poll(async () => (await there.answer("listItems")).status, { intervals: [100] }).toBe(403);
  expect(performance.now() - atMs).toBeLessThan(2_000);
  // Its refresh token opens nothing either, and a new sign-in of the same program is refused here.
  const anew = gptDoor(gptOf(person));
  expect((await anew.refusal("listItems")).code).toBe("client_blocked");
  const again = await web.call("updateAssistant", { program, connected: true });
  expect(again).not.toHaveProperty("revoked");
  expect((await anew.answer("listItems")).status).toBe(200);
});

test("if the Management API fails, the page says that the grant was not revoked, and the program is still refused", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  await gpt.call("listItems");
  const there = gptDoor(client, other.url);
  await there.call("listItems");
  const browser = await Browser.of(person, other.url);
  const answer = await browser.call("PATCH", "/api/assistants", disconnected, other.url);
  expect(answer).toMatchObject({ status: 200, body: { revoked: false } });
  expect((await there.refusal("listItems")).code).toBe("client_blocked");
});

test("concurrent writes during the deletion leave no row behind", async () => {
  // On a busy machine some writes arrive only after the deletion and start a new agenda, as they should.
  for (let attempt = 0; attempt < 3; attempt++) if (await deleteDuringWrites()) return;
  throw new Error("Each time a write was stored after the deletion.");
});

/** @returns whether no write was stored after the deletion; then no row was left behind */
async function deleteDuringWrites(): Promise<boolean> {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make(dentist);
  const userId = await userOf(id);
  const web = await browserOf(person);
  const elsewhere = gptDoor(client, other.url);
  const holder = new pg.Client(running.database.url);
  await holder.connect();
  await holder.query("BEGIN");
  const { rows } = await holder.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  // Behind the holder, each other's or its own: other tests wait for rows, too.
  const waiting = async () => {
    const them = await query<{ does: string }>(
      `WITH RECURSIVE behind(pid) AS (
         SELECT $1::int UNION SELECT a.pid FROM pg_stat_activity a JOIN behind b ON b.pid = ANY (pg_blocking_pids(a.pid))
       ) SELECT split_part(query, ' ', 1) AS does FROM pg_stat_activity JOIN behind USING (pid) WHERE pid <> $1`,
      [rows[0]?.pid],
    );
    return them.map(({ does }) => does);
  };
  const soon = { intervals: [10] }; // a write waits up to four seconds for a row
  try {
    await holder.query(`SELECT 1 FROM "User" WHERE id = $1 FOR UPDATE`, [userId]);
    // From another process, too: that waits for the row in the database itself.
    const writes = [...Array<typeof gpt>(5).fill(gpt), web, elsewhere].map((door, n) =>
      door.answer("createItems", { items: [{ ...dentist, text: `late ${n}` }], allowDuplicates: true }),
    );
    await expect.poll(waiting, soon).toContain("WITH");
    const deletion = web.answer("deleteAccount", { name: person.username });
    await expect.poll(waiting, soon).toContain("DELETE");
    await holder.query("COMMIT");
    const answers = await Promise.all(writes);
    const { status } = await deletion;
    // On a busy machine the deletion may time out with nothing stored: it is retried.
    if (status === 503) await web.call("deleteAccount", { name: person.username });
    else expect(status).toBe(200);
    const statuses = answers.map((answer) => answer.status);
    expect([201, 401, 410, 503]).toEqual(expect.arrayContaining(statuses));
    if (answers.some(({ body }) => "change" in body && body.change?.id === 1)) return false;
    expect(statuses).toContain(410);
    expect(Object.entries(await rowsOf(userId)).filter(([, count]) => count > 0)).toEqual([]);
    return true;
  } finally {
    await holder.end();
  }
}

test("the secret is never in the log, whatever the answer", async () => {
  const { path = "" } = await (await mover()).web.call("createSubscription");
  const secret = path.split(".")[1] ?? "";
  for (const address of [path, `${path}x`, path.replace(".ics", "")])
    await (await fetch(new URL(address, other.url))).text();
  await expect.poll(() => other.log().match(/"operation":"calendar"/g)?.length).toBe(3);
  expect(other.log()).not.toContain(secret);
  expect(other.log()).not.toContain("/api/calendar");
});

const forged = '{"time":"2026-11-28T00:00:00.000Z","level":"info","forged":true}';

/** From our own first line on: before it Next reports that it is starting. */
const linesOf = (app: Instance) => {
  const lines = app.log().split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("{"))).filter((line) => line !== "");
};

test("no input becomes a log line of its own, and every line is JSON", async () => {
  const escaped = encodeURIComponent(`\n${forged}\n`);
  const image = await sendRaw(
    [`GET /_next/image?url=${encodeURIComponent(`/api/${escaped}`)}&w=64&q=75 HTTP/1.1`],
    "",
    other.url,
  );
  expect(image.status).toBe(404);
  for (const url of [`%2Ficon.svg`, `%2Fopenapi.yaml`, `https%3A%2F%2Fexample.com%2F`, escaped])
    expect((await sendRaw([`GET /_next/image?url=${url}&w=64&q=75 HTTP/1.1`], "", other.url)).status).toBe(404);
  const form = ["Content-Type: multipart/form-data; boundary=x", "Content-Length: 0"];
  for (const headers of [
    [`Next-Action: ${forged}`, "Content-Length: 0"],
    [`Next-Action: ${"a".repeat(42)}`, "Content-Type: text/plain", "Content-Length: 0"],
    [`next-action: Quittenmus`, ...form],
    [`Origin: https://${forged.length}.example`, "X-Forwarded-Host: Quittenmus", "Next-Action: x", ...form],
    [`RSC: 1`, `Next-Router-State-Tree: ${forged}`, "Content-Length: 0"],
    [`Next-Router-State-Tree: %`, "RSC: 1", "Content-Length: 0"],
    form,
  ])
    for (const line of ["POST / HTTP/1.1", "POST /privacy HTTP/1.1", `GET /%0a${encodeURIComponent(forged)} HTTP/1.1`])
      await sendRaw([line, ...headers], "", other.url);
  await sendRaw([`GET /${escaped}%ff HTTP/1.1`], "", other.url);
  await sendRaw([`GET /_next/data/x/${escaped}.json HTTP/1.1`], "", other.url);
  await sendRaw([`OPTIONS * HTTP/1.1`], "", other.url);
  const last = await fetch(`${other.url}/api/nothing`);
  await expect.poll(() => other.log()).toContain(last.headers.get("x-request-id"));
  for (const line of linesOf(other)) expect(() => JSON.parse(line), line).not.toThrow();
  for (const word of ["forged", "Quittenmus", "example"]) expect(other.log()).not.toContain(word);
});

test("SIGTERM ends twenty open streams and the process within five seconds, and every answer given before has its line", async () => {
  const { person, client } = await newcomer("UTC");
  const browser = await Browser.of(person, other.url);
  const open = () => EventStream.open(browser.visitor.cookie, other.url);
  const streams = await Promise.all(Array.from({ length: 20 }, open));
  for (const stream of streams) await stream.tells(1);
  const headers = { authorization: `Bearer ${await client.accessToken()}` };
  const ids: (string | null)[] = [];
  const ask = async () => {
    const response = await fetch(`${other.url}/api/nothing`, { headers });
    ids.push(response.headers.get("x-request-id"));
    await response.body?.cancel();
  };
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 30 }, ask));

  const startedMs = performance.now();
  process.kill(other.pid, "SIGTERM");
  const how = await Promise.race([other.ended, pause(5_000, "too late", { ref: false })]);
  console.log(`20 streams: ended ${how} after ${Math.round(performance.now() - startedMs)} ms`);
  expect(how).not.toBe("too late");
  for (const stream of streams) await stream.ends(1_000);
  const logged = new Set(linesOf(other).map((line) => (JSON.parse(line) as { requestId?: string }).requestId));
  expect(ids).toHaveLength(300);
  expect(ids.filter((id) => id === null || !logged.has(id))).toEqual([]);
});
