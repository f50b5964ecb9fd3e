import { expect, test } from "@playwright/test";
import { daysKept, withSeen } from "../../../../components/device/kept-days.ts";
import type { Loaded } from "../../../../components/sync/loaded-window.ts";
import { item } from "../page-items.ts";

const loaded = (rev: number, from: string, to: string, items: Loaded["items"], timeZone = "UTC"): Loaded => ({
  ...{ ranges: [{ from, to }], items, itemsBefore: 0, rev, timeZone, timeZoneSource: "settings" },
});
const texts = ({ items }: Loaded) => items.map(({ text }) => text).sort();

test("three months back and a year ahead are kept, within the days that exist", () => {
  expect(daysKept("2026-11-27")).toEqual({ from: "2026-08-27", to: "2027-11-28" });
  expect(daysKept("2199-12-01").to).toBe("2199-12-31");
});

test("the days that a page knows replace those kept, deleted items included; the others stay", () => {
  const past = item({ text: "Past", date: "2026-11-01" });
  const trip = item({ text: "Trip", date: "2026-11-19", endDate: "2026-11-21" });
  const gone = item({ text: "Gone", date: "2026-11-25", startTime: "09:00" });
  const kept = loaded(3, "2026-09-01", "2027-11-01", [past, trip, gone]);
  const added = item({ text: "Added", date: "2026-11-26" });
  const next = withSeen(kept, loaded(7, "2026-11-20", "2026-12-20", [added]));
  expect(texts(next)).toEqual(["Added", "Past"]);
  expect(next.ranges).toEqual([{ from: "2026-09-01", to: "2027-11-01" }]);
  // It is as old as its oldest part: later changes are read once online.
  expect(next.rev).toBe(3);
});

test("what was kept in another zone says nothing about these days", () => {
  const kept = loaded(3, "2026-09-01", "2027-11-01", [item({ text: "Past", date: "2026-11-01" })], "Asia/Tokyo");
  expect(texts(withSeen(kept, loaded(7, "2026-11-20", "2026-12-20", [])))).toEqual([]);
});
