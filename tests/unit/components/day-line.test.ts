import { expect, test } from "@playwright/test";
import { bookedMinutes, lineOf, type Row } from "../../../components/timeline/day-line.ts";
import { sumOfDay, sumOfToday, wordsOfGap, wordsOfTwice } from "../../../components/timeline/day-words.ts";
import { type Day, daysOf } from "../../../components/timeline/days.ts";
import type { Item } from "../../../contract/fields/item.ts";
import { item } from "./page-items.ts";

const today = "2026-11-25";
const dayOf = (...items: Item[]): Day => daysOf(items, today, today, "UTC")[0] as Day;
const at = (time: string): number => Date.parse(`${today}T${time}Z`);
const lineAt = (time: string | undefined, ...items: Item[]): Row[] =>
  lineOf(dayOf(...items).slices, { timeZone: "UTC", ...(time && { nowMs: at(time) }) });

/** A row in a few words, to compare whole lines. */
function inShort(row: Row): string {
  switch (row.kind) {
    case "item":
      return [row.slice.placed.item.text, row.isPast && "past", row.isSecond && "second"].filter(Boolean).join(" ");
    case "twice":
      return wordsOfTwice(row, false);
    case "free":
    case "open":
    case "next":
      return wordsOfGap(row, false).short;
    default:
      return row.kind;
  }
}

const call = item({ text: "Call", startTime: "11:00", endTime: "11:45" });
const lunch = item({ text: "Lunch", startTime: "12:30", endTime: "13:30" });

test("between two items the line shows how long is free, and nothing when they touch", () => {
  const review = item({ text: "Review", startTime: "13:30", endTime: "14:00" });
  expect(lineAt(undefined, call, lunch, review).map(inShort)).toEqual(["Call", "45 min free", "Lunch", "Review"]);
});

test("an overlap is shown between the two items, and the second is drawn beside the first", () => {
  const school = item({ text: "School", startTime: "16:15", endTime: "16:45" });
  const maya = item({ text: "Maya", startTime: "16:30", endTime: "17:15" });
  expect(lineAt(undefined, maya, school).map(inShort)).toEqual([
    "School",
    "15 min taken twice, 16:30 to 16:45",
    "Maya second",
  ]);
});

test("an overlap with something of unknown length has no length, and there is none with something done", () => {
  const open = item({ text: "Prints", startTime: "11:30" });
  expect(lineAt(undefined, call, open).map(inShort)).toEqual(["Call", "Taken twice at 11:30", "Prints second"]);
  expect(lineAt(undefined, { ...call, done: true }, open).map(inShort)).toEqual(["Call", "Prints"]);
});

test("after something without an end no free time is claimed, only the time until the next item", () => {
  const prints = item({ text: "Prints", startTime: "10:00" });
  expect(lineAt(undefined, prints, lunch).map(inShort)).toEqual(["Prints", "2 h 30 until Lunch", "Lunch"]);
});

test("the free time after a long item with others inside starts at its end", () => {
  const fair = item({ text: "Fair", startTime: "09:00", endTime: "12:00" });
  const talk = item({ text: "Talk", startTime: "10:00", endTime: "10:30" });
  const rows = lineAt(undefined, fair, talk, lunch);
  expect(rows.map(inShort)).toEqual([
    "Fair",
    "30 min taken twice, 10:00 to 10:30",
    "Talk second",
    "30 min free",
    "Lunch",
  ]);
  expect(bookedMinutes(dayOf(fair, talk, lunch).slices)).toBe(240);
  // Two sentences, each with its full stop.
  expect(sumOfDay(dayOf(fair, talk, lunch), rows, "2026-11-01", false)).toEqual({
    words: "4 h booked.",
    overlap: "One overlap at 10:00.",
  });
});

test("the current time is before the next item and says how long until then; past items are folded", () => {
  const school = item({ text: "School", startTime: "08:00", endTime: "08:30" });
  const standUp = item({ text: "Stand-up", startTime: "09:15", endTime: "09:45" });
  const rows = lineAt("10:24", school, standUp, call, lunch);
  expect(rows.map(inShort)).toEqual([
    "School past",
    "folded",
    "Stand-up past",
    "now",
    "36 min until Call",
    "Call",
    "45 min free",
    "Lunch",
  ]);
  expect(sumOfToday(dayOf(school, standUp, call, lunch), rows, false).words).toBe(
    "Two things to come, 1 h 21 free between them.",
  );
});

test("within an item the current time crosses it at the right fraction and says what is left", () => {
  const rows = lineAt("11:15", call, lunch);
  expect(rows.map(inShort)).toEqual(["Call", "45 min free", "Lunch"]);
  expect(rows[0]).toMatchObject({ leftMinutes: 30 });
  expect((rows[0] as { spent: number }).spent).toBeCloseTo(1 / 3);
});

test("after the last item the current time is at the end", () => {
  expect(lineAt("22:00", call).map(inShort)).toEqual(["Call past", "now"]);
});

test("the ruler's first tick is at the first full hour within the slot", () => {
  const [, gap] = lineAt(undefined, call, lunch);
  expect(gap).toMatchObject({ kind: "free", from: "11:45", to: "12:30", tick: 15 });
  const short = item({ text: "Short", startTime: "13:45", endTime: "13:50" });
  expect(lineAt(undefined, lunch, short)[1]).toMatchObject({ minutes: 15, tick: undefined });
});

test("free time counts real minutes across a clock change", () => {
  const night = item({
    text: "Late",
    date: "2026-10-25",
    startTime: "01:00",
    endTime: "01:30",
    timeZone: "Europe/Paris",
  });
  const early = item({
    text: "Early",
    date: "2026-10-25",
    startTime: "04:00",
    endTime: "05:00",
    timeZone: "Europe/Paris",
  });
  const [day] = daysOf([night, early], "2026-10-25", "2026-10-25", "Europe/Paris");
  const rows = lineOf(day?.slices ?? [], { timeZone: "Europe/Paris" });
  expect(rows.map(inShort)).toEqual(["Late", "3 h 30 free", "Early"]);
});
