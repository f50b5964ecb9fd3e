import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { addDays, daysBetween, weekdayOf } from "../../../../agenda/time/dates.ts";
import { dateIn } from "../../../../agenda/time/instants.ts";
import { checkWeekday, requireDate } from "../../../../agenda/time/require-date.ts";
import { requireEqual } from "../../require-equal.ts";
import { refused } from "../item/refused.ts";

for (const date of ["1900-01-01", "2199-12-31", "2028-02-29", "2000-02-29", "2026-12-31"])
  test(`${date} is accepted`, () => {
    expect(requireDate(date, [])).toBe(date);
  });

for (const [date, detail] of [
  ["2027-02-30", "30 February does not exist. February 2027 ends on Sunday 28."],
  ["2027-02-29", "29 February does not exist. February 2027 ends on Sunday 28."],
  ["2028-02-30", "30 February does not exist. February 2028 ends on Tuesday 29."],
  ["1900-02-29", "29 February does not exist. February 1900 ends on Wednesday 28."],
  ["2100-02-29", "29 February does not exist. February 2100 ends on Sunday 28."],
  ["2027-04-31", "31 April does not exist. April 2027 ends on Friday 30."],
  ["2026-12-32", "32 December does not exist. December 2026 ends on Thursday 31."],
  ["2026-11-00", "There is no day 00: November 2026 begins with day 01."],
  ["2026-00-10", "There is no month 00: months go from 01 to 12."],
  ["2026-13-05", "There is no month 13: months go from 01 to 12. Did you mean 2026-05-13?"],
  ["2026-31-02", "There is no month 31: months go from 01 to 12."],
  ["2026-13-13", "There is no month 13: months go from 01 to 12."],
  ["1899-12-31", "The agenda takes dates from 1900-01-01 to 2199-12-31; this is 1899-12-31."],
  ["2200-01-01", "The agenda takes dates from 1900-01-01 to 2199-12-31; this is 2200-01-01."],
  ["0000-01-01", "The agenda takes dates from 1900-01-01 to 2199-12-31; this is 0000-01-01."],
] as const)
  test(`${date} is refused: ${detail}`, () => {
    expect(refused(() => requireDate(date, ["items", 0, "date"]))).toBe(`#/items/0/date: ${detail}`);
  });

test("the date's own weekday is accepted, and so is none", () => {
  checkWeekday("2026-11-27", "Friday", []);
  checkWeekday("2026-11-27", undefined, []);
});

for (const [weekday, nearest] of [
  ["Thursday", "2026-11-26"],
  ["Saturday", "2026-11-28"],
  ["Monday", "2026-11-30"],
  ["Tuesday", "2026-11-24"],
] as const)
  test(`a Friday stated as a ${weekday} is refused, naming ${nearest}`, () => {
    expect(refused(() => checkWeekday("2026-11-27", weekday, ["weekday"]))).toBe(
      `#/weekday: 27 November 2026 is a Friday, not a ${weekday}. ${weekday} is ${nearest}; Friday is 2026-11-27.`,
    );
  });

test("days are counted across leap days and years, in both directions", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2027-02-28", 1)).toBe("2027-03-01");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2026-11-27", "2027-11-27")).toBe(365);
  expect(daysBetween("2026-11-27", "2026-11-20")).toBe(-7);
});

const anyDate = fc.integer({ min: 0, max: 109_571 }).map((days) => addDays("1900-01-01", days));

test("dates, weekdays and distances agree with Temporal for any date", () => {
  const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      const plain = Temporal.PlainDate.from(date);
      requireEqual(
        [requireDate(date, []), weekdayOf(date), addDays(date, days), daysBetween(date, addDays(date, days))],
        [...[date, names[plain.dayOfWeek - 1], plain.add({ days }).toString(), days]],
      );
    }),
    { numRuns: 500 },
  );
});

test("the date at an instant is local: Paris is a day ahead of UTC after 23:00 in winter", () => {
  const ms = Date.parse("2026-11-26T23:00:00Z");
  expect(dateIn(ms, "Europe/Paris")).toBe("2026-11-27");
  expect(dateIn(ms - 1, "Europe/Paris")).toBe("2026-11-26");
  expect(dateIn(ms, "America/Los_Angeles")).toBe("2026-11-26");
  expect(dateIn(ms, "Pacific/Kiritimati")).toBe("2026-11-27");
});
