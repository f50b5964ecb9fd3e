import { expect, test } from "@playwright/test";
import type { ChangedFields, SeriesException, StoredWhen } from "../../../../agenda/item/item-content.ts";
import { expand, findOccurrence, placeOf, reachOf, requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import type { Series } from "../../../../agenda/series/series.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { refused } from "../item/refused.ts";
import { seriesOf, startOf } from "./series-of.ts";

const paris = "Europe/Paris";
const read = (series: Series, from: string, to: string, readIn = paris) =>
  expand(series, { window: dateRangeIn(from, to, readIn), readIn, limit: 1000 });
const starts = (series: Series, from: string, to: string, readIn?: string) =>
  read(series, from, to, readIn).map(startOf);

const cancelled: SeriesException = { kind: "cancelled" };
const changed = (fields: ChangedFields): SeriesException => ({ kind: "changed", changed: fields });
const at = (date: string, startTime: string): StoredWhen => ({
  ...{ date, startTime, endDate: null, endTime: null, timeZone: paris },
});

for (const [why, timeZone, startTime, date, expected] of [
  [
    "a gap moves 02:30 on by its hour, for that day alone",
    paris,
    "02:30",
    "2027-03-27",
    ["2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"],
  ],
  [
    "of a time that comes twice the first counts",
    paris,
    "02:30",
    "2026-10-24",
    ["2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"],
  ],
  [
    "09:00 stays 09:00",
    paris,
    "09:00",
    "2027-03-27",
    ["2027-03-27T09:00:00+01:00", "2027-03-28T09:00:00+02:00", "2027-03-29T09:00:00+02:00"],
  ],
  [
    "the gap of New York",
    "America/New_York",
    "02:30",
    "2027-03-13",
    ["2027-03-13T02:30:00-05:00", "2027-03-14T03:30:00-04:00", "2027-03-15T02:30:00-04:00"],
  ],
  [
    "the repeated hour of New York",
    "America/New_York",
    "01:30",
    "2026-10-31",
    ["2026-10-31T01:30:00-04:00", "2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"],
  ],
  [
    "the gap of half an hour at Lord Howe",
    "Australia/Lord_Howe",
    "02:15",
    "2026-10-03",
    ["2026-10-03T02:15:00+10:30", "2026-10-04T02:45:00+11:00", "2026-10-05T02:15:00+11:00"],
  ],
  [
    "the repeated half hour at Lord Howe",
    "Australia/Lord_Howe",
    "01:45",
    "2027-04-03",
    ["2027-04-03T01:45:00+11:00", "2027-04-04T01:45:00+11:00", "2027-04-05T01:45:00+10:30"],
  ],
  [
    "the day that Apia skipped is not left out, it falls on the next",
    "Pacific/Apia",
    "09:00",
    "2011-12-29",
    ["2011-12-29T09:00:00-10:00", "2011-12-31T09:00:00+14:00", "2011-12-31T09:00:00+14:00"],
  ],
] as const)
  test(`RFC 5545 §3.3.5, daily across a clock change: ${why}`, () => {
    const series = seriesOf("FREQ=DAILY;COUNT=3", { date, startTime, timeZone });
    expect(starts(series, "2011-01-01", "2030-01-01").map((start) => start.slice(11))).toEqual(expected);
  });

for (const [why, rule, date, dates] of [
  ["29 February comes in leap years only", "FREQ=YEARLY", "2096-02-29", ["2096-02-29", "2104-02-29", "2108-02-29"]],
  ["31 passes over shorter months", "FREQ=MONTHLY", "2027-01-31", ["2027-01-31", "2027-03-31", "2027-05-31"]],
  ["30 passes over February", "FREQ=MONTHLY", "2027-01-30", ["2027-01-30", "2027-03-30", "2027-04-30"]],
  [
    "the last day is every month's own",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "2028-01-31",
    ["2028-01-31", "2028-02-29", "2028-03-31"],
  ],
  [
    "the 31st day from the end is the first of long months",
    "FREQ=MONTHLY;BYMONTHDAY=-31",
    "2027-01-01",
    ["2027-01-01", "2027-03-01", "2027-05-01"],
  ],
  [
    "day 366 comes in leap years only",
    "FREQ=YEARLY;BYYEARDAY=366",
    "2028-12-31",
    ["2028-12-31", "2032-12-31", "2036-12-31"],
  ],
  [
    "week 53 comes in some years",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH",
    "2026-12-31",
    ["2026-12-31", "2032-12-30", "2037-12-31"],
  ],
  [
    "week 1 may begin in the year before",
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
    "2027-01-04",
    ["2027-01-04", "2028-01-03", "2029-01-01", "2029-12-31"],
  ],
  [
    "week 1 of every third year is one week, also where it begins in December",
    "FREQ=YEARLY;INTERVAL=3;BYWEEKNO=1;BYDAY=MO",
    "2024-12-30",
    ["2024-12-30", "2028-01-03", "2030-12-30"],
  ],
  [
    "the last week, counted from Sunday",
    "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU;WKST=SU",
    "2026-12-27",
    ["2026-12-27", "2027-12-26", "2028-12-24"],
  ],
  [
    "BYSETPOS counts the days of the first week before the start too",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3",
    "2024-10-23",
    ["2024-10-23", "2024-10-28", "2024-10-30"],
  ],
  [
    "the same position from both ends is one date",
    "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1,-1",
    "2026-12-07",
    ["2026-12-07", "2027-01-04", "2027-02-01"],
  ],
] as const)
  test(`${why} (${rule})`, () => {
    const series = seriesOf(rule, { date });
    const to = `${Number(dates.at(-1)?.slice(0, 4))}-12-31`;
    expect(
      read(series, "2024-01-01", to)
        .map(({ originalDate }) => originalDate)
        .slice(0, dates.length),
    ).toEqual([...dates]);
  });

const shift: Partial<NewItem> = { startTime: "22:00", endDate: "2026-11-24", endTime: "06:00" };

test("overnight and multi-day occurrences are found on every day they reach", () => {
  const night = seriesOf("FREQ=DAILY", { date: "2026-11-23", ...shift });
  expect(
    read(night, "2026-12-05", "2026-12-05").map(({ content }) => [content.date, content.endDate, content.endTime]),
  ).toEqual([
    ["2026-12-04", "2026-12-05", "06:00"],
    ["2026-12-05", "2026-12-06", "06:00"],
  ]);
  const weekend = seriesOf("FREQ=WEEKLY;INTERVAL=2", { date: "2026-11-27", endDate: "2026-11-29" });
  for (const day of ["2026-12-11", "2026-12-12", "2026-12-13"])
    expect(read(weekend, day, day).map(({ originalDate }) => originalDate)).toEqual(["2026-12-11"]);
  for (const day of ["2026-12-10", "2026-12-14", "2026-12-05"]) expect(read(weekend, day, day)).toEqual([]);
});

test("occurrences longer than their interval overlap each other", () => {
  const weeks = seriesOf("FREQ=DAILY", { date: "2026-11-23", endDate: "2026-11-25" });
  expect(read(weeks, "2026-12-25", "2026-12-25").map(({ content }) => `${content.date} ${content.endDate}`)).toEqual([
    "2026-12-23 2026-12-25",
    "2026-12-24 2026-12-26",
    "2026-12-25 2026-12-27",
  ]);
});

test("a window is in the reader's zone, the dates are in the item's own", () => {
  const tokyo = seriesOf("FREQ=DAILY", { date: "2026-11-23", startTime: "07:00", timeZone: "Asia/Tokyo" });
  expect(starts(tokyo, "2026-12-01", "2026-12-01")).toEqual(["2026-12-02 2026-12-02T07:00:00+09:00"]);
  expect(starts(tokyo, "2026-12-01", "2026-12-01", "Asia/Tokyo")).toEqual(["2026-12-01 2026-12-01T07:00:00+09:00"]);
  const kiritimati = seriesOf("FREQ=DAILY", { date: "2026-11-23", startTime: "00:30", timeZone: "Pacific/Kiritimati" });
  expect(starts(kiritimati, "2026-12-01", "2026-12-01", "Pacific/Pago_Pago")).toEqual([
    "2026-12-03 2026-12-03T00:30:00+14:00",
  ]);
});

test("the last occurrence is the last one that ends within the agenda's range", () => {
  const series = seriesOf("FREQ=DAILY", { date: "2199-12-25", endDate: "2199-12-27" });
  expect(
    read(series, "2199-12-01", "2199-12-31")
      .map(({ content }) => content.endDate)
      .at(-1),
  ).toBe("2199-12-31");
});

const weekly = (exceptions: [string, SeriesException][]) =>
  seriesOf("FREQ=WEEKLY;COUNT=4", { date: "2026-11-27", startTime: "09:00", endTime: "10:00" }, exceptions);

test("a cancelled occurrence is absent, and still counts towards COUNT", () => {
  const series = weekly([["2026-12-04", cancelled]]);
  expect(starts(series, "2026-01-01", "2027-12-31").map((start) => start.slice(0, 10))).toEqual([
    ...["2026-11-27", "2026-12-11", "2026-12-18"],
  ]);
});

test("done, and other content of one occurrence, is its own", () => {
  const series = weekly([["2026-12-04", changed({ done: true, text: "y", tags: ["a"], notes: null })]]);
  expect(
    read(series, "2026-11-27", "2026-12-11").map(({ content, isChanged }) => [content.text, content.done, isChanged]),
  ).toEqual([
    ["x", false, false],
    ["y", true, true],
    ["x", false, false],
  ]);
});

test("a moved occurrence is found at its new time and in its order, and by its original date", () => {
  const series = weekly([["2026-12-04", changed({ when: at("2026-12-18", "08:00") })]]);
  expect(starts(series, "2026-12-04", "2026-12-04")).toEqual([]);
  expect(starts(series, "2026-12-11", "2026-12-18")).toEqual([
    "2026-12-11 2026-12-11T09:00:00+01:00",
    "2026-12-04 2026-12-18T08:00:00+01:00",
    "2026-12-18 2026-12-18T09:00:00+01:00",
  ]);
});

test("an occurrence moved out of all windows of its series is still found", () => {
  const series = weekly([["2026-12-04", changed({ when: at("2028-05-01", "08:00") })]]);
  expect(starts(series, "2028-05-01", "2028-05-01")).toEqual(["2026-12-04 2028-05-01T08:00:00+02:00"]);
  expect(reachOf(series)).toEqual({ from: "2026-11-25", to: "2028-05-03" });
});

test("an exception for a date outside the rule has no effect", () => {
  const strays: [string, SeriesException][] = [
    ["2026-12-05", changed({ when: at("2026-12-05", "08:00") })],
    ["2026-11-20", changed({ text: "y" })],
    ["2027-12-03", changed({ when: at("2026-12-06", "08:00") })],
  ];
  expect(read(weekly(strays), "2026-01-01", "2028-01-01")).toEqual(read(weekly([]), "2026-01-01", "2028-01-01"));
});

test("all-day occurrences come before timed ones of the same instant, and page breaks between them lose none", () => {
  const series = seriesOf("FREQ=DAILY", { date: "2026-11-23" }, [
    ["2026-11-25", changed({ when: at("2026-11-24", "00:00") })],
  ]);
  const window = dateRangeIn("2026-11-23", "2026-11-26", paris);
  const pages: string[] = [];
  for (let after: ReturnType<typeof placeOf> | undefined; ; ) {
    const [one] = expand(series, { window, readIn: paris, limit: 1, ...(after === undefined ? {} : { after }) });
    if (one === undefined) break;
    pages.push(startOf(one));
    after = placeOf(one);
  }
  expect(pages).toEqual([
    "2026-11-23 2026-11-23",
    "2026-11-24 2026-11-24",
    "2026-11-25 2026-11-24T00:00:00+01:00",
    "2026-11-26 2026-11-26",
  ]);
});

test("a page that begins after another item's position contains what follows it", () => {
  const series = weekly([]);
  const reading = { window: dateRangeIn("2026-11-01", "2026-12-31", paris), readIn: paris, limit: 10 };
  const other = { date: "2026-12-04", startsAtMs: Date.parse("2026-12-04T09:00:00+01:00"), originalDate: null };
  const first = (id: string) => expand(series, { ...reading, after: { ...other, id } })[0]?.originalDate;
  expect([first("a"), first("z")]).toEqual(["2026-12-04", "2026-12-11"]);
});

test("an occurrence is found by its original date, also when it was moved", () => {
  const series = weekly([
    ["2026-12-04", cancelled],
    ["2026-12-11", changed({ when: at("2026-12-12", "08:00") })],
  ]);
  expect(findOccurrence(series, "2026-12-11")?.valueOf()).toMatchObject({
    content: { date: "2026-12-12" },
    isChanged: true,
  });
  expect(findOccurrence(series, "2026-12-04")).toBe("cancelled");
  expect(findOccurrence(series, "2026-12-12")).toBeUndefined();
  expect(refused(() => requireOccurrence(series, "2026-12-04", ["occurrence"]))).toBe(
    '#/occurrence: The occurrence of Friday 4 December 2026 was cancelled. updateItemById with scope "this" and reset true brings it back.',
  );
  expect(refused(() => requireOccurrence(series, "2026-12-12", ["occurrence"]))).toBe(
    "#/occurrence: The series has no occurrence whose original date is Saturday 2026-12-12. The nearest: 2026-12-11 (Friday) and 2026-12-18 (Friday). A moved one keeps its original date.",
  );
  expect(refused(() => requireOccurrence(series, "2030-01-01", ["occurrence"]))).toContain(
    "The nearest: 2026-12-18 (Friday).",
  );
});

test("an endless series reaches from two days before its start onwards", () => {
  expect(reachOf(seriesOf("FREQ=DAILY", { date: "2026-11-23" }))).toEqual({ from: "2026-11-21", to: null });
  expect(reachOf(seriesOf("FREQ=DAILY;COUNT=3", { date: "2026-11-23", ...shift }))).toEqual({
    ...{ from: "2026-11-21", to: "2026-11-28" },
  });
});
