import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer, webDoor } from "../../harness/api.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { assistantOf } from "../../mcp.ts";
import { Browser } from "../../people.ts";
import { rowsOf } from "./rows-of.ts";

const item = { text: "Dentist", date: "2027-03-05", startTime: "09:00", notes: "Bring the card", tags: ["health"] };

/** All tables of the agenda in which any column contains the text. */
async function tablesThatMention(userId: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    [],
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [userId]);
    if (rows.length > 0) found.push(name);
  }
  return found.filter((name) => name !== "_prisma_migrations");
}

/** Puts data of the user into every table. */
async function fillEveryTable(gpt: Api, web: Api, word: string): Promise<{ userId: string; address: string }> {
  const { id } = await gpt.make({ ...item, location: word, reminders: ["1h"] });
  const { id: gone } = await gpt.make({ ...item, text: "Physio" });
  await gpt.call("deleteItemById", { id: gone });
  await web.call("updateSettings", { timeZone: "Europe/Paris" });
  const { path = "" } = await web.call("createSubscription");
  await web.call("reviewChanges", { rev: 1 });
  await web.call("updateItemById", { id, notes: "Bring the card", idempotencyKey: "once" });
  const keys = { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
  await web.call("addDevice", { endpoint: `https://push.example.com/${randomUUID()}`, ...keys, name: "Chrome" });
  await web.call("snoozeReminder", { id, minutes: 60 });
  const { assistants } = await web.call("listAssistants");
  const program = assistants[0]?.program ?? "";
  await web.call("updateAssistant", { program, level: "asks" });
  expect((await gpt.answer("createItems", { items: [{ ...item, text: `${word} asked` }] })).status).toBe(202);
  const userId = await userOf(id);
  const planned = () => query(`SELECT 1 FROM "ReminderPlan" WHERE "userId" = $1`, [userId]);
  await expect.poll(async () => (await planned()).length).toBe(1);
  return { userId, address: path };
}

test("deleting the account removes the user's data from every table and closes open sessions", async () => {
  const { person, gpt } = await newcomer();
  const browser = await Browser.of(person);
  const web = webDoor(browser);
  const word = randomUUID(); // part of what they wrote
  const { userId, address } = await fillEveryTable(gpt, web, word);
  const before = await rowsOf(userId);
  for (const [table, count] of Object.entries(before)) expect(count, `rows in ${table} before`).toBeGreaterThan(0);
  expect(await tablesThatMention(word)).toEqual(expect.arrayContaining(["Answer", "Change", "Item"]));
  // Both of two browsers, each with a page open.
  const cookies = [browser.visitor.cookie, (await Browser.of(person)).visitor.cookie];
  const feeds = await Promise.all(cookies.map((cookie) => EventStream.open(cookie)));
  expect((await fetch(new URL(address, running.url))).status).toBe(200);

  expect(await web.call("deleteAccount", { name: person.username })).toEqual({ deleted: true });
  await Promise.all(feeds.map((feed) => feed.ends(3_000)));
  expect(Object.entries(await rowsOf(userId)).filter(([, count]) => count > 0)).toEqual([]);
  expect(await tablesThatMention(userId)).toEqual([]);
  expect(await tablesThatMention(word)).toEqual([]);
  for (const cookie of cookies)
    expect((await fetch(new URL("/api/items", running.url), { headers: { cookie } })).status).toBe(401);
  expect((await fetch(new URL(address, running.url))).status).toBe(404);

  const again = await browserOf(person);
  const { items, rev, timeZoneSource } = await again.call("listItems", { from: "1900-01-01", to: "2199-12-31" });
  expect({ items, rev, timeZoneSource }).toEqual({ items: [], rev: 0, timeZoneSource: "unknown" });
  expect((await again.call("listTrash")).items).toEqual([]);
  expect((await again.call("listChanges")).changes).toEqual([]);
});

test("another person's agenda stays as it was", async () => {
  const [one, other] = [await newcomer("Europe/Paris"), await newcomer("Europe/Paris")];
  const kept = await other.gpt.make(item);
  await one.gpt.make(item);
  const web = await browserOf(one.person);
  await web.call("deleteAccount", { name: one.person.username });
  expect((await other.gpt.call("getItemById", { id: kept.id })).item).toEqual(kept);
});

test("a name that is not the account's deletes nothing, and the error says what to type", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const web = await browserOf(person);
  for (const name of ["somebody", `${person.username}x`, person.username.slice(1), " "]) {
    const refused = await web.refusal("deleteAccount", { name });
    expect(refused).toMatchObject({ status: 422, code: "invalid_input", errors: [{ pointer: "#/name" }] });
    expect(refused.detail).toContain(person.username);
  }
  expect((await web.refusal("deleteAccount")).status).toBe(422);
  expect((await gpt.call("getItemById", { id })).item.text).toBe("Dentist");
  await web.call("deleteAccount", { name: `  ${person.username.toUpperCase()} ` });
  expect(await gpt.refusal("getItemById", { id })).toMatchObject({ status: 404 });
});

test("an assistant cannot delete the account, and neither can another site", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const refused = await gpt.refusal("deleteAccount", { name: person.username });
  expect(refused).toMatchObject({ status: 403, code: "web_only" });
  expect(refused.detail).toContain("No assistant can do this.");
  const browser = await Browser.of(person);
  const foreign = await browser.visitor.visit(new URL("/api/account/delete", running.url), {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/json" },
    body: JSON.stringify({ name: person.username }),
  });
  expect(foreign.status).toBe(403);
  const anonymous = await fetch(new URL("/api/account/delete", running.url), {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/json" },
    body: JSON.stringify({ name: person.username }),
  });
  expect(anonymous.status).toBe(401);
  expect((await gpt.call("getItemById", { id })).item.id).toBe(id);
});

test("a still connected assistant sees no old data, leaves nothing behind by reading, and starts over", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const { id: gone } = await gpt.make({ ...item, text: "Physio" });
  await gpt.call("deleteItemById", { id: gone });
  const userId = await userOf(id);
  const assistant = await assistantOf(person); // its token is older than the deletion, and still valid after it
  expect((await assistant.call("search", { query: "Dentist" })).text).toContain(id);
  const web = await browserOf(person);
  await web.call("deleteAccount", { name: person.username });

  const questions: [string, object][] = [
    ["search", { query: "Dentist" }],
    ["search", { query: "" }],
    ["fetch", { id }],
    ["getItemById", { id }],
    ["getItemById", { id: gone }],
    ["listItems", { from: "1900-01-01", to: "2199-12-31" }],
    ["listItems", { q: "card" }],
    ["listTrash", {}],
    ["listChanges", {}],
    ["getOverview", { date: item.date, span: "week" }],
    ["getSettings", {}],
    ["restoreItem", { id: gone }],
    ["undoChange", { last: true }],
    ["undoChange", { id: 1 }],
  ];
  for (const [name, args] of questions) {
    const { text, fields } = await assistant.call(name, { ...args });
    expect(text + JSON.stringify(fields), name).not.toMatch(/Dentist|Physio|Bring the card|health/);
  }
  expect(Object.entries(await rowsOf(userId)).filter(([, count]) => count > 0)).toEqual([]);
  await assistant.close();
  await gpt.make({ ...item, text: "Anew" });
  const { items } = await gpt.call("listItems", { from: "1900-01-01", to: "2199-12-31" });
  expect(items.map(({ text }) => text)).toEqual(["Anew"]);
});
