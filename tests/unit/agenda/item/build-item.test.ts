import { expect, test } from "@playwright/test";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import { placeInZone } from "../../../../agenda/item/place-in-zone.ts";
import { isSameContent } from "../../../../agenda/item/same-content.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { refused } from "./refused.ts";

const friday = "2026-11-27";
const paris = "Europe/Paris";
const settle = (input: Partial<NewItem>, zone: string | null = paris) =>
  buildItem({ text: "Dentist", date: friday, ...input }, zone, ["items", 2]);

test("an item with only text and date is all-day, open and without a zone", () => {
  expect(settle({})).toEqual({
    ...{ text: "Dentist", date: friday, startTime: null, endDate: null, endTime: null, timeZone: null },
    ...{
      endTimeZone: null,
      notes: null,
      location: null,
      url: null,
      tags: [],
      reminders: [],
      done: false,
      startsAtMs: null,
      endsAtMs: null,
    },
    ...{ recurrence: null, exceptions: null },
  });
});

test("stated fields are kept as stated", () => {
  const said = { notes: "a\nb", location: "Here", url: "https://example.org", tags: ["b", "a"], done: true };
  expect(settle(said)).toMatchObject(said);
});

test("a timed item without an end takes the user's zone and ends when it starts", () => {
  const startsAtMs = Date.parse("2026-11-27T13:00:00Z");
  expect(settle({ startTime: "14:00" })).toMatchObject({
    timeZone: paris,
    endTime: null,
    startsAtMs,
    endsAtMs: startsAtMs,
  });
});

test("a stated zone overrides the user's, in canonical case", () => {
  expect(settle({ startTime: "14:00", timeZone: "america/new_york" })).toMatchObject({
    timeZone: "America/New_York",
    startsAtMs: Date.parse("2026-11-27T19:00:00Z"),
  });
});

test("while the user's zone is unknown a timed item floats as UTC, and gets the zone once it is learned", () => {
  const floating = settle({ startTime: "14:00", endTime: "15:00" }, null);
  expect(floating).toMatchObject({ timeZone: null, startsAtMs: Date.parse("2026-11-27T14:00:00Z") });
  expect(placeInZone(floating, paris)).toEqual(settle({ startTime: "14:00", endTime: "15:00" }));
});

test("learning the zone leaves all-day items and those with a zone alone", () => {
  for (const content of [settle({}), settle({ startTime: "14:00", timeZone: "Asia/Tokyo" })])
    expect(placeInZone(content, paris)).toEqual(content);
});

test("a floating item in a DST gap of the learned zone moves forward instead of failing", () => {
  const floating = settle({ date: "2027-03-28", startTime: "02:30", endTime: "03:15" }, null);
  const startsAtMs = Date.parse("2027-03-28T03:30:00+02:00");
  expect(placeInZone(floating, paris)).toMatchObject({ startTime: "02:30", startsAtMs, endsAtMs: startsAtMs });
});

test("an overnight item ends on the next day", () => {
  expect(settle({ startTime: "22:00", endDate: "2026-11-28", endTime: "06:00" })).toMatchObject({
    endDate: "2026-11-28",
    endsAtMs: Date.parse("2026-11-28T05:00:00Z"),
  });
});

test("an item that ends days later may end earlier on the clock than it starts", () => {
  expect(settle({ startTime: "10:00", endDate: "2026-11-29", endTime: "10:00" }).endDate).toBe("2026-11-29");
});

test("an end date equal to the date is dropped", () => {
  expect(settle({ endDate: friday }).endDate).toBeNull();
  expect(settle({ endDate: friday, startTime: "10:00" })).toMatchObject({ endDate: null, endTime: null });
});

test("a time that occurs twice is the earlier one, and an end in the repeated hour stays after it", () => {
  expect(settle({ date: "2026-10-25", startTime: "02:30", endTime: "02:45" })).toMatchObject({
    startsAtMs: Date.parse("2026-10-25T02:30:00+02:00"),
    endsAtMs: Date.parse("2026-10-25T02:45:00+02:00"),
  });
});

for (const [why, input, problem] of [
  [
    "an end time without a start time",
    { endTime: "15:00" },
    "endTime: endTime needs startTime. Send both, or neither for an all-day item.",
  ],
  [
    "an end that is the start",
    { startTime: "14:00", endTime: "14:00" },
    "endTime: The end is the start. Leave endTime out for an item without an end.",
  ],
  [
    "an end before the start",
    { startTime: "14:00", endTime: "13:59" },
    "endTime: The end is before the start. If it ends on the next day, send endDate 2026-11-28.",
  ],
  [
    "an end before the start on a named same day",
    { startTime: "22:00", endTime: "00:00", endDate: friday },
    "endTime: The end is before the start. If it ends on the next day, send endDate 2026-11-28.",
  ],
  [
    "an end date before the date",
    { endDate: "2026-11-26" },
    "endDate: endDate 2026-11-26 is before date 2026-11-27. Send the last day, on or after 2026-11-27, or none for a single day.",
  ],
  [
    "a timed item that ends on another day without a time",
    { startTime: "14:00", endDate: "2026-11-28" },
    "endTime: An item with startTime that ends on 2026-11-28 needs endTime too, HH:MM.",
  ],
  [
    "a zone for an all-day item",
    { timeZone: paris },
    "timeZone: An item without startTime is all-day and has no time zone. Leave timeZone out, or send startTime.",
  ],
  [
    "a wrong weekday",
    { weekday: "Thursday" },
    "weekday: 27 November 2026 is a Friday, not a Thursday. Thursday is 2026-11-26; Friday is 2026-11-27.",
  ],
  [
    "a wrong weekday of the end",
    { endDate: "2026-11-29", endWeekday: "Saturday" },
    "endWeekday: 29 November 2026 is a Sunday, not a Saturday. Saturday is 2026-11-28; Sunday is 2026-11-29.",
  ],
  [
    "a wrong weekday of an end that is the date",
    { endWeekday: "Saturday" },
    "endWeekday: 27 November 2026 is a Friday, not a Saturday. Saturday is 2026-11-28; Friday is 2026-11-27.",
  ],
  [
    "a start in a gap",
    { date: "2027-03-28", startTime: "02:30" },
    "startTime: 02:30 does not exist in Europe/Paris on Sunday 28 March 2027: clocks go from 02:00 to 03:00. Use 01:30 or 03:30.",
  ],
  [
    "an end in a gap",
    { date: "2027-03-27", startTime: "22:00", endDate: "2027-03-28", endTime: "02:00" },
    "endTime: 02:00 does not exist in Europe/Paris on Sunday 28 March 2027: clocks go from 02:00 to 03:00. Use 01:00 or 03:00.",
  ],
  [
    "midnight written 24:00",
    { startTime: "20:00", endTime: "24:00" },
    "endTime: Midnight at the end of Friday 27 November 2026 is 00:00 of the next day: send 00:00 with the date 2026-11-28.",
  ],
  [
    "a date that does not exist",
    { date: "2027-02-30" },
    "date: 30 February does not exist. February 2027 ends on Sunday 28.",
  ],
  [
    "an end date that does not exist",
    { endDate: "2026-11-31" },
    "endDate: 31 November does not exist. November 2026 ends on Monday 30.",
  ],
  [
    "an unknown zone",
    { startTime: "14:00", timeZone: "Paris" },
    'timeZone: There is no time zone "Paris". Did you mean Europe/Paris?',
  ],
] as [string, Partial<NewItem>, string][])
  test(`${why} is refused with advice`, () => {
    expect(refused(() => settle(input))).toBe(`#/items/2/${problem}`);
  });

test("correct weekdays are accepted", () => {
  settle({ weekday: "Friday", endDate: "2026-11-28", endWeekday: "Saturday" });
  settle({ weekday: "Friday", endWeekday: "Friday" });
});

test("contents are equal only if every field is, tags in order", () => {
  const content = settle({ startTime: "14:00", endTime: "15:00", tags: ["a", "b"] });
  expect(isSameContent(content, settle({ startTime: "14:00", endTime: "15:00", tags: ["a", "b"] }))).toBe(true);
  const others = {
    ...{ text: "x", date: "2026-11-28", startTime: "14:01", endDate: "2026-11-29", endTime: null, timeZone: null },
    ...{
      endTimeZone: "Asia/Tokyo",
      notes: "x",
      location: "x",
      url: "x",
      tags: ["b", "a"],
      reminders: ["30m"],
      done: true,
      startsAtMs: 0,
      endsAtMs: 0,
    },
    ...{ recurrence: "FREQ=DAILY", exceptions: { "2026-11-28": { kind: "cancelled" } } },
  };
  for (const [field, value] of Object.entries(others))
    expect(isSameContent(content, { ...content, [field]: value }), field).toBe(false);
  expect(Object.keys(others).sort()).toEqual(Object.keys(content).sort());
  expect(isSameContent(content, { ...content, tags: ["a"] })).toBe(false);
});
