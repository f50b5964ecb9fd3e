import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { OperationName } from "../../../contract/addresses.ts";
import type { WriteCall } from "../../../server/write/write-call.ts";
import { type Api, browserOf, gptDoor, newcomer, webDoor } from "../../harness/api.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { signedToken } from "../../harness/signed-token.ts";
import { Browser, gptOf } from "../../people.ts";

const item = { text: "Dentist", date: "2027-03-05", startTime: "14:00" };
const days = (n: number) => `2027-03-${String(n).padStart(2, "0")}`;
const window = { from: "2027-01-01", to: "2027-12-31", limit: 200 };

/** Everything that a preview must not change. */
async function readAll(door: Api) {
  const [{ items, rev }, { items: trash }, { changes }, settings] = await Promise.all([
    door.call("listItems", window),
    door.call("listTrash"),
    door.call("listChanges"),
    door.call("getSettings"),
  ]);
  return { items, rev, trash, changes, settings };
}

/** Removes what may differ between a preview and its execution: times, and ids of new items. */
function alike(body: object, isNew: boolean): unknown {
  const dropped = new Set(["updatedAt", "createdAt", "deletedAt", "preview", "summary", "confirm", "change"]);
  if (isNew) dropped.add("id");
  return JSON.parse(JSON.stringify(body, (key, value) => (dropped.has(key) ? undefined : value)));
}

type Case = readonly [what: string, name: OperationName, args: object, summary: RegExp | string];

/** An agenda in which each of these has an effect: timed items, a dozen with a tag, one in the trash. */
async function prepare(gpt: Api): Promise<Case[]> {
  const [a, c, b] = await gpt.makeAll([item, item, { text: "Trip", date: days(1), endDate: days(9), notes: "n" }]);
  await gpt.makeAll(Array.from({ length: 12 }, (_, n) => ({ text: `Task ${n}`, date: days(n + 1), tags: ["work"] })));
  const [gone] = await gpt.makeAll([{ text: "Gone", date: days(3) }]);
  await gpt.call("deleteItemById", { id: gone });
  return [
    [
      "one item added",
      "createItems",
      { items: [{ text: "New", date: days(4) }] },
      "Would add New on Thursday 4 March 2027",
    ],
    [
      "three added",
      "createItems",
      { items: [item, item, item], allowDuplicates: true },
      /^Would add 3 items \(Dentist, /,
    ],
    ["a move", "updateItemById", { id: a, date: days(8) }, "Would move Dentist to Monday 8 March 2027, 14:00"],
    [
      "several fields",
      "updateItemById",
      { id: b, text: "Journey", tags: ["x"], notes: null },
      "Would rename Trip to Journey",
    ],
    ["a tick", "updateItemById", { id: c, done: true, version: 1 }, "Would tick off Dentist"],
    ["a deletion", "deleteItemById", { id: b }, /^Would delete Trip from Monday 1 March 2027 to/],
    [
      "a dozen moved by days",
      "rescheduleItems",
      { filter: { tag: "work" }, days: 40 },
      "Would move 12 items (Task 0, Task 1 and 10 more)",
    ],
    [
      "a dozen moved to a day",
      "rescheduleItems",
      { filter: { tag: "work" }, date: days(3) },
      "Would move 11 items (Task 0, Task 1 and 9 more)",
    ],
    [
      "a dozen ticked off",
      "completeItems",
      { filter: { q: "task" } },
      "Would tick off 12 items (Task 0, Task 1 and 10 more)",
    ],
    ["two deleted", "deleteItems", { ids: [a, c] }, "Would delete 2 items (Dentist and Dentist)"],
    ["all deleted", "deleteItems", { filter: { from: days(1) } }, /^Would delete 15 items \(/],
    ["an undo", "undoChange", { last: true }, /^Would undo a change: restore Gone on/],
  ];
}

test("a preview does nothing, and confirming it does exactly what it said, over either interface", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const cases = await prepare(gpt);
  const web = await browserOf(person);
  for (const [n, [what, name, args, summary]] of cases.entries()) {
    const door = n % 2 && name !== "undoChange" ? web : gpt;
    const before = await readAll(gpt);
    const preview = await door.answer(name, { ...args, previewOnly: true });
    expect(preview.status, what).toBe(200);
    expect(preview.body, what).toMatchObject({ preview: true, confirm: expect.any(String) });
    expect((preview.body as { summary?: string }).summary, what).toMatch(summary);
    expect(preview.body, what).not.toHaveProperty("change");
    expect(await readAll(gpt), what).toEqual(before);

    const { confirm } = preview.body as { confirm?: string };
    const deed = await door.call(name, { ...args, confirm });
    expect(deed, what).toMatchObject({ change: { id: before.rev + 1 } });
    expect(deed, what).not.toHaveProperty("preview");
    expect(alike(deed, name === "createItems"), what).toEqual(alike(preview.body, name === "createItems"));

    const again = await door.refusal(name, { ...args, confirm });
    expect(again, what).toMatchObject({ status: 409, code: "changed_since_preview" });
    await gpt.call("undoChange", { id: before.rev + 1 });
    expect((await readAll(gpt)).items.map(({ text }) => text)).toEqual(before.items.map(({ text }) => text));
    if (name !== "undoChange") expect(await readAll(gpt)).toMatchObject({ settings: before.settings });
  }
});

test("a preview is refused like the operation itself", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make(item);
  const refused = [
    ["updateItemById", { id, version: 7, text: "b" }, "version_conflict"],
    ["updateItemById", { id: "01kaqv7m3x9d", text: "b" }, "item_not_found"],
    ["updateItemById", { id }, "invalid_input"],
    ["deleteItemById", { id, version: 7 }, "version_conflict"],
    ["createItems", { items: [{ ...item, weekday: "Monday" }] }, "invalid_input"],
    ["undoChange", { id: 99 }, "change_not_found"],
  ] as const;
  for (const [name, args, code] of refused) {
    const preview = await gpt.refusal(name, { ...args, previewOnly: true });
    const { requestId: _, ...deed } = await gpt.refusal(name, args);
    expect(preview).toMatchObject({ ...deed, code });
  }
});

test("if nothing would change there is nothing to confirm", async () => {
  const { gpt } = await newcomer();
  const { items } = await gpt.call("createItems", { items: [item] });
  const nothing = { preview: true, summary: "Nothing would change" };
  const update = await gpt.call("updateItemById", { id: items[0]?.id, text: "Dentist", previewOnly: true });
  expect(update).toMatchObject(nothing);
  const repeated = await gpt.answer("createItems", { items: [item], previewOnly: true });
  expect(repeated).toMatchObject({ status: 200, body: { ...nothing, repeated: true, items } });
  for (const body of [update, repeated.body]) expect(Object.keys(body)).not.toContain("confirm");
});

test("a preview of a user's very first write stores nothing, not even the user", async () => {
  const { gpt } = await newcomer();
  const preview = await gpt.call("createItems", {
    items: [{ ...item, text: `First ${randomUUID()}` }],
    previewOnly: true,
  });
  expect(preview).toMatchObject({ preview: true });
  expect(await gpt.refusal("getItemById", { id: preview.items[0]?.id })).toMatchObject({ status: 404 });
  expect((await gpt.call("listChanges")).rev).toBe(0);
});

test("a change by anyone since the preview invalidates the confirmation", async () => {
  const { person, gpt } = await newcomer();
  const [id, other] = await gpt.makeAll([item, item]);
  const { confirm } = await gpt.call("deleteItemById", { id, previewOnly: true });
  await (await browserOf(person)).call("updateItemById", { id: other, text: "b" });
  expect(await gpt.refusal("deleteItemById", { id, confirm })).toMatchObject({
    status: 409,
    code: "changed_since_preview",
    detail: expect.stringContaining("previewOnly true"),
  });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ text: "Dentist" });
});

test("of ten concurrent confirmations one is executed; with a key all get the same answer", async () => {
  const { gpt } = await newcomer();
  const [a, b] = await gpt.makeAll([item, item]);
  const first = await gpt.call("deleteItemById", { id: a, previewOnly: true });
  const confirming = Array.from({ length: 10 }, () => gpt.answer("deleteItemById", { id: a, confirm: first.confirm }));
  const statuses = (await Promise.all(confirming)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, ...Array(9).fill(409)]);
  const idempotencyKey = randomUUID();
  const second = await gpt.call("deleteItemById", { id: b, previewOnly: true, idempotencyKey });
  const call = { id: b, confirm: second.confirm, idempotencyKey };
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.call("deleteItemById", call)));
  expect(new Set(answers.map(({ repeated: _, ...answer }) => JSON.stringify(answer))).size).toBe(1);
  expect(answers.filter(({ repeated }) => repeated)).toHaveLength(9);
  expect((await gpt.call("listChanges")).rev).toBe(3);
});

test("a token is for one user, one door, one conversation, one operation and exactly one input", async () => {
  const [one, stranger] = await Promise.all([newcomer(), newcomer()]);
  const { gpt, person } = one;
  const [id, other] = await gpt.makeAll([item, item]);
  await stranger.gpt.makeAll([item]);
  const args = { id, text: "b", done: true };
  const { confirm = "" } = await gpt.call("updateItemById", { ...args, previewOnly: true });
  const web = await browserOf(person);
  const { confirm: byHand } = await web.call("createItems", { items: [item], previewOnly: true });
  const flip = (at: number) => confirm.slice(0, at) + (confirm[at] === "1" ? "2" : "1") + confirm.slice(at + 1);
  const [rev, expires, signature] = confirm.split(".");
  const wrong: [Api, OperationName, object][] = [
    [stranger.gpt, "updateItemById", { ...args, confirm }],
    // Browsers have no conversation and no program: only the user distinguishes these two.
    [await browserOf(stranger.person), "createItems", { items: [item], confirm: byHand }],
    [web, "updateItemById", { ...args, confirm }],
    [gptDoor(gptOf(person)), "updateItemById", { ...args, confirm }],
    [gpt, "updateItemById", { ...args, id: other, confirm }],
    [gpt, "updateItemById", { ...args, text: "c", confirm }],
    [gpt, "updateItemById", { ...args, done: false, confirm }],
    [gpt, "updateItemById", { ...args, date: "2027-03-06", confirm }],
    [gpt, "updateItemById", { id, text: "b", confirm }],
    [gpt, "deleteItemById", { id, confirm }],
    [gpt, "createItems", { items: [item], confirm }],
    [gpt, "undoChange", { last: true, confirm }],
    ...[0, 5, confirm.length - 5].map((at): [Api, OperationName, object] => [
      gpt,
      "updateItemById",
      { ...args, confirm: flip(at) },
    ]),
    ...[
      `${rev}.${Number(expires) + 60_000}.${signature}`,
      `${Number(rev) + 1}.${expires}.${signature}`,
      "yes",
      "1.1.",
    ].map((text): [Api, OperationName, object] => [gpt, "updateItemById", { ...args, confirm: text }]),
  ];
  for (const [door, name, sent] of wrong)
    expect(await door.refusal(name, sent), JSON.stringify([name, sent])).toMatchObject({
      status: 422,
      code: "confirmation_invalid",
      detail: expect.stringContaining("preview again with previewOnly true"),
    });
  const both = await gpt.refusal("updateItemById", { ...args, confirm, previewOnly: true });
  expect(both).toMatchObject({ status: 422, code: "invalid_input" });
  for (const odd of ["", "x".repeat(201)])
    expect(await gpt.refusal("updateItemById", { ...args, confirm: odd })).toMatchObject({ code: "invalid_input" });
  // It is still valid: the fields in another order, and previewOnly set to false.
  const deed = await gpt.call("updateItemById", { previewOnly: false, confirm, done: true, text: " b", id });
  expect(deed.item).toMatchObject({ text: "b", done: true });
});

test("a token is valid for an hour", async () => {
  const { gpt, client } = await newcomer();
  const { id } = await gpt.make(item);
  const userId = await userOf(id);
  const { confirm = "" } = await gpt.call("deleteItemById", { id, previewOnly: true });
  const minutesLeft = (Number(confirm.split(".")[1]) - Date.now()) / 60_000;
  expect(minutesLeft).toBeGreaterThan(59);
  expect(minutesLeft).toBeLessThanOrEqual(60.2);
  const caller = { userId, door: "gpt" as const, ...(await whoCalls(id)) };
  expect(client).toBeDefined();
  const call = { operation: "deleteItemById" as const, input: { id } as WriteCall["input"] };
  const over = await signedToken(caller, call, { rev: 1, madeMs: Date.now() - 61 * 60_000 });
  expect(await gpt.refusal("deleteItemById", { id, confirm: over })).toMatchObject({
    status: 422,
    code: "confirmation_invalid",
    detail: expect.stringContaining("60 minutes"),
  });
  const young = await signedToken(caller, call, { rev: 1, madeMs: Date.now() - 58 * 60_000 });
  expect((await gpt.call("deleteItemById", { id, confirm: young })).item.id).toBe(id);
});

/** The program and conversation that created an item, from the ledger. */
async function whoCalls(id: string) {
  const [row] = await query<{ clientId: string; conversation: string }>(
    `SELECT "clientId", conversation FROM "Change" WHERE items @> jsonb_build_array(jsonb_build_object('id', $1::text))`,
    [id],
  );
  return row;
}

test("open pages are not notified of a preview", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const browser = await Browser.of(person);
  const feed = await EventStream.open(browser.visitor.cookie);
  await feed.tells(1);
  await gpt.call("deleteItemById", { id, previewOnly: true });
  await webDoor(browser).call("updateItemById", { id, text: "b", previewOnly: true });
  await gpt.call("updateItemById", { id, text: "c" });
  await feed.tells(2);
  expect(feed.revs).toEqual([1, 2]);
  feed.close();
});
