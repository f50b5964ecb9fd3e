import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

test("a deleted item is restored unchanged, under the same id", async () => {
  const made = await gpt.make({
    text: "Dentist",
    date: "2027-03-05",
    startTime: "14:00",
    endTime: "15:00",
    tags: ["a"],
  });
  const { change: deletion } = await gpt.call("deleteItemById", { id: made.id });
  const { item, change } = await gpt.call("restoreItem", { id: made.id });
  expect(item).toEqual({ ...made, version: 3, updatedAt: item.updatedAt });
  expect(change?.id).toBe(deletion.id + 1);
  expect((await gpt.call("getItemById", { id: made.id })).item).toEqual(item);
  expect((await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-05" })).items).toEqual([item]);
  const { changes } = await gpt.call("listChanges", { since: deletion.id });
  expect(changes[0]?.items).toMatchObject([{ id: made.id, kind: "restored" }]);
});

test("restoring an item that was not deleted changes nothing and raises no rev", async () => {
  const made = await gpt.make({ text: "a", date: "2027-03-05" });
  const { rev } = await gpt.call("listChanges");
  expect(await gpt.call("restoreItem", { id: made.id })).toEqual({ item: made });
  expect((await gpt.call("listChanges")).rev).toBe(rev);
});

test("the page can undo the assistant's deletion, and delete the item again", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  await gpt.call("deleteItemById", { id });
  expect((await web.call("restoreItem", { id })).item).toMatchObject({ version: 3, createdBy: "gpt" });
  expect((await web.call("deleteItemById", { id, version: 3 })).item).toHaveProperty("deletedAt");
});

test("an id that does not exist is not found", async () => {
  expect(await gpt.refusal("restoreItem", { id: "01kaqv7m3x9d" })).toMatchObject({
    status: 404,
    detail: "There is no item with this id. listItems shows the ids that exist.",
  });
});

test("an item in the trash for more than thirty days cannot be restored", async () => {
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  const lie = async (time: string) => {
    await gpt.call("deleteItemById", { id });
    await query(`UPDATE "Item" SET "deletedAt" = now() - $2::interval WHERE id = $1`, [id, time]);
  };
  await lie("29 days 23 hours");
  expect((await gpt.call("restoreItem", { id })).item).toMatchObject({ id, version: 3 });
  await lie("30 days 1 minute");
  for (const name of ["restoreItem", "getItemById", "deleteItemById"] as const)
    expect(await gpt.refusal(name, { id })).toMatchObject({
      status: 404,
      code: "item_not_found",
      detail: "There is no item with this id. listItems shows the ids that exist.",
    });
});

test("ten concurrent restorations make one change", async () => {
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  await gpt.call("deleteItemById", { id });
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.call("restoreItem", { id })));
  expect(answers.filter(({ change }) => change !== undefined)).toHaveLength(1);
  expect(new Set(answers.map(({ item }) => item.version))).toEqual(new Set([3]));
});
