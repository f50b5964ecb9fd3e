import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { singleEntry } from "../../../../agenda/entries/entry.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import { momentReached, sameHours } from "../../../../agenda/planning/day-hours.ts";
import { leftUndone } from "../../../../agenda/planning/left-undone.ts";
import { answerOverviewEntry, type OverviewQuestion, overviewDays } from "../../../../agenda/planning/overview.ts";
import { type SpokenOverview, spokenWords } from "../../../../agenda/planning/overview-words.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { weekdays } from "../../../../contract/fields/time.ts";
import { limits } from "../../../../contract/limits.ts";
import { runAtOnce } from "../run-at-once.ts";

const paris = "Europe/Paris";
const today = "2026-11-23"; // a Monday
const hours = sameHours(weekdays.slice(0, 5), { start: "09:00", end: "17:00" });
let made = 0;
const entry = (input: Partial<NewItem>) =>
  singleEntry({
    ...buildItem({ text: "Item", date: today, ...input }, paris, []),
    ...{ id: String(++made).padStart(12, "0"), version: 1, createdBy: "web" },
    ...{ createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
  });
const question = (from: string, to: string, now = "08:00"): OverviewQuestion => ({
  ...{ from, to, timeZone: paris, hours, usualMinutes: 60 },
  nowMs: momentReached(today, now, paris),
});

function spoken(
  inputs: readonly Partial<NewItem>[],
  more: Partial<SpokenOverview> & { from?: string; to?: string; now?: string } = {},
) {
  const { from = today, to = from, now, ...rest } = more;
  const asked = question(from, to, now);
  const entries = inputs.map(entry);
  const days = runAtOnce(overviewDays(entries, asked, limits.overviewItems));
  const late = runAtOnce(
    leftUndone(
      entries.map(({ item }) => item),
      today,
    ),
  );
  const overdue = { count: late.length, items: late.map((one) => answerOverviewEntry(one, paris)) };
  return spokenWords({
    span: from === to ? "day" : "week",
    days,
    today,
    hasHours: (date) => hours.has(days.find((day) => day.date === date)?.weekday ?? "Sunday") && date >= today,
    itemCount: entries.length,
    overdue,
    ...rest,
  });
}

const standup = { text: "Standup", startTime: "09:00", endTime: "09:30" };
const dentist = { text: "Dentist", startTime: "14:00" };

for (const [what, items, more, words] of [
  ["an empty day", [], {}, "Today, Monday 23 November: nothing planned. Free: 09:00 to 17:00."],
  ["an empty Saturday", [], { from: "2026-11-28" }, "Saturday 28 November: nothing planned."],
  [
    "an empty day of another year",
    [],
    { from: "2027-01-04" },
    "Monday 4 January 2027: nothing planned. Free: 09:00 to 17:00.",
  ],
  [
    "a day with one item",
    [{ ...dentist, date: "2026-11-24" }],
    { from: "2026-11-24" },
    "Tomorrow, Tuesday 24 November: 1 item. Dentist at 14:00. Free: 09:00 to 14:00 and 15:00 to 17:00.",
  ],
  [
    "a day with several",
    [standup, dentist, { text: "Anna's birthday" }],
    {},
    "Today, Monday 23 November: 3 items. Anna's birthday (all day), Standup 09:00 to 09:30 and Dentist at 14:00. Free: 09:30 to 14:00 and 15:00 to 17:00.",
  ],
  [
    "a day with overlaps",
    [standup, { text: "Call", startTime: "09:15", endTime: "17:00" }],
    {},
    "Today, Monday 23 November: 2 items. Standup 09:00 to 09:30 and Call 09:15 to 17:00. Standup and Call overlap from 09:15 to 09:30. Nothing is left free of the working hours.",
  ],
  [
    "a day that is done",
    [{ ...standup, done: true }],
    {},
    "Today, Monday 23 November: 1 item, done. Free: 09:00 to 17:00.",
  ],
  [
    "a day with something overdue",
    [{ text: "Tax return", date: "2026-11-20" }, standup],
    { now: "10:10" },
    "Today, Monday 23 November: 1 item. Standup 09:00 to 09:30. Free: 10:10 to 17:00. 1 item of the last 30 days is overdue: Tax return.",
  ],
  [
    "the morning after a night shift",
    [{ text: "Shift", date: "2026-11-27", startTime: "22:00", endDate: "2026-11-28", endTime: "06:00" }],
    { from: "2026-11-28" },
    "Saturday 28 November: 1 item. Shift until 06:00.",
  ],
  [
    "a week with a night shift and a conference",
    [
      { text: "Shift", date: "2026-11-23", startTime: "22:00", endDate: "2026-11-24", endTime: "06:00" },
      { text: "Conference", date: "2026-11-26", startTime: "09:00", endDate: "2026-11-28", endTime: "17:00" },
    ],
    { to: "2026-11-29", hasHours: () => false },
    "This week from Monday 23 November to Sunday 29 November: 2 items. Monday: Shift 22:00 to 06:00. Tuesday: Shift until 06:00. Thursday: Conference from 09:00. Friday: Conference (all day). Saturday: Conference until 17:00. Nothing on Wednesday and Sunday.",
  ],
  [
    "an empty week",
    [],
    { to: "2026-11-29" },
    "This week from Monday 23 November to Sunday 29 November: nothing planned. 40 hours of the working hours are free, most on Monday.",
  ],
  [
    "a week",
    [standup, { ...dentist, date: "2026-11-25" }, { text: "Hike", date: "2026-11-28" }],
    { to: "2026-11-29" },
    "This week from Monday 23 November to Sunday 29 November: 3 items. Monday: Standup 09:00 to 09:30. Wednesday: Dentist at 14:00. Saturday: Hike (all day). Nothing on Tuesday, Thursday, Friday and Sunday. 38 hours 30 minutes of the working hours are free, most on Tuesday.",
  ],
] as const)
  test(`${what} is described in words`, () => {
    expect(spoken(items, more)).toBe(words);
  });

test("whatever is planned, the text is at most 600 characters and says how much there is", () => {
  const anyItem = fc
    .record({
      text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }).filter((text) => text.trim() !== ""),
      day: fc.integer({ min: 0, max: 6 }),
      hour: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ text, day, hour, length }) => ({
      text,
      date: `2026-11-${23 + day}`,
      startTime: `${String(hour).padStart(2, "0")}:00`,
      ...(length > 0 && { endTime: `${String(hour + length).padStart(2, "0")}:00` }),
    }));
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 60 }), fc.boolean(), (items, isWeek) => {
      const words = spoken(items, isWeek ? { to: "2026-11-29" } : {});
      expect(words.length).toBeLessThanOrEqual(limits.spoken);
      expect(words.length).toBeGreaterThan(20);
    }),
    { numRuns: 50 },
  );
});

test("a day lists all-day items first, counts what it omits, and shows times in the reader's zone", () => {
  const entries = [
    entry({ text: "Tokyo", date: "2026-11-24", startTime: "08:30", endTime: "09:30", timeZone: "Asia/Tokyo" }),
    entry({ text: "Trip", date: "2026-11-22", endDate: "2026-11-24" }),
    entry({ text: "Night", date: "2026-11-22", startTime: "23:00", endDate: today, endTime: "01:00" }),
  ];
  const [monday, tuesday] = runAtOnce(overviewDays(entries, question(today, "2026-11-24"), 2));
  expect(monday).toMatchObject({ date: today, weekday: "Monday", itemCount: 2 });
  expect(monday?.items.map(({ text, allDay }) => [text, allDay])).toEqual([
    ["Trip", true],
    ["Night", undefined],
  ]);
  expect(tuesday).toMatchObject({
    itemCount: 2,
    items: [{ text: "Trip" }, { text: "Tokyo", date: "2026-11-24", startTime: "00:30", endTime: "01:30" }],
  });
});

test("overlaps are given as pairs, within the day, without done items", () => {
  const entries = [
    entry({ text: "A", startTime: "22:00", endDate: "2026-11-24", endTime: "02:00" }),
    entry({ text: "B", startTime: "23:00", endDate: "2026-11-24", endTime: "01:00" }),
    entry({ text: "Done", startTime: "23:00", endTime: "23:30", done: true }),
    entry({ text: "C", startTime: "08:00" }),
    entry({ text: "D", startTime: "08:00" }),
  ];
  const [monday, tuesday] = runAtOnce(overviewDays(entries, question(today, "2026-11-24"), 20));
  const told = (day: typeof monday) =>
    day?.overlaps.map(({ texts, startTime, endTime }) => `${texts.join("+")} ${startTime}-${endTime}`);
  expect(told(monday)).toEqual(["C+D 08:00-08:00", "A+B 23:00-24:00"]);
  expect(told(tuesday)).toEqual(["A+B 00:00-01:00"]);
});
