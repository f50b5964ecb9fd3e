import { expect, test } from "@playwright/test";
import { patchOfMove } from "../../../../components/agenda/moving.ts";
import { placedAt } from "../../../../components/draft/placement.ts";
import { patched } from "../../../../components/sync/pending-writes.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { item } from "../page-items.ts";

const when = ({ date, startTime, endDate, endTime }: ReturnType<typeof placedAt>) => [
  date,
  startTime,
  endDate,
  endTime,
];

test("a date alone moves an item by days: its time stays, its last day goes along", () => {
  const call = item({ text: "Call", startTime: "14:00", endTime: "14:45" });
  expect(when(placedAt(call, { date: "2026-11-27" }, "UTC"))).toEqual(["2026-11-27", "14:00", "", "14:45"]);
  const trip = item({ text: "Trip", endDate: "2026-11-28" });
  expect(when(placedAt(trip, { date: "2026-12-01" }, "UTC"))).toEqual(["2026-12-01", "", "2026-12-04", ""]);
});

test("a time is read in the page's zone and stored in the item's; without an end the length stays", () => {
  const maya = item({ text: "Maya", startTime: "10:30", endTime: "11:15", timeZone: "America/New_York" });
  expect(when(placedAt(maya, { date: "2026-11-25", startTime: "18:00" }, "Europe/Paris"))).toEqual([
    ...["2026-11-25", "12:00", "", "12:45"],
  ]);
  expect(when(placedAt(maya, { date: "2026-11-25", startTime: "02:00" }, "Europe/Paris"))).toEqual([
    ...["2026-11-24", "20:00", "", "20:45"],
  ]);
});

test("a date alone counts from the reader's day, also while the last move is still unanswered", () => {
  const local = { date: "2026-11-26", startTime: "02:00" } as NonNullable<Item["local"]>;
  const late = item({ text: "Late", startTime: "20:00", endTime: "20:45", timeZone: "America/New_York", local });
  const there = { date: "2026-11-28" };
  const once = patched(late, { date: "2026-11-26" }, "Europe/Paris");
  expect([late, once].map((one) => placedAt(one, there, "Europe/Paris").date)).toEqual(["2026-11-27", "2026-11-27"]);
});

test("an end is stored where it is said; an end in another zone stays in that zone", () => {
  const call = item({ text: "Call", startTime: "14:00", endTime: "14:45" });
  const late = { date: "2026-11-25", startTime: "23:30", endTime: "00:30", endDate: "2026-11-26" };
  expect(when(placedAt(call, late, "UTC"))).toEqual(["2026-11-25", "23:30", "2026-11-26", "00:30"]);
  const flight = item({ text: "Flight", startTime: "09:00", endTime: "11:00", endTimeZone: "America/New_York" });
  expect(when(placedAt(flight, { date: "2026-11-25", startTime: "10:00" }, "UTC"))).toEqual([
    ...["2026-11-25", "10:00", "", "12:00"],
  ]);
});

test("what is put into the skipped hour begins after it, and keeps its length", () => {
  const call = item({ text: "Call", startTime: "14:00", endTime: "16:00", timeZone: "Europe/Paris" });
  const night = { date: "2027-03-28", startTime: "02:15", endTime: "04:15" };
  expect(when(placedAt(call, night, "Europe/Paris"))).toEqual(["2027-03-28", "03:15", "", "05:15"]);
  expect(when(placedAt(call, { ...night, endTime: "02:45" }, "Europe/Paris"))).toEqual([
    ...["2027-03-28", "03:15", "", "03:45"],
  ]);
  // By days alone its time is not said: on that day the server makes it the next there is.
  const early = item({ text: "Early", startTime: "02:15", endTime: "04:15", timeZone: "Europe/Paris" });
  expect(patchOfMove(early, { date: "2027-03-28" }, "this", "Europe/Paris")).toEqual({ date: "2027-03-28" });
  expect(patchOfMove(early, { date: early.date }, "this", "Europe/Paris")).toBeUndefined();
});

test("in the all-day row an item loses its times, and is as many days long as said", () => {
  const late = item({ text: "Late", startTime: "23:00", endDate: "2026-11-26", endTime: "01:00" });
  expect(when(placedAt(late, { date: "2026-11-27", isAllDay: true }, "UTC"))).toEqual(["2026-11-27", "", "", ""]);
  const trip = { date: "2026-11-27", isAllDay: true, endDate: "2026-11-29" };
  expect(when(placedAt(late, trip, "UTC"))).toEqual(["2026-11-27", "", "2026-11-29", ""]);
});
