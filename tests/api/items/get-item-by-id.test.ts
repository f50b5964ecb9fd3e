import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

test("one item is read in full, the same over both interfaces", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const made = await gpt.make({ text: "Dentist", date: "2027-03-05", startTime: "14:00", notes: "n".repeat(4000) });
  const web = await browserOf(person);
  expect((await web.call("getItemById", { id: made.id })).item).toEqual(made);
  expect(made).toMatchObject({ weekday: "Friday", startsAt: "2027-03-05T14:00:00+01:00", notes: "n".repeat(4000) });
});

test("an item in another zone also has its times in the user's own", async () => {
  const { gpt } = await newcomer("Asia/Tokyo");
  const item = await gpt.make({ text: "Call", date: "2027-03-05", startTime: "22:00", timeZone: "Europe/Paris" });
  expect(item.local).toEqual({ date: "2027-03-06", weekday: "Saturday", startTime: "06:00" });
  await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  expect((await gpt.call("getItemById", { id: item.id })).item).not.toHaveProperty("local");
});

test("an id that does not exist or is invalid is not found", async () => {
  const { gpt } = await newcomer();
  for (const id of ["01kaqv7m3x9d", "1", "01KAQV7M3X9D", "../settings", "%", "x".repeat(500), "null"])
    expect(await gpt.refusal("getItemById", { id })).toMatchObject({
      status: 404,
      code: "item_not_found",
      detail: expect.stringContaining("There is no item with this id."),
    });
});

test("an item in the trash is refused, with how to restore it", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  await gpt.call("deleteItemById", { id });
  expect(await gpt.refusal("getItemById", { id })).toMatchObject({
    status: 404,
    code: "item_not_found",
    detail: "This item is in the trash. restoreItem brings it back.",
  });
});

test("other fields than the id are refused", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  expect(await gpt.refusal("getItemById", { id, fields: "text" })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/fields" }],
  });
});
