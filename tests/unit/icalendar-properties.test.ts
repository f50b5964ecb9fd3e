import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { subscribedDays, within } from "../../agenda/icalendar/bounded.ts";
import { writeCalendar } from "../../agenda/icalendar/write-calendar.ts";
import type { EntryContent, StoredItem } from "../../agenda/item-content.ts";
import { nearestMatches, requireRecurrence } from "../../agenda/recurrence-rule.ts";
import { readRule } from "../../agenda/recurrence-text.ts";
import { isSameValue } from "../../agenda/same-value.ts";
import { datesBetween, scheduleOf } from "../../agenda/schedules.ts";
import { plainContentOn, type SeriesException } from "../../agenda/series.ts";
import { dateOfDay, dayNumberOf } from "../../agenda/wall-clock.ts";
import { momentsOf, type WallTimes } from "../../agenda/wall-times.ts";
import { calendarText } from "../../server/icalendar/calendar-text.ts";
import { Unreadable } from "../../server/icalendar/read-text.ts";
import { read } from "./icalendar.ts";
import { faultsOf } from "./icalendar-strict.ts";

const zones = [
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Africa/Casablanca",
  "UTC",
];
const dates = fc.integer({ min: dayNumberOf("1975-01-01"), max: dayNumberOf("2090-12-31") }).map(dateOfDay);
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((each) => String(each).padStart(2, "0")).join(":"));
const rules = fc.constantFrom(
  "FREQ=DAILY",
  "FREQ=DAILY;INTERVAL=3;COUNT=40",
  "FREQ=WEEKLY;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
  "FREQ=MONTHLY;BYDAY=-1FR",
  "FREQ=MONTHLY;BYMONTHDAY=31",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
  "FREQ=YEARLY;COUNT=5",
  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
);
/** As the contract takes them: trimmed, no control characters. */
const texts = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
  .map((text) => text.replaceAll(/\p{Cc}|[\u2028\u2029\uFFFD]/gu, "").trim())
  .filter((text) => text !== "" && !text.startsWith("#"));

const walls: fc.Arbitrary<WallTimes> = fc
  .record({
    date: dates,
    time: fc.option(times),
    days: fc.integer({ min: 0, max: 3 }),
    endTime: fc.option(times),
    zone: fc.constantFrom(...zones),
  })
  .map(({ date, time, days, endTime, zone }) => {
    const endDate = days === 0 ? null : dateOfDay(dayNumberOf(date) + days);
    if (time === null) return { date, startTime: null, endDate, endTime: null, timeZone: null };
    const ends = endTime !== null && (days > 0 || endTime > time);
    return { date, startTime: time, endDate: ends ? endDate : null, endTime: ends ? endTime : null, timeZone: zone };
  });

const contents: fc.Arbitrary<EntryContent> = fc
  .record({
    wall: walls,
    text: texts,
    notes: fc.option(texts),
    location: fc.option(texts),
    tags: fc.uniqueArray(
      texts
        .map((text) => text.slice(0, 20).trim() || "x")
        .filter((text) => text.isWellFormed() && !text.startsWith("#")),
      { maxLength: 4 },
    ),
    done: fc.boolean(),
  })
  .map(({ wall, ...words }) => ({ ...words, url: null, ...wall, ...momentsOf(wall) }));

const stamps = { id: "000000000001", version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null };

const items: fc.Arbitrary<StoredItem> = fc
  .record({
    content: contents,
    rule: fc.option(rules),
    until: fc.option(fc.integer({ min: 0, max: 3000 })),
    picks: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(walls)), { maxLength: 4 }),
  })
  .map(({ content, rule, until, picks }) => {
    if (rule === null) return { ...stamps, ...content, recurrence: null, exceptions: null };
    const read = readRule(rule, []);
    const near = nearestMatches({ ...read, until: null }, content.date);
    const date = near.at(-1) ?? content.date;
    const start = { ...plainContentOn({ ...content, recurrence: "" }, date), done: false };
    const ended =
      until === null || rule.includes("COUNT")
        ? rule
        : `${rule};UNTIL=${dateOfDay(dayNumberOf(date) + until).replaceAll("-", "")}`;
    const recurrence = requireRecurrence(ended, start, []);
    const there = [...datesBetween(scheduleOf(recurrence, date), dayNumberOf(date), dayNumberOf(date) + 12_000)].slice(
      0,
      31,
    );
    const exceptions: Record<string, SeriesException> = {};
    for (const [pick, wall] of picks) {
      const day = there[pick];
      if (day !== undefined)
        exceptions[dateOfDay(day)] =
          wall === null ? { kind: "cancelled" } : { kind: "changed", changed: { text: "Otherwise", when: wall } };
    }
    const { recurrence: _, ...plain } = { ...start, recurrence: "" };
    return { ...stamps, ...plain, recurrence, exceptions: Object.keys(exceptions).length === 0 ? null : exceptions };
  });

const write = (item: StoredItem) =>
  calendarText(
    writeCalendar({
      name: "x",
      timeZone: "Europe/Paris",
      items: [item],
      uidOf: () => "1@test",
      zonesUntilMs: Date.UTC(2091, 0),
    }),
  );

/** What an item says, by which two are compared. */
function said({ imported: _, ...item }: Partial<StoredItem>) {
  const { id: _id, version: _v, createdBy: _b, createdAtMs: _c, updatedAtMs: _u, deletedAtMs: _d, ...rest } = item;
  return rest;
}

/** Exceptions that say nothing else than their series are none; a written file does not tell them. */
const isRound = (item: StoredItem, back: EntryContent) => isSameValue(said(item), said(back));

test("whatever an agenda holds goes out without a fault and comes back the same, in any zone", () => {
  fc.assert(
    fc.property(items, fc.constantFrom(...zones), (item, zone) => {
      const text = write(item);
      expect(faultsOf(text)).toEqual([]);
      const { entries, refused } = read(text, zone);
      expect(refused).toEqual([]);
      expect(entries).toHaveLength(1);
      expect(entries[0]?.remarks).toEqual([]);
      expect(said(entries[0]?.content ?? {})).toEqual(said(item));
      expect(isRound(item, entries[0]?.content ?? ({} as EntryContent))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("a subscription shows of a series exactly its dates within two years each way", () => {
  fc.assert(
    fc.property(items, dates, (item, today) => {
      const days = subscribedDays(today);
      expect(dayNumberOf(today) - dayNumberOf(days.from)).toBeLessThanOrEqual(731);
      expect(dayNumberOf(days.to) - dayNumberOf(today)).toBeLessThanOrEqual(731);
      const part = within(item, days);
      if (item.recurrence === null) {
        expect(part !== null).toBe((item.endDate ?? item.date) >= days.from && item.date <= days.to);
        return;
      }
      const between = ({ recurrence, date }: StoredItem, from: string, to: string) =>
        recurrence === null ? [] : [...datesBetween(scheduleOf(recurrence, date), dayNumberOf(from), dayNumberOf(to))];
      const wanted = between(item, days.from, days.to);
      expect(part === null ? [] : between(part, "1900-01-01", "2199-12-31")).toEqual(wanted);
      const kept = Object.keys(part?.exceptions ?? {});
      expect(kept).toEqual(
        Object.keys(item.exceptions ?? {})
          .filter((date) => wanted.includes(dayNumberOf(date)))
          .sort(),
      );
    }),
    { numRuns: 300 },
  );
});

test("no bytes whatever break the reading of a file", () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "BEGIN:VALARM",
        "END:VALARM",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "UID:1",
        "DTSTART:20270305T090000",
        "DTSTART;TZID=X:20270305T090000",
        "TZID:X",
        "TZOFFSETTO:+9900",
        "RRULE:FREQ=YEARLY",
        "RRULE:",
        "EXDATE:x",
        "RECURRENCE-ID:20270305T090000",
        "DURATION:-P1D",
        "DTEND:",
        "DTSTART;VALUE=PERIOD:1/2",
        "RDATE;VALUE=PERIOD:20270305T090000/PT1H",
        " continued",
      ),
      fc.string({ maxLength: 60 }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(lines, (all) => {
      const text = ["BEGIN:VCALENDAR", ...all.filter((line) => !line.includes("\0")), "END:VCALENDAR"].join("\r\n");
      try {
        read(text);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Unreadable); // refused as a whole, in words
      }
    }),
    { numRuns: 600 },
  );
});
