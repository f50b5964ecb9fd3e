import { expect, test } from "@playwright/test";
import { joined, type Loaded, withItem } from "../../../../components/sync/loaded-window.ts";
import { type AddingRow, lineOf, type Row, withLines } from "../../../../components/timeline/day-line.ts";
import { daysOf } from "../../../../components/timeline/days.ts";
import { item } from "../page-items.ts";

function loaded(fields: Partial<Loaded>): Loaded {
  const base = {
    ranges: [{ from: "2026-11-25", to: "2026-12-25" }],
    items: [],
    itemsBefore: 0,
    rev: 7,
    timeZone: "UTC",
  };
  return { ...base, timeZoneSource: "settings", ...fields };
}

test("of two windows with the same item, the one read later wins", () => {
  const old = item({ id: "trip", text: "Trip", location: "Rome" });
  const newer = { ...old, version: 2, location: "Naples" };
  const early = loaded({ items: [old], ranges: [{ from: "2026-12-26", to: "2027-01-24" }], rev: 7 });
  const late = loaded({ items: [newer], rev: 9 });
  for (const both of [joined(late, early), joined(early, late)]) {
    expect(both).toMatchObject({ items: [newer], ranges: [{ from: "2026-11-25", to: "2027-01-24" }] });
    // Changes between the two are unknown for the older one's days.
    expect(both.rev).toBe(7);
  }
});

test("a write on a whole series is not known before its dates were read", () => {
  const series = item({ text: "Walk", recurrence: "FREQ=DAILY" });
  expect(withItem(loaded({ rev: 7 }), series, 8).rev).toBe(7);
  expect(withItem(loaded({ rev: 7 }), item({ text: "Call" }), 8).rev).toBe(8);
  expect(withItem(loaded({ rev: 7 }), item({ text: "Call" }), 9).rev).toBe(7);
});

const date = "2026-11-25";
function rowsOf(...items: readonly ReturnType<typeof item>[]): readonly Row[] {
  const [day] = daysOf(items, date, date, "UTC");
  return lineOf(day?.slices ?? [], { timeZone: "UTC" });
}
const words = (rows: readonly (Row | AddingRow)[]) =>
  rows.map((row) => (row.kind === "item" ? row.slice.placed.item.text : row.kind));

test("an add line opened in free time stays in place when that time is taken, and when all is gone", () => {
  const call = item({ text: "Call", date, startTime: "11:00", endTime: "11:45" });
  const lunch = item({ text: "Lunch", date, startTime: "12:30", endTime: "13:30" });
  const taken = item({ text: "Walk", date, startTime: "11:45", endTime: "12:30" });
  const slot = { date, startTime: "11:45", endTime: "12:30" };
  expect(words(withLines(rowsOf(call, lunch), [slot]))).toEqual(["Call", "adding", "Lunch"]);
  expect(withLines(rowsOf(call, lunch), [slot])).toContainEqual({ kind: "adding", slot, minutes: 45 });
  expect(words(withLines(rowsOf(call, taken, lunch), [slot]))).toEqual(["Call", "Walk", "adding", "Lunch"]);
  expect(words(withLines(rowsOf(call), [slot]))).toEqual(["Call", "adding"]);
  expect(words(withLines([], [slot]))).toEqual(["adding"]);
  // What is only displayed, such as a proposal, takes no time.
  const standing = { ...slot, part: { type: "li", props: {}, key: "a" } };
  expect(withLines(rowsOf(call, lunch), [standing]).map(({ kind }) => kind)).toEqual([
    "item",
    "adding",
    "free",
    "item",
  ]);
});
