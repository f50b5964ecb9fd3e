import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

let gpt: Api;
let cursor: string;
const wideTag = "\u{1F388}".repeat(50);
const longZone = "America/Argentina/ComodRivadavia";
const asked = { from: "2027-03-01", to: "2027-03-31", timeZone: longZone, done: true, tag: wideTag };

test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
  const item = (text: string, more = {}) => ({ text, date: "2027-03-10", tags: [wideTag], done: true, ...more });
  await gpt.makeAll([
    item("1"),
    item("2", { startTime: "10:00" }),
    item("3", { startTime: "11:00" }),
    item("open", { done: false }),
    item("untagged", { tags: [] }),
    item("april", { date: "2027-04-01" }),
    item("february", { date: "2027-02-01" }),
  ]);
  cursor = (await gpt.call("listItems", { ...asked, limit: 1 })).nextCursor ?? "";
});

test("a cursor contains window, zone and filters, even the longest", async () => {
  const second = await gpt.call("listItems", { cursor, limit: 1 });
  expect(second).toMatchObject({
    from: asked.from,
    to: asked.to,
    timeZone: longZone,
    timeZoneSource: "request",
    items: [{ text: "2" }],
    itemsBefore: 1,
  });
  const third = await gpt.call("listItems", { cursor: second.nextCursor });
  expect(third.items.map(({ text }) => text)).toEqual(["3"]);
  expect(third).not.toHaveProperty("nextCursor");
});

test("fields sent with a cursor may repeat it, but not contradict it", async () => {
  expect((await gpt.call("listItems", { cursor, ...asked })).items.map(({ text }) => text)).toEqual(["2", "3"]);
  const others = { from: "2027-03-02", to: "2027-03-30", timeZone: "Asia/Tokyo", done: false, tag: "home" };
  for (const [field, value] of Object.entries(others))
    expect(await gpt.refusal("listItems", { cursor, [field]: value })).toMatchObject({
      status: 422,
      errors: [{ pointer: `#/${field}`, detail: expect.stringContaining("The cursor was made with another") }],
    });
  expect(await gpt.refusal("listItems", { cursor, fromWeekday: "Tuesday" })).toMatchObject({
    errors: [{ pointer: "#/fromWeekday", detail: expect.stringContaining("1 March 2027 is a Monday") }],
  });
});

test("a cursor accepts its zone again in any case", async () => {
  const inZone = { from: asked.from, to: asked.to, timeZone: "europe/paris", limit: 1 };
  const first = await gpt.call("listItems", inZone);
  const second = await gpt.call("listItems", { ...inZone, cursor: first.nextCursor });
  expect(second).toMatchObject({ timeZone: "Europe/Paris", items: [{ text: "open" }] });
  expect(await gpt.refusal("listItems", { cursor: first.nextCursor, timeZone: "europe/nowhere" })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/timeZone", detail: expect.stringContaining("There is no time zone") }],
  });
});

test("neither the last page nor an empty one has a cursor", async () => {
  expect(await gpt.call("listItems", { ...asked, limit: 3 })).not.toHaveProperty("nextCursor");
  expect(await gpt.call("listItems", { from: "2027-05-01", limit: 1 })).not.toHaveProperty("nextCursor");
});

test("an invalid cursor is refused", async () => {
  const inner = JSON.parse(Buffer.from(cursor, "base64url").toString());
  const made = (change: object) => Buffer.from(JSON.stringify({ ...inner, ...change })).toString("base64url");
  const broken = [
    "nonsense",
    cursor.slice(0, -4),
    cursor.slice(5),
    made({ extra: 1 }),
    made({ from: "2027-02-30" }),
    made({ to: 5 }),
    made({ timeZone: "Nowhere" }),
    made({ after: { startsAtMs: 1e300, id: "000000000000" } }),
    made({ after: { startsAtMs: "now()", id: "000000000000" } }),
    made({ after: { date: "2027-99-99", id: "000000000000" } }),
    made({ after: { date: "2027-03-01", id: "'; DROP TABLE x" } }),
    Buffer.from("null").toString("base64url"),
    Buffer.from(JSON.stringify([inner])).toString("base64url"),
    "x".repeat(2_000),
  ];
  for (const cursor of broken)
    expect(await gpt.refusal("listItems", { cursor })).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/cursor" }],
    });
  expect(await gpt.refusal("listItems", { cursor: "" })).toMatchObject({ status: 422 });
});

test("a cursor gives no access to another agenda", async () => {
  const other = await newcomer();
  expect(await other.gpt.call("listItems", { cursor })).toMatchObject({ items: [], itemsBefore: 0 });
});
