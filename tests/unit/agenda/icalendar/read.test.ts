import { expect, test } from "@playwright/test";
import { event, file, read, readOne, reasonAgainst, todo, wallOf } from "./calendar-of.ts";

test("a to-do is due on its day, and done if the file says so in any of three ways", () => {
  const due = readOne(...todo("SUMMARY:Tax", "DUE;VALUE=DATE:20261130"));
  expect(wallOf(due.content)).toBe("2026-11-30 null null null null");
  expect(due.content).toMatchObject({ done: false, imported: { uid: "2@test", kind: "todo", alarms: [] } });
  expect(wallOf(readOne(...todo("DTSTART;VALUE=DATE:20261127", "DUE;VALUE=DATE:20261130")).content)).toBe(
    "2026-11-27 null 2026-11-30 null null",
  );
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
