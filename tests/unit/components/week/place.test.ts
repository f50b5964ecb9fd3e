import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { english } from "../../../../components/time/date-words.ts";
import { placeItem } from "../../../../components/timeline/placed-item.ts";
import {
  daysAbove,
  endingAt,
  isReachable,
  isTimed,
  onDay,
  type Place,
  placeAfter,
  placeAfterOn,
  placementOf,
  placeOf,
  resized,
  startingAt,
  stepped,
  stretchesOf,
  type TimedPlace,
} from "../../../../components/week/rules/place.ts";
import {
  offsetWords,
  secondZoneIn,
  secondZoneSetting,
  theirTime,
} from "../../../../components/week/rules/second-zone.ts";
import { rangeOf, saidPlace, wasOf } from "../../../../components/week/rules/week-words.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";
import { requireEqual } from "../../require-equal.ts";
import { item } from "../page-items.ts";

const friday = "2026-11-27";

test("keys move within the week shown; what began before it is not moved further back", () => {
  const reachable = (date: string, was: string) => isReachable({ date, days: 3 }, { date: was, days: 3 }, "2026-11-23");
  const from = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"];
  expect(from.map((date) => reachable(date, "2026-11-21"))).toEqual([false, true, true, true, true, false]);
  expect(from.map((date) => reachable(date, "2026-11-25"))).toEqual([false, false, false, true, true, false]);
});

const reading = { hour12: false, today: "2026-11-25", words: english };
const dentist: TimedPlace = { date: friday, minute: 14 * 60, minutes: 45 };

test("a key moves to the next quarter hour, and from between two to the nearer one in its direction", () => {
  expect(stepped(dentist, 1)).toEqual({ ...dentist, minute: 855 });
  expect(stepped({ ...dentist, minute: 550 }, 1)).toMatchObject({ minute: 555 });
  expect(stepped({ ...dentist, minute: 550 }, -1)).toMatchObject({ minute: 540 });
  expect(stepped({ ...dentist, minute: 0 }, -1)).toMatchObject({ date: "2026-11-26", minute: 1425 });
  expect(stepped({ ...dentist, minute: 1425 }, 1)).toMatchObject({ date: "2026-11-28", minute: 0 });
});

test("with Shift it grows and shrinks by quarter hours, and never to nothing", () => {
  expect(resized(dentist, 1)).toMatchObject({ minute: 840, minutes: 60 });
  expect(resized({ ...dentist, minutes: 15 }, -1)).toMatchObject({ minutes: 15 });
  expect(resized({ date: friday, minute: 840 }, 1)).toMatchObject({ minutes: 15 });
  expect(resized({ date: friday, days: 1 }, -1)).toEqual({ date: friday, days: 1 });
  expect(resized({ date: friday, days: 1 }, 1)).toEqual({ date: friday, days: 2 });
});

test("what is said while it is held: where it would be, and what it was", () => {
  const held = { ...dentist, minute: 930 };
  expect(`${rangeOf(held, reading, t)}, ${wasOf(dentist, held, reading, t)}`).toBe("15:30–16:15, was 14:00");
  expect(wasOf(dentist, onDay(held, "2026-11-28"), reading, t)).toBe("was Fri 27 14:00");
  expect(wasOf(dentist, onDay(dentist, "2026-11-28"), reading, t)).toBe("was Fri 27");
  expect(wasOf(dentist, { ...dentist, minutes: 60 }, reading, t)).toBe("was 45 min");
  expect(wasOf({ date: friday, days: 1 }, dentist, reading, t)).toBe("was all day");
  expect(saidPlace(held, reading, t)).toBe("Friday 27 November, 15:30 to 16:15");
  expect(rangeOf({ date: friday, minute: 1290, minutes: 240 }, reading, t)).toBe("21:30–01:30");
  expect(saidPlace({ date: friday, minute: 1290, minutes: 240 }, reading, t)).toBe(
    "Friday 27 November, 21:30 to 01:30 on Saturday 28 November",
  );
  expect(saidPlace({ date: friday, minute: 1380, minutes: 60 }, reading, t)).toBe("Friday 27 November, 23:00 to 00:00");
});

test("into the row for whole days it loses its time, and out of it it gets one", () => {
  expect(placementOf({ date: friday, days: 3 })).toEqual({ date: friday, isAllDay: true, endDate: "2026-11-29" });
  expect(placementOf({ date: friday, minute: 840, minutes: 60 })).toEqual({
    date: friday,
    startTime: "14:00",
    endTime: "15:00",
  });
});

test("past midnight it is drawn on both days", () => {
  expect(stretchesOf({ date: friday, minute: 1290, minutes: 240 })).toEqual([
    { date: friday, from: 1290, to: 1440, runsOn: true },
    { date: "2026-11-28", from: 0, to: 90, runsOn: false },
  ]);
});

test("the length of what ends at a skipped midnight, or in an hour that comes twice", () => {
  const placeIn = (timeZone: string, when: Partial<Item>) =>
    placeOf(placeItem(item({ text: "Night", timeZone, ...when }), timeZone), timeZone);
  const beirut = { date: "2026-03-28", startTime: "22:00", endDate: "2026-03-29", endTime: "00:00" };
  expect(placeIn("Asia/Beirut", beirut)).toEqual({ date: "2026-03-28", minute: 1320, minutes: 120 });
  const paris = { date: "2026-10-25", startTime: "02:30", endTime: "02:15" };
  const moments = { startsAt: "2026-10-25T00:30:00Z", endsAt: "2026-10-25T01:15:00Z" };
  expect(placeIn("Europe/Paris", { ...paris, ...moments })).toMatchObject({ minute: 150, minutes: 45 });
});

test("what takes a day or longer is moved in the row above the hours, where it lies", () => {
  expect(
    [
      { date: friday, days: 2 },
      { date: friday, minute: 1290, minutes: 240 },
      { date: friday, minute: 1290, minutes: 1440 },
      { date: friday, minute: 0, minutes: 1440 },
      { date: friday, minute: 600, minutes: 2280 },
    ].map(daysAbove),
  ).toEqual([2, undefined, 2, undefined, 2]);
});

test("a new item begins after another, on the day on which that ends", () => {
  const after = (minute: number, minutes: number) => placeAfter({ date: friday, minute, minutes }, 45);
  expect([after(600, 60), after(1380, 60), after(1290, 240)]).toEqual([
    { date: friday, minute: 660, minutes: 45 },
    { date: friday, minute: 1380, minutes: 45 },
    { date: "2026-11-28", minute: 90, minutes: 45 },
  ]);
  const onItsDay = { date: friday, minute: 1380, minutes: 45 };
  expect(placeAfterOn({ date: friday, minute: 1410, minutes: 60 }, 45), "where somebody is typing").toEqual(onItsDay);
});

const places = fc.record({
  date: fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, "0")}`),
  minute: fc.integer({ min: 0, max: 1439 }),
  minutes: fc.integer({ min: 0, max: 3000 }),
});
const way = fc.constantFrom<1 | -1>(1, -1);

test("wherever something is put, its fields say that place again, and its length stays", () => {
  fc.assert(
    fc.property(places, (place) => {
      const { isAllDay: _, ...fields } = placementOf(place);
      const made = item({ text: "It", ...fields });
      requireEqual(placeOf(placeItem(made, "UTC"), "UTC"), place);
    }),
  );
});

test("whatever keys are pressed: a step there and a step back is where it was on the grid, on a day that exists", () => {
  fc.assert(
    fc.property(places, fc.array(fc.tuple(fc.boolean(), way), { maxLength: 30 }), (first, keys) => {
      let place: Place = startingAt(first, Math.floor(first.minute / 15) * 15);
      for (const [isMove, by] of keys) {
        const next: Place = isMove ? stepped(place, by) : resized(place, by);
        if (isMove) requireEqual(stepped(next, -by as 1 | -1), place);
        place = next;
      }
      if (!isTimed(place)) throw new Error("It has a time.");
      requireEqual(place.minute % 15, 0);
      expect(place.minute).toBeGreaterThanOrEqual(0);
      expect(place.minute).toBeLessThan(1440);
      expect(place.minutes ?? 0).toBeGreaterThanOrEqual(0);
      requireEqual(endingAt(place, place.minute - 100).minutes, 15);
    }),
  );
});

test("another zone's hours stand beside one's own, by the day's own offset", () => {
  expect(theirTime(friday, 480, "Europe/Paris", "America/New_York")).toBe("02:00");
  expect(theirTime(friday, 480, "Europe/Paris", "Asia/Kathmandu")).toBe("12:45");
  expect(theirTime("2026-10-28", 480, "Europe/Paris", "America/New_York")).toBe("03:00");
  expect(offsetWords(friday, "Europe/Paris", "America/New_York", t)).toBe("6 h behind");
  expect(offsetWords(friday, "Europe/Paris", "Asia/Kathmandu", t)).toBe("4 h 45 min ahead");
  expect(offsetWords(friday, "Europe/Paris", "Africa/Lagos", t)).toBe("the same time");
  expect(offsetWords(friday, "Europe/Paris", "Pacific/Kiritimati", t)).toBe("13 h ahead");
});

test("the second zone is read from what was written, and nothing else is taken for one", () => {
  const written = secondZoneSetting("America/New_York").split(";")[0] ?? "";
  expect(secondZoneIn(`single-keys=off; ${written}`)).toBe("America/New_York");
  expect(secondZoneIn(null)).toBeUndefined();
  for (const wrong of ["", "Mars/Olympus", "%E0%A4%A", "<script>"])
    expect(secondZoneIn(`second-zone=${wrong}`)).toBeUndefined();
});
