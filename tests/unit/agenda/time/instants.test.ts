import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { instantOf, requireTime, startOfDay, wallTimeIn, writeInstant } from "../../../../agenda/time/instants.ts";
import { refuseSkipped } from "../../../../agenda/time/skipped-times.ts";
import { requireEqual } from "../../require-equal.ts";
import { refused } from "../item/refused.ts";

const at = (date: string, time: string, zone: string) => writeInstant(instantOf(date, time, zone), zone);

for (const [time, detail] of [
  [
    "24:00",
    "Midnight at the end of Friday 27 November 2026 is 00:00 of the next day: send 00:00 with the date 2026-11-28.",
  ],
  [
    "25:00",
    "25:00 is not a time: hours go from 00 to 23. For 01:00 of the next day, send it with the date 2026-11-28.",
  ],
  [
    "24:30",
    "24:30 is not a time: hours go from 00 to 23. For 00:30 of the next day, send it with the date 2026-11-28.",
  ],
  ["99:00", "99:00 is not a time: hours go from 00 to 23."],
  ["12:60", "12:60 is not a time: minutes go from 00 to 59. Did you mean 13:00?"],
  ["23:75", "23:75 is not a time: minutes go from 00 to 59."],
] as const)
  test(`${time} is refused: ${detail}`, () => {
    expect(refused(() => requireTime(time, "2026-11-27", ["endTime"]))).toBe(`#/endTime: ${detail}`);
  });

test("the first and the last minute of a day are valid", () => {
  expect(["00:00", "23:59"].map((time) => requireTime(time, "2026-11-27", []))).toEqual(["00:00", "23:59"]);
});

for (const [date, time, zone, written] of [
  ["2026-11-27", "14:00", "Europe/Paris", "2026-11-27T14:00:00+01:00"],
  ["2026-07-27", "14:00", "Europe/Paris", "2026-07-27T14:00:00+02:00"],
  ["2026-11-27", "14:00", "UTC", "2026-11-27T14:00:00Z"],
  ["2026-11-27", "14:00", "Europe/London", "2026-11-27T14:00:00+00:00"],
  ["2026-11-27", "14:00", "Asia/Kathmandu", "2026-11-27T14:00:00+05:45"],
  ["2026-11-27", "14:00", "America/St_Johns", "2026-11-27T14:00:00-03:30"],
  // A skipped time moves forward by the gap.
  ["2027-03-28", "01:59", "Europe/Paris", "2027-03-28T01:59:00+01:00"],
  ["2027-03-28", "02:30", "Europe/Paris", "2027-03-28T03:30:00+02:00"],
  ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-04T02:45:00+11:00"],
  ["2011-12-30", "10:00", "Pacific/Apia", "2011-12-31T10:00:00+14:00"],
  // A repeated time is the earlier one.
  ["2026-10-25", "02:30", "Europe/Paris", "2026-10-25T02:30:00+02:00"],
  ["2026-10-25", "03:00", "Europe/Paris", "2026-10-25T03:00:00+01:00"],
  ["2027-04-04", "01:45", "Australia/Lord_Howe", "2027-04-04T01:45:00+11:00"],
  // Rules of 2026: British Columbia and Alberta stay on DST.
  ["2027-01-15", "12:00", "America/Vancouver", "2027-01-15T12:00:00-07:00"],
  ["2027-01-15", "12:00", "America/Edmonton", "2027-01-15T12:00:00-06:00"],
  ["2027-01-15", "12:00", "Africa/Casablanca", "2027-01-15T12:00:00+00:00"],
  ["2025-01-15", "12:00", "Africa/Casablanca", "2025-01-15T12:00:00+01:00"],
  ["2025-03-15", "12:00", "Africa/Casablanca", "2025-03-15T12:00:00+00:00"],
] as const)
  test(`${date} ${time} in ${zone} is ${written}`, () => {
    expect(at(date, time, zone)).toBe(written);
  });

for (const [date, time, zone, detail] of [
  [
    ...["2027-03-28", "02:30", "Europe/Paris"],
    "02:30 does not exist in Europe/Paris on Sunday 28 March 2027: clocks go from 02:00 to 03:00. Use 01:30 or 03:30.",
  ],
  [
    ...["2027-03-28", "02:00", "Europe/Paris"],
    "02:00 does not exist in Europe/Paris on Sunday 28 March 2027: clocks go from 02:00 to 03:00. Use 01:00 or 03:00.",
  ],
  [
    ...["2026-10-04", "02:15", "Australia/Lord_Howe"],
    "02:15 does not exist in Australia/Lord_Howe on Sunday 4 October 2026: clocks go from 02:00 to 02:30. Use 01:45 or 02:45.",
  ],
  [
    ...["2018-11-04", "00:30", "America/Sao_Paulo"],
    "00:30 does not exist in America/Sao_Paulo on Sunday 4 November 2018: clocks go from 2018-11-04 00:00 to 2018-11-04 01:00. Use 2018-11-03 23:30 or 2018-11-04 01:30.",
  ],
  [
    ...["2011-12-30", "10:00", "Pacific/Apia"],
    "10:00 does not exist in Pacific/Apia on Friday 30 December 2011: clocks go from 2011-12-30 00:00 to 2011-12-31 00:00. Use 2011-12-29 10:00 or 2011-12-31 10:00.",
  ],
] as [string, string, string, string][])
  test(`${time} on ${date} in ${zone} is refused with the times around it`, () => {
    expect(refused(() => refuseSkipped(date, time, zone, ["startTime"]))).toBe(`#/startTime: ${detail}`);
  });

for (const [date, time, zone] of [
  ["2027-03-28", "01:59", "Europe/Paris"],
  ["2027-03-28", "03:00", "Europe/Paris"],
  ["2026-10-25", "02:30", "Europe/Paris"],
  ["2026-10-04", "02:30", "Australia/Lord_Howe"],
  ["2011-12-29", "23:59", "Pacific/Apia"],
  ["2011-12-31", "00:00", "Pacific/Apia"],
] as const)
  test(`${time} on ${date} in ${zone} exists, next to a transition`, () => {
    refuseSkipped(date, time, zone, []);
  });

for (const [date, zone, written] of [
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"],
  ["1919-03-31", "America/Toronto", "1919-03-31T00:30:00-04:00"],
  ["2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00"],
  ["2027-03-28", "Europe/Paris", "2027-03-28T00:00:00+01:00"],
] as const)
  test(`${date} in ${zone} begins at ${written}`, () => {
    expect(writeInstant(startOfDay(date, zone), zone)).toBe(written);
  });

test("an offset with seconds is rounded, and the instant stays the same", () => {
  const ms = instantOf("1905-01-01", "12:00", "Europe/Paris");
  expect(writeInstant(ms, "Europe/Paris")).toBe("1905-01-01T11:59:39+00:09");
  expect(Date.parse(writeInstant(ms, "Europe/Paris"))).toBe(ms);
  expect(wallTimeIn(ms, "Europe/Paris")).toEqual({ date: "1905-01-01", time: "12:00" });
});

test("fractions of a second are dropped", () => {
  expect(writeInstant(1_999, "UTC")).toBe("1970-01-01T00:00:01Z");
  expect(writeInstant(-1, "Europe/Paris")).toBe("1970-01-01T00:59:59+01:00");
});

const zones = Intl.supportedValuesOf("timeZone");
const anyZone = fc.constantFrom(...zones, "Asia/Kolkata", "US/Pacific", "UTC");
const from1900 = fc.integer({ min: Date.parse("1900-01-01") / 1000, max: Date.parse("2200-01-01") / 1000 - 1 });

test("any instant in any zone reads back unchanged, with Temporal's local time and offset", () => {
  fc.assert(
    fc.property(from1900, anyZone, (seconds, zone) => {
      const ms = seconds * 1000;
      const shown = new Temporal.ZonedDateTime(BigInt(ms) * 1_000_000n, zone);
      const { date, time } = wallTimeIn(ms, zone);
      const written = writeInstant(ms, zone);
      const isWhole = shown.offsetNanoseconds % 60_000_000_000 === 0;
      requireEqual(
        [Date.parse(written), `${date}T${time}`, isWhole && written.replace("Z", "+00:00")],
        [
          ...[ms, shown.toPlainDateTime().toString({ smallestUnit: "minute" })],
          isWhole && shown.toString({ timeZoneName: "never", smallestUnit: "second" }),
        ],
      );
    }),
    { numRuns: 500 },
  );
});

test("around every transition of every zone since 1980, local times and instants agree with Temporal", () => {
  test.setTimeout(60_000);
  const end = Date.parse("2030-01-01");
  for (const zone of zones) {
    let moment = Temporal.Instant.from("1980-01-01T00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
    while (moment !== null && moment.epochMilliseconds < end) {
      for (const seconds of [-3600, -1, 0, 1, 3600]) {
        const near = moment.add({ seconds });
        const wall = near.toPlainDateTime().toString({ smallestUnit: "minute" });
        const { date, time } = wallTimeIn(near.epochMilliseconds, zone);
        if (`${date}T${time}` !== wall) throw new Error(`${zone} shows ${wall}, not ${date}T${time}`);
        const expected = near.toPlainDateTime().round({ smallestUnit: "minute", roundingMode: "floor" });
        if (instantOf(date, time, zone) !== expected.toZonedDateTime(zone).epochMilliseconds)
          throw new Error(`${date} ${time} in ${zone} is another moment`);
      }
      moment = moment.getTimeZoneTransition("next");
    }
  }
});

test("any local time in any zone is Temporal's instant, and is refused only in a DST gap", () => {
  const anyDay = fc.integer({ min: 0, max: 109_571 });
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), anyZone, (day, minutes, zone) => {
      const wall = Temporal.PlainDateTime.from("1900-01-01T00:00").add({ days: day, minutes });
      const [date = "", time = ""] = wall.toString({ smallestUnit: "minute" }).split("T");
      const moment = wall.toZonedDateTime(zone);
      requireEqual(
        [instantOf(date, time, zone), startOfDay(date, zone)],
        [...[moment.epochMilliseconds, wall.toPlainDate().toZonedDateTime(zone).epochMilliseconds]],
      );
      if (moment.toPlainDateTime().equals(wall)) refuseSkipped(date, time, zone, []);
      else expect(refused(() => refuseSkipped(date, time, zone, []))).toContain("does not exist");
    }),
    { numRuns: 500 },
  );
});
