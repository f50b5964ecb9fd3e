import { expect, test } from "@playwright/test";
import { isDayOver, wordsAfterLast } from "../../../../components/timeline/day-over.ts";
import { sumOfOver } from "../../../../components/timeline/day-words.ts";
import { type Day, daysOf } from "../../../../components/timeline/days.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const date = "2026-11-25"; // a Wednesday
const timeZone = "UTC";
const dayWith = (...items: Partial<Parameters<typeof item>[0]>[]): Day =>
  daysOf(
    items.map((fields) => item({ text: "Item", date, ...fields })),
    date,
    date,
    timeZone,
  )[0] as Day;
const workingHours = [{ days: ["Wednesday" as const], from: "09:00", to: "18:30" }];
const isOver = (day: Day, time: string, hours: typeof workingHours | [] = []) =>
  isDayOver(day, { nowMs: Date.parse(`${date}T${time}Z`), timeZone, workingHours: hours });

const lunch = { startTime: "12:30", endTime: "13:30" };

test("a day is over after its last item, at the end of the working hours, and never before five", () => {
  const day = dayWith(lunch, { text: "Lease" });
  expect(["13:30", "16:59", "17:00"].map((time) => isOver(day, time))).toEqual([false, false, true]);
  expect(["17:00", "18:29", "18:30"].map((time) => isOver(day, time, workingHours))).toEqual([false, false, true]);
  const evening = dayWith(lunch, { startTime: "19:30", endTime: "21:00" });
  expect(["19:00", "20:00", "20:59", "21:00"].map((time) => isOver(evening, time))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(isOver(dayWith({ startTime: "20:00" }), "20:00")).toBe(false);
  expect(isOver(dayWith({ startTime: "22:00", endTime: "01:00", endDate: "2026-11-26" }), "23:59")).toBe(false);
});

test("a day without anything at a time is not over before midnight", () => {
  expect([dayWith(), dayWith({ text: "Lease" })].map((day) => isOver(day, "23:59"))).toEqual([false, false]);
});

test("it says how many things it had, and what it left undone", () => {
  const visit = { text: "Visit", endDate: "2026-11-27" };
  expect(sumOfOver(dayWith(lunch, { text: "Lease" }, { done: true }, visit), t).words).toBe(
    "The day is over. Three things, one left undone.",
  );
  expect(sumOfOver(dayWith(lunch), t).words).toBe("The day is over. One thing, nothing left undone.");
});

test("after the last item it says how long until tomorrow's first", () => {
  const nowMs = Date.parse(`${date}T22:41Z`);
  const tomorrow = daysOf(
    [item({ text: "School run", date: "2026-11-26", startTime: "08:00" }), item({ text: "Visit", date: "2026-11-26" })],
    "2026-11-26",
    "2026-11-26",
    timeZone,
  )[0];
  expect(wordsAfterLast(tomorrow, nowMs, t)).toBe("Nothing more today. 9 h 19 until School run.");
  expect(wordsAfterLast(undefined, nowMs, t)).toBe("Nothing more today.");
});
