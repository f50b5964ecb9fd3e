import { expect, test } from "@playwright/test";
import ICAL from "ical.js";
import { headProperties } from "../../../../agenda/icalendar/write/write-calendar.ts";
import { writeZone } from "../../../../agenda/icalendar/write/write-zone.ts";
import { offsetMsAt } from "../../../../agenda/time/zone-offsets.ts";
import { event, file, read, reasonAgainst } from "./calendar-of.ts";

// Calendar files that other projects read or wrote incorrectly, each as written by its program.

const paris = ["SUMMARY:Choir", "DTSTART;TZID=Europe/Paris:20261105T190000"];
const zone = (tzid: string, ...observances: string[]) => [
  "BEGIN:VTIMEZONE",
  `TZID:${tzid}`,
  ...observances,
  "END:VTIMEZONE",
];
const observance = (kind: "STANDARD" | "DAYLIGHT", start: string, rule: string, from: string, to: string) => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `RRULE:${rule}`,
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  `END:${kind}`,
];
const onlyIn = (...lines: string[]) => {
  const { entries, refused } = read(file(...lines));
  expect(refused).toEqual([]);
  const [entry] = entries;
  if (!entry || entries.length > 1) throw new Error(`Not one entry: ${JSON.stringify(entries)}`);
  return entry;
};

test("a zone whose rules include the hour of the change is matched", () => {
  const own = zone(
    "Ours",
    ...observance(
      "STANDARD",
      "19701101T020000",
      "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;BYHOUR=2;BYMINUTE=0",
      "-0400",
      "-0500",
    ),
    ...observance(
      "DAYLIGHT",
      "19700308T020000",
      "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;BYHOUR=2;BYMINUTE=0",
      "-0500",
      "-0400",
    ),
  );
  const { content, remarks } = onlyIn(...own, ...event("DTSTART;TZID=Ours:20270701T140000"));
  expect(content.startsAtMs).toBe(Date.parse("2027-07-01T18:00:00Z"));
  expect(remarks).toEqual([]);
});

test("a zone whose rules match no current zone keeps its instants, and a remark says which zone was used", () => {
  // The United States until 2006: DST from April to October.
  const old = zone(
    "Eastern of 2006",
    ...observance("STANDARD", "19671029T020000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "-0400", "-0500"),
    ...observance("DAYLIGHT", "19870405T020000", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "-0500", "-0400"),
  );
  const at = (date: string) => onlyIn(...old, ...event(`DTSTART;TZID=Eastern of 2006:${date}T140000`));
  expect(at("20100701").content.startsAtMs).toBe(Date.parse("2010-07-01T18:00:00Z"));
  expect(at("20100320").content.startsAtMs).toBe(Date.parse("2010-03-20T19:00:00Z")); // DST had not begun under its rules
  expect(at("20100701").remarks).toEqual([expect.stringContaining('"Eastern of 2006"')]);
});

test("a zone whose DST has ended stays on the offset of its last change", () => {
  const ended = (end: string, last: string) =>
    zone(
      "My Moscow",
      ...observance("STANDARD", "19961027T030000", `FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;${end}`, "+0400", "+0300"),
      ...observance("DAYLIGHT", "19970330T020000", `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;${last}`, "+0300", "+0400"),
    );
  for (const rules of [ended("UNTIL=20101030T230000Z", "UNTIL=20100327T230000Z"), ended("COUNT=15", "COUNT=14")]) {
    const { content, remarks } = onlyIn(...rules, ...event("DTSTART;TZID=My Moscow:20261125T120000"));
    expect([content.startsAtMs, remarks]).toEqual([Date.parse("2026-11-25T09:00:00Z"), []]);
    // Its last summer, which an UNTIL in UTC ends on the day before.
    const summer = onlyIn(...rules, ...event("DTSTART;TZID=My Moscow:20100701T120000"));
    expect(summer.content.startsAtMs).toBe(Date.parse("2010-07-01T08:00:00Z"));
  }
});

test("an abbreviation that a file describes with a summer time has that summer time", () => {
  const eastern = (tzid: string) =>
    zone(
      tzid,
      ...observance("STANDARD", "20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "-0400", "-0500"),
      ...observance("DAYLIGHT", "20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "-0500", "-0400"),
    );
  const at = (tzid: string, ...lines: string[]) =>
    onlyIn(...lines, ...event(`DTSTART;TZID=${tzid}:20270701T140000`)).content;
  const fourteen = (offset: string) => Date.parse(`2027-07-01T14:00:00${offset}`);
  expect(at("EST", ...eastern("EST")).startsAtMs).toBe(fourteen("-04:00"));
  const london = zone(
    "GMT",
    ...observance("STANDARD", "19961027T020000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0100", "+0000"),
    ...observance("DAYLIGHT", "19810329T010000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "+0000", "+0100"),
  );
  expect(at("GMT", ...london).startsAtMs).toBe(fourteen("+01:00"));
  const fixed = zone("EST", ...observance("STANDARD", "19700101T000000", "FREQ=YEARLY", "-0500", "-0500"));
  const plain = at("EST");
  expect(plain.startsAtMs).toBe(fourteen("-05:00"));
  for (const described of [fixed, zone("EST"), ["X-NOTHING:described"]]) expect(at("EST", ...described)).toEqual(plain);
  // A place may have given up its summer time since the file was written.
  expect(at("America/Sao_Paulo", ...eastern("America/Sao_Paulo")).startsAtMs).toBe(fourteen("-03:00"));
});

test("a zone with an offset that no zone has is refused for that reason", () => {
  const odd = zone("Nowhere", ...observance("STANDARD", "19700101T000000", "FREQ=YEARLY", "+0017", "+0017"));
  expect(reasonAgainst(...odd, ...event("DTSTART;TZID=Nowhere:20270701T140000"))).toContain("an impossible offset");
});

test("a date without VALUE=DATE is all-day, and an empty rule is none", () => {
  const { content, remarks } = onlyIn(...event("SUMMARY:New Year", "DTSTART:20190101", "DTEND:20190102", "RRULE:"));
  expect(content).toMatchObject({ date: "2019-01-01", startTime: null, endDate: null, recurrence: null });
  expect(remarks).toEqual([]);
});

test("a date with a time despite VALUE=DATE keeps that time", () => {
  const { content } = onlyIn(
    ...event("DTSTART;VALUE=DATE:20090117T200000", "DTEND;VALUE=DATE:20090117T213000", "SUMMARY:Concert"),
  );
  expect(content).toMatchObject({ date: "2009-01-17", startTime: "20:00", endTime: "21:30", timeZone: "Europe/Paris" });
  expect(onlyIn(...event("DTSTART;VALUE=DATE:20090117T200000Z")).content.startTime).toBe("21:00");
});

test("a whole day that Outlook writes from midnight to midnight is a whole day", () => {
  const berlin = "TZID=W. Europe Standard Time";
  for (const flag of ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:true"]) {
    const days = [`DTSTART;${berlin}:20261127T000000`, `DTEND;${berlin}:20261129T000000`];
    const { content, remarks } = onlyIn(...event("SUMMARY:Fair", flag, ...days));
    expect([content, remarks]).toMatchObject([
      { date: "2026-11-27", startTime: null, endDate: "2026-11-28", endTime: null, timeZone: null },
      [],
    ]);
  }
  const flagged = (...lines: string[]) => event("SUMMARY:Off", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", ...lines);
  const series = onlyIn(
    ...flagged(
      ...[`DTSTART;${berlin}:20261127T000000`, `DTEND;${berlin}:20261128T000000`],
      ...["RRULE:FREQ=DAILY;UNTIL=20261202T230000Z", `EXDATE;${berlin}:20261128T000000`],
    ),
    ...flagged(`RECURRENCE-ID;${berlin}:20261130T000000`, `DTSTART;${berlin}:20261215T000000`, "SUMMARY:Late"),
  );
  expect(series).toMatchObject({
    content: {
      ...{ date: "2026-11-27", startTime: null, endDate: null, recurrence: "FREQ=DAILY;UNTIL=20261203" },
      exceptions: {
        "2026-11-28": { kind: "cancelled" },
        "2026-11-30": { changed: { when: { date: "2026-12-15", startTime: null } } },
      },
    },
    remarks: [],
  });
  // Written in UTC, the days are those of UTC, wherever the reader is.
  const days = ["DTSTART:20261203T000000Z", "DTEND:20261204T000000Z", "EXDATE:20261204T000000Z"];
  for (const reader of ["America/New_York", "Asia/Tokyo", null])
    expect(read(file(...flagged(...days, "RRULE:FREQ=DAILY;UNTIL=20261205T000000Z")), reader).entries).toMatchObject([
      {
        content: {
          ...{ date: "2026-12-03", recurrence: "FREQ=DAILY;UNTIL=20261205" },
          exceptions: { "2026-12-04": { kind: "cancelled" } },
        },
        remarks: [],
      },
    ]);
  for (const until of ["20269999T999999Z", "00000000T000000Z", "99991231T235959Z"])
    expect(
      read(file(...flagged("DTSTART:20261127T000000Z", `RRULE:FREQ=DAILY;UNTIL=${until}`))).refused,
      until,
    ).toEqual(until.startsWith("9") ? [] : [{ text: "Off", reason: expect.any(String) }]);
  const from = (start: string, end: string, flag = "TRUE") =>
    onlyIn(...event(`X-MICROSOFT-CDO-ALLDAYEVENT:${flag}`, `DTSTART:${start}`, `DTEND:${end}`)).content.startTime;
  expect(from("20261127T000000Z", "20261128T000000Z")).toBeNull();
  expect(from("20261127T000000", "20261128T000000", "FALSE")).toBe("00:00");
  expect(from("20261127T000000", "20261127T120000")).toBe("00:00");
});

test("Outlook's display names of zones are understood, quoted or not", () => {
  const zoneIn = (name: string) => onlyIn(...event(`DTSTART;TZID=${name}:20270701T140000`)).content.timeZone;
  expect(zoneIn('"(UTC-05:00) Eastern Time (US & Canada)"')).toBe("America/New_York");
  expect(zoneIn("(UTC-05:00) Eastern Time (US & Canada)")).toBe("America/New_York");
  expect(zoneIn("(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna")).toBe("Europe/Amsterdam");
  expect(zoneIn('"(GMT+01:00) Sarajevo, Skopje, Warsaw, Zagreb"')).toBe("Europe/Sarajevo");
  expect(zoneIn('"(UTC) Coordinated Universal Time"')).toBe("UTC");
  expect(reasonAgainst(...event('DTSTART;TZID="(UTC-05:00) Warsaw":20270701T140000'))).toContain("not known");
});

test("a first date outside its rule is kept when the rule ends before it begins, or never matches", () => {
  const ended = onlyIn(...event(...paris, "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261108T000000Z"));
  expect(ended.content).toMatchObject({ date: "2026-11-05", startTime: "19:00", recurrence: null });
  const matching = onlyIn(...event(...paris, "X-AGENDA-DONE:TRUE", "RRULE:FREQ=WEEKLY;UNTIL=20261104T230000Z"));
  expect(matching.content).toMatchObject({ date: "2026-11-05", startTime: "19:00", recurrence: null, done: true });
  expect(matching.remarks).toEqual(ended.remarks);
  const never = onlyIn(...event(...paris, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
  expect(never.content).toMatchObject({ date: "2026-11-05", recurrence: null });
});

test("floating times are in the zone that the calendar names", () => {
  const { content } = onlyIn(
    "X-WR-TIMEZONE:America/New_York",
    ...event("DTSTART:20261127T140000", "DTEND:20261127T150000"),
  );
  expect(content).toMatchObject({ startTime: "14:00", endTime: "15:00", timeZone: "America/New_York" });
});

const exceptionsIn = (...lines: string[]) => onlyIn(...lines).content.exceptions;
const override = (text: string, ...lines: string[]) =>
  event(
    `SUMMARY:${text}`,
    "RECURRENCE-ID;TZID=Europe/Paris:20261112T190000",
    "DTSTART;TZID=Europe/Paris:20261112T190000",
    ...lines,
  );

test("of two changes of one date the newer wins, wherever it is in the file", () => {
  const older = override("Older", "SEQUENCE:1");
  const newer = override("Newer", "SEQUENCE:2");
  const expected = { "2026-11-12": { kind: "changed", changed: { text: "Newer" } } };
  expect(exceptionsIn(...event(...paris, "RRULE:FREQ=WEEKLY"), ...older, ...newer)).toEqual(expected);
  expect(exceptionsIn(...newer, ...older, ...event(...paris, "RRULE:FREQ=WEEKLY"))).toEqual(expected);
  const stamped = (text: string, stamp: string) =>
    override(text).map((line) => (line.startsWith("DTSTAMP") ? `DTSTAMP:${stamp}` : line));
  expect(
    exceptionsIn(
      ...event(...paris, "RRULE:FREQ=WEEKLY"),
      ...stamped("Newer", "20261103T000000Z"),
      ...stamped("Older", "20261102T000000Z"),
    ),
  ).toEqual(expected);
});

test("of two changes of a date whose series is not in the file only the newer is imported", () => {
  expect(onlyIn(...override("Newer", "SEQUENCE:2"), ...override("Older", "SEQUENCE:1")).content.text).toBe("Newer");
});

test("a date that a newer series excludes does not come back through an older change of it", () => {
  const lines = (master: string, change: string) => [
    ...event(...paris, "RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Paris:20261112T190000", `SEQUENCE:${master}`),
    ...override("Elsewhere", `SEQUENCE:${change}`),
  ];
  expect(exceptionsIn(...lines("3", "1"))).toEqual({ "2026-11-12": { kind: "cancelled" } });
  expect(exceptionsIn(...lines("1", "3"))).toMatchObject({ "2026-11-12": { kind: "changed" } });
});

test("an excluded date without a time means that day", () => {
  const taken = exceptionsIn(...event(...paris, "RRULE:FREQ=WEEKLY", "EXDATE:20261112,20261119T190000"));
  expect(taken).toEqual({ "2026-11-12": { kind: "cancelled" }, "2026-11-19": { kind: "cancelled" } });
});

test("a folded list of excluded dates without VALUE=DATE excludes them all", () => {
  const dates = ["20261105", "20261106", "20261107", "20261108", "20261109"];
  const folded = ["EXDATE:20261105,20261106,20", " 261107,20261108", "", " ,20261109"];
  const taken = exceptionsIn(...event("DTSTART:20261101", "RRULE:FREQ=DAILY;COUNT=20", ...folded));
  expect(Object.keys(taken ?? {})).toEqual(dates.map((date) => date.replace(/(....)(..)/, "$1-$2-")));
});

test("a rule in small letters is a rule", () => {
  const { content } = onlyIn(...event(...paris, "rrule:freq=weekly;until=20261201t000000z;byday=th"));
  expect(content.recurrence).toBe("FREQ=WEEKLY;UNTIL=20261130;BYDAY=TH");
  expect(
    Object.keys(exceptionsIn(...event(...paris, "RRULE:FREQ=WEEKLY", "EXRULE;X-A=b:freq=weekly;count=1")) ?? {}),
  ).toEqual(["2026-11-05"]);
});

test("entries that share a UID and revision but begin at other times are entries of their own, in any order", () => {
  const shared = ["20261203", "20261204", "20261205"].map((date) =>
    event(`SUMMARY:On ${date}`, `DTSTART;VALUE=DATE:${date}`, ...(date.endsWith("4") ? ["RRULE:FREQ=WEEKLY"] : [])),
  );
  const again = event("SUMMARY:On 20261205", "DTSTART;VALUE=DATE:20261205");
  const moved = event("SUMMARY:Moved", "RECURRENCE-ID;VALUE=DATE:20261211", "DTSTART;VALUE=DATE:20261212");
  const older = event("SUMMARY:Old", "SEQUENCE:-1", "DTSTART;VALUE=DATE:20261201");
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
  ]) {
    const lines = order.flatMap((index) => shared[index] ?? []);
    const { entries, refused } = read(file(...lines, ...again, ...moved, ...older));
    const told = entries.map(({ content }) => [content.imported?.uid, content.text, content.exceptions !== null]);
    expect(told.toSorted()).toEqual([
      ["1@test", "On 20261203", false],
      ["1@test/2026-12-04", "On 20261204", true],
      ["1@test/2026-12-05", "On 20261205", false],
    ]);
    expect(refused.map(({ text }) => text).toSorted()).toEqual(["Old", "On 20261205"]);
  }
});

test("what shares a UID is the same if it starts at the same moment, however that is written", () => {
  const at = (start: string) => event("SUMMARY:Call", `DTSTART${start}`);
  const texts = (...starts: string[]) => {
    const { entries, refused } = read(file(...starts.flatMap(at)));
    return [entries.length, new Set(entries.map(({ content }) => content.imported?.uid)).size, refused.length];
  };
  expect(texts(":20261127T130000Z", ";TZID=Europe/Paris:20261127T140000")).toEqual([1, 1, 1]);
  expect(texts(";TZID=Asia/Tokyo:20261127T140000", ";TZID=Europe/Paris:20261127T140000")).toEqual([2, 2, 0]);
  expect(texts(";TZID=Nowhere:20261127T140000", ":soon", ";VALUE=DATE:20261127", ":20261127")).toEqual([1, 1, 3]);
});

test("of two series that share a UID, a change of a date is of the one that has begun last", () => {
  const flag = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE";
  const series = (text: string, ...lines: string[]) => event(`SUMMARY:${text}`, ...lines, "RRULE:FREQ=WEEKLY;COUNT=3");
  const moved = (id: string, ...lines: string[]) =>
    event("SUMMARY:Moved", `RECURRENCE-ID${id}`, `DTSTART${id}`, ...lines);
  const exceptions = (...lines: string[]) =>
    read(file(...lines)).entries.map(({ content, remarks }) => [Object.keys(content.exceptions ?? {}), remarks]);
  const paris = ";TZID=Europe/Paris:";
  const two = [...series("B", `DTSTART${paris}20261203T180000`), ...series("A", `DTSTART${paris}20261103T190000`)];
  const each = [moved(":20261210T170000Z"), moved(`${paris}20261117T190000`), moved(";VALUE=DATE:20261203")];
  expect(exceptions(...two, ...each.flat())).toEqual([
    [["2026-11-17"], []],
    [["2026-12-03", "2026-12-10"], []],
  ]);
  const days = ["20261103", "20261203"].flatMap((day) => series(day, flag, `DTSTART${paris}${day}T000000`));
  expect(exceptions(...days, ...moved(`${paris}20261203T000000`, flag))).toEqual([
    [[], []],
    [["2026-12-03"], []],
  ]);
  // Of the first, if none has begun.
  expect(exceptions(...two, ...moved(":20261001T170000Z"))).toEqual([
    [[], [expect.any(String)]],
    [[], []],
  ]);
});

test("no two entries of a file get the same UID", () => {
  const { entries } = read(
    file(
      "BEGIN:VEVENT",
      "UID:1@test/2026-12-03",
      "SUMMARY:Its UID holds a date",
      "DTSTART;VALUE=DATE:20261203",
      "END:VEVENT",
      ...event("SUMMARY:Lone", "RECURRENCE-ID;VALUE=DATE:20261203", "DTSTART;VALUE=DATE:20261203"),
    ),
  );
  expect(entries.map(({ content }) => content.text).sort()).toEqual(["Its UID holds a date", "Lone"]);
  expect(new Set(entries.map(({ content }) => content.imported?.uid)).size).toBe(2);
});

test("a zone is written for ical.js: one date per line, including the first", () => {
  const component = writeZone("Europe/Paris", Date.UTC(2026, 0, 10), Date.UTC(2031, 0, 10));
  const zone = new ICAL.Timezone({
    component: new ICAL.Component(component as unknown as object[]),
    tzid: "Europe/Paris",
  });
  const probes = Array.from({ length: 58 }, (_, month) => new Date(Date.UTC(2026, 1 + month, 15, 12)));
  for (const probe of probes) {
    const wall = ICAL.Time.fromJSDate(probe, true);
    expect(zone.utcOffset(wall) * 1000, probe.toISOString()).toBe(offsetMsAt(probe.getTime(), "Europe/Paris"));
  }
});

test("a calendar names no zone of its own: programs that honour it shift series in UTC", () => {
  expect(headProperties({ name: "x" }).map(([name]) => name)).not.toContain("x-wr-timezone");
});
