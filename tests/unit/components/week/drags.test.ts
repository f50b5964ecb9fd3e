import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { daysOf } from "../../../../components/timeline/days.ts";
import { draggedTo, drawnFrom, gripOf, stretchedTo } from "../../../../components/week/placing/drags.ts";
import { isTimed, type Place } from "../../../../components/week/rules/place.ts";
import { routineOf } from "../../../../components/week/rules/routine.ts";
import { requireEqual } from "../../require-equal.ts";
import { item } from "../page-items.ts";

const [thursday, friday, saturday] = ["2026-11-26", "2026-11-27", "2026-11-28"] as const;
const dentist: Place = { date: friday, minute: 840, minutes: 45 };
const party: Place = { date: friday, minute: 1290, minutes: 240 };
const spot = (date: string, minute?: number, step = 15) => ({ date, step, ...(minute !== undefined && { minute }) });

test("what is dragged keeps the place in the hand, snaps to quarter hours, and with Shift to five minutes", () => {
  const grip = gripOf(dentist, spot(friday, 850));
  expect(draggedTo(dentist, grip, spot(thursday, 641), false, 60)).toEqual({ ...dentist, date: thursday, minute: 630 });
  expect(draggedTo(dentist, grip, spot(thursday, 641, 5), false, 60)).toMatchObject({ minute: 630 });
  expect(draggedTo(dentist, grip, spot(thursday, 647, 5), false, 60)).toMatchObject({ minute: 635 });
});

test("what begins or ends between two steps stays there until it is moved by a step", () => {
  const call: Place = { date: friday, minute: 550, minutes: 25 };
  const grip = gripOf(call, spot(friday, 560));
  expect(draggedTo(call, grip, spot(friday, 564), false, 60)).toEqual(call);
  expect(draggedTo(call, grip, spot(thursday, 556), false, 60)).toEqual({ ...call, date: thursday });
  expect(draggedTo(call, grip, spot(friday, 575), false, 60)).toMatchObject({ minute: 570 });
  expect([570, 580].map((minute) => stretchedTo(call, spot(friday, minute)))).toEqual([call, call]);
  expect(stretchedTo(call, spot(friday, 590))).toMatchObject({ minute: 550, minutes: 35 });
  const late: Place = { ...party, minute: 1295 };
  expect(draggedTo(late, gripOf(late, spot(saturday, 60)), spot(friday, 62), false, 60)).toEqual({
    ...late,
    date: thursday,
  });
});

test("taken by its tail on the next day an item moves as a whole", () => {
  const grip = gripOf(party, spot(saturday, 60));
  expect(draggedTo(party, grip, spot(saturday, 120), false, 60)).toEqual({ ...party, minute: 1350 });
  expect(draggedTo(party, grip, spot(friday, 60), false, 60)).toEqual({ ...party, date: thursday });
});

test("above the hours it lasts all day, and below them it gets its usual length", () => {
  const grip = gripOf(dentist, spot(friday, 850));
  expect(draggedTo(dentist, grip, spot(saturday), false, 60)).toEqual({ date: saturday, days: 1 });
  const lease: Place = { date: friday, days: 1 };
  expect(draggedTo(lease, gripOf(lease, spot(friday)), spot(thursday, 606), false, 45)).toEqual({
    date: thursday,
    minute: 600,
    minutes: 45,
  });
});

test("what runs over days moves by days, wherever it is held", () => {
  const visit: Place = { date: thursday, days: 3 };
  const grip = gripOf(visit, spot(saturday));
  expect(draggedTo(visit, grip, spot(friday, 600), true, 60)).toEqual({ date: "2026-11-25", days: 3 });
});

test("its end goes where the pointer is, over midnight too, and never before its beginning", () => {
  expect(stretchedTo(dentist, spot(friday, 952))).toMatchObject({ minute: 840, minutes: 105 });
  expect(stretchedTo(dentist, spot(friday, 600))).toMatchObject({ minutes: 15 });
  expect(stretchedTo(dentist, spot(saturday, 60))).toMatchObject({ minutes: 660 });
  expect(stretchedTo({ date: friday, minute: 840 }, spot(friday, 870))).toMatchObject({ minutes: 30 });
});

test("a sheet is drawn downwards and upwards, and over days above the hours", () => {
  expect(drawnFrom(spot(saturday, 603), spot(saturday, 676))).toEqual({ date: saturday, minute: 600, minutes: 75 });
  expect(drawnFrom(spot(saturday, 603), spot(saturday, 541))).toEqual({ date: saturday, minute: 540, minutes: 75 });
  expect(drawnFrom(spot(saturday, 1439), spot(saturday, 1440))).toEqual({ date: saturday, minute: 1425, minutes: 15 });
  expect(drawnFrom(spot(saturday), spot(thursday))).toEqual({ date: thursday, days: 3 });
});

test("wherever it is drawn, a sheet lies within its day and on the steps", () => {
  const minute = fc.integer({ min: 0, max: 1440 });
  fc.assert(
    fc.property(minute, minute, fc.constantFrom(5, 15), (from, to, step) => {
      const place = drawnFrom(spot(friday, from, step), spot(friday, to, step));
      if (!isTimed(place)) throw new Error("It has a time.");
      const length = place.minutes ?? 0;
      requireEqual(place.minute % step, 0);
      expect(length).toBeGreaterThanOrEqual(step);
      expect(place.minute).toBeGreaterThanOrEqual(0);
      expect(place.minute + length).toBeLessThanOrEqual(1440);
    }),
  );
});

test("what comes on most days at one time is named once; a series that moves about, or comes thrice, is not", () => {
  const dates = ["2026-11-23", "2026-11-24", "2026-11-25", thursday];
  const school = dates.map((date) => ({
    ...item({ text: "School run", date, startTime: "08:00", endTime: "08:30" }),
    id: "school",
    occurrence: date,
  }));
  const walk = dates.map((date, index) => ({
    ...item({ text: "Walk", date, startTime: `1${index}:00` }),
    id: "walk",
    occurrence: date,
  }));
  const choir = dates.slice(1).map((date) => ({
    ...item({ text: "Choir", date, startTime: "19:00" }),
    id: "choir",
    occurrence: date,
  }));
  const days = daysOf([...school, ...walk, ...choir], "2026-11-23", "2026-11-29", "UTC");
  expect(routineOf(days)).toEqual([{ id: "school", text: "School run", time: "08:00" }]);
});
