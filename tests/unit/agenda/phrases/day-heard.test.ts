import { expect, test } from "@playwright/test";
import { daysHeard } from "../../../../agenda/phrases/line/day-heard.ts";
import { clockOf } from "../../../../agenda/phrases/resolve.ts";

const heard = (phrase: string, locale = "en-GB") =>
  daysHeard(phrase, {
    nowMs: Date.parse("2026-11-28T10:00:00Z"),
    clock: clockOf("Europe/Paris"),
    weekStart: "Monday",
    locale,
  });

test("a whole phrase names a day to go to; of a month or a week, its first", () => {
  for (const [phrase, date] of [
    ["march", "2027-03-01"],
    ["in 3 weeks", "2026-12-19"],
    ["8 march 2031", "2031-03-08"],
    ["next friday", "2026-12-04"],
    ["week 12", "2027-03-22"],
    ["christmas", "2026-12-25"],
    ["märz", "2027-03-01"],
    ["demain", "2026-11-29"],
    ["2027-03-08", "2027-03-08"],
  ] as const)
    expect(heard(phrase)[0], phrase).toBe(date);
});

test("the person's own order of day and month counts; what is no day names none", () => {
  expect(heard("3/8/2027", "en-GB")[0]).toBe("2027-08-03");
  expect(heard("3/8/2027", "en-US")[0]).toBe("2027-03-08");
  for (const phrase of ["hello", "march hello", ""]) expect(heard(phrase), phrase).toEqual([]);
});
