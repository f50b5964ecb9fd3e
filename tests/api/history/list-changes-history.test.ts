import { expect, test } from "@playwright/test";
import { browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { gptOf } from "../../people.ts";

const physio = { text: "Physio", date: "2026-11-26", startTime: "17:00", timeZone: "Europe/Paris" };

test("a change says what was done, by which program, in which conversation, with before and after in words", async () => {
  const { gpt, client } = await newcomer();
  const { id } = await gpt.make(physio);
  const { change } = await gpt.call("updateItemById", { id, startTime: "18:00", notes: "Towel" });
  const summary = "Moved Physio from Thursday 26 November, 17:00 to 18:00 and changed its notes";
  expect(change).toEqual({ id: 2, summary });
  expect((await gpt.call("listChanges", { since: 1 })).changes).toEqual([
    {
      id: 2,
      at: expect.any(String),
      door: "gpt",
      program: running.gpt.clientId,
      conversation: client.conversationId,
      summary,
      items: [
        {
          id,
          kind: "updated",
          text: "Physio",
          was: "Thursday 26 November 2026, 17:00; no notes",
          is: "Thursday 26 November 2026, 18:00; notes: Towel",
        },
      ],
    },
  ]);
});

test("every write answers with the same summary as the history", async () => {
  const { gpt } = await newcomer();
  const made = await gpt.call("createItems", { items: [physio, { text: "Trip", date: "2026-11-28" }] });
  const id = made.items[0]?.id;
  const changes = [
    made.change,
    (await gpt.call("updateItemById", { id, done: true })).change,
    (await gpt.call("deleteItemById", { id })).change,
    (await gpt.call("restoreItem", { id })).change,
    (await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" })).change,
    (await gpt.call("undoChange", { last: true })).change,
  ];
  expect(changes.map((change) => change?.summary)).toEqual([
    "Added Physio on Thursday 26 November 2026 at 17:00 and 1 more",
    "Ticked off Physio",
    "Deleted Physio on Thursday 26 November 2026 at 17:00",
    "Restored Physio on Thursday 26 November 2026 at 17:00",
    "Set the time zone to Asia/Tokyo",
    "Undid a change: made the time zone unknown again",
  ]);
  const told = (await gpt.call("listChanges")).changes;
  expect(told.map((change) => ({ id: change.id, summary: change.summary }))).toEqual(changes);
});

test("a repeated creation answers with the original change and its summary", async () => {
  const { gpt } = await newcomer();
  const { change } = await gpt.call("createItems", { items: [physio] });
  await gpt.make({ ...physio, text: "Gym" });
  expect(await gpt.call("createItems", { items: [physio] })).toMatchObject({ repeated: true, change });
});

test("newest first, page by page, down to the first change", async () => {
  const { gpt } = await newcomer();
  for (let n = 0; n < 7; n++) await gpt.make({ ...physio, text: `${n}` });
  const pages: number[][] = [];
  let before: number | undefined;
  for (let more = true; more; ) {
    const answer = await gpt.call("listChanges", { order: "newest", limit: 3, before });
    expect(answer).toMatchObject({ rev: 7, complete: true });
    pages.push(answer.changes.map(({ id }) => id));
    before = pages.at(-1)?.at(-1);
    more = answer.more ?? false;
  }
  expect(pages).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  const ids = async (args: object) => (await gpt.call("listChanges", args as never)).changes.map(({ id }) => id);
  expect(await ids({ since: 2, before: 6 })).toEqual([3, 4, 5]);
  expect(await ids({ since: 2, before: 6, order: "newest" })).toEqual([5, 4, 3]);
  expect(await ids({ before: Number.MAX_SAFE_INTEGER, order: "newest", limit: 1 })).toEqual([7]);
});

test("the history can be filtered by door and by conversation", async () => {
  const { person, gpt, client } = await newcomer();
  const web = await browserOf(person);
  const chat = gptDoor(gptOf(person));
  const { id } = await gpt.make(physio);
  await web.call("updateItemById", { id, done: true });
  await chat.call("updateItemById", { id, notes: "Towel" });
  await gpt.call("updateItemById", { id, location: "Upstairs" });
  const ids = async (args: object, door = gpt) =>
    (await door.call("listChanges", args as never)).changes.map((change) => change.id);
  expect(await ids({ door: "web" })).toEqual([2]);
  expect(await ids({ door: "gpt", order: "newest" })).toEqual([4, 3, 1]);
  expect(await ids({ door: "mcp" })).toEqual([]);
  expect(await ids({ conversation: "this" })).toEqual([1, 4]);
  expect(await ids({ conversation: "this" }, chat)).toEqual([3]);
  expect(await ids({ conversation: client.conversationId }, web)).toEqual([1, 4]);
  expect(await ids({ conversation: "another" })).toEqual([]);
});

test("an undo names what it undid, and an undone change names its undo while that is in effect", async () => {
  const { gpt } = await newcomer();
  await gpt.make(physio);
  await gpt.call("undoChange", { last: true });
  const told = async () =>
    (await gpt.call("listChanges")).changes.map(({ undoes, undoneBy }) => ({ undoes, undoneBy }));
  expect(await told()).toEqual([{ undoneBy: 2 }, { undoes: [1] }]);
  await gpt.call("undoChange", { id: 2 });
  expect(await told()).toEqual([{}, { undoes: [1], undoneBy: 3 }, { undoes: [2] }]);
  expect((await gpt.call("listChanges", { since: 2 })).changes[0]?.summary).toMatch(/^Redid a change: restored Physio/);
});

test("long texts are cut to sixty characters, and two long notes that differ only at the end are still shown as different", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ ...physio, text: "x".repeat(500), notes: "n".repeat(4000) });
  const { change } = await gpt.call("updateItemById", { id, notes: `${"n".repeat(3999)}m` });
  expect(change?.summary).toBe(`Changed the notes of ${"x".repeat(60)}…`);
  const [, second] = (await gpt.call("listChanges")).changes;
  const notes = `notes: ${"n".repeat(60)}…`;
  expect(second).toMatchObject({ summary: change?.summary, items: [{ was: notes, is: notes }] });
});

test("an empty window, an unknown order or door, and an unknown conversation are refused", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  for (const [args, field] of [
    [{ since: 3, before: 3 }, "before"],
    [{ before: 0 }, "before"],
    [{ order: "latest" }, "order"],
    [{ door: "window" }, "door"],
    [{ conversation: "" }, "conversation"],
  ] as const)
    expect(await gpt.refusal("listChanges", args)).toMatchObject({ status: 422, errors: [{ pointer: `#/${field}` }] });
  expect(await web.refusal("listChanges", { conversation: "this" })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/conversation" }],
  });
});
