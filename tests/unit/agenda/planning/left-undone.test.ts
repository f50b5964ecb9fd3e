import { expect, test } from "@playwright/test";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { leftUndone } from "../../../../agenda/planning/left-undone.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { runAtOnce } from "../run-at-once.ts";

const today = "2026-11-25"; // a Wednesday
let made = 0;
const stored = (input: Partial<NewItem>, more: Partial<StoredItem> = {}): StoredItem => ({
  ...buildItem({ text: "Item", date: today, ...input }, "Europe/Paris", []),
  ...{ id: String(++made).padStart(12, "0"), version: 1, createdBy: "web" },
  ...{ createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
  ...more,
});
const left = (...items: readonly StoredItem[]) =>
  runAtOnce(leftUndone(items, today)).map(({ content, occurrence }) =>
    occurrence === null ? content.text : `${content.text} ${occurrence}`,
  );

test("all-day items of the last 30 days that nobody ticked off are left, the latest first", () => {
  expect(
    left(
      stored({ text: "a week ago", date: "2026-11-18" }),
      stored({ text: "yesterday", date: "2026-11-24" }),
      stored({ text: "today" }),
      stored({ text: "tomorrow", date: "2026-11-26" }),
      stored({ text: "done", date: "2026-11-24", done: true }),
      stored({ text: "with a time", date: "2026-11-24", startTime: "09:00" }),
      stored({ text: "30 days ago", date: "2026-10-26" }),
      stored({ text: "31 days ago", date: "2026-10-25" }),
    ),
  ).toEqual(["yesterday", "a week ago", "30 days ago"]);
});

test("what spans days is left once its last day is over", () => {
  expect(
    left(
      stored({ text: "until yesterday", date: "2026-11-20", endDate: "2026-11-24" }),
      stored({ text: "until today", date: "2026-11-20", endDate: today }),
      stored({ text: "begun long ago", date: "2026-10-01", endDate: "2026-10-30" }),
    ),
  ).toEqual(["until yesterday", "begun long ago"]);
});

const bins = { text: "Bins", date: "2026-11-03", recurrence: "FREQ=WEEKLY" }; // Tuesdays

test("of a series only its latest date is left, until the next one has come", () => {
  expect(left(stored(bins))).toEqual(["Bins 2026-11-24"]);
  expect(left(stored({ ...bins, text: "Plants", recurrence: "FREQ=DAILY" }))).toEqual([]);
  expect(left(stored({ ...bins, date: "2026-11-04" }))).toEqual([]);
  expect(left(stored({ ...bins, recurrence: "FREQ=WEEKLY;UNTIL=20261115" }))).toEqual(["Bins 2026-11-10"]);
  expect(left(stored({ ...bins, recurrence: "FREQ=WEEKLY;UNTIL=20261005", date: "2026-09-01" }))).toEqual([]);
});

test("a date that was ticked off, let go or moved brings back none before it", () => {
  const latest = "2026-11-24";
  const changed = (exception: NonNullable<StoredItem["exceptions"]>[string]) =>
    left(stored(bins, { exceptions: { [latest]: exception } }));
  const moved = { startTime: null, endDate: null, endTime: null, timeZone: null };
  expect(changed({ kind: "changed", changed: { done: true } })).toEqual([]);
  expect(changed({ kind: "cancelled" })).toEqual([]);
  expect(changed({ kind: "changed", changed: { when: { ...moved, date: today } } })).toEqual([]);
  expect(changed({ kind: "changed", changed: { when: { ...moved, date: "2026-11-22" } } })).toEqual([
    "Bins 2026-11-24",
  ]);
});

test("what comes once a year, and an event from a calendar file, was never to be ticked off", () => {
  const imported = (kind: "event" | "todo") => ({ imported: { uid: "1", kind, alarms: [] } });
  expect(
    left(
      stored({ text: "Ana's birthday", date: "1990-11-24", recurrence: "FREQ=YEARLY" }),
      stored({ text: "Public holiday", date: "2026-11-23" }, imported("event")),
      stored({ text: "To do", date: "2026-11-23" }, imported("todo")),
    ),
  ).toEqual(["To do"]);
});
