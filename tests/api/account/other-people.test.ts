import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

/** The exact answer, except for the request's id. */
async function lettersOf(door: Api, ...call: Parameters<Api["answer"]>): Promise<string> {
  const { status, headers, body } = await door.answer(...call);
  const { requestId, ...rest } = body as unknown as { requestId: string };
  expect(headers.get("x-request-id")).toBe(requestId);
  const kept = [...headers].filter(([name]) => !["x-request-id", "date"].includes(name));
  return JSON.stringify({ status, kept, body: rest });
}

test("another user's item is answered like one that never existed, by every operation and both interfaces", async () => {
  const [owner, stranger] = await Promise.all([newcomer("Europe/Paris"), newcomer("Europe/Paris")]);
  const { id: alive } = await owner.gpt.make({ text: "Secret", date: "2027-03-05" });
  const { id: trashed } = await owner.gpt.make({ text: "Secret too", date: "2027-03-05" });
  await owner.gpt.call("deleteItemById", { id: trashed });
  const never = alive.replace(/.{3}$/, "zzz");
  const calls = [
    ["getItemById", {}],
    ["updateItemById", { text: "Mine now" }],
    ["updateItemById", { text: "Mine now", version: 7 }],
    ["deleteItemById", {}],
    ["deleteItemById", { version: 7 }],
    ["restoreItem", {}],
  ] as const;
  for (const door of [stranger.gpt, await browserOf(stranger.person)])
    for (const [name, args] of calls) {
      const expected = await lettersOf(door, name, { id: never, ...args });
      expect(expected).toContain('"status":404');
      expect(await lettersOf(door, name, { id: alive, ...args })).toBe(expected);
      expect(await lettersOf(door, name, { id: trashed, ...args })).toBe(expected);
    }
  expect((await owner.gpt.call("getItemById", { id: alive })).item).toMatchObject({ text: "Secret", version: 1 });
  expect((await owner.gpt.call("restoreItem", { id: trashed })).item).toMatchObject({ text: "Secret too", version: 3 });
});

test("other users' items are neither listed nor counted, and their changes not reported", async () => {
  const [owner, stranger] = await Promise.all([newcomer("Europe/Paris"), newcomer()]);
  const items = [
    { text: "Secret", date: "2027-03-05" },
    { text: "Before", date: "2027-01-05" },
  ];
  await owner.gpt.call("createItems", { items });
  for (const door of [stranger.gpt, await browserOf(stranger.person)]) {
    expect(await door.call("listItems", { from: "2027-03-01" })).toMatchObject({ items: [], itemsBefore: 0, rev: 0 });
    expect(await door.call("listChanges")).toEqual({ rev: 0, complete: true, changes: [] });
    expect(await door.call("getSettings")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown" });
  }
});

test("two users may have items with the same id, and each gets their own", async () => {
  const [one, other] = await Promise.all([newcomer(), newcomer()]);
  const { id } = await one.gpt.make({ text: "one's", date: "2027-03-05" });
  const { id: theirs } = await other.gpt.make({ text: "the other's", date: "2027-03-05" });
  await query(`UPDATE "Item" SET id = $2 WHERE id = $1`, [theirs, id]);
  await other.gpt.call("updateItemById", { id, done: true });
  expect((await one.gpt.call("getItemById", { id })).item).toMatchObject({ text: "one's", done: false, version: 1 });
  await other.gpt.call("deleteItemById", { id });
  expect((await one.gpt.call("listItems", { from: "2027-03-05" })).items).toHaveLength(1);
});
