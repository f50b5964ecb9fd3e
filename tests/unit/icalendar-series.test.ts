import { expect, test } from "@playwright/test";
import { event, file, read, readOne, reasonAgainst } from "./icalendar.ts";

const weekly = (...lines: string[]) =>
  event(
    "SUMMARY:Choir",
    "DTSTART;TZID=Europe/Paris:20261105T190000",
    "DTEND;TZID=Europe/Paris:20261105T203000",
    ...lines,
  );

test("a series keeps its rule in canonical form, and its UNTIL becomes the last day on its own wall", () => {
  const { content } = readOne(...weekly("RRULE:FREQ=WEEKLY;WKST=MO;INTERVAL=1;UNTIL=20270128T180000Z;BYDAY=TH"));
  expect(content.recurrence).toBe("FREQ=WEEKLY;UNTIL=20270128;BYDAY=TH");
  expect(content).toMatchObject({ date: "2026-11-05", startTime: "19:00", timeZone: "Europe/Paris" });
  // A second before the start of that day: the week before is the last.
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

test("a first date that the rule does not have, and extra dates, become items of their own", () => {
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

test("a change of one occurrence whose series is not in the file becomes an item of its own", () => {
  const { entries } = read(
    file(...event("SUMMARY:Invited", "RECURRENCE-ID:20261203T130000Z", "DTSTART:20261204T130000Z")),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    content: { text: "Invited", recurrence: null, imported: { uid: "1@test/2026-12-03T13:00:00Z" } },
  });
});

test("what is no rule of ours is refused in words; the same UID twice counts once", () => {
  expect(reasonAgainst(...weekly("RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"))).toContain("two rules");
  expect(reasonAgainst(...weekly("RRULE:FREQ=WEEKLY", "EXRULE:FREQ=DAILY"))).toContain("EXRULE");
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

test("rules without end or sense cost no time", () => {
  const startedMs = performance.now();
  const rules = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=28",
    "FREQ=DAILY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=366",
    "FREQ=DAILY;COUNT=99999",
  ];
  for (const rule of rules) read(file(...weekly(`RRULE:${rule}`)));
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
