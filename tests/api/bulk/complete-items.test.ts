import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { confirmed, readByText } from "./bulk.ts";

const tasks = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ text: `Task ${n}`, date: "2027-03-05", ...more }));

test("many items are ticked off and reopened, each time as one change, without a preview", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const ids = await gpt.makeAll(tasks(30));
  const rev = (await gpt.call("listChanges")).rev;
  await gpt.call("updateItemById", { id: ids[3], done: true });
  const done = await gpt.call("completeItems", { ids });
  expect(done).toMatchObject({ count: 29, unchanged: 1, change: { id: rev + 2 } });
  expect(done.change?.summary).toBe("Ticked off Task 0 and 28 more");
  expect([...(await readByText(gpt)).values()].every((item) => item.done)).toBe(true);
  expect(await web.call("completeItems", { ids, done: false })).toMatchObject({ count: 30 });
  expect([...(await readByText(gpt)).values()].some((item) => item.done)).toBe(false);
  await web.call("undoChange", { last: true });
  expect((await readByText(gpt)).get("Task 3")?.done).toBe(true);
  expect(await gpt.call("completeItems", { filter: { done: true } })).toEqual({ count: 0, unchanged: 30, items: [] });
});

test("five hundred items are done in one call and undone in one; more are refused with advice", async () => {
  test.setTimeout(120_000);
  const { gpt } = await newcomer("Europe/Paris");
  const text = "長".repeat(490); // so that not all summaries fit into one answer
  const ids = await gpt.makeAll(tasks(500, { text, tags: ["bulk"], startTime: "09:00" }));
  const answer = await gpt.answer("completeItems", { filter: { tag: "bulk" } });
  expect(answer.body.count).toBe(500);
  expect(answer.body.items.length).toBeLessThan(200);
  expect(JSON.stringify(answer.body).length).toBeLessThan(90_000);
  const moved = await confirmed(gpt, "rescheduleItems", { ids, days: 1 });
  expect(moved).toMatchObject({ count: 500, change: { id: 13 } });
  expect(await gpt.call("undoChange", { last: true })).toMatchObject({ itemCount: 500 });
  await gpt.makeAll([{ text: "One more", date: "2027-03-05", tags: ["bulk"] }]);
  for (const name of ["completeItems", "deleteItems"] as const)
    expect(await gpt.refusal(name, { filter: { tag: "bulk" }, previewOnly: true })).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/filter", detail: expect.stringContaining("Narrow it") }],
    });
  expect(await gpt.call("completeItems", { filter: { tag: "bulk", q: "more" } })).toMatchObject({ count: 1 });
});

test("ten identical concurrent calls with one key make one change", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(tasks(5));
  const call = { ids, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.call("completeItems", call)));
  expect(new Set(answers.map(({ repeated: _, ...answer }) => JSON.stringify(answer))).size).toBe(1);
  expect(answers.filter(({ repeated }) => repeated)).toHaveLength(9);
  expect(answers[0]).toMatchObject({ count: 5, change: { id: 2 } });
  expect((await gpt.call("listChanges")).rev).toBe(2);
  const other = await gpt.refusal("completeItems", { ...call, done: false });
  expect(other).toMatchObject({ status: 422, code: "key_reused" });
});
