import { expect, test } from "@playwright/test";
import { type Api, browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { gptOf } from "../../people.ts";

const dentist = { text: "Dentist", date: "2026-11-27", startTime: "14:00", timeZone: "Europe/Paris" };

/** An item's content without the fields that every write touches. */
async function read(door: Api, id: string) {
  const { version, updatedAt, ...item } = (await door.call("getItemById", { id })).item;
  return item;
}

test("an update is undone field by field; the undo is a change that can be undone, and so on", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(dentist);
  const before = await read(gpt, id);
  const { change, item } = await gpt.call("updateItemById", { id, startTime: "15:00", notes: "Card", tags: ["a"] });
  const after = await read(gpt, id);
  const undone = await gpt.call("undoChange", { id: change?.id });
  expect(undone).toEqual({
    change: {
      id: 3,
      summary: "Undid a change: moved Dentist from Friday 27 November, 15:00 to 14:00 and changed its notes and tags",
    },
    undoes: [2],
    items: [{ id, kind: "updated", text: "Dentist" }],
    itemCount: 1,
  });
  expect(await read(gpt, id)).toEqual(before);
  expect((await gpt.call("getItemById", { id })).item.version).toBe(item.version + 1);
  const redone = await gpt.call("undoChange", { id: undone.change.id });
  expect(redone.change.summary).toMatch(/^Redid a change: moved Dentist from Friday 27 November, 14:00 to 15:00/);
  expect(await read(gpt, id)).toEqual(after);
  await gpt.call("undoChange", { id: change?.id });
  expect(await read(gpt, id)).toEqual(before);
});

test("undo moves additions to the trash, and reverses deletions and restorations", async () => {
  const { gpt } = await newcomer();
  const { items, change } = await gpt.call("createItems", { items: [dentist, { ...dentist, text: "Gym" }] });
  const [id = "", other = ""] = items.map((item) => item.id);
  expect(await gpt.call("undoChange", { id: change.id })).toMatchObject({
    change: { id: 2, summary: "Undid a change: deleted Dentist on Friday 27 November 2026 at 14:00 and 1 more" },
    items: [{ kind: "deleted" }, { kind: "deleted" }],
  });
  expect((await gpt.call("listTrash")).items.map((item) => item.text).sort()).toEqual(["Dentist", "Gym"]);
  const redone = await gpt.call("undoChange", { id: 2 });
  expect(redone.items).toEqual([
    { id, kind: "restored", text: "Dentist" },
    { id: other, kind: "restored", text: "Gym" },
  ]);
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ version: 3, createdBy: "gpt" });
  const { change: deletion } = await gpt.call("deleteItemById", { id });
  await gpt.call("undoChange", { id: deletion.id });
  const again = await gpt.call("deleteItemById", { id });
  const { change: restoring } = await gpt.call("restoreItem", { id });
  await gpt.call("undoChange", { id: restoring?.id });
  expect((await gpt.call("listTrash")).items.map((item) => item.id)).toEqual([id]);
  expect(again.change.summary).toBe("Deleted Dentist on Friday 27 November 2026 at 14:00");
});

test("last needs no id: repeated, it steps back through this conversation's changes, and no further", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make(dentist);
  const chat = gptDoor(gptOf(person));
  await chat.call("updateItemById", { id, text: "Dr. Lim" });
  await chat.call("updateItemById", { id, done: true });
  await chat.make({ ...dentist, text: "Gym" });
  expect((await chat.call("undoChange", { last: true })).undoes).toEqual([4]);
  expect((await chat.call("undoChange", { last: true })).undoes).toEqual([3]);
  expect(await chat.call("undoChange", { last: true })).toMatchObject({ undoes: [2], change: { id: 7 } });
  expect(await read(gpt, id)).toMatchObject({ text: "Dentist", done: false });
  expect(await chat.refusal("undoChange", { last: true })).toMatchObject({ status: 409, code: "nothing_to_undo" });
  expect((await chat.call("undoChange", { id: 7 })).undoes).toEqual([7]);
  expect((await chat.call("undoChange", { last: true, id: undefined })).undoes).toEqual([2]);
});

test("last in a new conversation means the latest change through this door, whatever the other door did since", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  await gpt.make(dentist);
  const other = await web.make({ ...dentist, text: "By hand" });
  const chat = gptDoor(gptOf(person));
  expect(await chat.call("undoChange", { last: true })).toMatchObject({ items: [{ text: "Dentist" }] });
  expect(await web.call("undoChange", { last: true })).toMatchObject({ items: [{ id: other.id }] });
  expect(await web.refusal("undoChange", { last: true })).toMatchObject({ status: 409, code: "nothing_to_undo" });
});

test("a time zone change is undone, also back to unknown: floating items float again", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "Early", date: "2026-11-27", startTime: "07:00" });
  const floating = await read(gpt, id);
  await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  expect(await gpt.refusal("undoChange", { id: 2 })).toMatchObject({
    code: "changed_since",
    inTheWay: [{ text: "The time zone", what: "Changed the time zone to Asia/Tokyo", change: 3, changedBy: "gpt" }],
  });
  const undone = await gpt.call("undoChange", { last: true });
  expect(undone.change.summary).toBe("Undid a change: changed the time zone to Europe/Paris");
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "Europe/Paris", timeZoneSource: "settings" });
  await gpt.call("undoChange", { last: true });
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown" });
  expect(await read(gpt, id)).toEqual(floating);
  await gpt.call("undoChange", { id: 5 });
  expect(await read(gpt, id)).toMatchObject({ timeZone: "Europe/Paris", startsAt: "2026-11-27T07:00:00+01:00" });
});

test("a zone detected at sign-in is no user's change: last skips it, its id does not", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person, { "browser-time-zone": "Europe/Paris" });
  expect(await web.refusal("undoChange", { last: true })).toMatchObject({ status: 409, code: "nothing_to_undo" });
  await web.make(dentist);
  expect((await web.call("undoChange", { last: true })).undoes).toEqual([2]);
  expect(await web.refusal("undoChange", { last: true })).toMatchObject({ code: "nothing_to_undo" });
  const { change } = await gpt.call("undoChange", { id: 1 });
  expect(change.summary).toBe("Undid a change: made the time zone unknown again");
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown" });
});

test("of ten concurrent undos of one change, one wins, and the others are told so", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make(dentist);
  await gpt.call("updateItemById", { id, text: "Dr. Lim" });
  const doors = Array.from({ length: 10 }, (_, n) => (n % 2 ? gpt : web));
  const answers = await Promise.all(doors.map((door) => door.answer("undoChange", { id: 2 })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  expect(await gpt.refusal("undoChange", { id: 2 })).toMatchObject({
    code: "already_undone",
    detail: "Change 2 was undone by change 3, so nothing was done now. To bring it back, undo change 3.",
  });
  expect(await gpt.call("listChanges")).toMatchObject({ rev: 3 });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ text: "Dentist", version: 3 });
});

test("an item in the trash for more than thirty days cannot be restored by any undo", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(dentist);
  await gpt.call("deleteItemById", { id });
  await query(`UPDATE "Item" SET "deletedAt" = now() - interval '31 days' WHERE id = $1`, [id]);
  expect(await gpt.refusal("undoChange", { last: true })).toMatchObject({
    code: "changed_since",
    inTheWay: [{ id, text: "Dentist", what: "It was deleted, and is gone for good" }],
  });
});
