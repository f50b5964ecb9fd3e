import { expect, test } from "@playwright/test";
import type { SeriesException } from "../../../../agenda/item/item-content.ts";
import { isSameContent } from "../../../../agenda/item/same-content.ts";
import { describeException } from "../../../../agenda/series/exception-words.ts";
import { expand, findOccurrence, reachOf } from "../../../../agenda/series/occurrences.ts";
import type { Series } from "../../../../agenda/series/series.ts";
import { patchAll, patchThis } from "../../../../agenda/series/series-patches.ts";
import { partsOf, seriesContent } from "../../../../agenda/series/stored-series.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { instantOf, writeInstant } from "../../../../agenda/time/instants.ts";
import { t } from "../../messages/catalogs.ts";
import { seriesOf } from "./series-of.ts";

const newYork = "America/New_York";
const flights = (exceptions: [string, SeriesException][] = []): Series =>
  seriesOf(
    "FREQ=WEEKLY;COUNT=20",
    { date: "2027-02-22", startTime: "10:00", endTime: "12:30", endTimeZone: newYork },
    exceptions,
  );
const on = (series: Series, date: string) => {
  const found = findOccurrence(series, date);
  if (typeof found !== "object") throw new Error("There is no such occurrence.");
  return found;
};
const endOf = ({ endsAtMs }: { endsAtMs: number | null }) => writeInstant(endsAtMs ?? 0, newYork);

/** As it was stored before an end could have a zone of its own. */
const older: [string, SeriesException] = [
  "2027-03-01",
  {
    kind: "changed",
    changed: {
      when: { date: "2027-03-02", startTime: "09:00", endDate: null, endTime: "11:00", timeZone: "Asia/Tokyo" },
    },
  },
];

test("each occurrence takes as long as the first, whatever the clocks do (RFC 5545 §3.8.5.3)", () => {
  const series = flights();
  const ends = ["2027-03-08", "2027-03-15", "2027-03-29"].map((date) => on(series, date).content);
  expect(ends.map(endOf)).toEqual([
    "2027-03-08T12:30:00-05:00",
    "2027-03-15T13:30:00-04:00",
    "2027-03-29T12:30:00-04:00",
  ]);
  expect(ends.map(({ endTime }) => endTime)).toEqual(["12:30", "13:30", "12:30"]);
});

test("an occurrence is found in every window that it reaches into", () => {
  const long = seriesOf("FREQ=WEEKLY;COUNT=3", {
    ...{ date: "2026-11-02", startTime: "00:30", timeZone: "Pacific/Kiritimati" },
    ...{ endTime: "23:30", endTimeZone: "Pacific/Pago_Pago" },
  });
  const dateLine = seriesOf("FREQ=WEEKLY;COUNT=3", {
    ...{ date: "2026-11-02", startTime: "00:30", timeZone: "Asia/Tokyo" },
    ...{ endDate: "2026-11-01", endTime: "12:30", endTimeZone: "Pacific/Honolulu" },
  });
  const found = (series: Series, from: string, zone: string) =>
    expand(series, { window: dateRangeIn(from, from, zone), readIn: zone, limit: 9 }).map((each) => each.originalDate);
  expect(found(long, "2026-11-04", "Pacific/Kiritimati")).toEqual(["2026-11-02"]);
  expect(found(long, "2026-11-05", "Pacific/Kiritimati")).toEqual([]);
  expect(found(dateLine, "2026-11-01", "Pacific/Honolulu")).toEqual(["2026-11-02"]);
  expect(found(dateLine, "2026-11-02", "Asia/Tokyo")).toEqual(["2026-11-02"]);
  expect(reachOf(long)).toEqual({ from: "2026-10-31", to: "2026-11-20" });
  expect(found(long, "2026-10-31", "Pacific/Pago_Pago")).toEqual(["2026-11-02"]);
  expect(instantOf("2026-11-02", "23:30", "Pacific/Pago_Pago")).toBe(on(long, "2026-11-02").content.endsAtMs);
});

test("an exception may end in another zone, and says so", () => {
  const series = seriesOf("FREQ=WEEKLY;COUNT=5", { date: "2027-02-22", startTime: "10:00", endTime: "12:30" });
  const moved = patchThis(series, on(series, "2027-03-01"), { endTimeZone: newYork }, "Europe/Paris");
  expect(on({ id: "x", ...moved }, "2027-03-01").content).toMatchObject({ endTimeZone: newYork, endTime: "12:30" });
  const [exception] = [...moved.exceptions.values()];
  expect(describeException(moved.content, "2027-03-01", exception as SeriesException, t)).toBe(
    "moved to Monday 1 March 2027, 10:00 in Europe/Paris to 12:30 in America/New_York",
  );
});

test("an older exception keeps its own zone for the end, also in a series that gets one", () => {
  const series = flights([older]);
  expect(on(series, "2027-03-01").content).toMatchObject({
    timeZone: "Asia/Tokyo",
    endTimeZone: null,
    endTime: "11:00",
  });
});

test("a patch that changes nothing leaves an older exception as it is stored", () => {
  const series = seriesOf("FREQ=WEEKLY;COUNT=5", { date: "2027-02-22", startTime: "10:00" }, [older]);
  const patched = patchThis(series, on(series, "2027-03-01"), { startTime: "09:00" }, "Europe/Paris");
  expect(isSameContent(seriesContent(series), seriesContent(patched))).toBe(true);
});

test("moving the series from an occurrence in the weeks between the two clock changes keeps the length", () => {
  const series = flights();
  const { content } = patchAll(series, on(series, "2027-03-15"), { startTime: "11:00" }, "Europe/Paris");
  expect(content).toMatchObject({ date: "2027-02-22", startTime: "11:00", endTime: "13:30", endTimeZone: newYork });
  const parts = partsOf(patchAll(flights([older]), null, { date: "2027-02-23" }, "Europe/Paris").content);
  expect(parts?.exceptions.get("2027-03-02")).toMatchObject({ changed: { when: { date: "2027-03-03" } } });
});

test("a change that says nothing of the time leaves the length, also from an occurrence that ends in an hour that happens twice", () => {
  const night = seriesOf("FREQ=WEEKLY", {
    ...{ date: "2026-10-03", startTime: "23:30", timeZone: "UTC" },
    ...{ endDate: "2026-10-04", endTime: "03:30", endTimeZone: "Europe/Berlin" },
  });
  const { content } = patchAll(night, on(night, "2026-10-24"), { text: "T" }, "Europe/Paris");
  expect(content).toEqual({ ...seriesContent(night), text: "T" });
});
