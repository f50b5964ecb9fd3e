import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import {
  claimDevice,
  countWaiting,
  eraseDevice,
  type KeptAgenda,
  readQueue,
} from "../../../../components/device/device-store.ts";
import { decided } from "../../../../components/device/merge-write.ts";
import { isUnsent, WriteQueue } from "../../../../components/device/write-queue.ts";
import { itemToBe } from "../../../../components/sync/pending-writes.ts";
import type { QueuedWrite } from "../../../../components/sync/waiting/queued-writes.ts";
import type { Item, Scope } from "../../../../contract/fields/item.ts";
import { item } from "../page-items.ts";
import "../sync/nobodys-page.ts";

test.describe.configure({ mode: "serial" });

/** A server that does each key once, checks versions, and can lose answers. */
class Server {
  readonly items = new Map<string, Item>();
  readonly done = new Map<string, object>();
  /** Methods and their targets, in order. */
  readonly log: string[] = [];
  losesAnswers = false;
  isAway = false;
  /** The dates of all series, where that matters. */
  dates: readonly string[] | undefined;

  readonly fetch = async (address: string | URL | Request, { method, body }: RequestInit = {}): Promise<Response> => {
    if (this.isAway) throw new TypeError("away");
    const url = new URL(String(address), "https://agenda.test");
    const input = body ? JSON.parse(String(body)) : Object.fromEntries(url.searchParams);
    const key = input.idempotencyKey as string;
    const id = url.pathname.split("/")[3];
    const answer = this.done.get(key) ?? this.#carryOut(method, id, input);
    if (answer instanceof Response) return answer;
    this.done.set(key, answer);
    if (this.losesAnswers) throw new TypeError("lost");
    return Response.json(answer);
  };

  #carryOut(method: string | undefined, id: string | undefined, input: Record<string, unknown>): object {
    const { version, idempotencyKey: _, items, ...patch } = input as Record<string, unknown> & { items?: Item[] };
    if (method === "POST") {
      const [fields] = items ?? [];
      if (fields?.text === "Bad") return problem(422, { code: "invalid_input", detail: "It is bad." });
      const made = item({ ...(fields as Item), id: `made${this.items.size}` });
      this.items.set(made.id, made);
      this.log.push(`add ${made.text}`);
      return { items: [made], change: { id: this.log.length } };
    }
    if (method === "GET") return { items: [...this.items.values()] };
    const known = this.items.get(id ?? "");
    if (!known) return problem(404, { code: "item_not_found" });
    if (Number(version) !== known.version) return problem(409, { code: "version_conflict", item: known });
    const errors = [{ pointer: "#/occurrence", detail: "There is none." }];
    if (this.dates && !this.dates.includes(String(input.occurrence)))
      return problem(422, { code: "invalid_input", errors });
    if (input.scope === "following") return this.#split(known, patch);
    const next = { ...known, ...(method === "PATCH" ? patch : {}), version: known.version + 1 } as Item;
    if (method === "DELETE") this.items.delete(known.id);
    else this.items.set(known.id, next);
    this.log.push(`${method === "DELETE" ? "remove" : "change"} ${known.text}`);
    const gone = method === "DELETE" ? { deletedAt: "2026-11-27T08:00:00Z" } : {};
    return { item: { ...next, ...gone }, change: { id: this.log.length } };
  }

  #split(known: Item, patch: object): object {
    const earlier = { ...known, version: known.version + 1 };
    const later = { ...known, ...patch, id: "later", version: 1 };
    for (const half of [earlier, later]) this.items.set(half.id, half);
    this.log.push(`split ${known.text}`);
    return { item: later, earlier, change: { id: this.log.length } };
  }
}

const problem = (status: number, body: object) => Response.json(body, { status });

const me: KeptAgenda = { scope: "ann", name: "Ann", asOfMs: Date.now() } as never;

const realFetch = globalThis.fetch;
let server: Server;
let opened: WriteQueue;
const sent: string[] = [];

/** As after a browser restart. */
function reopen(): WriteQueue {
  opened?.close();
  opened = new WriteQueue({
    scope: "ann",
    onChange: () => undefined,
    onSent: async ({ key }) => void sent.push(key),
  });
  return opened;
}

const setOnline = (onLine: boolean) => Object.assign(navigator, { onLine });

test.beforeEach(async () => {
  server = new Server();
  setOnline(true);
  globalThis.fetch = server.fetch;
  sent.length = 0;
  await eraseDevice();
  await claimDevice(me);
  reopen();
});
test.afterEach(() => {
  opened.close();
  globalThis.fetch = realFetch;
});

const timeZone = "UTC";
const adding = (key: string, text: string): QueuedWrite => {
  const fields = { text, date: "2026-12-01" };
  return { key, kind: "add", fields, item: itemToBe(key, fields, timeZone), timeZone };
};
const changing = (key: string, of: Item, patch: object, scope: Scope = "this"): QueuedWrite => ({
  ...{ key, kind: "change", item: of, patch, scope, timeZone },
});
const removing = (key: string, of: Item): QueuedWrite => ({ key, kind: "remove", item: of, scope: "this", timeZone });
const unsent = async () => (await readQueue("ann")).filter(isUnsent).map(({ key }) => key);
const left = async () => (await readQueue("ann")).map(({ key, refused }) => `${key}${refused ? " refused" : ""}`);

test("what waits is sent in order after a restart; what was written on a new item follows it", async () => {
  const first = adding("a", "Dentist");
  await opened.put(first);
  await opened.put(changing("b", first.item, { text: "Optician" }));
  await opened.put(changing("c", { ...first.item, text: "Optician" }, { done: true }));
  await opened.put(adding("d", "Gym"));
  await reopen().send();
  expect(server.log).toEqual(["add Dentist", "change Dentist", "change Optician", "add Gym"]);
  expect([...server.items.values()]).toMatchObject([{ text: "Optician", done: true, version: 3 }, { text: "Gym" }]);
  expect(await left()).toEqual([]);
});

test("a browser that is killed after the server has stored and before it has heard so doubles nothing", async () => {
  const known = item({ text: "Call" });
  server.items.set(known.id, known);
  await opened.put(adding("a", "Dentist"));
  await opened.put(changing("b", known, { done: true }));
  await opened.put(removing("c", { ...known, done: true }));
  for (let kill = 0; kill < 6; kill++) {
    server.losesAnswers = kill % 2 === 0;
    await reopen().send();
  }
  expect(server.log).toEqual(["add Dentist", "change Call", "remove Call"]);
  expect(await left()).toEqual([]);
});

test("once a series is split, a write on one of its earlier dates stays with the first half", async () => {
  const series = item({ text: "Review", version: 4 });
  server.items.set(series.id, series);
  const on = (occurrence: string): Item => ({ ...series, occurrence, date: occurrence });
  await opened.put(changing("a", on("2026-12-10"), { startTime: "11:00" }, "following"));
  await opened.put(changing("b", on("2026-12-03"), { location: "Here" }));
  await opened.put(changing("c", on("2026-12-17"), { location: "There" }));
  await opened.send();
  expect(await left()).toEqual([]);
  expect(server.items.get(series.id)).toMatchObject({ location: "Here", version: 6 });
  expect(server.items.get("later")).toMatchObject({ startTime: "11:00", location: "There", version: 2 });
});

for (const [what, recurrence, moved, dates] of [
  ["its rule, moved with it", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TH,SA", undefined],
  ["a rule that names no day", "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3", ["2026-12-08", "2026-12-10", "2026-12-17"]],
] as const)
  test(`what was written on a date that an earlier write moves follows it to its new date: ${what}`, async () => {
    const series = item({ text: "Review", version: 4, recurrence });
    server.items.set(series.id, series);
    server.dates = dates;
    const on = (occurrence: string): Item => ({ ...series, occurrence, date: occurrence });
    await opened.put(changing("a", on("2026-12-08"), { date: "2026-12-10" }, "following"));
    await opened.put(changing("b", on("2026-12-15"), { location: "There" }));
    const answer = server.fetch;
    const asked: unknown[] = [];
    globalThis.fetch = async (address, init) => {
      const { id: _, ...said } = JSON.parse(String(init?.body));
      asked.push(said.occurrence);
      const response = await answer(address, init);
      if (said.scope !== "following") return response;
      const { item: later, ...rest } = await response.json();
      return Response.json({ ...rest, item: { ...later, recurrence: moved } });
    };
    await opened.send();
    expect(await left()).toEqual([]);
    expect(asked.at(-1)).toBe("2026-12-17");
    expect(server.items.get("later")).toMatchObject({ location: "There" });
  });

test("an item that was deleted elsewhere is said to be, in the page's words and not the server's for programs", async () => {
  await opened.put(changing("a", item({ text: "Review", version: 4 }), { location: "There" }));
  await opened.send();
  expect((await readQueue("ann"))[0]?.refused).toEqual({ words: "waiting.itemGone" });
});

test("a date that is gone elsewhere is said to be, since nothing can be decided about it", async () => {
  const series = item({ text: "Review", recurrence: "FREQ=WEEKLY", version: 4 });
  server.items.set(series.id, { ...series, version: 5 });
  const on = { ...series, occurrence: "2026-12-15", date: "2026-12-15" };
  await opened.put(changing("a", on, { location: "There" }));
  await opened.send();
  expect((await readQueue("ann"))[0]?.refused).toEqual({ words: "waiting.dateGone" });
  server.dates = ["2026-12-16"];
  await opened.replace(changing("a", { ...on, version: 5 }, { location: "There" }));
  await opened.send();
  expect((await readQueue("ann"))[0]?.refused).toEqual({ words: "waiting.dateGone" });
});

test("without an answer everything stays", async () => {
  await opened.put(adding("a", "Dentist"));
  server.isAway = true;
  await opened.send();
  expect(await left()).toEqual(["a"]);
  expect(sent).toEqual([]);
});

test("an answer of which only the beginning comes is none", async () => {
  const { fetch } = server;
  globalThis.fetch = async (...asked) => {
    await fetch(...asked);
    return new Response(new ReadableStream({ pull: (body) => body.error(new TypeError("away")) }), { status: 201 });
  };
  await opened.put(adding("a", "Dentist"));
  await opened.send();
  expect(await left()).toEqual(["a"]);
  globalThis.fetch = fetch;
  await opened.send();
  expect(server.log).toEqual(["add Dentist"]);
  expect(await left()).toEqual([]);
});

test("an addition whose answer was lost is not made again once the server has forgotten its key", async () => {
  const added = adding("a", "Dentist");
  server.items.set("made0", item({ text: "Dentist", date: "2026-12-01", createdAt: "2026-11-27T08:00:00Z" }));
  await opened.put({ ...added, sentAtMs: Date.parse("2026-11-27T08:00:00Z") });
  await opened.send();
  expect(server.log).toEqual([]);
  expect(await left()).toEqual([]);
});

/** As the browser does once it is online again, even with no page open. */
async function syncInBackground(): Promise<void> {
  const listeners = new Map<string, (event: object) => void>();
  const self = { addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener) };
  new Function("self", readFileSync("public/sync-worker.js", "utf8"))(self);
  let work: Promise<void> | undefined;
  listeners.get("sync")?.({ tag: "agenda-writes", waitUntil: (begun: Promise<void>) => (work = begun) });
  await work;
}

test("what the service worker sends ahead is done once, and a page that opens goes on from there", async () => {
  const known = item({ text: "Call" });
  const clashing = item({ id: "lunch", text: "Lunch" });
  server.items.set(known.id, known);
  server.items.set(clashing.id, { ...clashing, text: "Early lunch", version: 4 });
  const first = adding("a", "Dentist");
  await opened.put(first);
  await opened.put(changing("b", first.item, { done: true }));
  await opened.put(changing("c", clashing, { text: "Late lunch" }));
  await opened.put(removing("d", clashing));
  await opened.put(changing("e", known, { done: true }));
  await opened.put(removing("f", known));
  server.losesAnswers = true;
  await expect(syncInBackground()).rejects.toThrow(); // the browser tells again
  server.losesAnswers = false;
  await syncInBackground();
  await syncInBackground();
  const done = ["add Dentist", "change Dentist", "change Call", "remove Call"];
  expect(server.log).toEqual(done);
  expect(await left()).toEqual(["a", "b", "c", "d", "e", "f"]);
  await reopen().send();
  expect(server.log).toEqual(done);
  expect(sent).toEqual(["a", "b", "e", "f"]);
  expect(await left()).toEqual(["c refused", "d"]);
});

test("the service worker sends nothing of a session that has ended, and nothing that may be forgotten at the server", async () => {
  await opened.put({ ...adding("a", "Dentist"), sentAtMs: Date.now() - 23.5 * 3_600_000 });
  await syncInBackground();
  await opened.put(adding("b", "Gym"));
  const people: (string | null)[] = [];
  globalThis.fetch = async (_, { headers } = {}) => {
    people.push(new Headers(headers).get("agenda-person"));
    return problem(401, { code: "unauthorized" });
  };
  await syncInBackground();
  expect(people).toEqual(["ann"]);
  await claimDevice({ ...me, scope: "ben" });
  globalThis.fetch = server.fetch;
  await syncInBackground();
  expect(server.log).toEqual([]);
});

test("two tabs that send at once send each once", async () => {
  const others = new WriteQueue({ scope: "ann", onChange: () => undefined, onSent: async () => undefined });
  await opened.put(adding("a", "Dentist"));
  await opened.put(adding("b", "Gym"));
  await Promise.all([opened.send(), others.send()]);
  others.close();
  expect(server.log).toEqual(["add Dentist", "add Gym"]);
});

test("a newer version is merged by field, and what is so already needs no write", async () => {
  const known = item({ text: "Call", location: "Here" });
  server.items.set(known.id, { ...known, location: "There", done: true, version: 4 });
  await opened.put(changing("a", known, { text: "Call Ben" }));
  await opened.put(changing("b", { ...known, text: "Call Ben" }, { done: true }));
  await opened.send();
  expect(server.items.get(known.id)).toMatchObject({ text: "Call Ben", location: "There", done: true, version: 5 });
  expect(await left()).toEqual([]);
});

test("where both have changed the same somebody decides; later writes on that item wait, others do not", async () => {
  const known = item({ text: "Call" });
  server.items.set(known.id, { ...known, text: "Call Zoë", version: 4 });
  await opened.put(changing("a", known, { text: "Call Ben" }));
  await opened.put(removing("b", known));
  await opened.put(adding("c", "Gym"));
  await opened.send();
  expect(await left()).toEqual(["a refused", "b"]);
  const [asked] = await readQueue("ann");
  expect(asked && decided(asked, false)).toBeUndefined();
  const mine = asked && decided(asked, true);
  if (mine) await opened.replace(mine);
  await opened.send();
  expect(server.log).toEqual(["add Gym", "change Call Zoë"]);
  // It was changed elsewhere after it was deleted here.
  expect(await left()).toEqual(["b refused"]);
});

test("what the server refuses stays with its reason until somebody gives it up, with what depends on it", async () => {
  const bad = adding("a", "Bad");
  await opened.put(bad);
  await opened.put(changing("b", bad.item, { done: true }));
  await opened.send();
  expect(await readQueue("ann")).toMatchObject([{ key: "a", refused: { words: "It is bad." } }, { key: "b" }]);
  expect(await countWaiting()).toBe(2);
  await opened.discard(bad);
  expect(await left()).toEqual([]);
  expect(await countWaiting()).toBe(0);
});

test("what was not sent can be taken back, a new item with what was written on it; what may have been done cannot", async () => {
  const dentist = adding("a", "Dentist");
  const gym = { ...adding("c", "Gym"), sentAtMs: Date.now() };
  await opened.put(dentist);
  await opened.put(changing("b", dentist.item, { done: true }));
  await opened.put(gym);
  await opened.takeBack(dentist);
  expect(await left()).toEqual(["c"]);
  await opened.takeBack({ ...gym, sentAtMs: undefined });
  expect(await left()).toEqual(["c"]);
  await opened.send();
  expect(server.log).toEqual(["add Gym"]);
});

test("of several changes to one item only the last can be taken back", async () => {
  const known = item({ text: "Call" });
  const [first, second] = [changing("a", known, { text: "Call Ben" }), changing("b", known, { done: true })];
  await opened.put(first);
  await opened.put(second);
  await opened.takeBack(first);
  expect(await left()).toEqual(["a", "b"]);
  await opened.takeBack(second);
  await opened.takeBack(first);
  expect(await left()).toEqual([]);
});

test("what is refused or merged counts as unsent again, also after an attempt without an answer", async () => {
  const call = item({ text: "Call" });
  const lunch = item({ id: "lunch", text: "Lunch" });
  server.items.set(call.id, { ...call, text: "Call Zoë", version: 4 });
  server.items.set(lunch.id, { ...lunch, location: "There", version: 4 });
  const sentAtMs = Date.now();
  await opened.put({ ...adding("a", "Bad"), sentAtMs });
  await opened.put({ ...changing("b", call, { text: "Call Ben" }), sentAtMs });
  await opened.put({ ...changing("c", lunch, { text: "Late lunch" }), sentAtMs });
  globalThis.fetch = async (address, init) => {
    if (String(init?.body).includes("Late lunch")) setOnline(false); // before it is sent again
    return server.fetch(address, init);
  };
  await opened.send();
  expect(await left()).toEqual(["a refused", "b refused", "c"]);
  expect(await unsent()).toEqual(["a", "b", "c"]);
});

test("while the browser says that it is offline, nothing is sent or counts as sent", async () => {
  await opened.put(adding("a", "Dentist"));
  setOnline(false);
  await opened.send();
  expect(await unsent()).toEqual(["a"]);
  setOnline(true);
  await opened.send();
  expect(server.log).toEqual(["add Dentist"]);
});

test("what is taken back at the moment it would be sent is not sent", async () => {
  const dentist = adding("a", "Dentist");
  await opened.put(dentist);
  const takenBack: Promise<void>[] = [];
  const sender = new WriteQueue({
    scope: "ann",
    // Between reading the queue and sending from it.
    onChange: () => void (takenBack.length === 0 && takenBack.push(opened.takeBack(dentist))),
    onSent: async () => undefined,
  });
  await sender.send();
  sender.close();
  await Promise.all(takenBack);
  expect(server.log).toEqual([]);
  expect(await left()).toEqual([]);
});

test("a device that is not this person's any more takes nothing and sends nothing of theirs", async () => {
  await opened.put(adding("a", "Dentist"));
  await claimDevice({ ...me, scope: "ben" });
  await opened.send();
  expect(server.log).toEqual([]);
  await expect(opened.put(adding("b", "Gym"))).rejects.toThrow();
  expect(await readQueue("ben")).toEqual([]);
});
