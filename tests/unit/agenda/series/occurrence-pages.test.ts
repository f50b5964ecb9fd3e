import { expect, test } from "@playwright/test";
import type { ChangedFields, EntryContent, SeriesException } from "../../../../agenda/item/item-content.ts";
import { expand, type OccurrenceQuery, reachOf } from "../../../../agenda/series/occurrences.ts";
import {
  changedContentOn,
  differenceOn,
  plainContentOn,
  type Series,
  spanDays,
} from "../../../../agenda/series/series.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { seriesOf } from "./series-of.ts";

const paris = "Europe/Paris";
const changed = (fields: ChangedFields): SeriesException => ({ kind: "changed", changed: fields });
const movedTo = (date: string, startTime: string, endDate: string | null = null): SeriesException =>
  changed({ when: { date, startTime, endDate, endTime: "10:00", timeZone: paris } });
const weekly = (exceptions: [string, SeriesException][] = []) =>
  seriesOf("FREQ=WEEKLY;COUNT=5", { date: "2026-11-27", startTime: "09:00", endTime: "10:00" }, exceptions);
const dates = (
  series: Series,
  more: Partial<OccurrenceQuery> = {},
  from = "2026-11-01",
  to = "2027-01-31",
  zone = paris,
) =>
  expand(series, { window: dateRangeIn(from, to, zone), readIn: zone, limit: 100, ...more }).map(
    ({ originalDate }) => originalDate,
  );
const isDone = ({ done }: EntryContent) => done;

test("of two occurrences at the same time the one whose turn was earlier comes first, and a limit holds for both", () => {
  const series = weekly([["2026-12-04", movedTo("2026-12-18", "09:00")]]);
  expect(dates(series)).toEqual(["2026-11-27", "2026-12-11", "2026-12-04", "2026-12-18", "2026-12-25"]);
  expect(dates(series, { limit: 3 })).toEqual(["2026-11-27", "2026-12-11", "2026-12-04"]);
  const after = { id: series.id, date: "2026-12-18", startsAtMs: Date.parse("2026-12-18T09:00+01:00") };
  expect(dates(series, { after: { ...after, originalDate: "2026-12-04" } })).toEqual(["2026-12-18", "2026-12-25"]);
});

test("only occurrences that are accepted are found, whether the series itself is or not", () => {
  const done = changed({ done: true });
  const series = weekly([
    ["2026-12-18", done],
    ["2026-12-04", done],
    ["2026-12-05", done], // no date of the rule
  ]);
  expect(dates(series, { accepts: (content) => !isDone(content) })).toEqual(["2026-11-27", "2026-12-11", "2026-12-25"]);
  expect(dates(series, { accepts: isDone })).toEqual(["2026-12-04", "2026-12-18"]);
  expect(dates(series, { accepts: isDone, limit: 1 })).toEqual(["2026-12-04"]);
  expect(dates(series, { accepts: isDone }, "2026-12-05")).toEqual(["2026-12-18"]);
});

test("where the series is not accepted, its own dates are not walked through", () => {
  let asked = 0;
  const accepts = () => {
    asked += 1;
    return false;
  };
  expect(dates(seriesOf("FREQ=DAILY", { date: "2026-11-01" }), { accepts }, "2026-11-01", "2036-11-01")).toEqual([]);
  expect(asked).toBeLessThan(5);
});

test("an exception on the agenda's last day is found, and one that would end after it is not", () => {
  const done = changed({ done: true });
  const ending = (endDate?: string) =>
    seriesOf("FREQ=DAILY", { date: "2199-12-25", ...(endDate && { endDate }) }, [
      ["2199-12-30", done],
      ["2199-12-31", done],
    ]);
  const last = (series: Series) => dates(series, { accepts: isDone }, "2199-12-01", "2199-12-31");
  expect(last(ending())).toEqual(["2199-12-30", "2199-12-31"]);
  expect(last(ending("2199-12-26"))).toEqual(["2199-12-30"]);
});

test("an occurrence is found on the other side of the date line, and on the day after one that a zone skipped", () => {
  const late = seriesOf("FREQ=DAILY", { date: "2026-11-01", startTime: "23:30", timeZone: "Pacific/Pago_Pago" });
  expect(dates(late, {}, "2026-12-10", "2026-12-10", "Pacific/Kiritimati")).toEqual(["2026-12-08"]);
  const apia = seriesOf("FREQ=DAILY", { date: "2011-12-01", startTime: "09:00", timeZone: "Pacific/Apia" });
  const day = ["2011-12-31", "2011-12-31", "Pacific/Apia"] as const;
  expect(dates(apia, {}, ...day)).toEqual(["2011-12-30", "2011-12-31"]);
  const after = { id: "a", date: "2011-12-31", startsAtMs: Date.parse("2011-12-31T08:00+14:00"), originalDate: null };
  expect(dates(apia, { after }, ...day)).toEqual(["2011-12-30", "2011-12-31"]);
});

test("the reach begins with what was moved before the start, and ends with the last day of what was moved beyond the end", () => {
  const series = weekly([
    ["2026-12-04", movedTo("2026-11-01", "09:00")],
    ["2026-12-11", movedTo("2028-05-01", "09:00", "2028-05-03")],
  ]);
  expect(reachOf(series)).toEqual({ from: "2026-10-30", to: "2028-05-05" });
});

test("what ends on the day before it begins, beyond the date line, spans no day", () => {
  expect(spanDays({ date: "2026-11-27", endDate: "2026-11-26" })).toBe(0);
  expect(spanDays({ date: "2026-11-27", endDate: "2026-11-29" })).toBe(2);
});

test("an occurrence of an imported series may have alarms of its own, or none", () => {
  const alarm = ["valarm", [["action", {}, "text", "DISPLAY"]], []];
  const imported = { uid: "a", kind: "event", alarms: [alarm] } as const;
  const content = { ...weekly().content, imported };
  const plain = plainContentOn(content, "2026-12-04");
  expect(differenceOn(content, "2026-12-04", plain)).toBeUndefined();
  // A program that omits alarms changes none.
  const { imported: _, ...silent } = plain;
  expect(differenceOn(content, "2026-12-04", { ...silent, text: "y" })).toEqual({ text: "y" });
  expect(differenceOn(content, "2026-12-04", { ...plain, imported: { ...imported, alarms: [] } })).toEqual({
    alarms: [],
  });
  const two = differenceOn(content, "2026-12-04", { ...plain, imported: { ...imported, alarms: [alarm, alarm] } });
  expect(two).toEqual({ alarms: [alarm, alarm] });
  expect(changedContentOn(content, "2026-12-04", two ?? {}).imported).toEqual({ ...imported, alarms: [alarm, alarm] });
  expect(changedContentOn(content, "2026-12-04", { alarms: [] }).imported).toEqual({ ...imported, alarms: [] });
  expect(changedContentOn(content, "2026-12-04", { text: "y" }).imported).toEqual(imported);
});
