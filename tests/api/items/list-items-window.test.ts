import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

const textsOf = async (gpt: Api, args: object) => (await gpt.call("listItems", args)).items.map(({ text }) => text);
const on = (date: string, timeZone?: string) => ({ from: date, to: date, timeZone });

test("the window contains every item that overlaps it, and no other", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const items: [string, object, boolean][] = [
    ["the day before", { date: "2027-03-09" }, false],
    ["the day after", { date: "2027-03-11" }, false],
    ["the day", { date: "2027-03-10" }, true],
    ["days that end on it", { date: "2027-03-01", endDate: "2027-03-10" }, true],
    ["days that begin on it", { date: "2027-03-10", endDate: "2027-03-20" }, true],
    ["days around it", { date: "2027-03-01", endDate: "2027-03-20" }, true],
    ["days before it", { date: "2027-03-01", endDate: "2027-03-09" }, false],
    ["midnight at its start", { date: "2027-03-10", startTime: "00:00" }, true],
    ["midnight at its end", { date: "2027-03-11", startTime: "00:00" }, false],
    ["its last minute", { date: "2027-03-10", startTime: "23:59" }, true],
    ["a minute before it", { date: "2027-03-09", startTime: "23:59" }, false],
    ["overnight into it", { date: "2027-03-09", startTime: "22:00", endDate: "2027-03-10", endTime: "00:01" }, true],
    ["ends as it starts", { date: "2027-03-09", startTime: "22:00", endDate: "2027-03-10", endTime: "00:00" }, false],
    ["overnight out of it", { date: "2027-03-10", startTime: "22:00", endDate: "2027-03-11", endTime: "06:00" }, true],
    ["a week around it", { date: "2027-03-07", startTime: "12:00", endDate: "2027-03-14", endTime: "12:00" }, true],
    ["a week before it", { date: "2027-03-02", startTime: "12:00", endDate: "2027-03-09", endTime: "12:00" }, false],
    ["today in Auckland", { date: "2027-03-11", startTime: "11:00", timeZone: "Pacific/Auckland" }, true],
    ["later in Auckland", { date: "2027-03-11", startTime: "12:00", timeZone: "Pacific/Auckland" }, false],
    ["the eve in Honolulu", { date: "2027-03-09", startTime: "13:00", timeZone: "Pacific/Honolulu" }, true],
    ["earlier in Honolulu", { date: "2027-03-09", startTime: "12:59", timeZone: "Pacific/Honolulu" }, false],
    [
      "runs in from Honolulu",
      { date: "2027-03-09", startTime: "00:00", endTime: "23:59", timeZone: "Pacific/Honolulu" },
      true,
    ],
  ];
  await gpt.makeAll(items.map(([text, when]) => ({ text, ...when })));
  const { items: found, itemsBefore } = await gpt.call("listItems", on("2027-03-10"));
  const expected = items.filter(([, , isIn]) => isIn).map(([text]) => text);
  expect(found.map(({ text }) => text).sort()).toEqual(expected.sort());
  expect(itemsBefore).toBe(6);
});

test("all-day items belong to no zone; timed ones depend on the reader's zone", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([
    { text: "all day", date: "2027-03-10" },
    { text: "early", date: "2027-03-10", startTime: "01:00" },
    { text: "late", date: "2027-03-10", startTime: "23:00", endTime: "23:30" },
  ]);
  expect(await textsOf(gpt, on("2027-03-10"))).toEqual(["all day", "early", "late"]);
  expect(await textsOf(gpt, on("2027-03-10", "America/New_York"))).toEqual(["all day", "late"]);
  expect(await textsOf(gpt, on("2027-03-09", "America/New_York"))).toEqual(["early"]);
  const { items } = await gpt.call("listItems", on("2027-03-11", "Asia/Tokyo"));
  expect(items).toEqual([
    expect.objectContaining({
      text: "late",
      date: "2027-03-10",
      startTime: "23:00",
      startsAt: "2027-03-10T23:00:00+01:00",
      local: { date: "2027-03-11", weekday: "Thursday", startTime: "07:00", endTime: "07:30" },
    }),
  ]);
});

test("all-day items come first, then by start in the reader's zone, whatever each item's zone", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([
    { text: "4 noon in Paris", date: "2027-03-10", startTime: "12:00" },
    { text: "3 morning in New York", date: "2027-03-10", startTime: "06:30", timeZone: "America/New_York" },
    { text: "1 all day", date: "2027-03-10" },
    { text: "2 midnight", date: "2027-03-10", startTime: "00:00" },
    { text: "5 night in Tokyo", date: "2027-03-10", startTime: "23:00", timeZone: "Asia/Tokyo" },
    { text: "0 since yesterday", date: "2027-03-09", endDate: "2027-03-10" },
    { text: "6 all day tomorrow", date: "2027-03-11" },
  ]);
  // 06:30 in New York is 12:30 in Paris, 23:00 in Tokyo 15:00.
  expect(await textsOf(gpt, { from: "2027-03-10", to: "2027-03-11" })).toEqual([
    "0 since yesterday",
    "1 all day",
    "2 midnight",
    "4 noon in Paris",
    "3 morning in New York",
    "5 night in Tokyo",
    "6 all day tomorrow",
  ]);
  // In New York the tenth begins five hours later: midnight in Paris is before it.
  expect(await textsOf(gpt, { from: "2027-03-09", to: "2027-03-11", timeZone: "America/New_York" })).toEqual([
    "0 since yesterday",
    "2 midnight",
    "1 all day",
    "4 noon in Paris",
    "3 morning in New York",
    "5 night in Tokyo",
    "6 all day tomorrow",
  ]);
});

test("items with the same start keep their order of creation", async () => {
  const { gpt } = await newcomer();
  const at = (text: string) => ({ text, date: "2027-03-10", startTime: "09:00" });
  await gpt.makeAll([at("c"), at("a")]);
  await gpt.makeAll([at("b")]);
  expect(await textsOf(gpt, on("2027-03-10"))).toEqual(["c", "a", "b"]);
});

test("a day on which the clocks change has its real length", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([
    { text: "last hour", date: "2027-03-28", startTime: "23:30" },
    { text: "after the gap", date: "2027-03-28", startTime: "03:00" },
    { text: "next day", date: "2027-03-29", startTime: "00:00" },
    { text: "last hour of 25", date: "2027-10-31", startTime: "23:30" },
    { text: "twice", date: "2027-10-31", startTime: "02:30" },
  ]);
  expect(await textsOf(gpt, on("2027-03-28"))).toEqual(["after the gap", "last hour"]);
  expect(await textsOf(gpt, on("2027-10-31"))).toEqual(["twice", "last hour of 25"]);
});
