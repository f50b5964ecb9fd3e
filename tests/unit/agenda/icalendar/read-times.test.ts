import { expect, test } from "@playwright/test";
import { event, file, read, readOne, todo, wallOf } from "./calendar-of.ts";

const whenOf = (...lines: string[]) => wallOf(readOne(...event("SUMMARY:x", ...lines)).content);

test("zoned, floating, UTC and all-day times are each recognized", () => {
  expect(whenOf("DTSTART;TZID=Asia/Tokyo:20261127T140000", "DTEND;TZID=Asia/Tokyo:20261127T153000")).toBe(
    "2026-11-27 14:00 null 15:30 Asia/Tokyo",
  );
  expect(whenOf("DTSTART:20261127T140000", "DTEND:20261127T153000")).toBe("2026-11-27 14:00 null 15:30 Europe/Paris");
  expect(whenOf("DTSTART:20261127T140000Z", "DTEND:20261127T153000Z")).toBe("2026-11-27 15:00 null 16:30 Europe/Paris");
  expect(whenOf("DTSTART;VALUE=DATE:20261127")).toBe("2026-11-27 null null null null");
  expect(wallOf(read(file(...event("DTSTART:20261127T140000")), null).entries[0]?.content ?? {})).toBe(
    "2026-11-27 14:00 null null null",
  );
});

test("the end of whole days is exclusive in a file and inclusive here (RFC 5545 §3.6.1)", () => {
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128")).toBe("2026-11-27 null null null null");
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261130")).toBe(
    "2026-11-27 null 2026-11-29 null null",
  );
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261127")).toBe("2026-11-27 null null null null");
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DURATION:P2D")).toBe("2026-11-27 null 2026-11-28 null null");
});

test("a length counts local days and exact hours, also across a clock change", () => {
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:P1D")).toBe(
    "2027-03-27 12:00 2027-03-28 12:00 Europe/Paris",
  );
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:PT24H")).toBe(
    "2027-03-27 12:00 2027-03-28 13:00 Europe/Paris",
  );
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:P1W")).toBe(
    "2027-03-27 12:00 2027-04-03 12:00 Europe/Paris",
  );
});

test("a moment in an hour that happens twice stays that moment, at the start and at the end", () => {
  const spanOf = (...lines: string[]) => {
    const { content, remarks } = readOne(...event(...lines));
    const { startsAtMs, endsAtMs } = content;
    expect(remarks).toEqual([]);
    return [startsAtMs, endsAtMs].map((ms) => new Date(ms ?? 0).toISOString().slice(5, 16));
  };
  const paris = "DTSTART;TZID=Europe/Paris:20261025T020000";
  expect(spanOf("DTSTART:20261025T003000Z", "DURATION:PT15M")).toEqual(["10-25T00:30", "10-25T00:45"]);
  expect(spanOf("DTSTART:20261025T013000Z", "DURATION:PT15M")).toEqual(["10-25T01:30", "10-25T01:45"]);
  expect(spanOf("DTSTART:20261025T013000Z", "DTEND:20261025T020000Z")).toEqual(["10-25T01:30", "10-25T02:00"]);
  expect(spanOf(paris, "DURATION:PT1H")).toEqual(["10-25T00:00", "10-25T01:00"]);
  expect(spanOf(paris, "DURATION:PT1H30M")).toEqual(["10-25T00:00", "10-25T01:30"]);
  expect(spanOf(paris, "DTEND:20261025T013000Z")).toEqual(["10-25T00:00", "10-25T01:30"]);
  const night = ["DTSTART;TZID=Europe/Paris:20261024T230000", "DURATION:PT4H"];
  expect(spanOf(...night)).toEqual(["10-24T21:00", "10-25T01:00"]);
  // The same nominal duration on each date (RFC 5545 §3.8.5.3).
  expect(whenOf(...night, "RRULE:FREQ=WEEKLY")).toBe("2026-10-24 23:00 2026-10-25 03:00 Europe/Paris");
});

test("an end in another zone keeps that zone, without a remark", () => {
  const flight = ["DTSTART;TZID=Europe/Paris:20261127T100000", "DTEND;TZID=America/New_York:20261127T123000"];
  const { content, remarks } = readOne(...event("SUMMARY:x", ...flight));
  expect(wallOf(content)).toBe("2026-11-27 10:00 null 12:30 Europe/Paris");
  expect(content).toMatchObject({ endTimeZone: "America/New_York", endsAtMs: Date.parse("2026-11-27T12:30-05:00") });
  expect(remarks).toEqual([]);
  const todoTimes = ["DTSTART;TZID=Asia/Tokyo:20261128T003000", "DUE;TZID=Pacific/Honolulu:20261127T123000"];
  expect(readOne(...todo("SUMMARY:x", ...todoTimes)).content).toMatchObject({
    ...{ endDate: "2026-11-27", endTime: "12:30", endTimeZone: "Pacific/Honolulu" },
  });
});

test("an end in UTC or floating is put into the start's zone, and one that is not later is left out", () => {
  const start = "DTSTART;TZID=Europe/Paris:20261127T100000";
  const end = (line: string) => readOne(...event("SUMMARY:x", start, line));
  expect(end("DTEND:20261127T190000Z").content).toMatchObject({ endTime: "20:00", endTimeZone: null });
  expect(end("DTEND:20261127T190000").content).toMatchObject({ endTime: "19:00", endTimeZone: null });
  const early = end("DTEND;TZID=America/New_York:20261127T033000");
  expect(early.content).toMatchObject({ endTime: null, endTimeZone: null });
  expect(early.remarks).toEqual(["Its end is before its start and was left out."]);
});

test("dates of a flight beside its rule end in the zone of the flight", () => {
  const flight = ["DTSTART;TZID=Europe/Paris:20261127T100000", "DTEND;TZID=America/New_York:20261127T123000"];
  const dates = ["RRULE:FREQ=DAILY;COUNT=2", "RDATE;TZID=Europe/Paris:20270315T100000"];
  const [, alone] = read(file(...event("SUMMARY:x", ...flight, ...dates)), "Europe/Paris").entries;
  expect(alone?.content).toMatchObject({ date: "2027-03-15", endTime: "13:30", endTimeZone: "America/New_York" });
});

test("an instant is converted to the zone that the calendar names", () => {
  const { entries } = read(file("X-WR-TIMEZONE:America/New_York", ...event("DTSTART:20261127T140000Z")));
  expect(wallOf(entries[0]?.content ?? {})).toBe("2026-11-27 09:00 null null America/New_York");
});

test("zones are found by Windows names, by names with a prefix, and by the rules of a VTIMEZONE", () => {
  const twoPm = "2026-11-27 14:00 null null";
  expect(whenOf("DTSTART;TZID=W. Europe Standard Time:20261127T140000")).toBe(`${twoPm} Europe/Berlin`);
  expect(whenOf("DTSTART;TZID=/freeassociation.sourceforge.net/America/Indiana/Knox:20261127T140000")).toBe(
    `${twoPm} America/Indiana/Knox`,
  );
  expect(whenOf("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Vienna:20261127T140000")).toBe(`${twoPm} Europe/Vienna`);
  const eastern = [
    "BEGIN:VTIMEZONE",
    "TZID:My own zone",
    "BEGIN:STANDARD",
    "DTSTART:20071104T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "TZOFFSETFROM:-0400",
    "TZOFFSETTO:-0500",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:20070311T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ];
  const { entries } = read(file(...eastern, ...event("DTSTART;TZID=My own zone:20270701T140000")), "America/New_York");
  expect(wallOf(entries[0]?.content ?? {})).toBe("2027-07-01 14:00 null null America/New_York");
  expect(entries[0]?.content.startsAtMs).toBe(Date.parse("2027-07-01T18:00:00Z"));
  // A user in Paris gets another zone with the same rules: only the instant matters.
  const elsewhere = read(file(...eastern, ...event("DTSTART;TZID=My own zone:20270701T140000")));
  expect(elsewhere.entries[0]?.content.startsAtMs).toBe(Date.parse("2027-07-01T18:00:00Z"));
});

test("an unknown zone is refused with a message, and the other entries are imported", () => {
  const { entries, refused } = read(
    file(
      ...event("SUMMARY:Strange", "DTSTART;TZID=Atlantis:20261127T140000"),
      "BEGIN:VEVENT",
      "UID:9",
      "DTSTART:20261127T140000",
      "END:VEVENT",
    ),
  );
  expect(refused).toEqual([{ text: "Strange", reason: expect.stringContaining('"Atlantis" is not known') }]);
  expect(entries).toHaveLength(1);
});

test("seconds, and a time that only one of two ends has, are reported if lost", () => {
  expect(readOne(...event("DTSTART:20261127T140030")).remarks).toEqual([expect.stringContaining("seconds")]);
  const mixed = readOne(...event("DTSTART:20261127T140000", "DTEND;VALUE=DATE:20261128"));
  expect([wallOf(mixed.content), mixed.remarks.length]).toEqual(["2026-11-27 14:00 null null Europe/Paris", 1]);
  const due = readOne(...todo("DTSTART;VALUE=DATE:20261127", "DUE:20261128T180000"));
  expect([wallOf(due.content), due.remarks.length]).toEqual(["2026-11-27 null 2026-11-28 null null", 1]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DURATION:PT48H")).toBe("2026-11-27 null 2026-11-28 null null");
});

test("an end before the start is dropped with a remark", () => {
  const { content, remarks } = readOne(
    ...event("DTSTART;TZID=Europe/Paris:20261127T140000", "DTEND;TZID=Europe/Paris:20261126T140000"),
  );
  expect(wallOf(content)).toBe("2026-11-27 14:00 null null Europe/Paris");
  expect(remarks).toEqual(["Its end is before its start and was left out."]);
});

test("a time in a DST gap is accepted and moves forward by the gap (RFC 5545 §3.3.5)", () => {
  const { content } = readOne(...event("DTSTART;TZID=Europe/Paris:20270328T023000"));
  expect(content.startTime).toBe("02:30");
  expect(content.startsAtMs).toBe(Date.parse("2027-03-28T01:30:00Z"));
});
