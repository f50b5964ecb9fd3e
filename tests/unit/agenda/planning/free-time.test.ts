import { expect, test } from "@playwright/test";
import fc from "fast-check";
import type { Span } from "../../../../agenda/planning/busy-span.ts";
import {
  boundedHours,
  canBeSaid,
  hoursIn,
  momentReached,
  sameHours,
  workingHoursOf,
} from "../../../../agenda/planning/day-hours.ts";
import {
  type FreeTimeQuestion,
  freeStretches,
  slotsBesides,
  slotsIn,
  slotsNear,
} from "../../../../agenda/planning/free-time.ts";
import { addDays, weekdayOf } from "../../../../agenda/time/dates.ts";
import { startOfDay, wallTimeIn, writeInstant } from "../../../../agenda/time/instants.ts";
import { weekdays } from "../../../../contract/fields/time.ts";
import { requireEqual } from "../../require-equal.ts";

const paris = "Europe/Paris";
const minuteMs = 60_000;
const workdays = weekdays.slice(0, 5);
const office = sameHours(workdays, { start: "09:00", end: "17:00" });
const always = sameHours(weekdays, { start: "00:00", end: "24:00" });
const friday = "2026-11-27";
const at = (time: string, date = friday) => momentReached(date, time, paris);
const span = (from: string, to: string, date = friday) => ({ startsAtMs: at(from, date), endsAtMs: at(to, date) });

const asked = (more: Partial<FreeTimeQuestion> = {}): FreeTimeQuestion => ({
  from: friday,
  to: friday,
  timeZone: paris,
  lengthMinutes: 60,
  hours: office,
  gapBeforeMinutes: 0,
  gapAfterMinutes: 0,
  notBeforeMs: 0,
  ...more,
});
const words = (spans: readonly { startsAtMs: number; endsAtMs: number }[], zone = paris) =>
  spans.map(({ startsAtMs, endsAtMs }) => {
    const [start, end] = [wallTimeIn(startsAtMs, zone), wallTimeIn(endsAtMs, zone)];
    return `${weekdayOf(start.date).slice(0, 3)} ${start.time}-${end.time}`;
  });
const slots = (more: Partial<FreeTimeQuestion>, occupied: Parameters<typeof freeStretches>[1] = []) => {
  const question = asked(more);
  return words(slotsIn(freeStretches(question, occupied), question), question.timeZone);
};

test("an empty day is free within its hours, on the full hour, the edges first", () => {
  expect(slots({})).toEqual([
    "Fri 09:00-10:00",
    "Fri 16:00-17:00",
    "Fri 10:00-11:00",
    "Fri 11:00-12:00",
    "Fri 12:00-13:00",
    "Fri 13:00-14:00",
    "Fri 14:00-15:00",
    "Fri 15:00-16:00",
  ]);
});

test("each day's best comes before any day's second best", () => {
  const week = slots({ from: "2026-11-23", to: "2026-11-29", lengthMinutes: 240 });
  expect(week.slice(0, 6)).toEqual([
    "Mon 09:00-13:00",
    "Tue 09:00-13:00",
    "Wed 09:00-13:00",
    "Thu 09:00-13:00",
    "Fri 09:00-13:00",
    "Mon 13:00-17:00",
  ]);
  expect(week).toHaveLength(10);
});

test("round starts come before odd ones, which come last", () => {
  expect(slots({}, [span("09:00", "10:05"), span("12:20", "17:00")])).toEqual([
    "Fri 10:30-11:30",
    "Fri 10:05-11:05",
    "Fri 11:20-12:20",
  ]);
});

test("gaps are kept to items, but not to the edges of the hours", () => {
  const noon = [span("12:00", "13:00")];
  expect(slots({ lengthMinutes: 180 }, noon)).toEqual(["Fri 09:00-12:00", "Fri 13:00-16:00", "Fri 14:00-17:00"]);
  expect(slots({ lengthMinutes: 180, gapBeforeMinutes: 30 }, noon)).toEqual([
    "Fri 09:00-12:00",
    "Fri 13:30-16:30",
    "Fri 14:00-17:00",
  ]);
  expect(slots({ lengthMinutes: 180, gapAfterMinutes: 5 }, noon)).toEqual(["Fri 13:00-16:00", "Fri 14:00-17:00"]);
  expect(slots({ lengthMinutes: 180, gapBeforeMinutes: 61, gapAfterMinutes: 1 }, noon)).toEqual([]);
});

test("the past is never offered, and a minute that has begun is past", () => {
  expect(slots({ notBeforeMs: at("15:10") + 1 })).toEqual(["Fri 16:00-17:00", "Fri 15:11-16:11", "Fri 15:30-16:30"]);
  expect(slots({ notBeforeMs: at("16:00") })).toEqual(["Fri 16:00-17:00"]);
  expect(slots({ notBeforeMs: at("16:00") + 1 })).toEqual([]);
});

test("days without hours have no free time", () => {
  expect(slots({ from: "2026-11-28", to: "2026-11-29" })).toEqual([]);
  expect(
    slots({ from: "2026-11-28", to: "2026-11-29", hours: sameHours(["Sunday"], { start: "10:00", end: "11:00" }) }),
  ).toEqual(["Sun 10:00-11:00"]);
});

test("a break splits the hours of a day", () => {
  const hours = sameHours(["Friday"], { start: "09:00", end: "12:00" }, { start: "13:00", end: "17:00" });
  expect(slots({ hours, lengthMinutes: 180 })).toEqual(["Fri 09:00-12:00", "Fri 13:00-16:00", "Fri 14:00-17:00"]);
});

const lunch = [
  { start: "09:00", end: "12:00" },
  { start: "13:00", end: "17:00" },
];
for (const [earliest, latest, expected] of [
  [undefined, undefined, "09:00-12:00 13:00-17:00"],
  ["08:00", undefined, "08:00-12:00 13:00-17:00"],
  ["10:00", undefined, "10:00-12:00 13:00-17:00"],
  ["12:30", undefined, "13:00-17:00"],
  ["14:00", undefined, "14:00-17:00"],
  ["18:00", undefined, "18:00-24:00"],
  [undefined, "20:00", "09:00-12:00 13:00-20:00"],
  [undefined, "15:00", "09:00-12:00 13:00-15:00"],
  [undefined, "12:30", "09:00-12:00"],
  [undefined, "08:00", "00:00-08:00"],
  ["11:00", "14:00", "11:00-14:00"],
] as const)
  test(`from ${earliest ?? "the start"} until ${latest ?? "the end"} of hours with a break is ${expected}`, () => {
    const bounded = boundedHours(lunch, earliest, latest);
    expect(bounded.map(({ start, end }) => `${start}-${end}`).join(" ")).toBe(expected);
  });

test("working hours that end at 23:59 extend to the end of the day", () => {
  const hours = workingHoursOf([
    { days: ["Friday"], from: "22:00", to: "23:59" },
    { days: ["Saturday"], from: "00:00", to: "02:00" },
  ]);
  expect(words(hoursIn(friday, "2026-11-28", hours, paris))).toEqual(["Fri 22:00-02:00"]);
});

test("a night is one span if both days are available all day", () => {
  const question = asked({ to: "2026-11-28", hours: always, lengthMinutes: 600 });
  const taken = [span("00:00", "20:00"), span("06:00", "24:00", "2026-11-28")];
  expect(words(slotsIn(freeStretches(question, taken), question))).toEqual(["Fri 20:00-06:00"]);
});

for (const [what, date, zone, hours] of [
  ["the day of 23 hours", "2027-03-28", paris, 23],
  ["the day of 25 hours", "2026-10-25", paris, 25],
  ["Lord Howe's day of 23 and a half", "2026-10-04", "Australia/Lord_Howe", 23.5],
  ["the day that Apia skipped", "2011-12-30", "Pacific/Apia", 0],
] as const)
  test(`${what} has ${hours} hours`, () => {
    const sum = hoursIn(date, date, always, zone).reduce((ms, one) => ms + one.endsAtMs - one.startsAtMs, 0);
    expect(sum / 3_600_000).toBe(hours);
  });

test("when the clocks go forward, no slot has a skipped time, and each has its length", () => {
  const date = "2027-03-28";
  const question = asked({ from: date, to: date, hours: sameHours(weekdays, { start: "01:00", end: "05:00" }) });
  const found = slotsIn(freeStretches(question, []), question);
  expect(words(found)).toEqual(["Sun 01:00-03:00", "Sun 04:00-05:00", "Sun 03:00-04:00"]);
  expect(found.map(({ startsAtMs, endsAtMs }) => endsAtMs - startsAtMs)).toEqual([3_600_000, 3_600_000, 3_600_000]);
});

test("hours that start in a DST gap start where it ends", () => {
  const hours = sameHours(weekdays, { start: "02:30", end: "04:00" });
  expect(
    hoursIn("2027-03-28", "2027-03-28", hours, paris).map(({ startsAtMs }) => writeInstant(startsAtMs, paris)),
  ).toEqual(["2027-03-28T03:00:00+02:00"]);
});

test("when the clocks go back, a time is not offered at its second occurrence", () => {
  const date = "2026-10-25";
  const question = asked({ from: date, to: date, hours: sameHours(weekdays, { start: "01:00", end: "05:00" }) });
  const found = slotsIn(freeStretches(question, []), question);
  expect(found.map(({ startsAtMs }) => writeInstant(startsAtMs, paris))).toEqual([
    "2026-10-25T01:00:00+02:00",
    "2026-10-25T04:00:00+01:00",
    "2026-10-25T03:00:00+01:00",
  ]);
});

test("occupied time is in instants: a call in Tokyo takes a morning in Paris", () => {
  const tokyo = {
    startsAtMs: momentReached(friday, "17:00", "Asia/Tokyo"),
    endsAtMs: momentReached(friday, "19:00", "Asia/Tokyo"),
  };
  expect(slots({ lengthMinutes: 360 }, [tokyo])).toEqual(["Fri 11:00-17:00"]);
});

test("near an instant the nearest come first, without overlaps", () => {
  const question = asked();
  const stretches = freeStretches(question, [span("13:30", "15:00")]);
  expect(words(slotsNear(stretches, question, at("14:00"), 3))).toEqual([
    "Fri 15:00-16:00",
    "Fri 12:30-13:30",
    "Fri 16:00-17:00",
  ]);
  expect(words(slotsNear(stretches, question, at("10:07"), 1))).toEqual(["Fri 10:07-11:07"]);
});

test("next to occupied time there is one slot before and one after", () => {
  const question = asked({ from: "2026-11-26", to: "2026-11-28" });
  const { before, after } = slotsBesides(freeStretches(question, [span("09:00", "16:30")]), question, at("14:00"));
  expect(words(before ? [before] : [])).toEqual(["Thu 16:00-17:00"]);
  expect(after).toBeUndefined();
});

const zones = [paris, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"];
const starts = ["2027-03-26", "2026-10-23", "2026-10-02", "2027-04-02", "2026-11-20"];
const anyQuestion = fc
  .record({
    zone: fc.constantFrom(...zones),
    from: fc.constantFrom(...starts),
    days: fc.integer({ min: 0, max: 4 }),
    lengthMinutes: fc.integer({ min: 5, max: 600 }),
    startHour: fc.integer({ min: 0, max: 20 }),
    hours: fc.integer({ min: 1, max: 24 }),
    hasBreak: fc.boolean(),
    on: fc.subarray([...weekdays], { minLength: 1 }),
    gapBeforeMinutes: fc.integer({ min: 0, max: 60 }),
    gapAfterMinutes: fc.integer({ min: 0, max: 60 }),
    pastMinutes: fc.integer({ min: -600, max: 3000 }),
    items: fc.array(fc.tuple(fc.integer({ min: -100, max: 5 * 1440 }), fc.integer({ min: 0, max: 300 })), {
      maxLength: 14,
    }),
  })
  .map(({ zone: timeZone, hasBreak, days, startHour, hours: length, on, pastMinutes, items, from, ...rest }) => {
    const startMs = startOfDay(from, timeZone);
    const two = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
    const endHour = Math.min(24, startHour + length);
    const whole = { start: two(startHour), end: two(endHour) };
    const noon = two(Math.floor((startHour + endHour) / 2));
    const halves = [
      { ...whole, end: noon },
      { start: noon.replace(":00", ":40"), end: two(endHour) },
    ];
    const hours = sameHours(on, ...(hasBreak && endHour - startHour > 2 ? halves : [whole]));
    const notBeforeMs = startMs + pastMinutes * minuteMs;
    const question: FreeTimeQuestion = { ...rest, from, to: addDays(from, days), timeZone, hours, notBeforeMs };
    const occupied = items.map(([start, lasts]) => ({
      startsAtMs: startMs + start * minuteMs,
      endsAtMs: startMs + (start + lasts) * minuteMs,
    }));
    return { question, occupied };
  });

const isWithin = (ms: number, date: string, { hours, timeZone }: FreeTimeQuestion) => {
  return (hours.get(weekdayOf(date)) ?? []).some(
    ({ start, end }) => ms >= momentReached(date, start, timeZone) && ms < momentReached(date, end, timeZone),
  );
};
const minutesOf = ({ startsAtMs, endsAtMs }: Span) =>
  Array.from({ length: (endsAtMs - startsAtMs) / minuteMs }, (_, minute) => startsAtMs + minute * minuteMs);
const isIn = (ms: number, spans: readonly Span[]) =>
  spans.some(({ startsAtMs, endsAtMs }) => startsAtMs <= ms && ms < endsAtMs);

test("every slot has its length, is within the window, hours and days, not past, and keeps its distance from occupied time", () => {
  fc.assert(
    fc.property(anyQuestion, ({ question, occupied }) => {
      const { from, to, timeZone, lengthMinutes, gapBeforeMinutes, gapAfterMinutes, notBeforeMs } = question;
      const taken = occupied.filter((one) => one.endsAtMs > one.startsAtMs);
      const checked = slotsIn(freeStretches(question, occupied), question).map(({ startsAtMs, endsAtMs }) => ({
        lengthMinutes: (endsAtMs - startsAtMs) / minuteMs,
        isToCome: startsAtMs >= notBeforeMs,
        isApart: taken.every(
          (item) =>
            startsAtMs - gapBeforeMinutes * minuteMs >= item.endsAtMs ||
            endsAtMs + gapAfterMinutes * minuteMs <= item.startsAtMs,
        ),
        isInside: minutesOf({ startsAtMs, endsAtMs }).every((ms) => {
          const { date } = wallTimeIn(ms, timeZone);
          return date >= from && date <= to && isWithin(ms, date, question);
        }),
        canBeSaid: canBeSaid(startsAtMs, timeZone) && canBeSaid(endsAtMs, timeZone),
      }));
      const sound = { lengthMinutes, isToCome: true, isApart: true, isInside: true, canBeSaid: true };
      requireEqual(
        checked,
        checked.map(() => sound),
      );
    }),
    { numRuns: 60 },
  );
});

test("every long enough free minute is in some slot, except where a time occurs twice", () => {
  fc.assert(
    fc.property(anyQuestion, ({ question, occupied }) => {
      const stretches = freeStretches(question, occupied);
      const found = slotsIn(stretches, question);
      const plain = stretches
        .map(minutesOf)
        .filter((minutes) => minutes.every((ms) => canBeSaid(ms, question.timeZone)))
        .flat();
      requireEqual(
        plain.filter((ms) => !isIn(ms, found)),
        [],
      );
      requireEqual(new Set(found.map(({ startsAtMs }) => startsAtMs)).size, found.length);
    }),
    { numRuns: 60 },
  );
});

test("the free spans contain every minute that is free for long enough, and no other", () => {
  fc.assert(
    fc.property(anyQuestion, ({ question, occupied }) => {
      const { from, to, timeZone, gapBeforeMinutes, gapAfterMinutes, notBeforeMs, lengthMinutes } = question;
      const taken = occupied
        .filter((one) => one.endsAtMs > one.startsAtMs)
        .map(({ startsAtMs, endsAtMs }) => ({
          startsAtMs: startsAtMs - gapAfterMinutes * minuteMs,
          endsAtMs: endsAtMs + gapBeforeMinutes * minuteMs,
        }));
      const isFree = (ms: number) =>
        ms >= notBeforeMs && isWithin(ms, wallTimeIn(ms, timeZone).date, question) && !isIn(ms, taken);
      const window = { startsAtMs: startOfDay(from, timeZone), endsAtMs: startOfDay(addDays(to, 1), timeZone) };
      const runs: number[][] = [[]];
      for (const ms of minutesOf(window))
        if (isFree(ms)) runs.at(-1)?.push(ms);
        else if (runs.at(-1)?.length !== 0) runs.push([]);
      const expected = runs.filter((run) => run.length >= lengthMinutes).flat();
      requireEqual(freeStretches(question, occupied).flatMap(minutesOf), expected);
    }),
    { numRuns: 60 },
  );
});
