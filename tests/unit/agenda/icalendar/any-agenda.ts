import fc from "fast-check";
import type { EntryContent, SeriesException, StoredItem, WallTimes } from "../../../../agenda/item/item-content.ts";
import { momentsOf } from "../../../../agenda/item/item-times.ts";
import { nearestMatches, requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { readRule } from "../../../../agenda/recurrence/rule-text.ts";
import { datesBetween, scheduleOf } from "../../../../agenda/recurrence/schedule.ts";
import { changedContentOn, differenceOn, plainContentOn } from "../../../../agenda/series/series.ts";
import { hasOccurrences } from "../../../../agenda/series/series-edits.ts";
import { seriesContent } from "../../../../agenda/series/stored-series.ts";
import { dateOfDay, dayNumberOf } from "../../../../agenda/time/wall-clock.ts";
import { writeCalendar } from "./calendar-of.ts";

/** Random agendas with everything an agenda can contain, for property tests. */

export const zones = [
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Africa/Casablanca",
  "UTC",
];
export const dates = fc.integer({ min: dayNumberOf("1975-01-01"), max: dayNumberOf("2090-12-31") }).map(dateOfDay);
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
/** As in the contract: trimmed, no control characters. */
const texts = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
  .map((text) => text.replaceAll(/\p{Cc}|[\u2028\u2029\uFFFD]/gu, "").trim())
  .filter((text) => text !== "" && !text.startsWith("#"));

const links = fc.constantFrom(null, "https://example.com/a?b=c,d;e#f", "mailto:a@example.com", "tel:+33123456789");

const walls: fc.Arbitrary<WallTimes> = fc
  .record({
    date: dates,
    time: fc.option(times),
    days: fc.integer({ min: 0, max: 3 }),
    endTime: fc.option(times),
    zone: fc.constantFrom(...zones),
    endZone: fc.option(fc.constantFrom(...zones)),
  })
  .map(({ date, time, days, endTime, zone, endZone }) => {
    const endDate = days === 0 ? null : dateOfDay(dayNumberOf(date) + days);
    if (time === null) return { date, startTime: null, endDate, endTime: null, timeZone: null, endTimeZone: null };
    const wall = { date, startTime: time, endDate, endTime, timeZone: zone, endTimeZone: null };
    const away = { ...wall, endTimeZone: endZone === zone ? null : endZone };
    if (away.endTimeZone !== null && endTime !== null) {
      const { startsAtMs, endsAtMs } = momentsOf(away);
      if (Number(endsAtMs) > Number(startsAtMs)) return away;
    }
    return endTime !== null && (days > 0 || endTime > time) ? wall : { ...wall, endDate: null, endTime: null };
  });

const reminders = fc.subarray(["0m", "5m", "90m", "2h", "1d", "4w", "0d 09:00", "1d 18:00", "28d 23:59"], {
  maxLength: 5,
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
    url: links,
    reminders,
    done: fc.boolean(),
  })
  .map(({ wall, ...words }) => ({ ...words, ...wall, ...momentsOf(wall) }));

/** By mail, so no reminders. In ical.js's order: with other properties the order would not be preserved. */
const alarms = fc.array(
  fc.tuple(fc.constantFrom("-PT15M", "PT0S", "-P1D", "-P1W"), fc.constantFrom("EMAIL")).map(([trigger, action]) => [
    "valarm",
    [
      ["action", {}, "text", action],
      ["trigger", {}, "duration", trigger],
      ["description", {}, "text", "Now"],
    ],
    [],
  ]),
  { maxLength: 2 },
);
const kinds = fc.option(fc.record({ kind: fc.constantFrom("event" as const, "todo" as const), alarms }));

/** The differences of one occurrence; null: it is cancelled. */
const differences = fc.option(
  fc.record(
    {
      text: texts,
      notes: fc.option(texts),
      location: fc.option(texts),
      url: links,
      tags: fc.constantFrom([], ["one"], ["two", "three"]),
      reminders,
      done: fc.boolean(),
      when: walls,
      alarms,
    },
    { requiredKeys: [] },
  ),
);

export const stamps = {
  id: "000000000001",
  version: 1,
  createdBy: "web",
  createdAtMs: 0,
  updatedAtMs: 0,
  deletedAtMs: null,
};

export const items: fc.Arbitrary<StoredItem> = fc
  .record({
    content: contents,
    brought: kinds,
    rule: fc.option(rules),
    until: fc.option(fc.integer({ min: 0, max: 3000 })),
    picks: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), differences), { maxLength: 4 }),
  })
  .map(({ content: made, brought, rule, until, picks }) => {
    const content = { ...made, ...(brought && { imported: { uid: "1@test", ...brought } }) };
    if (rule === null) return { ...stamps, ...content, recurrence: null, exceptions: null };
    const read = readRule(rule, []);
    const near = nearestMatches({ ...read, until: null }, content.date);
    const date = near.at(-1) ?? content.date;
    const start = { ...plainContentOn({ ...content, recurrence: "" }, date), done: false };
    const ended =
      until === null || rule.includes("COUNT")
        ? rule
        : `${rule};UNTIL=${dateOfDay(dayNumberOf(date) + until).replaceAll("-", "")}`;
    const series = { ...start, recurrence: requireRecurrence(ended, start, []) };
    const schedule = scheduleOf(series.recurrence, date);
    const there = [...datesBetween(schedule, dayNumberOf(date), dayNumberOf(date) + 12_000)]
      .slice(0, 31)
      .map(dateOfDay);
    const exceptions = new Map<string, SeriesException>();
    for (const [pick, said] of picks) {
      const day = there[pick];
      if (day === undefined) continue;
      const { alarms: own, ...plain } = said ?? {};
      const differing = brought && own ? { ...plain, alarms: own } : plain;
      const changed = differenceOn(series, day, changedContentOn(series, day, differing));
      // Without differences it is not an exception.
      if (said === null) exceptions.set(day, { kind: "cancelled" });
      else if (changed) exceptions.set(day, { kind: "changed", changed });
    }
    // A series with nothing left is in the trash.
    const parts = { content: series, exceptions };
    return { ...stamps, ...seriesContent(hasOccurrences(parts) ? parts : { ...parts, exceptions: new Map() }) };
  });

/** A whole agenda, each item with its permanent UID. */
export const agendasOf = (minLength: number, maxLength: number): fc.Arbitrary<StoredItem[]> =>
  fc.array(items, { minLength, maxLength }).map((all) =>
    all.map((item, index) => ({
      ...item,
      id: String(index).padStart(12, "0"),
      ...(item.imported && { imported: { ...item.imported, uid: `${index}@test` } }),
    })),
  );

export const write = (all: readonly StoredItem[]) =>
  writeCalendar(all, { uidOf: ({ id }) => `${Number(id)}@test`, zonesUntilMs: Date.UTC(2091, 0) });
