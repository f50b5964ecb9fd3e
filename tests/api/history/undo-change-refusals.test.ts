import { expect, test } from "@playwright/test";
import { browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { calendar, event, mover, takeIn } from "../../harness/calendar-files.ts";
import { query } from "../../harness/identity-door.ts";
import { gptOf } from "../../people.ts";

const item = { text: "Dentist", date: "2026-11-27" };

test("if an item was changed since, nothing is undone, and the obstacle is named", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { items } = await gpt.call("createItems", { items: [item, { ...item, text: "Gym" }] });
  const [a, b] = items.map(({ id }) => id);
  await web.call("updateItemById", { id: a, notes: "Card" });
  expect(await gpt.refusal("undoChange", { last: true })).toMatchObject({
    status: 409,
    code: "changed_since",
    detail:
      "Dentist was changed since: Changed the notes of Dentist. Nothing was undone. If the person agrees, send force true: that undoes what can be, and leaves the rest.",
    inTheWay: [{ id: a, text: "Dentist", what: "Changed the notes of Dentist", change: 2, changedBy: "web" }],
  });
  expect((await gpt.call("listItems", { from: "2026-11-27" })).items.map(({ id }) => id)).toEqual([a, b]);
  expect((await gpt.call("listChanges")).rev).toBe(2);
  await web.call("undoChange", { last: true });
  expect(await gpt.call("undoChange", { last: true })).toMatchObject({ undoes: [1], itemCount: 2 });
});

test("force undoes what it can, leaves what was changed since, and reports what it left", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make(item);
  await gpt.call("updateItemById", { id, text: "Dr. Lim", startTime: "14:00", tags: ["a"] });
  await web.call("updateItemById", { id, text: "Dr. Lim, upstairs", notes: "Card" });
  const inTheWay = [{ id, text: "Dr. Lim, upstairs", change: 3, changedBy: "web" }];
  expect(await gpt.refusal("undoChange", { id: 2 })).toMatchObject({ inTheWay });
  const undone = await gpt.call("undoChange", { id: 2, force: true });
  expect(undone).toMatchObject({ undoes: [2], left: inTheWay });
  const { item: now } = await gpt.call("getItemById", { id });
  expect(now).toMatchObject({ text: "Dr. Lim, upstairs", notes: "Card" });
  expect(now).not.toHaveProperty("startTime");
  expect(now).not.toHaveProperty("tags");
  await gpt.call("undoChange", { id: undone.change.id });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ startTime: "14:00", tags: ["a"] });
});

test("force with nothing left to undo changes nothing and says why", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make(item);
  await gpt.call("updateItemById", { id, text: "Dr. Lim" });
  await web.call("updateItemById", { id, text: "Dr. Kim" });
  expect(await gpt.refusal("undoChange", { id: 2, force: true })).toMatchObject({ code: "changed_since", status: 409 });
  await web.call("deleteItemById", { id });
  expect(await gpt.refusal("undoChange", { id: 1, force: true })).toMatchObject({ code: "nothing_to_undo" });
  expect((await gpt.call("listChanges")).rev).toBe(4);
});

test("in a batch, one obstacle stops all; with force the others are undone", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const many = Array.from({ length: 30 }, (_, n) => ({ ...item, text: `Item ${n}` }));
  const made = await gpt.call("createItems", { items: many });
  const ids = made.items.map(({ id }) => id);
  await gpt.call("undoChange", { last: true });
  const redo = { id: 2 };
  for (const id of ids.slice(0, 25)) await web.call("restoreItem", { id });
  const refused = await gpt.refusal("undoChange", redo);
  expect(refused.detail).toMatch(
    /^Item 0 was changed since: Restored Item 0 on Friday 27 November 2026 \(and 24 more\)\./,
  );
  expect((refused as unknown as { inTheWay: unknown[] }).inTheWay).toHaveLength(20);
  expect(await gpt.call("undoChange", { ...redo, force: true })).toMatchObject({ itemCount: 5 });
  expect((await gpt.call("listItems", { from: item.date })).items).toHaveLength(30);
});

test("a change that does not exist, and one of another user, are not found", async () => {
  const [one, other] = await Promise.all([newcomer(), newcomer()]);
  for (let n = 0; n < 3; n++) await other.gpt.make({ ...item, text: `${n}` });
  for (const id of [1, 3, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER])
    expect(await one.gpt.refusal("undoChange", { id })).toMatchObject({ status: 404, code: "change_not_found" });
  const { conversationId } = other.client;
  expect(await one.gpt.refusal("undoChange", { conversation: conversationId })).toMatchObject({
    status: 409,
    code: "nothing_to_undo",
  });
  expect(await one.gpt.refusal("undoChange", { last: true })).toMatchObject({ code: "nothing_to_undo" });
  expect((await other.gpt.call("listItems", { from: item.date })).items).toHaveLength(3);
});

test("previous contents are kept for thirty days, and no undo goes further back", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  await gpt.call("updateItemById", { id, done: true });
  const sql = `UPDATE "Change" SET items = NULL WHERE rev = 1 AND "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`;
  await query(sql, [id]);
  expect(await gpt.refusal("undoChange", { id: 1 })).toMatchObject({ status: 409, code: "too_old_to_undo" });
  expect(await gpt.refusal("undoChange", { id: 1, force: true })).toMatchObject({ code: "too_old_to_undo" });
  expect(await gpt.refusal("undoChange", { conversation: "this" })).toMatchObject({ code: "too_old_to_undo" });
  expect(await gpt.call("undoChange", { conversation: "this", force: true })).toMatchObject({ undoes: [2] });
});

test("exactly one of last, id and conversation must say what to undo", async () => {
  const { gpt, person } = await newcomer();
  const web = await browserOf(person);
  await gpt.make(item);
  for (const args of [
    {},
    { last: false },
    { force: true },
    { last: true, id: 1 },
    { id: 1, conversation: "this" },
    { id: 0 },
    { id: 1.5 },
    { id: "1" },
    { last: "yes" },
    { conversation: "" },
    { change: 1 },
  ])
    expect(await web.refusal("undoChange", args), JSON.stringify(args)).toMatchObject({ status: 422 });
  expect(await web.refusal("undoChange", { conversation: "this" })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/conversation" }],
  });
  expect(await web.call("undoChange", { id: 1, last: false })).toMatchObject({ undoes: [1] });
});

test("a conversation is undone as a whole, including its own undos, but not what was undone from elsewhere", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const kept = await gpt.make(item);
  const client = gptOf(person);
  const chat = gptDoor(client);
  await chat.call("updateItemById", { id: kept.id, text: "Dr. Lim" });
  const made = await chat.make({ ...item, text: "Gym" });
  await chat.call("updateItemById", { id: made.id, done: true });
  await chat.call("undoChange", { last: true });
  await chat.call("deleteItemById", { id: kept.id });
  await web.call("undoChange", { id: 6 });
  const undone = await web.call("undoChange", { conversation: client.conversationId });
  expect(undone).toMatchObject({
    undoes: [3, 2],
    change: { id: 8, summary: "Undid 2 changes: 1 deleted, 1 renamed" },
  });
  expect((await gpt.call("listItems", { from: item.date })).items).toMatchObject([{ id: kept.id, text: "Dentist" }]);
  expect(await chat.refusal("undoChange", { conversation: "this" })).toMatchObject({ code: "nothing_to_undo" });
  await web.call("undoChange", { id: 8 });
  expect(await chat.call("undoChange", { conversation: "this" })).toMatchObject({ undoes: [3, 2] });
});

test("a conversation is undone all or nothing, unless forced", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const a = await gpt.make(item);
  const b = await gpt.make({ ...item, text: "Gym" });
  await gpt.call("updateItemById", { id: a.id, done: true });
  await web.call("updateItemById", { id: a.id, notes: "Card" });
  await gpt.call("updateItemById", { id: a.id, location: "Upstairs" });
  const inTheWay = [{ id: a.id, change: 4, changedBy: "web" }];
  expect(await gpt.refusal("undoChange", { conversation: "this" })).toMatchObject({ code: "changed_since", inTheWay });
  expect((await gpt.call("listItems", { from: item.date })).items).toHaveLength(2);
  const forced = await gpt.call("undoChange", { conversation: "this", force: true });
  expect(forced).toMatchObject({ undoes: [5, 3, 2, 1], left: inTheWay });
  expect((await gpt.call("listTrash")).items.map(({ id }) => id)).toEqual([b.id]);
  const { items } = await gpt.call("listItems", { from: item.date });
  expect(items).toMatchObject([{ id: a.id, notes: "Card", done: false }]);
  expect(items[0]).not.toHaveProperty("location");
});

test("imported items that the user edited stay when the rest of the import is undone", async () => {
  const { browser, web } = await mover("Europe/Paris");
  const days = ["Dentist", "Gym", "Choir"].map((text, n) =>
    event(`${text}@test`, `SUMMARY:${text}`, `DTSTART;VALUE=DATE:2027030${n + 1}`),
  );
  const { change } = await takeIn(browser, calendar(...days.flat()));
  const window = { from: "2027-03-01", to: "2027-03-31" };
  const { items } = await web.call("listItems", window);
  await web.call("updateItemById", { id: items[1]?.id, notes: "Towel" });
  const refused = await web.refusal("undoChange", { id: change.id });
  expect(refused).toMatchObject({ code: "changed_since", canForce: true, inTheWay: [{ id: items[1]?.id }] });
  const left = [{ id: items[1]?.id, text: "Gym" }];
  expect(await web.call("undoChange", { id: change.id, force: true })).toMatchObject({ itemCount: 2, left });
  expect((await web.call("listItems", window)).items).toMatchObject([{ text: "Gym", notes: "Towel" }]);
});

test("if everything added was changed since, force is not offered and removes nothing", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make(item);
  await web.call("updateItemById", { id, notes: "Card" });
  const detail = expect.stringContaining("Change or delete it by itself, or undo what was done since.");
  const refused = { status: 409, code: "changed_since", canForce: false, detail };
  expect(await gpt.refusal("undoChange", { last: true })).toMatchObject(refused);
  expect(await gpt.refusal("undoChange", { last: true, force: true })).toMatchObject(refused);
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ notes: "Card" });
});

test("a series that was split and changed since keeps its future, forced or not", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const fields = { text: "Standup", date: "2027-03-01", startTime: "09:00", recurrence: "FREQ=DAILY" };
  const { id } = await gpt.make(fields);
  const later = { id, occurrence: "2027-03-04", scope: "following", startTime: "10:00" } as const;
  const split = await gpt.call("updateItemById", later);
  await gpt.call("updateItemById", { id, scope: "all", startTime: "08:00" });
  const times = async () =>
    (await gpt.call("listItems", { from: "2027-03-01", to: "2027-03-06" })).items.map(
      ({ date, startTime }) => `${date.slice(-2)} ${startTime}`,
    );
  const kept = ["01 08:00", "02 08:00", "03 08:00", "04 10:00", "05 10:00", "06 10:00"];
  expect(await times()).toEqual(kept);
  const undo = { id: split.change?.id ?? 0 };
  expect(await gpt.refusal("undoChange", undo)).toMatchObject({ code: "changed_since", canForce: false });
  expect(await gpt.refusal("undoChange", { ...undo, force: true })).toMatchObject({ code: "changed_since" });
  expect(await times()).toEqual(kept);
  await gpt.call("undoChange", { last: true });
  expect(await gpt.call("undoChange", undo)).toMatchObject({ itemCount: 2 });
  expect(await times()).toEqual(["01", "02", "03", "04", "05", "06"].map((day) => `${day} 09:00`));
});
