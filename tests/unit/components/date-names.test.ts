import { expect, test } from "@playwright/test";
import { addDays, datesFrom, daysBetween, weekdayOf, weekStartOf } from "../../../agenda/time/dates.ts";
import { ago, clock, duration } from "../../../components/time/clock-words.ts";
import { relativeDay, shortRange, weekRange } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { momentOf, wallOf } from "../../../components/time/wall-in-zone.ts";
import { t } from "../messages/catalogs.ts";

test("days are counted across the ends of months, years and leap days", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysBetween("2026-11-25", "2026-11-20")).toBe(-5);
  expect(datesFrom("2026-11-29", "2026-12-01")).toEqual(["2026-11-29", "2026-11-30", "2026-12-01"]);
  expect(datesFrom("2026-12-01", "2026-11-29")).toEqual([]);
});

test("a week begins on Monday", () => {
  expect(weekdayOf("2026-11-23")).toBe("Monday");
  expect(weekStartOf("2026-11-29")).toBe("2026-11-23");
  expect(weekStartOf("2026-11-23")).toBe("2026-11-23");
});

test("ranges name the month once, or both if they differ", () => {
  expect(weekRange("2026-11-23", english)).toBe("23 to 29 November");
  expect(weekRange("2026-11-30", english)).toBe("30 Nov to 6 Dec");
  expect(shortRange("2026-11-24", "2026-11-27", english)).toBe("Tue 24 to Fri 27");
  expect(shortRange("2026-11-29", "2026-12-02", english)).toBe("Sun 29 Nov to Wed 2 Dec");
});

test("near days use everyday words, far ones weekday and date", () => {
  const today = "2026-11-25";
  expect(relativeDay("2026-11-25", today, english)).toBe("today");
  expect(relativeDay("2026-11-26", today, english)).toBe("tomorrow");
  expect(relativeDay("2026-11-30", today, english)).toBe("Monday");
  expect(relativeDay("2026-12-04", today, english)).toBe("Friday 4 December");
  expect(relativeDay("2027-01-01", today, english)).toBe("Friday 1 January 2027");
});

test("a local time becomes its instant in the zone", () => {
  const moment = momentOf({ date: "2026-11-27", time: "14:00" }, "Europe/Paris");
  expect(new Date(moment).toISOString()).toBe("2026-11-27T13:00:00.000Z");
  expect(wallOf(moment, "Asia/Tokyo")).toEqual({ date: "2026-11-27", time: "22:00" });
});

test("a time in a DST gap moves forward by the gap, one that occurs twice is the earlier", () => {
  const skipped = momentOf({ date: "2027-03-28", time: "02:30" }, "Europe/Paris");
  expect(wallOf(skipped, "Europe/Paris").time).toBe("03:30");
  const repeated = momentOf({ date: "2026-10-25", time: "02:30" }, "Europe/Paris");
  expect(new Date(repeated).toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("times and durations are short", () => {
  expect(clock("14:05", false)).toBe("14:05");
  expect(clock("14:05", true)).toBe("2:05 pm");
  expect(clock("00:10", true)).toBe("12:10 am");
  expect([45, 60, 90, 125].map((minutes) => duration(minutes, t))).toEqual(["45 min", "1 h", "1 h 30", "2 h 05"]);
  expect(ago(0, 30_000, t)).toBe("just now");
  expect(ago(0, 3 * 60_000, t)).toBe("3 min ago");
});
