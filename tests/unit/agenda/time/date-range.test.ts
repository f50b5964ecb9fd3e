import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import { compareItems, dateRangeIn, hasEnded, isInDateRange, startKeyMs } from "../../../../agenda/time/date-range.ts";
import { writeInstant } from "../../../../agenda/time/instants.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { requireEqual } from "../../require-equal.ts";

const paris = "Europe/Paris";
const item = (input: Partial<NewItem>) => buildItem({ text: "x", date: "2026-11-27", ...input }, paris, []);

for (const [from, to, zone, startsAt, endsAt] of [
  ["2026-11-27", "2026-11-27", paris, "2026-11-27T00:00:00+01:00", "2026-11-28T00:00:00+01:00"],
  ["2027-03-28", "2027-03-28", paris, "2027-03-28T00:00:00+01:00", "2027-03-29T00:00:00+02:00"],
  ["2018-11-03", "2018-11-04", "America/Sao_Paulo", "2018-11-03T00:00:00-03:00", "2018-11-05T00:00:00-02:00"],
  ["2018-11-04", "2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"],
  ["2011-12-29", "2011-12-30", "Pacific/Apia", "2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"],
  ["2199-12-31", "2199-12-31", "UTC", "2199-12-31T00:00:00Z", "2200-01-01T00:00:00Z"],
] as const)
  test(`${from} to ${to} in ${zone} is from ${startsAt} to ${endsAt}`, () => {
    const window = dateRangeIn(from, to, zone);
    expect([window.startsAtMs, window.endsAtMs].map((ms) => writeInstant(ms, zone))).toEqual([startsAt, endsAt]);
  });

const friday = dateRangeIn("2026-11-27", "2026-11-27", paris);
for (const [why, input, place] of [
  ["an all-day item of the day before", { date: "2026-11-26" }, "before"],
  ["an all-day item of the day", {}, "in"],
  ["an all-day item of the day after", { date: "2026-11-28" }, "after"],
  ["days that end on the day", { date: "2026-11-20", endDate: "2026-11-27" }, "in"],
  ["days that end on the day before", { date: "2026-11-20", endDate: "2026-11-26" }, "before"],
  ["days around the day", { date: "2026-11-20", endDate: "2026-12-20" }, "in"],
  ["a start at its first moment", { startTime: "00:00" }, "in"],
  ["a start in its last minute", { startTime: "23:59" }, "in"],
  ["a start at the next midnight", { date: "2026-11-28", startTime: "00:00" }, "after"],
  [
    "an end at its first moment",
    { date: "2026-11-26", startTime: "22:00", endDate: "2026-11-27", endTime: "00:00" },
    "before",
  ],
  ["an end one minute in", { date: "2026-11-26", startTime: "22:00", endDate: "2026-11-27", endTime: "00:01" }, "in"],
  ["a start the minute before, without an end", { date: "2026-11-26", startTime: "23:59" }, "before"],
  [
    "another zone's next day that is still this day here",
    { date: "2026-11-28", startTime: "07:59", timeZone: "Asia/Tokyo" },
    "in",
  ],
  ["another zone's same day that is over here", { startTime: "07:59", timeZone: "Asia/Tokyo" }, "before"],
] as [string, Partial<NewItem>, "before" | "in" | "after"][])
  test(`${why} lies ${place === "in" ? "in the window" : `${place} it`}`, () => {
    const content = item(input);
    expect([hasEnded(content, friday), isInDateRange(content, friday)]).toEqual([place === "before", place === "in"]);
  });

test("an all-day item begins at the start of its date in the reader's zone", () => {
  expect(startKeyMs(item({}), paris)).toBe(Date.parse("2026-11-26T23:00:00Z"));
  expect(startKeyMs(item({}), "Asia/Tokyo")).toBe(Date.parse("2026-11-26T15:00:00Z"));
  expect(startKeyMs(item({ startTime: "14:00" }), "Asia/Tokyo")).toBe(Date.parse("2026-11-27T13:00:00Z"));
});

test("items are ordered by start; at the same instant all-day first, then by id", () => {
  const ordered = [
    { ...item({ date: "2026-11-26", startTime: "23:59" }), id: "z" },
    { ...item({}), id: "b" },
    { ...item({ endDate: "2026-11-29" }), id: "y" },
    { ...item({ startTime: "00:00" }), id: "a" },
    { ...item({ startTime: "00:00" }), id: "c" },
    { ...item({ startTime: "09:00" }), id: "0" },
  ];
  const ids = ordered.map(({ id }) => id);
  expect(
    [...ordered]
      .reverse()
      .sort(compareItems(paris))
      .map(({ id }) => id),
  ).toEqual(ids);
  expect([...ordered].sort(compareItems(paris)).map(({ id }) => id)).toEqual(ids);
});

const anyItem = fc.record({
  id: fc.string({ minLength: 1, maxLength: 2 }),
  date: fc.constantFrom("2027-03-27", "2027-03-28", "2027-03-29"),
  startsAtMs: fc.option(
    fc.integer({ min: -30, max: 30 }).map((hours) => Date.parse("2027-03-27T23:00Z") + hours * 3_600_000),
  ),
});

test("the order is total: antisymmetric, equal only to itself, and transitive", () => {
  fc.assert(
    fc.property(anyItem, anyItem, anyItem, fc.constantFrom(paris, "UTC", "Asia/Tokyo"), (a, b, c, zone) => {
      const compare = compareItems(zone);
      const sign = (one: typeof a, other: typeof a) => Math.sign(compare(one, other));
      const isSame = a.id === b.id && startKeyMs(a, zone) === startKeyMs(b, zone) && !a.startsAtMs === !b.startsAtMs;
      const isTotal = sign(a, b) + sign(b, a) === 0 && (sign(a, b) === 0) === isSame;
      const carriesOver = !(sign(a, b) <= 0 && sign(b, c) <= 0) || sign(a, c) <= 0;
      return isTotal && carriesOver;
    }),
    { numRuns: 5000 },
  );
});

test("every item is before a window, in it or after it, and adjacent windows lose none", () => {
  const anyDay = fc.integer({ min: 20, max: 31 }).map((day) => `2027-03-${day}`);
  const anyHour = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:00`);
  fc.assert(
    fc.property(
      anyDay,
      fc.option(anyHour),
      fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York"),
      (date, time, zone) => {
        const content = item(time === null ? { date } : { date, startTime: time, timeZone: zone });
        const before = dateRangeIn("2027-03-01", "2027-03-27", paris);
        const after = dateRangeIn("2027-03-28", "2027-04-30", paris);
        const inBoth = [isInDateRange(content, before), isInDateRange(content, after)];
        requireEqual([inBoth.filter(Boolean).length, hasEnded(content, after)], [1, inBoth[0]]);
      },
    ),
    { numRuns: 300 },
  );
});
