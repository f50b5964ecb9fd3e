import { expect, test } from "@playwright/test";
import { textOf } from "../../../../agenda/icalendar/jcal.ts";
import { takeApart } from "../../../../server/icalendar/parse-calendar.ts";
import { event, file, read, readOne, reasonAgainst, todo } from "./calendar-of.ts";

const when = (content: object) => {
  const { date, startTime, endDate, endTime, timeZone } = content as Record<string, string | null>;
  return [date, startTime, endDate, endTime, timeZone];
};
const whenOf = (...lines: string[]) => when(readOne(...event("SUMMARY:x", ...lines)).content);

test("zoned, floating, UTC and all-day times are each recognized", () => {
  expect(whenOf("DTSTART;TZID=Asia/Tokyo:20261127T140000", "DTEND;TZID=Asia/Tokyo:20261127T153000")).toEqual([
    "2026-11-27",
    "14:00",
    null,
    "15:30",
    "Asia/Tokyo",
  ]);
  expect(whenOf("DTSTART:20261127T140000", "DTEND:20261127T153000")).toEqual([
    "2026-11-27",
    "14:00",
    null,
    "15:30",
    "Europe/Paris",
  ]);
  expect(whenOf("DTSTART:20261127T140000Z", "DTEND:20261127T153000Z")).toEqual([
    "2026-11-27",
    "15:00",
    null,
    "16:30",
    "Europe/Paris",
  ]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127")).toEqual(["2026-11-27", null, null, null, null]);
  expect(when(read(file(...event("DTSTART:20261127T140000")), null).entries[0]?.content ?? {})).toEqual([
    "2026-11-27",
    "14:00",
    null,
    null,
    null,
  ]);
});

test("the end of whole days is exclusive in a file and inclusive here (RFC 5545 §3.6.1)", () => {
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128")).toEqual([
    "2026-11-27",
    null,
    null,
    null,
    null,
  ]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261130")).toEqual([
    "2026-11-27",
    null,
    "2026-11-29",
    null,
    null,
  ]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261127")).toEqual([
    "2026-11-27",
    null,
    null,
    null,
    null,
  ]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DURATION:P2D")).toEqual(["2026-11-27", null, "2026-11-28", null, null]);
});

test("a length counts local days and exact hours, also across a clock change", () => {
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:P1D")).toEqual([
    "2027-03-27",
    "12:00",
    "2027-03-28",
    "12:00",
    "Europe/Paris",
  ]);
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:PT24H")).toEqual([
    "2027-03-27",
    "12:00",
    "2027-03-28",
    "13:00",
    "Europe/Paris",
  ]);
  expect(whenOf("DTSTART;TZID=Europe/Paris:20270327T120000", "DURATION:P1W")).toEqual([
    "2027-03-27",
    "12:00",
    "2027-04-03",
    "12:00",
    "Europe/Paris",
  ]);
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
  expect(whenOf(...night, "RRULE:FREQ=WEEKLY").slice(2, 4)).toEqual(["2026-10-25", "03:00"]);
});

test("an end in another zone keeps that zone, without a remark", () => {
  const flight = ["DTSTART;TZID=Europe/Paris:20261127T100000", "DTEND;TZID=America/New_York:20261127T123000"];
  const { content, remarks } = readOne(...event("SUMMARY:x", ...flight));
  expect(when(content)).toEqual(["2026-11-27", "10:00", null, "12:30", "Europe/Paris"]);
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
  expect(when(entries[0]?.content ?? {})).toEqual(["2026-11-27", "09:00", null, null, "America/New_York"]);
});

test("zones are found by Windows names, by names with a prefix, and by the rules of a VTIMEZONE", () => {
  expect(whenOf("DTSTART;TZID=W. Europe Standard Time:20261127T140000").at(-1)).toBe("Europe/Berlin");
  expect(whenOf("DTSTART;TZID=/freeassociation.sourceforge.net/America/Indiana/Knox:20261127T140000").at(-1)).toBe(
    "America/Indiana/Knox",
  );
  expect(whenOf("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Vienna:20261127T140000").at(-1)).toBe("Europe/Vienna");
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
  expect(when(entries[0]?.content ?? {})).toEqual(["2027-07-01", "14:00", null, null, "America/New_York"]);
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

test("a to-do is due on its day, and done if the file says so in any of three ways", () => {
  const due = readOne(...todo("SUMMARY:Tax", "DUE;VALUE=DATE:20261130"));
  expect(when(due.content)).toEqual(["2026-11-30", null, null, null, null]);
  expect(due.content).toMatchObject({ done: false, imported: { uid: "2@test", kind: "todo", alarms: [] } });
  expect(when(readOne(...todo("DTSTART;VALUE=DATE:20261127", "DUE;VALUE=DATE:20261130")).content)).toEqual([
    "2026-11-27",
    null,
    "2026-11-30",
    null,
    null,
  ]);
  for (const line of ["STATUS:COMPLETED", "COMPLETED:20261101T000000Z", "PERCENT-COMPLETE:100"])
    expect(readOne(...todo("DUE;VALUE=DATE:20261130", line)).content.done, line).toBe(true);
  expect(reasonAgainst(...todo("SUMMARY:Some day"))).toContain("It has no date");
});

test("texts are cleaned and shortened with a remark for each loss, and never refused", () => {
  const { content, remarks } = readOne(
    ...event(
      "DTSTART:20261127T140000",
      `SUMMARY:${"é".repeat(600)}`,
      "DESCRIPTION:one\\ntwo\\tthree\u0007",
      `LOCATION:${"x".repeat(400)}`,
      "URL:javascript:alert(1)",
      "CATEGORIES:#health,work,work",
      `CATEGORIES:${Array.from({ length: 25 }, (_, n) => `t${n}`).join(",")}`,
    ),
  );
  expect([...content.text]).toHaveLength(500);
  expect(content.notes).toMatch(/^one\ntwo/);
  expect(content.notes).toBe("one\ntwo\\tthree");
  expect(content).toMatchObject({ url: null });
  expect(content.tags.slice(0, 3)).toEqual(["health", "work", "t0"]);
  expect(content.tags).toHaveLength(20);
  expect(remarks).toEqual([
    "Its title was shortened to 500 characters.",
    "Its place was shortened to 300 characters.",
    "Its link was left out: the agenda takes https:, http:, mailto: and tel:.",
    "Of 27 categories the first 20 were kept.",
  ]);
  expect(readOne(...event("DTSTART:20261127T140000")).content.text).toBe("Untitled");
});

const alarm = (trigger: string, action = "DISPLAY") => [
  "BEGIN:VALARM",
  `TRIGGER${trigger}`,
  `ACTION:${action}`,
  "END:VALARM",
];
const silent = "It has alarms that give no reminder here; they are kept for export.";

test("alarms before the start become reminders; others are kept unchanged, with a remark", () => {
  const late = alarm(":PT15M", "AUDIO");
  const { content, remarks } = readOne(...event("DTSTART:20261127T140000", ...alarm(":-PT15M"), ...late));
  expect(content.reminders).toEqual(["15m"]);
  expect(content.imported?.alarms).toEqual([
    [
      "valarm",
      [
        ["trigger", {}, "duration", "PT15M"],
        ["action", {}, "text", "AUDIO"],
      ],
      [],
    ],
  ]);
  expect(remarks).toEqual([silent]);
});

test("an alarm at an instant is a reminder of a single item with a time, and told elsewhere", () => {
  const at = (instant: string, ...lines: string[]) => {
    const start = lines.some((line) => line.startsWith("DTSTART")) ? [] : ["DTSTART;TZID=Europe/Paris:20261127T140000"];
    const { content, remarks } = readOne(...event(...start, ...lines, ...alarm(`;VALUE=DATE-TIME:${instant}`)));
    return [content.reminders, content.imported?.alarms.length, remarks];
  };
  expect(at("20261127T124500Z")).toEqual([["15m"], 0, []]);
  expect(at("20261127T124500Z", ...alarm(":-PT15M"))).toEqual([["15m"], 0, []]);
  for (const instant of ["20261127T124530Z", "20261127T133000Z", "20261001T120000Z", "20261127T124500"])
    expect(at(instant), instant).toEqual([[], 1, [silent]]);
  expect(at("20261127T124500Z", "RRULE:FREQ=DAILY")).toEqual([[], 1, [silent]]);
  expect(at("20261127T124500Z", "DTSTART;VALUE=DATE:20261127")).toEqual([[], 1, [silent]]);
  // How Apple's calendar writes that there is none.
  expect(at("19760401T005545Z")).toEqual([[], 1, []]);
  expect(readOne(...event("DTSTART:20261127T140000", ...alarm(":-PT15M", "NONE"))).remarks).toEqual([]);
});

test("an error in an entry is reported, and only that entry is refused", () => {
  expect(reasonAgainst(...event("SUMMARY:x"))).toContain("It has no start");
  expect(reasonAgainst(...event("DTSTART:garbage"))).toContain("DTSTART is not a date");
  expect(reasonAgainst(...event("DTSTART;VALUE=DATE:20260230"))).toContain("There is no date 2026-02-30");
  expect(reasonAgainst(...event("DTSTART;VALUE=DATE:18001231"))).toContain("The agenda takes dates from");
  expect(reasonAgainst(...event("DTSTART:20261127T140000", "STATUS:CANCELLED"))).toBe("It was cancelled.");
  expect(reasonAgainst(...event("DTSTART:20261127T140000", "a line without a colon"))).toContain("It cannot be read");
  expect(reasonAgainst(...event("DTSTART:20261127T140000", "RRULE:FREQ=HOURLY"))).toContain(
    "at most one occurrence of an item a day",
  );
  expect(reasonAgainst(...event("DTSTART:20261127T140000", "DURATION:soon"))).toContain("DURATION");
});

const remarksOn = (...lines: string[]) => readOne(...event("DTSTART:20261127T140000", ...lines)).remarks;
const noPlace = (words: string) => [`Left out, with no place for it here: ${words}.`];

test("contents without a place in the agenda are reported, except for defaults", () => {
  const said: Readonly<Record<string, readonly string[]>> = {
    "1 person invited": ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.com"],
    "2 people invited, who organises it": ["ATTENDEE:mailto:a@b.c", "ATTENDEE:mailto:d@e.f", "ORGANIZER:mailto:a@b.c"],
    "that it takes no time": ["TRANSP:TRANSPARENT"],
    "that it is not certain": ["STATUS:TENTATIVE"],
    "who may see it": ["CLASS:PRIVATE"],
    "how important it is, its place on the map": ["PRIORITY:1", "GEO:48.85;2.35"],
    "attachments, comments": ["ATTACH:https://example.com/a.pdf", "COMMENT:Yes", "COMMENT:No"],
    "SOMETHING-NEW": ["SOMETHING-NEW:x"],
  };
  for (const [words, lines] of Object.entries(said)) expect(remarksOn(...lines), words).toEqual(noPlace(words));
  const plain = ["TRANSP:OPAQUE", "STATUS:CONFIRMED", "CLASS:PUBLIC", "PRIORITY:0", "SEQUENCE:3", "X-MOZ-LASTACK:2026"];
  expect(remarksOn(...plain, "CREATED:20261101T000000Z", "LAST-MODIFIED:20261101T000000Z")).toEqual([]);
  expect(readOne(...event("DTSTART;VALUE=DATE:20261127", "TRANSP:TRANSPARENT")).remarks).toEqual([]);
  const half = todo("DUE;VALUE=DATE:20261130", "STATUS:IN-PROCESS", "PERCENT-COMPLETE:50");
  expect(readOne(...half)).toMatchObject({
    content: { done: false },
    remarks: noPlace("that it was started, how much of it is done"),
  });
  const done = todo(
    "DUE;VALUE=DATE:20261130",
    "STATUS:COMPLETED",
    "COMPLETED:20261129T100000Z",
    "PERCENT-COMPLETE:100",
  );
  expect(readOne(...done)).toMatchObject({ content: { done: true }, remarks: noPlace("when it was done") });
});

test("a file with a thousand odd names and extra dates gets few remarks", () => {
  const odd = Array.from({ length: 1_000 }, (_, n) => `${"ODD".repeat(15)}${n}:x`.slice(-40));
  const [first, ...more] = remarksOn(...odd);
  expect([first, more]).toEqual([expect.stringMatching(/ and 990 more\.$/), []]);
  const changes = Array.from({ length: 40 }, (_, n) => event(`RECURRENCE-ID:20261127T14${n + 10}00`, `ODD${n}:x`));
  const days = Array.from({ length: 40 }, (_, n) => `EXDATE;TZID=${"Nowhere".repeat(200)}${n}:20261127T140000`);
  const { entries } = read(file(...event("DTSTART:20261127T140000", "RRULE:FREQ=DAILY", ...days), ...changes.flat()));
  expect(entries[0]?.remarks.length).toBeLessThanOrEqual(13);
  expect(JSON.stringify([first, entries[0]?.remarks]).length).toBeLessThan(9_000);
});

test("names from a file that equal built-in property names are ordinary names", () => {
  for (const name of ["__proto__", "CONSTRUCTOR", "toString", "valueOf", "hasOwnProperty"]) {
    expect(remarksOn(`${name}:x`), name).toEqual(noPlace(name.toUpperCase()));
    const inZone = event(`DTSTART;TZID=${name}:20261127T140000`);
    expect(reasonAgainst(...inZone)).toContain(`"${name}" is not known`);
    const said = event(`DTSTART;${name}=x:20261127T140000`, `SUMMARY;${name}="a","b":x`, `CATEGORIES:${name}`);
    const { entries, refused } = read(file(...said, ...event("UID:other", "DTSTART:20261127T140000")));
    expect([entries.length + refused.length, entries.length > 0], name).toEqual([2, true]);
    expect(read(file(...event("DTSTART:20261127T140000", `RRULE:FREQ=DAILY;${name}=1`))).refused, name).toHaveLength(1);
    expect(read(file(`BEGIN:${name}`, `END:${name}`, ...event("DTSTART:20261127T140000"))).entries).toHaveLength(1);
  }
});

test("the link to a video call becomes the link, or its loss is reported", () => {
  const meet = "https://meet.example.com/abc";
  for (const line of [`CONFERENCE;VALUE=URI:${meet}`, `X-GOOGLE-CONFERENCE:${meet}`]) {
    const { content, remarks } = readOne(...event("DTSTART:20261127T140000", line));
    expect([content.url, remarks], line).toEqual([meet, []]);
    const both = readOne(...event("DTSTART:20261127T140000", line, "URL:https://example.com/"));
    expect(both).toMatchObject({
      content: { url: "https://example.com/" },
      remarks: [expect.stringContaining("video")],
    });
  }
});

test("seconds, and a time that only one of two ends has, are reported if lost", () => {
  expect(readOne(...event("DTSTART:20261127T140030")).remarks).toEqual([expect.stringContaining("seconds")]);
  const mixed = readOne(...event("DTSTART:20261127T140000", "DTEND;VALUE=DATE:20261128"));
  expect([when(mixed.content).slice(0, 4), mixed.remarks.length]).toEqual([["2026-11-27", "14:00", null, null], 1]);
  const due = readOne(...todo("DTSTART;VALUE=DATE:20261127", "DUE:20261128T180000"));
  expect([when(due.content).slice(0, 4), due.remarks.length]).toEqual([["2026-11-27", null, "2026-11-28", null], 1]);
  expect(whenOf("DTSTART;VALUE=DATE:20261127", "DURATION:PT48H").slice(0, 3)).toEqual([
    "2026-11-27",
    null,
    "2026-11-28",
  ]);
});

test("a truncated file is reported, whether cut within an entry or between two", () => {
  const whole = file(...event("SUMMARY:a", "DTSTART:20261127T140000"));
  const lost = read(whole.slice(0, whole.indexOf("END:VCALENDAR")));
  expect(lost).toMatchObject({ entries: [{ content: { text: "a" } }], refused: [{ text: "The end of a calendar" }] });
  const within = read(whole.slice(0, whole.indexOf("END:VEVENT")));
  expect(within).toMatchObject({ entries: [], refused: [{ text: "a", reason: expect.stringContaining("middle") }] });
});

const texts = (...lines: string[]) => {
  const { entries, refused } = read(lines.join("\r\n"));
  return [entries.map(({ content }) => content.text), refused.map(({ text, reason }) => `${text}: ${reason}`)];
};
const named = (name: string) => [
  "BEGIN:VEVENT",
  `UID:${name}`,
  `SUMMARY:${name}`,
  "DTSTART:20261127T140000",
  "END:VEVENT",
];
const noEnd = "Its last lines are missing.";

test("a file that is folded in the middle of a character is read", () => {
  const [before = "", after = ""] = file(...event("SUMMARY:Zahnärztin 🦷 heute", "DTSTART:20261127T140000")).split(
    "🦷",
  );
  const [ae, tooth] = ["ä", "🦷"].map((char) => [...new TextEncoder().encode(char)]);
  const bytes = (text: string) => [...new TextEncoder().encode(text)];
  for (const fold of ["\r\n ", "\n\t"]) {
    const cut = [...(tooth ?? []).slice(0, 2), ...bytes(fold), ...(tooth ?? []).slice(2)];
    const whole = [...bytes(before.replace("är", `${fold}är`)), ...cut, ...bytes(after)];
    const { calendars } = takeApart(new Uint8Array(whole));
    expect(calendars.flatMap(({ entries }) => entries.map((each) => textOf(each, "summary")))).toEqual([
      "Zahnärztin 🦷 heute",
    ]);
    const broken = new Uint8Array([...bytes(before), ...(ae ?? []).slice(0, 1), ...bytes(`${fold}x${after}`)]);
    expect(() => takeApart(broken)).toThrow("calendars.notText");
  }
});

test("an entry without its END line is reported, and costs no other entry", () => {
  const open = named("b").slice(0, -1);
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY"];
  const whole = (...lines: string[]) => texts("BEGIN:VCALENDAR", ...lines, "END:VCALENDAR");
  const rest = [...named("c"), "BEGIN:VTODO", "UID:d", "SUMMARY:d", "DUE:20261127T140000", "END:VTODO"];
  expect(whole(...named("a"), ...open, ...rest)).toEqual([["a", "c", "d"], [`b: ${noEnd}`]]);
  expect(whole(...named("a"), ...open, ...alarm, ...rest)).toEqual([["a", "c", "d"], [`b: ${noEnd}`]]);
  expect(whole(...named("a"), ...open)).toEqual([["a"], [`b: ${noEnd}`]]);
  expect(whole("BEGIN:VJOURNAL", "SUMMARY:j", ...named("a"))).toEqual([["a"], [`j: ${noEnd}`]]);
  for (const kind of ["X-FOO", "VAVAILABILITY", "VALARM"])
    expect(whole(`BEGIN:${kind}`, "SUMMARY:x", ...named("a"), ...rest)).toEqual([["a", "c", "d"], [`x: ${noEnd}`]]);
  // A poll contains what is voted on.
  expect(whole("BEGIN:VPOLL", ...open, "END:VEVENT", "END:VPOLL", ...named("a"))).toEqual([["a"], []]);
  expect(() => whole(...["X-A", "X-B", "X-C", "X-D"].map((kind) => `BEGIN:${kind}`))).toThrow("calendars.tooDeep");
});

test("a calendar within another, or after one that was cut off, is read like any other", () => {
  const [begin, end] = ["BEGIN:VCALENDAR", "END:VCALENDAR"];
  const cut = "The end of a calendar: It has no END:VCALENDAR: something may be missing.";
  expect(texts(begin, ...named("a"), begin, ...named("b"), end)).toEqual([["a", "b"], [cut]]);
  expect(texts(begin, ...named("a").slice(0, -1), begin, ...named("b"), end)).toEqual([["b"], [`a: ${noEnd}`, cut]]);
  expect(texts(begin, ...named("a"), begin, ...named("b"), end, ...named("c"), end)).toEqual([["a", "c", "b"], []]);
  expect(texts(begin, ...named("a"), end, end, ...named("b"), end, begin, ...named("c"), end)).toEqual([
    ["a", "b", "c"],
    [],
  ]);
});

test("each calendar of a file has its own zones, and a UID is of the whole file", () => {
  const zoned = (offset: string) => [
    ...["BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000"],
    ...[`TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE"],
  ];
  const entry = (uid: string, ...lines: string[]) => ["BEGIN:VEVENT", `UID:${uid}`, ...lines, "END:VEVENT"];
  const { entries, refused } = read(
    file(
      "X-WR-TIMEZONE:Asia/Tokyo",
      ...zoned("+0900"),
      ...entry("a", "DTSTART;TZID=Ours:20261127T140000"),
      ...entry("b", "DTSTART:20261127T140000Z"),
      ...entry("c", "DTSTART;TZID=Ours:20261127T140000", "RRULE:FREQ=DAILY;COUNT=3"),
    ) +
      file(
        "X-WR-TIMEZONE:America/Phoenix",
        ...zoned("-0700"),
        ...entry("d", "DTSTART;TZID=Ours:20261127T140000"),
        ...entry("e", "DTSTART:20261127T140000"),
        ...entry("c", "RECURRENCE-ID;TZID=Ours:20261127T220000", "DTSTART;TZID=Ours:20261127T230000"),
      ),
  );
  expect(refused).toEqual([]);
  expect(entries.map(({ content }) => when(content))).toEqual([
    ["2026-11-27", "14:00", null, null, "Asia/Tokyo"],
    ["2026-11-27", "23:00", null, null, "Asia/Tokyo"],
    ["2026-11-27", "14:00", null, null, "Asia/Tokyo"],
    ["2026-11-27", "14:00", null, null, "America/Phoenix"],
    ["2026-11-27", "14:00", null, null, "America/Phoenix"],
  ]);
  expect(entries[2]?.content.exceptions).toMatchObject({
    "2026-11-28": { changed: { when: { date: "2026-11-27", startTime: "23:00", timeZone: "America/Phoenix" } } },
  });
});

test("a zone that a calendar does not describe is the one that another calendar of the file describes", () => {
  const zoned = (tzid: string, offset: string) => [
    ...["BEGIN:VTIMEZONE", `TZID:${tzid}`, "BEGIN:STANDARD", "DTSTART:19700101T000000"],
    ...[`TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE"],
  ];
  const at = (uid: string, tzid: string) => event(`UID:${uid}`, `DTSTART;TZID=${tzid}:20261127T140000`).toSpliced(1, 1);
  const { entries, refused } = read(
    file(...at("a", "Theirs")) +
      file(...zoned("Theirs", "+0900"), ...zoned("Ours", "+0900")) +
      file(...at("b", "Theirs"), ...at("c", "Ours"), ...zoned("Ours", "-0700")),
  );
  expect(refused).toEqual([]);
  expect(entries.map(({ content }) => content.startsAtMs)).toEqual(
    ["+09:00", "+09:00", "-07:00"].map((offset) => Date.parse(`2026-11-27T14:00:00${offset}`)),
  );
});

test("a file has at most so many zones looked up, in however many calendars", () => {
  const calendar = (place: string, from: number, to: number) =>
    file(
      `X-WR-TIMEZONE:${place}`,
      ...Array.from({ length: to - from }, (_, n) =>
        event(`UID:${from + n}`, `DTSTART;TZID=/${from + n}/Europe/Paris:20261127T140000`).toSpliced(1, 1),
      ).flat(),
    );
  const { entries, refused } = read(calendar("Asia/Tokyo", 0, 300) + calendar("Europe/Rome", 300, 600));
  expect([entries.length, refused.length]).toEqual([500, 100]);
});

test("a file with a calendar for each entry is read, unless each has a zone of its own", () => {
  const calendars = (zoneName: (n: number) => string) =>
    Array.from({ length: 600 }, (_, n) =>
      file(`X-WR-TIMEZONE:${zoneName(n)}`, "BEGIN:VTIMEZONE", "TZID:Ours", "END:VTIMEZONE", ...named(String(n))),
    );
  expect(texts(...calendars(() => "Asia/Tokyo"))[0]).toHaveLength(600);
  expect(() => texts(...calendars((n) => `Zone ${n}`))).toThrow("calendars.tooManyZones");
});

test("an end before the start is dropped with a remark", () => {
  const { content, remarks } = readOne(
    ...event("DTSTART;TZID=Europe/Paris:20261127T140000", "DTEND;TZID=Europe/Paris:20261126T140000"),
  );
  expect(when(content)).toEqual(["2026-11-27", "14:00", null, null, "Europe/Paris"]);
  expect(remarks).toEqual(["Its end is before its start and was left out."]);
});

test("a time in a DST gap is accepted and moves forward by the gap (RFC 5545 §3.3.5)", () => {
  const { content } = readOne(...event("DTSTART;TZID=Europe/Paris:20270328T023000"));
  expect(content.startTime).toBe("02:30");
  expect(content.startsAtMs).toBe(Date.parse("2027-03-28T01:30:00Z"));
});

test("an endless UID is cut to what the database accepts", () => {
  const long = "x".repeat(5_000);
  const { entries } = read(
    file(
      ...event("SUMMARY:a", `RECURRENCE-ID;VALUE=TEXT:${long}`, "DTSTART:20270305T090000"),
      ...["BEGIN:VEVENT", `UID:${long}`, "DTSTART:20270305T090000", "END:VEVENT"],
    ),
  );
  expect(entries.map(({ content }) => content.imported?.uid.length)).toEqual([400, 300]);
  const invited = (end: string) =>
    event(`RECURRENCE-ID;VALUE=TEXT:${long}${end}`, "DTSTART:20270305T090000", "RDATE:20270306T090000");
  const uids = read(file(...invited("a"), ...invited("b"))).entries.map(({ content }) => content.imported?.uid ?? "");
  expect([uids.length, new Set(uids).size, Math.max(...uids.map((uid) => uid.length))]).toEqual([4, 4, 400]);
});
