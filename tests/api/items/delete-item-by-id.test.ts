import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

test("the deleted item is returned with the change's id, and is in no list any more", async () => {
  const made = await gpt.make({ text: "Dentist", date: "2027-03-05", startTime: "14:00", notes: "Card", tags: ["a"] });
  const { item, change } = await gpt.call("deleteItemById", { id: made.id });
  expect(item).toEqual({ ...made, version: 2, updatedAt: item.updatedAt, deletedAt: item.updatedAt });
  expect(Math.abs(Date.parse(item.deletedAt ?? "") - Date.now())).toBeLessThan(60_000);
  const { rev, changes } = await gpt.call("listChanges", { since: change.id - 1 });
  expect({ rev, items: changes[0]?.items }).toMatchObject({
    rev: change.id,
    items: [{ id: made.id, kind: "deleted" }],
  });
  expect((await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-05" })).items).toEqual([]);
});

test("deleting twice reports that it is in the trash, and raises no rev", async () => {
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  const { change } = await gpt.call("deleteItemById", { id });
  expect(await gpt.refusal("deleteItemById", { id })).toMatchObject({
    status: 404,
    code: "item_not_found",
    detail: "This item is in the trash. restoreItem brings it back.",
  });
  expect((await gpt.call("listChanges")).rev).toBe(change.id);
});

test("a version in the query guards against changes made since", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  const { item: current } = await gpt.call("updateItemById", { id, text: "b" });
  const doors = [gpt, await browserOf(person)];
  for (const door of doors) {
    const refused = await door.refusal("deleteItemById", { id, version: 1 });
    expect(refused).toMatchObject({ status: 409, code: "version_conflict" });
    expect(refused.item).toEqual(current);
  }
  for (const version of ["abc", "0", "-1", "1.5", "null", ""])
    expect(await gpt.refusal("deleteItemById", { id, version })).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/version" }],
    });
  expect((await gpt.call("deleteItemById", { id, version: 2 })).item.version).toBe(3);
});

test("a delete needs no body, and ignores one", async () => {
  const { client, gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  const response = await fetch(new URL(`/api/items/${id}`, running.url), {
    method: "DELETE",
    headers: { authorization: `Bearer ${await client.accessToken()}`, "content-type": "application/json" },
    body: JSON.stringify({ version: 99 }),
  });
  expect(response.status).toBe(200);
});

test("an id that does not exist is not found", async () => {
  expect(await gpt.refusal("deleteItemById", { id: "01kaqv7m3x9d" })).toMatchObject({
    status: 404,
    code: "item_not_found",
    detail: "There is no item with this id. listItems shows the ids that exist.",
  });
});
