import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

const everything = {
  text: "Team days",
  date: "2027-03-26",
  startTime: "09:00",
  endDate: "2027-03-27",
  endTime: "17:30",
  timeZone: "America/New_York",
  notes: "Bring:\n- boots\n- a coat",
  location: "Lodge",
  url: "https://example.com/days?a=1#b",
  tags: ["work", "travel"],
  done: true,
};

test("an item is returned with all its fields, stated and derived", async () => {
  const item = await gpt.make({ ...everything, weekday: "Friday", endWeekday: "Saturday" });
  expect(item).toEqual({
    ...everything,
    id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/),
    weekday: "Friday",
    startsAt: "2027-03-26T09:00:00-04:00",
    endsAt: "2027-03-27T17:30:00-04:00",
    local: { date: "2027-03-26", weekday: "Friday", startTime: "14:00", endDate: "2027-03-27", endTime: "22:30" },
    version: 1,
    createdAt: expect.any(String),
    updatedAt: item.createdAt,
    createdBy: "gpt",
  });
  expect(Math.abs(Date.parse(item.createdAt) - Date.now())).toBeLessThan(60_000);
});

test("fields that do not apply are absent rather than null", async () => {
  const allDay = await gpt.make({ text: "Holiday", date: "2027-05-01" });
  expect(Object.keys(allDay).sort()).toEqual(
    ["createdAt", "createdBy", "date", "done", "id", "text", "updatedAt", "version", "weekday"].sort(),
  );
  const timed = await gpt.make({ text: "Dentist", date: "2026-11-27", startTime: "14:00" });
  expect(timed).toMatchObject({ timeZone: "Europe/Paris", startsAt: "2026-11-27T14:00:00+01:00", done: false });
  for (const field of ["endDate", "endTime", "endsAt", "local", "notes", "tags"])
    expect(timed).not.toHaveProperty(field);
});

test("the answer is 201 with ids, texts, times and the change's id, in the order sent", async () => {
  const { client } = await newcomer();
  const items = [
    { text: "Second by date", date: "2027-01-02", startTime: "10:00", endTime: "11:00" },
    { text: "First by date", date: "2027-01-01", notes: "These are not answered here." },
  ];
  const { status, body } = await client.call("createItems", { items });
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      items: [
        {
          ...items[0],
          id: expect.any(String),
          weekday: "Saturday",
          startsAt: "2027-01-02T10:00:00Z",
          endsAt: "2027-01-02T11:00:00Z",
          done: false,
          version: 1,
        },
        {
          id: expect.any(String),
          text: "First by date",
          date: "2027-01-01",
          weekday: "Friday",
          done: false,
          version: 1,
        },
      ],
      change: { id: 1, summary: "Added Second by date on Saturday 2 January 2027 at 10:00 and 1 more" },
    },
  });
});

test("the zone is stored in canonical case, and winter and summer have their own offsets", async () => {
  const winter = { text: "a", date: "2027-01-15", startTime: "09:00", timeZone: "europe/paris" };
  expect(await gpt.make(winter)).toMatchObject({ timeZone: "Europe/Paris", startsAt: "2027-01-15T09:00:00+01:00" });
  expect(await gpt.make({ ...winter, date: "2027-07-15" })).toMatchObject({ startsAt: "2027-07-15T09:00:00+02:00" });
});

test("text is trimmed, tags lose their # and duplicates, and line ends in notes become newlines", async () => {
  const item = await gpt.make({
    text: "  Tidy \u{1F9F9} ",
    date: "2027-02-01",
    notes: "\r\na\r\nb\n",
    tags: ["#home", "home", " # garden", "#"],
  });
  expect(item).toMatchObject({ text: "Tidy \u{1F9F9}", notes: "a\nb", tags: ["home", "garden", "#"] });
});

test("fifty items in one call are stored, fifty-one are refused", async () => {
  const { gpt } = await newcomer();
  const items = (count: number) => Array.from({ length: count }, (_, n) => ({ text: `Item ${n}`, date: "2027-01-01" }));
  const made = await gpt.call("createItems", { items: items(50) });
  expect(made.items.map(({ text }) => text)).toEqual(items(50).map(({ text }) => text));
  expect(made.change.id).toBe(1);
  const ids = made.items.map(({ id }) => id);
  expect(new Set(ids).size).toBe(50);
  expect(ids).toEqual([...ids].sort());
  const refused = await gpt.refusal("createItems", { items: items(51) });
  expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/items", detail: "Must hold at most 50." }] });
  expect(await gpt.refusal("createItems", { items: [] })).toMatchObject({
    errors: [{ detail: "Must hold at least 1." }],
  });
  expect(await gpt.refusal("createItems", {})).toMatchObject({
    errors: [{ pointer: "#/items", detail: "Is missing." }],
  });
});

test("with one invalid item among fifty, none is stored", async () => {
  const { gpt } = await newcomer();
  const items = Array.from({ length: 50 }, (_, n) => ({ text: `Item ${n}`, date: "2027-01-01" }));
  const wrong: [number, object, string][] = [
    [49, { text: "Late", date: "2027-02-30" }, "#/items/49/date"],
    [31, { text: "", date: "2027-01-01" }, "#/items/31/text"],
    [7, { text: "In a gap", date: "2027-03-28", startTime: "02:30", timeZone: "Europe/Paris" }, "#/items/7/startTime"],
  ];
  for (const [index, bad, pointer] of wrong) {
    const refused = await gpt.refusal("createItems", { items: items.with(index, bad as never) });
    expect(refused).toMatchObject({ status: 422, code: "invalid_input", errors: [{ pointer }] });
  }
  const { rev, items: stored } = await gpt.call("listItems", { from: "2027-01-01", to: "2027-12-31" });
  expect({ rev, stored }).toEqual({ rev: 0, stored: [] });
});

test("unknown fields are named, along with the known ones", async () => {
  const refused = await gpt.refusal("createItems", {
    items: [{ text: "a", date: "2027-01-01", title: "b", when: "noon" }],
    dryRun: true,
  });
  expect(refused.errors).toEqual([
    { pointer: "#/items/0/title", detail: expect.stringContaining("Fields: text, date, weekday, startTime") },
    { pointer: "#/items/0/when", detail: expect.any(String) },
    {
      pointer: "#/dryRun",
      detail:
        "There is no such field. Fields: items, allowDuplicates, avoidConflicts, idempotencyKey, previewOnly, confirm.",
    },
  ]);
});

test("a field of the wrong type is refused with its pointer", async () => {
  const wrong = { text: { en: "a" }, date: 20270101, startTime: 9, tags: "work", done: "no", notes: null, url: [] };
  for (const [field, value] of Object.entries(wrong)) {
    const refused = await gpt.refusal("createItems", { items: [{ text: "a", date: "2027-01-01", [field]: value }] });
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: `#/items/0/${field}` }] });
  }
});

test("items created on the page are marked as the page's", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const item = await web.make({ text: "By hand", date: "2027-01-01" });
  expect(item.createdBy).toBe("web");
  expect((await gpt.call("getItemById", { id: item.id })).item).toEqual(item);
});
