import { expect, test } from "@playwright/test";
import { resolvePhrase } from "../../../../agenda/phrases/resolve.ts";
import type { Weekday } from "../../../../contract/fields/time.ts";
import { short } from "./meaning-of.ts";

const sunday = Date.parse("2026-11-29T10:00:00+01:00");
const heard = (phrase: string, first: Weekday) =>
  resolvePhrase(phrase, sunday, "Europe/Paris", first).readings?.map(short) ?? [];

test("on a Sunday, this week has ended or just begun, depending on the user's first day", () => {
  expect(heard("this week", "Monday")).toEqual(["Mon 2026-11-23 to 2026-11-29"]);
  expect(heard("this week", "Sunday")).toEqual(["Sun 2026-11-29 to 2026-12-05"]);
  expect(heard("this week", "Saturday")).toEqual(["Sat 2026-11-28 to 2026-12-04"]);
  expect(heard("next week", "Monday")).toEqual(["Mon 2026-11-30 to 2026-12-06"]);
  expect(heard("nächste Woche", "Sunday")).toEqual(["Sun 2026-12-06 to 2026-12-12"]);
  expect(heard("the week of 9 December", "Sunday")).toEqual(["Sun 2026-12-06 to 2026-12-12"]);
});

test("the Friday of this week and the next depend on it, and the working week still ends on a Friday", () => {
  expect(heard("Friday next week", "Monday")).toEqual(["Fri 2026-12-04"]);
  expect(heard("Friday next week", "Sunday")).toEqual(["Fri 2026-12-11"]);
  expect(heard("this Friday", "Sunday")).toEqual(["Fri 2026-12-04"]);
  expect(heard("the end of the week", "Sunday")).toEqual(["Fri 2026-12-04", "Sat 2026-12-05"]);
  expect(heard("middle of the week", "Sunday")).toEqual(heard("middle of next week", "Monday"));
});

test("a weekend is Saturday and Sunday, whatever day the week starts on", () => {
  expect(heard("this weekend", "Sunday")).toEqual(heard("this weekend", "Monday"));
});
