import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

const whole = {
  text: "Team days",
  date: "2027-03-26",
  startTime: "09:00",
  endTime: "17:30",
  notes: "Boots",
  location: "Lodge",
  url: "https://example.com/",
  tags: ["work"],
};

test("only the fields that were sent change", async () => {
  const before = await gpt.make(whole);
  for (const [field, value] of Object.entries({
    text: "Team day",
    notes: "Boots\nand a coat",
    location: "Cabin",
    url: "tel:112",
    tags: ["work", "fun"],
    done: true,
  })) {
    const { item: current } = await gpt.call("getItemById", { id: before.id });
    const { item, change } = await gpt.call("updateItemById", { id: before.id, [field]: value });
    expect(item).toEqual({ ...current, [field]: value, version: current.version + 1, updatedAt: item.updatedAt });
    expect(change?.id).toBeGreaterThan(0);
    expect((await gpt.call("getItemById", { id: before.id })).item).toEqual(item);
  }
  const { item } = await gpt.call("getItemById", { id: before.id });
  expect(item).toMatchObject({ version: 7, createdAt: before.createdAt });
  expect(Date.parse(item.updatedAt)).toBeGreaterThanOrEqual(Date.parse(before.updatedAt));
});

test("null clears a field, except for required ones", async () => {
  const { id } = await gpt.make({ ...whole, done: true });
  const cleared = { endTime: null, notes: null, location: null, url: null, tags: null };
  const { item } = await gpt.call("updateItemById", { id, ...cleared });
  for (const field of [...Object.keys(cleared), "endsAt"]) expect(item).not.toHaveProperty(field);
  expect(item).toMatchObject({ text: whole.text, startTime: "09:00", done: true });
  for (const field of ["text", "date", "done", "weekday", "version"])
    expect(await gpt.refusal("updateItemById", { id, [field]: null })).toMatchObject({
      status: 422,
      errors: [{ pointer: `#/${field}` }],
    });
});

test("a stale version is refused with the item's current state", async () => {
  const first = await gpt.make(whole);
  const { item: second } = await gpt.call("updateItemById", { id: first.id, text: "Second", version: 1 });
  expect(second.version).toBe(2);
  for (const version of [1, 3]) {
    const refused = await gpt.refusal("updateItemById", { id: first.id, text: "Third", version });
    expect(refused).toMatchObject({
      status: 409,
      code: "version_conflict",
      detail: expect.stringContaining("version 2"),
    });
    expect(refused.item).toEqual(second);
  }
  const { item: third } = await gpt.call("updateItemById", { id: first.id, text: "Third", version: 2 });
  expect(third).toMatchObject({ text: "Third", version: 3 });
  expect(await gpt.refusal("updateItemById", { id: first.id, done: true, version: 0 })).toMatchObject({ status: 422 });
});

test("an update without effect raises neither version nor rev", async () => {
  const made = await gpt.make(whole);
  const { rev } = await gpt.call("listChanges");
  const same = [
    { text: whole.text },
    whole,
    { done: false },
    { endDate: null },
    { weekday: "Friday" },
    { timeZone: null },
  ];
  for (const fields of same) {
    const answer = await gpt.call("updateItemById", { id: made.id, ...fields, version: 1 });
    expect(answer).toEqual({ item: made });
  }
  expect((await gpt.call("listChanges")).rev).toBe(rev);
});

test("an update without any field is refused", async () => {
  const { id } = await gpt.make(whole);
  for (const args of [{ id }, { id, version: 1 }])
    expect(await gpt.refusal("updateItemById", args)).toMatchObject({
      status: 422,
      detail: expect.stringContaining("Nothing to change was sent."),
    });
});

test("unknown fields are named, and nothing is changed", async () => {
  const made = await gpt.make(whole);
  const refused = await gpt.refusal("updateItemById", { id: made.id, text: "b", title: "c", createdBy: "web" });
  expect(refused.errors).toEqual([
    { pointer: "#/title", detail: expect.stringContaining("Fields: id, text, date, weekday") },
    { pointer: "#/createdBy", detail: expect.any(String) },
  ]);
  expect((await gpt.call("getItemById", { id: made.id })).item).toEqual(made);
});

test("an item in the trash cannot be changed", async () => {
  const { id } = await gpt.make(whole);
  await gpt.call("deleteItemById", { id });
  expect(await gpt.refusal("updateItemById", { id, text: "b" })).toMatchObject({
    status: 404,
    detail: "This item is in the trash. restoreItem brings it back.",
  });
});

test("the page may change the assistant's items, and vice versa; the creator stays the same", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { id } = await gpt.make(whole);
  expect((await web.call("updateItemById", { id, done: true })).item).toMatchObject({ createdBy: "gpt", done: true });
  expect((await gpt.call("updateItemById", { id, done: false })).item).toMatchObject({ createdBy: "gpt", version: 3 });
  const doors = (await gpt.call("listChanges")).changes.map(({ door }) => door);
  expect(doors).toEqual(["gpt", "web", "gpt"]);
});
