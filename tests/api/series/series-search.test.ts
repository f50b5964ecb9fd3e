import { expect, test } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { type Api, newcomer } from "../../harness/api.ts";

const zone = "Europe/Paris";
const today = async (gpt: Api) => (await gpt.call("getContext")).today.date;
type Asked = Readonly<Record<string, unknown>>;
const found = async (gpt: Api, asked: Asked) =>
  (await gpt.call("listItems", asked)).items.map(({ text, date, occurrence }) => [text, date, occurrence]);

test("in the whole agenda a series is found once, by its next occurrence, or by its last if it is over", async () => {
  const { gpt } = await newcomer(zone);
  const now = await today(gpt);
  const day = (days: number) => addDays(now, days);
  await gpt.makeAll([
    { text: "Physio training", date: day(-30), recurrence: "FREQ=DAILY;INTERVAL=4" },
    { text: "Physio course", date: day(-100), recurrence: "FREQ=DAILY;INTERVAL=10;COUNT=3" },
    { text: "Physio once", date: day(-50) },
    { text: "Something else", date: day(-5), recurrence: "FREQ=DAILY" },
  ]);
  const expected = [
    ["Physio course", day(-80), day(-80)],
    ["Physio once", day(-50), undefined],
    ["Physio training", day(2), day(2)],
  ];
  expect(await found(gpt, { q: "physio" })).toEqual(expected);
  const pages: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof gpt.call<"listItems">>> = await gpt.call("listItems", {
      ...(cursor === undefined ? { q: "physio" } : { cursor }),
      limit: 1,
    });
    pages.push(...page.items.map(({ text }) => text));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(pages, "in pages of one").toEqual(expected.map(([text]) => text));
  expect(await found(gpt, { q: "physio", from: day(-75) }), "without an end: once, too").toEqual(expected.slice(1));
});

test("within a given window a search finds each occurrence; filters see each separately", async () => {
  const { gpt } = await newcomer(zone);
  const { id } = await gpt.make({ text: "Choir", date: "2027-01-04", recurrence: "FREQ=WEEKLY", tags: ["music"] });
  await gpt.make({ text: "Choir trip", date: "2027-01-12" });
  const window = { q: "choir", from: "2027-01-05", to: "2027-01-26" };
  const dates = async (asked: Asked) => (await gpt.call("listItems", asked)).items.map(({ date }) => date);
  expect(await dates(window)).toEqual(["2027-01-11", "2027-01-12", "2027-01-18", "2027-01-25"]);
  await gpt.call("updateItemById", { id, occurrence: "2027-01-18", scope: "this", done: true, tags: [] });
  expect(await dates({ ...window, done: true })).toEqual(["2027-01-18"]);
  expect(await dates({ ...window, tag: "music" })).toEqual(["2027-01-11", "2027-01-25"]);
  expect((await gpt.call("listItems", window)).itemsBefore, "a series that began before counts as one").toBe(1);
});

test("an occurrence with its own text is found by that, and no longer by the series' text", async () => {
  const { gpt } = await newcomer(zone);
  const { id } = await gpt.make({ text: "Lecture", date: "2027-01-04", recurrence: "FREQ=WEEKLY;COUNT=4" });
  await gpt.call("updateItemById", { id, occurrence: "2027-01-18", scope: "this", text: "Examination" });
  const window = { from: "2027-01-01", to: "2027-01-31" };
  expect(await found(gpt, { q: "examination" })).toEqual([["Examination", "2027-01-18", "2027-01-18"]]);
  expect(await found(gpt, { q: "examinatoin", ...window }), "one typing error is forgiven").toHaveLength(1);
  expect((await found(gpt, { q: "lecture", ...window })).map(([, date]) => date)).toEqual([
    ...["2027-01-04", "2027-01-11", "2027-01-25"],
  ]);
});

test("a search result of a series is an occurrence: it says how it repeats, and can be ticked off alone", async () => {
  const { gpt } = await newcomer(zone);
  const now = await today(gpt);
  const day = (days: number) => addDays(now, days);
  const { id } = await gpt.make({ text: "Physio", date: day(-14), recurrence: "FREQ=WEEKLY", tags: ["health"] });
  const [found] = (await gpt.call("listItems", { q: "physio" })).items;
  expect(found).toMatchObject({ id, date: day(0), occurrence: day(0), recurrence: "FREQ=WEEKLY" });
  expect(found?.recurrenceText).toMatch(/^every \w+day$/);
  await gpt.call("updateItemById", { id, occurrence: day(0), scope: "this", done: true, tags: ["over"] });
  const dateOf = async (asked: Asked) =>
    (await gpt.call("listItems", { q: "physio", ...asked })).items.map(({ date }) => date);
  expect(await dateOf({ done: false }), "the next that is open").toEqual([day(7)]);
  expect(await dateOf({ done: true })).toEqual([day(0)]);
  expect(await dateOf({ tag: "health", order: "relevance" })).toEqual([day(7)]);
  expect(await dateOf({ tag: "over" })).toEqual([day(0)]);
  expect(await dateOf({ createdBy: "web" })).toEqual([]);
  expect(await dateOf({ to: day(-1) }), "what was before a day: the last of them").toEqual([day(-7)]);
  expect(await dateOf({ from: day(8) })).toEqual([day(14)]);
});

test("by relevance a series appears once; where the words are found and how near it is decide", async () => {
  const { gpt } = await newcomer(zone);
  const now = await today(gpt);
  const day = (days: number) => addDays(now, days);
  await gpt.makeAll([
    { text: "Yoga", date: day(-21), recurrence: "FREQ=WEEKLY" },
    { text: "Yoga", date: day(3) },
    { text: "Sunyoga", date: day(1), recurrence: "FREQ=DAILY" },
    { text: "Mat", notes: "for yoga", date: day(0) },
  ]);
  const expected = [
    ["Yoga", day(0), day(0)],
    ["Yoga", day(3), undefined],
    ["Sunyoga", day(1), day(1)],
    ["Mat", day(0), undefined],
  ];
  expect(await found(gpt, { q: "yoga", order: "relevance" })).toEqual(expected);
  const window = { from: day(-7), to: day(30) };
  expect(await found(gpt, { q: "yoga", order: "relevance", ...window })).toEqual(expected);
  const first = await gpt.call("listItems", { q: "yoga", order: "relevance", limit: 2 });
  const second = await gpt.call("listItems", { cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(expected.map(([text]) => text));
});
