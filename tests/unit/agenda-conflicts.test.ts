import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { clashesOf, placedOf, tellClash } from "../../agenda/conflicts.ts";
import { singleEntry } from "../../agenda/entries.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { settleNew } from "../../agenda/item-rules.ts";
import type { NewItem } from "../../contract/item.ts";

const paris = "Europe/Paris";
const stored = (id: string, input: Partial<NewItem>): StoredItem => ({
  ...settleNew({ text: id, date: "2026-11-27", ...input }, paris, []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
});
const clashes = (placed: readonly StoredItem[], there: readonly StoredItem[]) =>
  clashesOf(placedOf(placed, 0, paris), there.map(singleEntry)).map(
    ({ placed: one, with: other }) => `${one.entry.item.id}-${other.item.id}`,
  );

test("each new item is held against what is there and against the others, in order of start", () => {
  const a = stored("a", { startTime: "09:00", endTime: "12:00" });
  const b = stored("b", { startTime: "11:00", endTime: "13:00" });
  const c = stored("c", {});
  const there = [stored("y", { startTime: "11:30" }), stored("x", { startTime: "08:00", endTime: "09:30" })];
  expect(clashes([a, b, c], there)).toEqual(["a-x", "a-b", "a-y", "b-a", "b-y"]);
});

const anyItem = fc
  .record({
    start: fc.integer({ min: 0, max: 40 }),
    length: fc.integer({ min: 0, max: 8 }),
    zone: fc.constantFrom(paris, "Asia/Tokyo", "America/New_York"),
    done: fc.boolean(),
  })
  .map(({ start, length, zone, done }): Partial<NewItem> => {
    const clock = (quarter: number) =>
      `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;
    return { startTime: clock(start), ...(length > 0 && { endTime: clock(start + length) }), timeZone: zone, done };
  });

test("conflicts are symmetric, whichever of two is there first", () => {
  fc.assert(
    fc.property(anyItem, anyItem, (one, other) => {
      const [a, b] = [stored("a", one), stored("b", other)];
      const [first, second] = [clashes([a], [b]), clashes([b], [a])];
      expect(first.length).toBe(second.length);
      expect(clashes([a, b], []).length).toBe(first.length * 2);
      if (one.done || other.done) expect(first).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("of a series the next dates are looked at, thirty at most and within eight weeks", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const daily = stored("d", { date: "2020-01-01", startTime: "09:00", endTime: "10:00", recurrence: "FREQ=DAILY" });
  const dates = placedOf([daily], nowMs, paris).map(({ entry }) => entry.occurrence);
  expect(dates).toHaveLength(30);
  expect(dates[0]).toBe("2026-11-25");
  const weekly = stored("w", { startTime: "09:00", recurrence: "FREQ=WEEKLY" });
  expect(placedOf([weekly], nowMs, paris)).toHaveLength(9);
});

test("a conflict is told on the wall of the reader, its text shortened, without an end where none was given", () => {
  const tokyo = stored("t", { text: "x".repeat(300), startTime: "08:30", timeZone: "Asia/Tokyo" });
  const [placed] = placedOf([stored("a", { startTime: "10:00" })], 0, paris);
  if (!placed) throw new Error("Nothing was placed.");
  expect(tellClash({ placed, with: singleEntry(tokyo) }, paris)).toEqual({
    ...{ index: 0, id: "t", text: "x".repeat(200), date: "2026-11-27", weekday: "Friday", startTime: "00:30" },
    ...{ timeZone: paris, startsAt: "2026-11-27T00:30:00+01:00" },
  });
});
