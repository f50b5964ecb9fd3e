import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { occurrencesOf, singleEntry } from "../../../../agenda/entries/entry.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { movedPlaces, newlyPlaced, placedOf } from "../../../../agenda/planning/conflicts.ts";
import { answerConflict, findConflicts } from "../../../../agenda/planning/find-conflicts.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { requireEqual } from "../../require-equal.ts";
import { runAtOnce } from "../run-at-once.ts";

const paris = "Europe/Paris";
const stored = (id: string, input: Partial<NewItem>): StoredItem => ({
  ...buildItem({ text: id, date: "2026-11-27", ...input }, paris, []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
});
const aMonth = { window: dateRangeIn("2026-11-25", "2026-12-24", paris), readIn: paris };
const clashes = (placed: readonly StoredItem[], there: readonly StoredItem[]) =>
  runAtOnce(findConflicts(runAtOnce(placedOf(placed, 0, paris)).placed, there, { most: 21 })).map(
    ({ placed: one, with: other }) => `${one.entry.item.id}-${other.item.id}`,
  );

test("each new item is compared with existing ones and with the others, in order of start", () => {
  const a = stored("a", { startTime: "09:00", endTime: "12:00" });
  const b = stored("b", { startTime: "11:00", endTime: "13:00" });
  const c = stored("c", {});
  const there = [stored("y", { startTime: "11:30" }), stored("x", { startTime: "08:00", endTime: "09:30" })];
  expect(clashes([a, b, c], there)).toEqual(["a-x", "a-b", "a-y", "b-a", "b-y"]);
});

test("new items that move together do not conflict with each other", () => {
  const [a, b] = [stored("a", { startTime: "09:00", endTime: "12:00" }), stored("b", { startTime: "11:00" })];
  const { placed } = runAtOnce(placedOf([a, b], 0, paris));
  expect(runAtOnce(findConflicts(placed, [a, b], { most: 21 }))).toHaveLength(2);
  expect(runAtOnce(findConflicts(placed, [a, b], { most: 21, areTogether: true }))).toEqual([]);
});

test("with many series fewer dates of each are checked, and the answer says so", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const daily = Array.from({ length: 50 }, (_, index) =>
    stored(`s${index}`, { startTime: "09:00", recurrence: "FREQ=DAILY" }),
  );
  const { placed, checkedUntil } = runAtOnce(placedOf(daily, nowMs, paris));
  expect(placed).toHaveLength(50 * 20);
  expect(checkedUntil).toBe("2026-12-16");
});

test("items that do not repeat leave the dates of a series their full number", () => {
  const singles = Array.from({ length: 100 }, (_, index) => stored(`i${index}`, { startTime: "12:00" }));
  const daily = stored("s", { startTime: "09:00", recurrence: "FREQ=DAILY" });
  const { placed } = runAtOnce(placedOf([...singles, daily], Date.parse("2026-11-25T12:00:00Z"), paris));
  expect(placed).toHaveLength(100 + 53);
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

test("conflicts are symmetric, whichever of two existed first", () => {
  fc.assert(
    fc.property(anyItem, anyItem, (one, other) => {
      const [a, b] = [stored("a", one), stored("b", other)];
      const [first, second] = [clashes([a], [b]), clashes([b], [a])];
      requireEqual(first.length, second.length);
      requireEqual(clashes([a, b], []).length, first.length * 2);
      if (one.done || other.done) requireEqual(first, []);
    }),
    { numRuns: 200 },
  );
});

test("the next dates of a series are checked, at most fifty-three and within a year, and the answer says if it continues", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const look = (recurrence: string, more: Partial<NewItem> = {}) => {
    const item = stored("s", { startTime: "09:00", endTime: "10:00", recurrence, ...more });
    const { placed, checkedUntil } = runAtOnce(placedOf([item], nowMs, paris));
    return [placed.length, placed[0]?.entry.occurrence, checkedUntil];
  };
  expect(look("FREQ=DAILY", { date: "2020-01-01" })).toEqual([53, "2026-11-25", "2027-01-16"]);
  expect(look("FREQ=DAILY;COUNT=53")).toEqual([53, "2026-11-27", undefined]);
  expect(look("FREQ=DAILY;COUNT=54")).toEqual([53, "2026-11-27", "2027-01-18"]);
  expect(look("FREQ=WEEKLY")).toEqual([53, "2026-11-27", "2027-11-28"]);
  expect(look("FREQ=WEEKLY;COUNT=20")).toEqual([20, "2026-11-27", undefined]);
  expect(look("FREQ=YEARLY")).toEqual([2, "2026-11-27", "2027-11-28"]);
  expect(look("FREQ=YEARLY;COUNT=2")).toEqual([2, "2026-11-27", undefined]);
  const allDay = runAtOnce(placedOf([stored("a", { recurrence: "FREQ=DAILY" })], nowMs, paris));
  expect(allDay, "what takes no time leaves nothing out").toEqual({ placed: [] });
});

test("changing a series checks only its new positions, however far its rule reaches", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const at9 = { startTime: "09:00", endTime: "10:00" };
  const placed = (before: Partial<NewItem>, after: Partial<NewItem>) =>
    runAtOnce(
      newlyPlaced([{ id: "s", kind: "updated", before: stored("s", before), after: stored("s", after) }], {
        ...{ occurrence: undefined, nowMs, readIn: paris },
      }),
    );
  const [daily, weekly] = [
    { ...at9, recurrence: "FREQ=DAILY" },
    { ...at9, recurrence: "FREQ=WEEKLY" },
  ];
  expect(placed(daily, weekly)).toEqual({ placed: [] });
  expect(placed(weekly, { ...weekly, text: "Renamed" })).toEqual({ placed: [] });
  expect(placed(weekly, daily).placed).toHaveLength(53 - 8);
  expect(placed(weekly, daily).checkedUntil).toBe("2027-01-18");
});

test("renaming all dates from a later one on checks nothing, however far ahead that is; a move does", () => {
  const nowMs = Date.parse("2026-11-24T12:00:00Z");
  const placed = (from: string, again: Partial<NewItem>) => {
    const times = { date: "2026-12-07", startTime: "09:00", endTime: "10:00" };
    const weekly = stored("s", { ...times, recurrence: "FREQ=WEEKLY" });
    const cut = stored("s", { ...times, recurrence: `FREQ=WEEKLY;UNTIL=${from.replaceAll("-", "")}` });
    const rest = stored("r", { ...times, date: from, recurrence: "FREQ=WEEKLY", ...again });
    const changes = [
      { id: "s", kind: "updated" as const, before: weekly, after: cut },
      { id: "r", kind: "created" as const, before: null, after: rest },
    ];
    return runAtOnce(newlyPlaced(changes, { occurrence: undefined, nowMs, readIn: paris })).placed.length;
  };
  for (const from of ["2027-06-07", "2099-06-08"]) {
    expect(placed(from, { text: "Renamed" }), from).toBe(0);
    expect(placed(from, { startTime: "09:30" }), from).toBe(53);
  }
});

test("a series moved as a whole to a later year is checked only where it was not before", () => {
  const daily = (date: string, until: string) =>
    stored("s", { date, startTime: "09:00", endTime: "10:00", recurrence: `FREQ=DAILY;UNTIL=${until}` });
  const [before, item] = [daily("2026-12-01", "20300101"), daily("2029-12-10", "20300110")];
  const moves = [{ before: singleEntry(before), item, content: item }];
  const { placed } = runAtOnce(movedPlaces(moves, { nowMs: Date.parse("2026-11-24T12:00:00Z"), readIn: paris }));
  expect(placed.map(({ entry }) => entry.occurrence)).toEqual(
    Array.from({ length: 9 }, (_, day) => `2030-01-${String(day + 2).padStart(2, "0")}`),
  );
});

test("of many moves each takes its new positions, in their order; a date that moves alone is known as such", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const at9 = { startTime: "09:00", endTime: "10:00" };
  const at10 = { startTime: "10:00", endTime: "11:00" };
  const single = (id: string, time: Partial<NewItem>) => stored(id, time);
  const weekly = (time: Partial<NewItem>) => stored("w", { ...time, recurrence: "FREQ=WEEKLY" });
  const allDay = stored("d", {});
  const [occurrence] = occurrencesOf(weekly(at9), { ...aMonth, limit: 1 });
  if (!occurrence) throw new Error("It has no date.");
  const moves = [
    { before: singleEntry(single("a", at9)), item: single("a", at10), content: single("a", at10) },
    { before: singleEntry(allDay), item: allDay, content: allDay },
    { before: occurrence, item: weekly(at9), content: single("w", at10) },
    { before: singleEntry(weekly(at9)), item: weekly(at10), content: weekly(at10) },
  ];
  const { placed, checkedUntil } = runAtOnce(movedPlaces(moves, { nowMs, readIn: paris }));
  const told = placed.map(({ index, entry, span, isAlone }) => [
    ...[index, entry.occurrence, new Date(span.startsAtMs).toISOString(), isAlone],
  ]);
  expect(told.slice(0, 3)).toEqual([
    [0, null, "2026-11-27T09:00:00.000Z", undefined],
    [2, "2026-11-27", "2026-11-27T09:00:00.000Z", true],
    [3, "2026-11-27", "2026-11-27T09:00:00.000Z", undefined],
  ]);
  expect(told).toHaveLength(2 + 53);
  expect(checkedUntil).toBe("2027-11-28");
  expect(runAtOnce(movedPlaces(moves.slice(0, 3), { nowMs, readIn: paris }))).not.toHaveProperty("checkedUntil");
});

test("what a change leaves where it was, or takes away, is not placed anew", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const times = { startTime: "09:00", endTime: "10:00" };
  const weekly = stored("w", { ...times, recurrence: "FREQ=WEEKLY" });
  const withException = (exception: NonNullable<StoredItem["exceptions"]>[string]) => ({
    ...weekly,
    exceptions: { "2026-11-27": exception },
  });
  const placed = (before: StoredItem | null, after: StoredItem | null, occurrence?: string) =>
    runAtOnce(newlyPlaced([{ id: "w", kind: "updated", before, after }], { occurrence, nowMs, readIn: paris })).placed;
  const renamed = withException({ kind: "changed", changed: { text: "Renamed" } });
  const cancelled = withException({ kind: "cancelled" });
  expect(placed(weekly, renamed, "2026-11-27")).toEqual([]);
  expect(placed(weekly, cancelled, "2026-11-27")).toEqual([]);
  expect(placed(weekly, weekly, "2026-11-28"), "no date of it").toEqual([]);
  expect(placed(cancelled, weekly, "2026-11-27")).toHaveLength(1);
  expect(placed(weekly, null)).toEqual([]);
  expect(placed(weekly, null, "2026-11-27")).toEqual([]);
  expect(placed(null, stored("n", times))).toHaveLength(1);
  expect(placed(null, stored("n", {})), "takes no time").toEqual([]);
});

test("one date of a series that moves alone conflicts with its siblings, and not with itself", () => {
  const nowMs = Date.parse("2026-11-25T12:00:00Z");
  const weekly = stored("w", { startTime: "09:00", endTime: "10:00", recurrence: "FREQ=WEEKLY" });
  const moved = (date: string): StoredItem => ({
    ...weekly,
    exceptions: {
      "2026-11-27": {
        ...{ kind: "changed", changed: { when: { ...weekly, date, endDate: null } } },
      },
    },
  });
  const clashing = (after: StoredItem) => {
    const change = { id: "w", kind: "updated" as const, before: weekly, after };
    const { placed } = runAtOnce(newlyPlaced([change], { occurrence: "2026-11-27", nowMs, readIn: paris }));
    const found = runAtOnce(findConflicts(placed, [after], { most: 21 }));
    return found.map(({ placed: one, with: other }) => [one.entry.occurrence, other.occurrence]);
  };
  expect(clashing(moved("2026-12-04"))).toEqual([["2026-11-27", "2026-12-04"]]);
  expect(clashing(moved("2026-12-03"))).toEqual([]);
});

test("a conflict is in the reader's local time, its text truncated, without an end if none was given", () => {
  const tokyo = stored("t", { text: "x".repeat(300), startTime: "08:30", timeZone: "Asia/Tokyo" });
  const [placed] = runAtOnce(placedOf([stored("a", { startTime: "10:00" })], 0, paris)).placed;
  if (!placed) throw new Error("Nothing was placed.");
  expect(answerConflict({ placed, with: singleEntry(tokyo) }, paris)).toEqual({
    ...{ index: 0, id: "t", text: "x".repeat(200), date: "2026-11-27", weekday: "Friday", startTime: "00:30" },
    ...{ timeZone: paris, startsAt: "2026-11-27T00:30:00+01:00" },
  });
});

test("a conflict of two series names the date of each; of what is hidden it tells the time alone", () => {
  const weekly = (id: string) =>
    stored(id, { startTime: "09:00", endTime: "10:00", recurrence: "FREQ=WEEKLY", text: "Choir" });
  const { placed } = runAtOnce(placedOf([weekly("a")], Date.parse("2026-11-25T12:00:00Z"), paris));
  const [conflict] = runAtOnce(findConflicts(placed, [weekly("b")], { most: 1 }));
  if (!conflict) throw new Error("Nothing was found.");
  const time = {
    ...{ index: 0, forOccurrence: "2026-11-27", date: "2026-11-27", weekday: "Friday", startTime: "09:00" },
    ...{
      endTime: "10:00",
      timeZone: paris,
      startsAt: "2026-11-27T09:00:00+01:00",
      endsAt: "2026-11-27T10:00:00+01:00",
    },
  };
  expect(answerConflict(conflict, paris)).toEqual({ ...time, id: "b", occurrence: "2026-11-27", text: "Choir" });
  expect(answerConflict(conflict, paris, true)).toEqual({ ...time, text: "Busy" });
});
