import { expect, test } from "@playwright/test";
import ICAL from "ical.js";
import type { ItemContent, SeriesException, StoredItem } from "../../../../agenda/item/item-content.ts";
import { momentsOf } from "../../../../agenda/item/item-times.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { entryOf } from "../../../../agenda/series/stored-series.ts";
import { read, writeCalendar } from "./calendar-of.ts";
import { faultsOf } from "./strict-reader.ts";

const nowMs = Date.parse("2026-11-23T12:00:00Z");
let made = 0;

function item(
  fields: Partial<ItemContent> & { date: string },
  rule?: string,
  exceptions: [string, SeriesException][] = [],
): StoredItem {
  const blank = {
    text: "x",
    startTime: null,
    endDate: null,
    endTime: null,
    notes: null,
    location: null,
    url: null,
    tags: [],
    reminders: [],
    done: false,
    recurrence: null,
    exceptions: null,
  };
  const wall = { ...blank, endTimeZone: null, timeZone: fields.startTime ? "Europe/Paris" : null, ...fields };
  const stored: StoredItem = {
    ...wall,
    ...momentsOf(wall),
    id: `0000000000${made++}`.slice(-12),
    version: 3,
    createdBy: "web",
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    deletedAtMs: null,
  };
  return {
    ...stored,
    recurrence: rule === undefined ? null : requireRecurrence(rule, stored, []),
    exceptions: exceptions.length === 0 ? null : Object.fromEntries(exceptions),
  };
}

const write = (items: readonly StoredItem[]) =>
  writeCalendar(items, { uidOf: ({ id }) => `${id}@test`, zonesUntilMs: nowMs + 730 * 86_400_000 });

/** An item's content, without what only the agenda knows. */
function said(content: ItemContent) {
  const { imported: _, ...words } = entryOf(content);
  return { ...words, recurrence: content.recurrence, exceptions: content.exceptions };
}

const agenda: readonly StoredItem[] = [
  item({ date: "2026-11-27" }),
  item({ date: "2026-11-27", endDate: "2026-11-30", done: true }),
  item({ date: "2026-11-27", startTime: "14:00" }),
  item({ date: "2026-11-27", startTime: "22:00", endDate: "2026-11-28", endTime: "01:30", timeZone: "Asia/Tokyo" }),
  item({ date: "2026-11-27", startTime: "09:00", endTime: "10:00", timeZone: "UTC" }),
  item({ date: "2026-11-27", startTime: "10:00", endTime: "12:30", endTimeZone: "America/New_York" }),
  item({ date: "2027-03-28", startTime: "02:30", endTime: "04:00" }),
  item({ date: "1901-05-04", startTime: "10:00", timeZone: "America/New_York" }),
  item({ date: "2199-12-31", startTime: "23:00", timeZone: "Pacific/Auckland" }),
  item({
    text: 'Комма, semi; back\\slash "quotes" : 明日の会議は東京駅で'.repeat(8),
    date: "2026-11-27",
    notes: `one\ntwo, three;\n\n${"é🎉".repeat(300)}\\n`,
    location: "Rue \\, 5",
    url: "https://example.com/a,b;c?d=e%20f",
    tags: ["a,b", "c;d", "e"],
  }),
  item({ date: "2026-11-05", startTime: "19:00", endTime: "20:30" }, "FREQ=WEEKLY;UNTIL=20270128"),
  item({ date: "2026-11-05" }, "FREQ=YEARLY;COUNT=9"),
  item({ date: "2026-11-02", endDate: "2026-11-03" }, "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20280101"),
  item(
    { date: "2026-10-05", startTime: "08:15", timeZone: "America/New_York" },
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU",
    [
      ["2026-10-07", { kind: "cancelled" }],
      [
        "2026-10-19",
        {
          kind: "changed",
          changed: {
            text: "Later",
            done: true,
            when: { date: "2026-10-20", startTime: "09:00", endDate: null, endTime: "10:00", timeZone: "Asia/Kolkata" },
          },
        },
      ],
      [
        "2026-10-21",
        {
          kind: "changed",
          changed: {
            notes: "Bring cake",
            tags: ["cake"],
            when: { date: "2026-10-21", startTime: null, endDate: null, endTime: null, timeZone: null },
          },
        },
      ],
    ],
  ),
];

test("a written file passes the validator", () => {
  const text = write(agenda);
  expect(faultsOf(text)).toEqual([]);
  expect(() => new ICAL.Component(ICAL.parse(text))).not.toThrow();
  expect(faultsOf(write([]))).toEqual([]);
});

test("the validator of these tests finds faults", () => {
  const good = write([item({ date: "2026-11-27", startTime: "14:00", endTime: "15:00" })]);
  for (const bad of [
    good.replaceAll("\r\n", "\n"),
    good.replace(/UID:.*\r\n/, ""),
    good.replace("DTSTAMP:2026", "DTSTAMP:26"),
    good.replace("END:VEVENT\r\n", ""),
    good.replace("SUMMARY:x", `SUMMARY:${"x".repeat(80)}`),
    good.replace("SUMMARY:x", "SUMMARY:a,b"),
    good.replace("TZID:Europe/Paris", "TZID:Europe/Rome"),
    good.trimEnd(),
  ])
    expect(faultsOf(bad), bad).not.toEqual([]);
});

test("an agenda that is written and read again is unchanged", () => {
  const { entries, refused } = read(write(agenda));
  expect(refused).toEqual([]);
  expect(entries.flatMap(({ remarks }) => remarks)).toEqual([]);
  expect(entries.map(({ content }) => said(content))).toEqual(agenda.map(said));
});

test("it is the same for a user in another zone, and for one whose zone is unknown", () => {
  const floating = [...agenda, item({ date: "2026-11-27", startTime: "14:00", timeZone: null })];
  for (const zone of ["Asia/Tokyo", "America/Los_Angeles"])
    expect(read(write(agenda), zone).entries.map(({ content }) => said(content))).toEqual(agenda.map(said));
  expect(read(write(floating), null).entries.map(({ content }) => said(content))).toEqual(floating.map(said));
});

test("an imported to-do is exported as a to-do, with its UID and its alarms", () => {
  const alarms = [
    [
      "valarm",
      [
        ["action", {}, "text", "EMAIL"],
        ["trigger", {}, "duration", "-PT15M"],
        ["description", {}, "text", "Go"],
      ],
      [],
    ],
  ];
  const todo = item({ date: "2026-11-30", done: true, imported: { uid: "tax@work", kind: "todo", alarms } });
  const text = writeCalendar([todo], { uidOf: ({ imported }) => imported?.uid ?? "", zonesUntilMs: nowMs });
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain("BEGIN:VTODO");
  const { entries } = read(text);
  expect(entries[0]?.content.imported).toEqual({ uid: "tax@work", kind: "todo", alarms });
  expect(entries[0]?.content).toMatchObject({ date: "2026-11-30", done: true });
});

test("a to-do with nothing but a due time reminds before that: it has no start (RFC 5545 §3.8.6.3)", () => {
  const imported = { uid: "tax@work", kind: "todo", alarms: [] } as const;
  const due = item({ date: "2026-11-30", startTime: "09:00", reminders: ["30m"], imported });
  const written = (todo: StoredItem) => writeCalendar([todo], { uidOf: () => "tax@work", zonesUntilMs: nowMs });
  expect(written(due)).toContain("TRIGGER;RELATED=END:-PT30M");
  expect(read(written(due)).entries[0]?.content.reminders).toEqual(["30m"]);
  expect(written({ ...due, endTime: "10:00" })).toContain("TRIGGER:-PT30M");
});

test("a zone is described with its history and future: every clock change, by date", () => {
  const text = write([item({ date: "2026-01-10", startTime: "09:00", timeZone: "Europe/Paris" }, "FREQ=DAILY")]);
  const zone = text.slice(text.indexOf("BEGIN:VTIMEZONE"), text.indexOf("END:VTIMEZONE"));
  expect(zone).toContain(
    "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRDATE:20260329T020000\r\nRDATE:20270328T020000",
  );
  expect(zone).toContain("DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100");
  const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vtimezone");
  const described = new ICAL.Timezone(component as ICAL.Component);
  const offset = (month: number, day: number) =>
    described.utcOffset(new ICAL.Time({ year: 2027, month, day, hour: 12 }, described));
  expect([offset(3, 27), offset(3, 28), offset(10, 30), offset(10, 31)]).toEqual([3600, 7200, 7200, 3600]);
});

test("a tag that ends with a backslash survives, next to another", () => {
  const { entries } = read(write([item({ date: "2026-11-27", tags: ["\\", "$"] })]));
  expect(entries.map(({ content }) => content.tags)).toEqual([["\\", "$"]]);
});

test("an end in another zone is written with that zone, which the file describes", () => {
  const text = write([
    item({ date: "2026-11-27", startTime: "10:00", endTime: "12:30", endTimeZone: "America/New_York" }),
  ]);
  expect(text).toContain(
    "DTSTART;TZID=Europe/Paris:20261127T100000\r\nDTEND;TZID=America/New_York:20261127T123000\r\n",
  );
  expect(text.match(/^TZID:.*$/gm)).toEqual(["TZID:America/New_York", "TZID:Europe/Paris"]);
});
