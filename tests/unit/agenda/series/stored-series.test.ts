import { expect, test } from "@playwright/test";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ItemContent, SeriesException } from "../../../../agenda/item/item-content.ts";
import { exceptionsInZone, placeInZone } from "../../../../agenda/item/place-in-zone.ts";
import {
  entryOf,
  partsOf,
  seriesContent,
  seriesOf,
  singleContent,
  storedReachOf,
} from "../../../../agenda/series/stored-series.ts";

const paris = "Europe/Paris";
const single = buildItem({ text: "Call", date: "2026-11-27", startTime: "09:00", tags: ["a"] }, paris, []);
const series: ItemContent = { ...single, recurrence: "FREQ=WEEKLY;COUNT=3" };
const moved = (startTime: string | null, timeZone: string | null): SeriesException => ({
  kind: "changed",
  changed: { text: "Moved", when: { date: "2026-12-05", startTime, endDate: null, endTime: null, timeZone } },
});

test("a floating occurrence gets the learned zone; one with its own zone keeps it", () => {
  const exceptions: Record<string, SeriesException> = {
    "2026-11-27": moved("09:00", null),
    "2026-12-04": moved("09:00", "Asia/Tokyo"),
    "2026-12-11": moved(null, null),
    "2026-12-18": { kind: "cancelled" },
    "2026-12-25": { kind: "changed", changed: { done: true } },
  };
  expect(exceptionsInZone(exceptions, paris)).toEqual({ ...exceptions, "2026-11-27": moved("09:00", paris) });
  expect(exceptionsInZone(null, paris)).toBeNull();
  const item = { ...series, exceptions };
  expect(placeInZone(item, "America/Lima").exceptions?.["2026-12-04"]).toEqual(moved("09:00", "Asia/Tokyo"));
});

test("a series survives storing and loading, its exceptions in order of date", () => {
  const exceptions = { "2026-12-04": { kind: "cancelled" }, "2026-11-27": moved("10:00", paris) } as const;
  const item = { ...series, exceptions, imported: { uid: "a", kind: "event", alarms: [] } as const };
  const parts = partsOf(item);
  expect(parts?.content).not.toHaveProperty("exceptions");
  expect(parts?.content.recurrence).toBe("FREQ=WEEKLY;COUNT=3");
  expect(parts && seriesContent(parts)).toEqual(item);
  expect(Object.keys((parts && seriesContent(parts).exceptions) ?? {})).toEqual(["2026-11-27", "2026-12-04"]);
  expect(seriesOf({ ...item, id: "x" })).toEqual({ id: "x", ...parts });
  const plain = partsOf(series);
  expect(plain?.exceptions.size).toBe(0);
  expect(plain && seriesContent(plain)).toEqual(series);
});

test("a single item is not a series, and has no stored reach and no rule", () => {
  expect([partsOf(single), seriesOf({ ...single, id: "x" }), storedReachOf(single)]).toEqual([null, null, null]);
  const { recurrence: _, exceptions: __, ...old } = single; // of a ledger row from before series existed
  expect(partsOf(old as ItemContent)).toBeNull();
  expect(singleContent(series)).toEqual(single);
  expect(entryOf(series)).not.toHaveProperty("recurrence");
  expect(entryOf(series)).not.toHaveProperty("imported");
});

test("a series reaches from its first date to its last, plus two days on each side; an endless one to the last date", () => {
  expect(storedReachOf(series)).toEqual({ from: "2026-11-25", to: "2026-12-13" });
  expect(storedReachOf({ ...series, recurrence: "FREQ=WEEKLY" })?.to).toBe("2199-12-31");
});
