import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { confirmed, readByText } from "./bulk.ts";

const tasks = (count: number) => Array.from({ length: count }, (_, n) => ({ text: `Task ${n}`, date: "2027-03-05" }));

test("up to ten items go to the trash as one change, and one undo restores them", async () => {
  const { person, gpt } = await newcomer();
  const ids = await gpt.makeAll(tasks(10));
  const { count, items, change } = await gpt.call("deleteItems", { ids });
  expect({ count, ids: items.map(({ id }) => id), change }).toEqual({
    count: 10,
    ids,
    change: { id: 2, summary: "Deleted Task 0 on Friday 5 March 2027 and 9 more" },
  });
  expect((await readByText(gpt)).size).toBe(0);
  expect((await gpt.call("listTrash")).items).toHaveLength(10);
  expect(await (await browserOf(person)).call("undoChange", { id: change?.id })).toMatchObject({ itemCount: 10 });
  expect((await readByText(gpt)).size).toBe(10);
});

test("more than ten require a preview on either interface, and are then deleted as previewed", async () => {
  const { person, gpt } = await newcomer();
  await gpt.makeAll(tasks(12));
  const selection = { filter: { q: "task" } };
  for (const door of [gpt, await browserOf(person)])
    expect(await door.refusal("deleteItems", selection)).toMatchObject({
      status: 409,
      code: "confirmation_needed",
      detail: expect.stringContaining("This would delete 12 items"),
    });
  const preview = await gpt.call("deleteItems", { ...selection, previewOnly: true });
  expect(preview).toMatchObject({
    count: 12,
    preview: true,
    summary: "Would delete 12 items (Task 0, Task 1 and 10 more)",
  });
  await gpt.makeAll([{ text: "Another task", date: "2027-03-05" }]);
  // What would be deleted now differs from the preview.
  expect(await gpt.refusal("deleteItems", { ...selection, confirm: preview.confirm })).toMatchObject({
    status: 409,
    code: "changed_since_preview",
  });
  expect((await readByText(gpt)).size).toBe(13);
  expect(await confirmed(gpt, "deleteItems", selection)).toMatchObject({ count: 13 });
  expect((await readByText(gpt)).size).toBe(0);
});

test("a token for fewer items does not delete more", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(tasks(12));
  const { confirm } = await gpt.call("deleteItems", { ids: ids.slice(1), previewOnly: true });
  expect(await gpt.refusal("deleteItems", { ids, confirm })).toMatchObject({
    status: 422,
    code: "confirmation_invalid",
  });
  expect(await gpt.refusal("deleteItems", { ids, confirm: "yes" })).toMatchObject({ code: "confirmation_invalid" });
  expect((await readByText(gpt)).size).toBe(12);
});

test("ten concurrent confirmations with one key delete once and get the same answer", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(tasks(12));
  const { confirm } = await gpt.call("deleteItems", { ids, previewOnly: true });
  const call = { ids, confirm, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.call("deleteItems", call)));
  expect(new Set(answers.map(({ repeated: _, ...answer }) => JSON.stringify(answer))).size).toBe(1);
  expect(answers.filter(({ repeated }) => repeated)).toHaveLength(9);
  expect((await gpt.call("listChanges")).rev).toBe(2);
});
