import { expect, test } from "@playwright/test";
import { occurrencesOf } from "../../../../agenda/entries/entry.ts";
import { firstEntries } from "../../../../agenda/entries/first-entries.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { runAtOnce } from "../run-at-once.ts";

const daily = (id: string): StoredItem => ({
  ...buildItem({ text: id, date: "2027-01-01", startTime: "09:00", recurrence: "FREQ=DAILY" }, "UTC", []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
});

test("once a page is full, further series are expanded only to its last entry", () => {
  const series = ["a", "b", "c", "d"].map(daily);
  const window = dateRangeIn("2027-01-01", "2027-12-31", "UTC");
  const lastDays: string[] = [];
  const entries = runAtOnce(
    firstEntries({ items: [], series }, { window, readIn: "UTC", limit: 8 }, (item, reading) => {
      lastDays.push(reading.window.to);
      return occurrencesOf(item, reading);
    }),
  );
  expect(entries.map(({ item, occurrence }) => `${item.id} ${occurrence?.slice(8)}`)).toEqual(
    ["01", "02"].flatMap((day) => ["a", "b", "c", "d"].map((id) => `${id} ${day}`)),
  );
  // One series fills the page with eight days, two with four; and a day more, for all-day entries.
  expect(lastDays).toEqual(["2027-12-31", "2027-01-09", "2027-01-05", "2027-01-05"]);
});
