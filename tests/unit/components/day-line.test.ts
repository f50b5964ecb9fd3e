import { expect, test } from "@playwright/test";
import { bookedMinutes, lineOf, type Row } from "../../../components/timeline/day-line.ts";
import { sumOfDay, sumOfToday, wordsOfGap, wordsOfOn, wordsOfTwice } from "../../../components/timeline/day-words.ts";
import { type Day, daysOf } from "../../../components/timeline/days.ts";
import { ribbonOf } from "../../../components/timeline/ribbon-parts.ts";
import type { Item } from "../../../contract/fields/item.ts";
import { t } from "../messages/catalogs.ts";
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
      return wordsOfTwice(row, false, t);
    case "on":
      return row.isSaid ? wordsOfOn(row, false, t) : "goes on";
    case "free":
    case "open":
    case "next":
      return wordsOfGap(row, false, t).short;
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

test("what an assistant deleted takes no time while it is still shown struck", () => {
  const gone = { ...item({ text: "Workshop", startTime: "09:00", endTime: "12:00" }), deletedAt: `${today}T08:00:00Z` };
  expect(lineAt(undefined, gone, call).map(inShort)).toEqual(["Workshop", "Call"]);
});

test("an overlap with something of unknown length has no length, and there is none with something done", () => {
  const open = item({ text: "Prints", startTime: "11:30" });
  expect(lineAt(undefined, call, open).map(inShort)).toEqual([
    "Call",
    "Taken twice at 11:30",
    "Prints second",
    "Call goes on until 11:45",
  ]);
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
    "Fair goes on until 12:00",
    "30 min free",
    "Lunch",
  ]);
  expect(bookedMinutes(dayOf(fair, talk, lunch).slices)).toBe(240);
  // Two sentences, each with its full stop.
  expect(sumOfDay(dayOf(fair, talk, lunch), rows, "2026-11-01", false, t)).toEqual({
    words: "4 h booked.",
    overlap: "One overlap at 10:00.",
  });
});

const board = item({ text: "Board", startTime: "09:00", endTime: "12:00" });
const standUp = item({ text: "Stand-up", startTime: "09:15", endTime: "09:30" });
const planning = item({ text: "Planning", startTime: "14:00", endTime: "15:00" });
const minutesOf = (rows: readonly Row[]) => rows.map((row) => ("minutes" in row ? row.minutes : row.kind));

test("an item keeps its place when another begins and ends inside it, and every minute is drawn once", () => {
  const rows = lineAt(undefined, board, standUp, planning);
  expect(rows.map(inShort)).toEqual([
    "Board",
    "15 min taken twice, 09:15 to 09:30",
    "Stand-up second",
    "Board goes on until 12:00",
    "2 h free",
    "Planning",
  ]);
  expect(minutesOf(rows)).toEqual([15, 15, 0, 150, 120, 60]);
  expect(rows[2]).toMatchObject({ isInside: true });
});

test("the clock stands where it is true: in the outer one before, in the inner one during, in the outer one after", () => {
  const at = (time: string) => lineAt(time, board, standUp, planning);
  expect(at("09:05")[0]).toMatchObject({ slice: { placed: { item: board } }, spent: 1 / 3, leftMinutes: 175 });
  expect(at("09:20")[2]).toMatchObject({ slice: { placed: { item: standUp } }, spent: 1 / 3, leftMinutes: 10 });
  expect(at("09:20").filter((row) => "spent" in row || row.kind === "now")).toHaveLength(1);
  expect(at("10:30").map(inShort)).toEqual([
    "Board",
    "Stand-up past second",
    "goes on",
    "now",
    "Board goes on until 12:00",
    "2 h free",
    "Planning",
  ]);
  expect(minutesOf(at("10:30"))).toEqual([15, 15, 60, "now", 90, 120, 60]);
  expect(at("12:30").map(inShort)).toEqual([
    "Board past",
    "folded",
    "Stand-up past second",
    "now",
    "1 h 30 until Planning",
    "Planning",
  ]);
});

test("of several that go on, the one that ends first is told first; two inside one leave time between them", () => {
  const fair = item({ text: "Fair", startTime: "09:00", endTime: "17:00" });
  const talk = item({ text: "Talk", startTime: "10:00", endTime: "12:00" });
  const call = item({ text: "Call", startTime: "10:15", endTime: "10:30" });
  const lunch = item({ text: "Lunch", startTime: "13:00", endTime: "14:00" });
  expect(lineAt(undefined, fair, talk, call, lunch).map(inShort)).toEqual([
    "Fair",
    "2 h taken twice, 10:00 to 12:00",
    "Talk second",
    "15 min taken twice, 10:15 to 10:30",
    "Call second",
    "Talk goes on until 12:00",
    "Fair goes on until 17:00",
    "1 h taken twice, 13:00 to 14:00",
    "Lunch second",
    "Fair goes on until 17:00",
  ]);
});

test("what goes on into the next day says so", () => {
  const party = item({ text: "Party", startTime: "21:00", endDate: "2026-11-26", endTime: "01:30" });
  const cake = item({ text: "Cake", startTime: "22:00", endTime: "22:30" });
  expect(lineAt(undefined, party, cake).map(inShort).at(-1)).toBe("Party goes on past midnight");
});

test("the clock stands before what comes next and says how long until then; what is over is folded", () => {
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
  expect(sumOfToday(dayOf(school, standUp, call, lunch), rows, false, t).words).toBe(
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

test("a ribbon shows what lasts all day, and what crosses midnight at the end of one day and the start of the next", () => {
  const trip = item({ text: "Trip", date: today });
  const party = item({ text: "Party", startTime: "21:00", endDate: "2026-11-26", endTime: "01:30" });
  const [first, second] = daysOf([trip, party], today, "2026-11-26", "UTC");
  const parts = (day: Day | undefined) => (day ? ribbonOf(day, new Map(), at("08:00")) : []);
  expect(parts(first).map(({ kind }) => kind)).toEqual(["booked", "allday"]);
  const [evening] = parts(first);
  expect(evening?.fromHour).toBe(21);
  expect((evening?.fromHour ?? 0) + (evening?.hours ?? 0)).toBeGreaterThan(22);
  const call = item({ text: "Call", startTime: "23:50" });
  const [last] = parts(daysOf([call], today, today, "UTC")[0]);
  expect((last?.fromHour ?? 0) + (last?.hours ?? 0)).toBeCloseTo(22.7);
  const [night] = parts(second);
  expect(night?.fromHour).toBeLessThan(7);
  expect((night?.fromHour ?? 0) + (night?.hours ?? 0)).toBeLessThanOrEqual(7);
});
