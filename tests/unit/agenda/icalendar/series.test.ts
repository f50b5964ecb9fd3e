import { expect, test } from "@playwright/test";
import { cpuMs } from "../../cpu-ms.ts";
import { event, file, read, readOne, reasonAgainst } from "./calendar-of.ts";

const weekly = (...lines: string[]) =>
  event(
    "SUMMARY:Choir",
    "DTSTART;TZID=Europe/Paris:20261105T190000",
    "DTEND;TZID=Europe/Paris:20261105T203000",
    ...lines,
  );

test("a series keeps its rule in canonical form, and its UNTIL becomes the last local day", () => {
  const { content } = readOne(...weekly("RRULE:FREQ=WEEKLY;WKST=MO;INTERVAL=1;UNTIL=20270128T180000Z;BYDAY=TH"));
  expect(content.recurrence).toBe("FREQ=WEEKLY;UNTIL=20270128;BYDAY=TH");
  expect(content).toMatchObject({ date: "2026-11-05", startTime: "19:00", timeZone: "Europe/Paris" });
  // A second before the start on that day: the week before is the last.
  expect(readOne(...weekly("RRULE:FREQ=WEEKLY;UNTIL=20270128T175959Z")).content.recurrence).toBe(
    "FREQ=WEEKLY;UNTIL=20270127",
  );
});

test("cancelled dates and changed occurrences become exceptions, whatever zone they are written in", () => {
  const { content } = readOne(
    ...weekly(
      "RRULE:FREQ=WEEKLY",
      "EXDATE;TZID=Europe/Paris:20261112T190000",
      "EXDATE:20261119T180000Z",
      "EXDATE;VALUE=DATE:20261126",
      "EXDATE:20261113T180000Z",
    ),
    ...event(
      "SUMMARY:Choir, in church",
      "RECURRENCE-ID;TZID=America/New_York:20261203T130000",
      "DTSTART;TZID=Europe/Paris:20261204T200000",
      "DTEND;TZID=Europe/Paris:20261204T213000",
    ),
    ...event(
      "SUMMARY:Choir",
      "RECURRENCE-ID;TZID=Europe/Paris:20261210T190000",
      "STATUS:CANCELLED",
      "DTSTART;TZID=Europe/Paris:20261210T190000",
    ),
  );
  expect(Object.entries(content.exceptions ?? {})).toEqual([
    ["2026-11-12", { kind: "cancelled" }],
    ["2026-11-19", { kind: "cancelled" }],
    ["2026-11-26", { kind: "cancelled" }],
    [
      "2026-12-03",
      {
        kind: "changed",
        changed: {
          text: "Choir, in church",
          when: { date: "2026-12-04", startTime: "20:00", endDate: null, endTime: "21:30", timeZone: "Europe/Paris" },
        },
      },
    ],
    ["2026-12-10", { kind: "cancelled" }],
  ]);
});

test("an excluded midnight means that day where nothing begins then; other times that nothing has are told", () => {
  const newYork = (...lines: string[]) =>
    readOne(...event("DTSTART;TZID=America/New_York:20261001T090000", "RRULE:FREQ=DAILY", ...lines));
  const taken = (...lines: string[]) => {
    const { content, remarks } = newYork(...lines);
    return [Object.keys(content.exceptions ?? {}), remarks];
  };
  expect(taken("EXDATE:20261007T000000Z,20261009T130000Z")).toEqual([["2026-10-07", "2026-10-09"], []]);
  expect(taken("EXDATE;TZID=America/New_York:20261007T000000")).toEqual([["2026-10-07"], []]);
  expect(taken("EXDATE:20261007T010000Z")).toEqual([
    ["2026-10-06"],
    ["An EXDATE at another time than its own cancelled that date."],
  ]);
  expect(taken("EXDATE:20260907T010000Z,20260907T000000Z")).toEqual([
    [],
    ["An EXDATE at another time than its own was left out."],
  ]);
  const changed = ["RECURRENCE-ID:20261007T000000Z", "DTSTART;TZID=America/New_York:20261007T100000"];
  expect(
    Object.keys(
      readOne(...event("DTSTART;TZID=America/New_York:20261001T090000", "RRULE:FREQ=DAILY"), ...event(...changed))
        .content.exceptions ?? {},
    ),
  ).toEqual(["2026-10-07"]);
  // An extra date that does begin then.
  const extra = event("DTSTART;TZID=America/New_York:20261001T090000", "RRULE:FREQ=DAILY", "RDATE:20261007T000000Z");
  expect(
    read(file(...extra.toSpliced(-1, 0, "EXDATE:20261007T000000Z"))).entries.map(({ content }) => content.exceptions),
  ).toEqual([null]);
});

test("an instant that excludes a whole day is the midnight of that day where the calendar is", () => {
  const days = event("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=DAILY", "EXDATE:20261126T230000Z,20261130T000000Z");
  const off = (head: string) => Object.keys(read(file(head, ...days)).entries[0]?.content.exceptions ?? {});
  expect(off("X-WR-TIMEZONE:Europe/Berlin")).toEqual(["2026-11-27", "2026-11-30"]);
  expect(off("X-WR-TIMEZONE:America/New_York")).toEqual(["2026-11-26", "2026-11-30"]);
});

test("a first date outside the rule, and extra dates, become separate items", () => {
  const { entries } = read(
    file(...weekly("RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=FR", "RDATE;TZID=Europe/Paris:20261201T190000,20261106T190000")),
  );
  expect(entries.map(({ content }) => [content.date, content.recurrence, content.imported?.uid])).toEqual([
    ["2026-11-06", "FREQ=WEEKLY;COUNT=2;BYDAY=FR", "1@test"],
    ["2026-12-01", null, "1@test/2026-12-01"],
    ["2026-11-05", null, "1@test/2026-11-05"],
  ]);
  expect(entries[0]?.remarks).toHaveLength(2);
});

test("a rule in UTC stays in UTC", () => {
  const { content } = readOne(...event("DTSTART:20261105T190000Z", "RRULE:FREQ=WEEKLY"));
  expect(content).toMatchObject({ startTime: "19:00", timeZone: "UTC" });
});

test("a change of one occurrence whose series is not in the file becomes a separate item", () => {
  const { entries } = read(
    file(...event("SUMMARY:Invited", "RECURRENCE-ID:20261203T130000Z", "DTSTART:20261204T130000Z")),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    content: { text: "Invited", recurrence: null, imported: { uid: "1@test/2026-12-03T13:00:00Z" } },
  });
});

test("an unsupported rule is refused with a message; a duplicate UID counts once", () => {
  expect(reasonAgainst(...weekly("RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"))).toContain("two rules");
  expect(reasonAgainst(...weekly("RRULE:FREQ=DAILY;COUNT=5;UNTIL=20270101"))).toContain("COUNT and UNTIL");
  const { entries, refused } = read(
    file(
      ...event("SUMMARY:Old", "SEQUENCE:1", "DTSTART:20261204T130000"),
      ...event("SUMMARY:New", "SEQUENCE:2", "DTSTART:20261204T130000"),
    ),
  );
  expect(entries.map(({ content }) => content.text)).toEqual(["New"]);
  expect(refused).toEqual([{ text: "Old", reason: expect.stringContaining("twice") }]);
});

const told = (...lines: string[]) =>
  read(file(...lines)).entries.map(({ content }) => [
    content.text,
    content.date,
    content.startTime,
    content.endTime,
    content.recurrence,
    Object.keys(content.exceptions ?? {}).join(" "),
    content.imported?.uid,
  ]);
const change = (date: string, ...lines: string[]) =>
  event(`RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:${date}T190000`, ...lines);

test("a change of one date and all that follow splits the series there, like the scope following (RFC 5545 §3.2.13)", () => {
  const entries = told(
    ...weekly("RRULE:FREQ=WEEKLY;COUNT=10", "EXDATE;TZID=Europe/Paris:20261112T190000,20261217T190000"),
    // A day later and shorter from December on; then another change, to the hall.
    ...change("20261203", "SUMMARY:Choir", "DTSTART;TZID=Europe/Paris:20261204T200000", "DURATION:PT1H"),
    ...change("20261231", "SUMMARY:In the hall", "DTSTART;TZID=Europe/Paris:20270101T200000"),
    ...event(
      "SUMMARY:Once otherwise",
      "RECURRENCE-ID;TZID=Europe/Paris:20261210T190000",
      "DTSTART;TZID=Europe/Paris:20261210T190000",
    ),
  );
  expect(entries).toEqual([
    ["Choir", "2026-11-05", "19:00", "20:30", "FREQ=WEEKLY;COUNT=4", "2026-11-12", "1@test"],
    ["Choir", "2026-12-04", "20:00", "21:00", "FREQ=WEEKLY;COUNT=4", "2026-12-11 2026-12-18", "1@test/2026-12-03"],
    ["In the hall", "2027-01-01", "20:00", null, "FREQ=WEEKLY;COUNT=2", "", "1@test/2026-12-31"],
  ]);
});

test("a change from the first date on, a cancellation from a date on, and one that the rule cannot follow", () => {
  expect(told(...weekly("RRULE:FREQ=WEEKLY"), ...change("20261105", "SUMMARY:New", "DTSTART:20261105T180000"))).toEqual(
    [["New", "2026-11-05", "18:00", null, "FREQ=WEEKLY", "", "1@test"]], // the same series: imported again, it is updated
  );
  const ended = change("20261119", "STATUS:CANCELLED", "DTSTART;TZID=Europe/Paris:20261119T190000");
  expect(told(...weekly("RRULE:FREQ=WEEKLY"), ...ended)).toEqual([
    ["Choir", "2026-11-05", "19:00", "20:30", "FREQ=WEEKLY;UNTIL=20261112", "", "1@test"],
  ]);
  const monthly = weekly("RRULE:FREQ=MONTHLY;BYDAY=1TH");
  const moved = change("20261203", "SUMMARY:Moved", "DTSTART;TZID=Europe/Paris:20261208T200000");
  expect(told(...monthly, ...moved)[1]).toEqual([
    ...["Moved", "2026-12-03", "20:00", null, "FREQ=MONTHLY;BYDAY=1TH", "", "1@test/2026-12-03"],
  ]);
  const { entries } = read(file(...monthly, ...moved, ...change("20261204", "DTSTART:20261204T200000")));
  expect(entries[0]?.remarks).toEqual([
    "A change to a date it does not have was left out.",
    "From Thursday 3 December 2026 on, its rule cannot move to another day; the days stay as they were.",
  ]);
  const alone = readOne(...change("20261203", "SUMMARY:Alone", "DTSTART:20261203T200000"));
  expect(alone.remarks).toEqual([expect.stringContaining("a series that is not in the file")]);
});

test("dates of an EXRULE in old files are cancelled; if it is endless, a remark says how far", () => {
  const bounded = readOne(...weekly("RRULE:FREQ=WEEKLY", "EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"));
  expect(Object.keys(bounded.content.exceptions ?? {})).toEqual(["2026-11-05", "2026-11-19", "2026-12-03"]);
  expect(bounded.remarks).toEqual([]);
  const endless = readOne(
    ...event("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY;BYDAY=SA,SU"),
  );
  expect(Object.keys(endless.content.exceptions ?? {}).slice(0, 3)).toEqual(["2026-11-07", "2026-11-08", "2026-11-14"]);
  expect(endless.remarks).toEqual([expect.stringMatching(/EXRULE was applied only up to .* 2046;/)]);
  for (const rule of ["FREQ=HOURLY", "nonsense"]) {
    const { content, remarks } = readOne(...weekly("RRULE:FREQ=WEEKLY", `EXRULE:${rule}`));
    expect([content.exceptions, remarks.length, remarks[0]], rule).toEqual([
      null,
      1,
      expect.stringContaining("EXRULE"),
    ]);
  }
});

test("an extra date keeps its own time and, as a period, its own length; its changes and cancellation apply to it", () => {
  const extra = weekly(
    "RRULE:FREQ=WEEKLY;COUNT=2",
    "RDATE;TZID=Europe/Paris:20261201T100000,20261202T190000,20261203T190000",
    "RDATE;VALUE=PERIOD;TZID=Europe/Paris:20261204T080000/PT2H,20261205T190000/20261205T193000",
    "EXDATE;TZID=Europe/Paris:20261202T190000",
  );
  expect(
    told(...extra, ...event("SUMMARY:Other", "RECURRENCE-ID:20261203T180000Z", "DTSTART:20261203T120000")),
  ).toEqual([
    ["Choir", "2026-11-05", "19:00", "20:30", "FREQ=WEEKLY;COUNT=2", "", "1@test"],
    ["Choir", "2026-12-01", "10:00", "11:30", null, "", "1@test/2026-12-01T10:00"],
    ["Other", "2026-12-03", "12:00", null, null, "", "1@test/2026-12-03"],
    ["Choir", "2026-12-04", "08:00", "10:00", null, "", "1@test/2026-12-04T08:00"],
    ["Choir", "2026-12-05", "19:00", "19:30", null, "", "1@test/2026-12-05"],
  ]);
  const moved = weekly(
    "RRULE:FREQ=WEEKLY;COUNT=2",
    "RDATE;TZID=Europe/Paris:20261112T100000",
    "EXDATE;TZID=Europe/Paris:20261112T190000",
  );
  expect(told(...moved).map(([, date, time, , , exceptions]) => [date, time, exceptions])).toEqual([
    ["2026-11-05", "19:00", "2026-11-12"],
    ["2026-11-12", "10:00", ""],
  ]);
  const gone = ["RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;TZID=Europe/Paris:20261105T190000,20261112T190000"];
  expect(reasonAgainst(...weekly(...gone))).toBe("All of its dates were cancelled.");
});

test("an extra date in UTC is converted to the zone of its series", () => {
  for (const value of ["20270108T080000Z", "20270108T080000Z/20270108T093000Z", "20270108T080000Z/PT90M"]) {
    const kind = value.includes("/") ? "RDATE;VALUE=PERIOD" : "RDATE";
    const { entries } = read(file(...weekly("RRULE:FREQ=WEEKLY;COUNT=2", `${kind}:${value}`)));
    expect(entries[1]?.content, value).toMatchObject({
      ...{ date: "2027-01-08", startTime: "09:00", endTime: "10:30", timeZone: "Europe/Paris" },
    });
  }
});

test("an extra date that cannot be parsed is dropped with a remark, and the series is imported", () => {
  for (const value of ["20270101T180000Z/garbage", "20270101T180000Z/PXYZ"]) {
    const lines = ["RRULE:FREQ=WEEKLY", `RDATE;VALUE=PERIOD:${value},20270102T180000Z/PT1H`];
    const { entries, refused } = read(file(...weekly(...lines)));
    expect(refused, value).toEqual([]);
    expect(entries.map(({ content }) => [content.date, content.recurrence])).toEqual([
      ["2026-11-05", "FREQ=WEEKLY"],
      ["2027-01-02", null],
    ]);
    expect(entries[0]?.remarks[0]).toMatch(/^An RDATE was left out: /);
  }
});

const alarm = (trigger: string, action = "DISPLAY") => [
  "BEGIN:VALARM",
  `ACTION:${action}`,
  "DESCRIPTION:Go",
  `TRIGGER:${trigger}`,
  "END:VALARM",
];

test("a changed occurrence has its own alarms: others, none, or those of its series", () => {
  const of = (...lines: string[]) =>
    event(
      "SUMMARY:Choir",
      "RECURRENCE-ID;TZID=Europe/Paris:20261112T190000",
      "DTSTART;TZID=Europe/Paris:20261112T190000",
      "DTEND;TZID=Europe/Paris:20261112T203000",
      ...lines,
    );
  const changedBy = (action: string, ...lines: string[]) =>
    readOne(...weekly("RRULE:FREQ=WEEKLY", ...alarm("-PT15M", action)), ...of(...lines)).content.exceptions;
  const changed = (fields: object) => ({ "2026-11-12": { kind: "changed", changed: fields } });
  expect(changedBy("DISPLAY", ...alarm("-PT15M"))).toBeNull();
  expect(changedBy("DISPLAY")).toEqual(changed({ reminders: [] }));
  expect(changedBy("DISPLAY", ...alarm("-PT1H"))).toEqual(changed({ reminders: ["1h"] }));
  expect(changedBy("EMAIL", ...alarm("-PT15M", "EMAIL"))).toBeNull();
  expect(changedBy("EMAIL")).toEqual(changed({ alarms: [] }));
  expect(JSON.stringify(changedBy("EMAIL", ...alarm("-PT1H", "EMAIL")))).toContain("-PT1H");
});

test("endless or meaningless rules cost no time", () => {
  const rules = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=28",
    "FREQ=DAILY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=366",
    "FREQ=DAILY;COUNT=99999",
  ];
  const took = cpuMs(() => {
    for (const rule of rules) {
      read(file(...weekly(`RRULE:${rule}`)));
      read(file(...weekly("RRULE:FREQ=DAILY", `EXRULE:${rule}`)));
    }
  });
  expect(took).toBeLessThan(4_000);
});
