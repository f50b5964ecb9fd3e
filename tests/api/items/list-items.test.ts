import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";

const todayIn = (zone: string) => Temporal.Now.plainDateISO(zone);
const weekdayOf = (date: Temporal.PlainDate) => date.toLocaleString("en", { weekday: "long" });
const march = { from: "2027-03-01", to: "2027-03-31" };

const textsOf = async (gpt: Api, args: object) => (await gpt.call("listItems", args)).items.map(({ text }) => text);

test("by default it lists today and the next thirty days in the user's zone", async () => {
  // At any time, some place on Earth has another date than UTC.
  const zone = ["Pacific/Kiritimati", "Pacific/Pago_Pago"].find((name) => !todayIn(name).equals(todayIn("UTC"))) ?? "";
  const { gpt } = await newcomer(zone);
  const today = todayIn(zone);
  const days = [-1, 0, 30, 31];
  await gpt.makeAll(days.map((day) => ({ text: `${day}`, date: today.add({ days: day }).toString() })));
  const answer = await gpt.call("listItems");
  expect(answer).toEqual({
    from: today.toString(),
    to: today.add({ days: 30 }).toString(),
    timeZone: zone,
    timeZoneSource: "settings",
    now: expect.stringContaining(Temporal.Now.zonedDateTimeISO(zone).offset),
    today: { date: today.toString(), weekday: weekdayOf(today) },
    rev: 2,
    items: [expect.objectContaining({ text: "0" }), expect.objectContaining({ text: "30" })],
    itemsBefore: 1,
  });
  expect(Math.abs(Date.parse(answer.now) - Date.now())).toBeLessThan(30_000);
});

test("with only from, it lists thirty more days; with only to, it starts today", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  expect(await gpt.call("listItems", { from: "2027-02-01" })).toMatchObject({ from: "2027-02-01", to: "2027-03-03" });
  const today = todayIn("Europe/Paris").toString();
  expect(await gpt.call("listItems", { to: "2199-12-31" })).toMatchObject({ from: today, to: "2199-12-31" });
  expect(await gpt.call("listItems", { from: "2199-12-31" })).toMatchObject({ to: "2199-12-31", items: [] });
  const whole = { from: "1900-01-01", to: "2199-12-31" };
  expect(await gpt.call("listItems", whole)).toMatchObject({ ...whole, items: [], itemsBefore: 0 });
});

test("it says where its zone comes from: the request, the settings, or a default", async () => {
  const { gpt } = await newcomer();
  expect(await gpt.call("listItems")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown", rev: 0, items: [] });
  expect(await gpt.call("listItems", { timeZone: "asia/tokyo" })).toMatchObject({
    timeZone: "Asia/Tokyo",
    timeZoneSource: "request",
    now: expect.stringContaining("+09:00"),
    today: { date: todayIn("Asia/Tokyo").toString() },
  });
  await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  expect(await gpt.call("listItems")).toMatchObject({ timeZone: "Asia/Tokyo", timeZoneSource: "settings", rev: 1 });
});

test("done and tag filter, alone and together, and also apply to the count before the window", async () => {
  const { gpt } = await newcomer();
  const items = [
    { text: "open", date: "2027-03-01" },
    { text: "done", date: "2027-03-02", done: true },
    { text: "open home", date: "2027-03-03", tags: ["home", "x"] },
    { text: "done home", date: "2027-03-04", tags: ["home"], done: true },
  ];
  const before = items.map((item) => ({ ...item, date: item.date.replace("03", "01") }));
  await gpt.makeAll([...items, ...before]);
  const list = async (filter: object) => {
    const answer = await gpt.call("listItems", { ...march, ...filter });
    return [...answer.items.map(({ text }) => text), answer.itemsBefore];
  };
  expect(await list({})).toEqual(["open", "done", "open home", "done home", 4]);
  expect(await list({ done: true })).toEqual(["done", "done home", 2]);
  expect(await list({ done: false })).toEqual(["open", "open home", 2]);
  expect(await list({ tag: "home" })).toEqual(["open home", "done home", 2]);
  expect(await list({ tag: "#home", done: true })).toEqual(["done home", 1]);
  for (const tag of ["hom", "Home", "home,x"]) expect(await list({ tag })).toEqual([0]);
});

test("items before the window are counted up to a hundred", async () => {
  const { gpt } = await newcomer();
  const before = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      n % 2
        ? { text: "b", date: "2027-02-01" }
        : { text: "b", date: "2027-02-01", startTime: "10:00", endTime: "11:00" },
    );
  await gpt.makeAll(before(99));
  await gpt.makeAll([
    { text: "runs in", date: "2027-02-01", endDate: "2027-03-01" },
    { text: "runs in", date: "2027-02-28", startTime: "23:00", endDate: "2027-03-01", endTime: "01:00" },
    { text: "later", date: "2027-04-01" },
  ]);
  expect((await gpt.call("listItems", march)).itemsBefore).toBe(99);
  await gpt.makeAll(before(3));
  expect((await gpt.call("listItems", march)).itemsBefore).toBe(100);
});

test("notes are truncated to 300 characters with a mark; the item itself has them in full", async () => {
  const { gpt } = await newcomer();
  const notes = (count: number) => "n".repeat(count);
  await gpt.makeAll([300, 301, 4000].map((count) => ({ text: `${count}`, date: "2027-03-01", notes: notes(count) })));
  const emoji = await gpt.make({ text: "emoji", date: "2027-03-02", notes: "\u{1F388}".repeat(301) });
  const { items } = await gpt.call("listItems", march);
  expect(items.map((item) => [item.text, [...(item.notes ?? "")].length, item.notesShortened])).toEqual([
    ["300", 300, undefined],
    ["301", 300, true],
    ["4000", 300, true],
    ["emoji", 300, true],
  ]);
  expect((await gpt.call("getItemById", { id: items[2]?.id })).item).toMatchObject({ notes: notes(4000) });
  expect(emoji).not.toHaveProperty("notesShortened");
});

test("items in the trash are neither listed nor counted", async () => {
  const { gpt } = await newcomer();
  const [kept, gone] = await gpt.makeAll([
    { text: "kept", date: "2027-03-01" },
    { text: "gone", date: "2027-03-01" },
  ]);
  await gpt.call("deleteItemById", { id: gone });
  expect(await textsOf(gpt, march)).toEqual(["kept"]);
  expect((await gpt.call("listItems", { from: "2027-04-01" })).itemsBefore).toBe(1);
  await gpt.call("deleteItemById", { id: kept });
  expect(await gpt.call("listItems", { from: "2027-04-01" })).toMatchObject({ itemsBefore: 0 });
});

test("invalid dates, weekdays, zones and filters are refused by name", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const wrong: [object, string, string][] = [
    [{ from: "2027-02-30" }, "from", "30 February does not exist. February 2027 ends on Sunday 28."],
    [{ to: "tomorrow" }, "to", "Must be a date written YYYY-MM-DD"],
    [{ from: "2027-03-02", to: "2027-03-01" }, "to", "The window ends before it starts"],
    [{ from: "2027-03-01", fromWeekday: "Tuesday" }, "fromWeekday", "Tuesday is 2027-03-02; Monday is 2027-03-01."],
    [{ ...march, toWeekday: "Thursday" }, "toWeekday", "31 March 2027 is a Wednesday, not a Thursday."],
    [{ timeZone: "Europe/London2" }, "timeZone", "Did you mean Europe/London?"],
    [{ limit: 0 }, "limit", "Must be at least 1."],
    [{ limit: 201 }, "limit", "Must be at most 200."],
    [{ limit: "many" }, "limit", "Must be a number."],
    [{ limit: 1.5 }, "limit", "Must be a"],
    [{ done: "maybe" }, "done", "Must be true or false."],
    [{ tag: "" }, "tag", "Must not be empty."],
    [{ until: "2027-03-01" }, "until", "There is no such field. Fields: from, fromWeekday, to"],
  ];
  for (const [args, field, words] of wrong)
    for (const [door, told] of [[gpt, expect.stringContaining(words)] as const, [web, expect.any(String)] as const])
      expect(await door.refusal("listItems", args as never)).toMatchObject({
        status: 422,
        code: "invalid_input",
        errors: [{ pointer: `#/${field}`, detail: told }],
      });
  const right = { from: "2027-03-01", fromWeekday: "Monday", to: "2027-03-31", toWeekday: "Wednesday" };
  expect((await gpt.answer("listItems", right)).status).toBe(200);
});

test("the default limit is fifty, the maximum two hundred", async () => {
  const { gpt } = await newcomer();
  await gpt.makeAll(Array.from({ length: 201 }, () => ({ text: "a", date: "2027-03-01" })));
  expect((await gpt.call("listItems", march)).items).toHaveLength(50);
  expect((await gpt.call("listItems", { ...march, limit: 200 })).items).toHaveLength(200);
  expect((await gpt.call("listItems", { ...march, limit: 1 })).items).toHaveLength(1);
});
