import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { type Entry, isSeries, occurrencesOf, singleEntry } from "../../../../agenda/entries/entry.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { SeriesException, StoredItem } from "../../../../agenda/item/item-content.ts";
import {
  busySpanOf,
  isOverlapping,
  joinSpans,
  overlapFinder,
  reservedFor,
  type Span,
} from "../../../../agenda/planning/busy-span.ts";
import { busyTime } from "../../../../agenda/planning/busy-time.ts";
import { type Placed, placedOf } from "../../../../agenda/planning/conflicts.ts";
import { findConflicts, type TimeConflict } from "../../../../agenda/planning/find-conflicts.ts";
import { freeStretches } from "../../../../agenda/planning/free-time.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { instantOf, wallTimeIn } from "../../../../agenda/time/instants.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { cpuMs } from "../../cpu-ms.ts";
import { requireEqual } from "../../require-equal.ts";
import { runAtOnce } from "../run-at-once.ts";

const stored = (
  id: string,
  input: Partial<NewItem>,
  exceptions: Record<string, SeriesException> | null = null,
): StoredItem => ({
  ...buildItem({ text: id, date: "2026-03-20", ...input }, "Europe/Paris", []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null, exceptions },
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.parse("2026-03-20T12:00:00Z");
const day = (number: number) => new Date(Date.parse("2026-03-20") + number * dayMs).toISOString().slice(0, 10);
const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;

const zones = fc.constantFrom("Europe/Paris", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC");
const anyWhen = fc
  .record({
    from: fc.integer({ min: -3, max: 15 }),
    days: fc.constantFrom(0, 0, 0, 1, 2, 9),
    // None of these zones has a DST gap after three; a stated time in a gap would be refused.
    start: fc.option(fc.integer({ min: 12, max: 80 }), { freq: 8 }),
    length: fc.integer({ min: 0, max: 15 }),
    timeZone: zones,
    endTimeZone: fc.option(zones, { freq: 2 }),
  })
  .map(({ from, days, start, length, timeZone, endTimeZone }) => {
    const endDate = days > 0 ? { endDate: day(from + days) } : {};
    if (start === null) return { date: day(from), ...endDate };
    if (endTimeZone !== null && endTimeZone !== timeZone && length + days > 0) {
      const startMs = instantOf(day(from), clock(start), timeZone);
      const end = wallTimeIn(startMs + days * dayMs + length * (hourMs / 4), endTimeZone);
      const ending = { endDate: end.date, endTime: end.time, endTimeZone };
      // A time that occurs twice means the first one, which may be the start.
      if (instantOf(end.date, end.time, endTimeZone) > startMs)
        return { date: day(from), startTime: clock(start), timeZone, ...ending };
    }
    const end = length > 0 || days > 0 ? { endTime: clock(start + length) } : {};
    return { date: day(from), startTime: clock(start), timeZone, ...end, ...endDate };
  });

const anyException = fc.oneof(
  fc.constant<SeriesException>({ kind: "cancelled" }),
  fc.boolean().map((done): SeriesException => ({ kind: "changed", changed: { done } })),
  anyWhen.map((when): SeriesException => {
    const { startTime = null, endDate = null, endTime = null, timeZone = null, date } = { ...nothing, ...when };
    const { endTimeZone = null } = { ...nothing, ...when };
    const zone = startTime === null ? null : timeZone;
    return { kind: "changed", changed: { when: { date, startTime, endDate, endTime, timeZone: zone, endTimeZone } } };
  }),
);
const nothing: { [F in "startTime" | "endDate" | "endTime" | "timeZone" | "endTimeZone"]?: string } = {};
const rules = ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;COUNT=4"];
const anyItem = (prefix: string) =>
  fc
    .record({
      when: anyWhen,
      done: fc.boolean(),
      recurrence: fc.option(fc.constantFrom(...rules)),
      exceptions: fc.dictionary(fc.integer({ min: -3, max: 15 }).map(day), anyException, { maxKeys: 4 }),
    })
    .map(
      ({ when, done, recurrence, exceptions }) =>
        (index: number) =>
          stored(
            `${prefix}${index}`,
            { ...when, done: done && recurrence === null, ...(recurrence !== null && { recurrence }) },
            recurrence === null || Object.keys(exceptions).length === 0 ? null : exceptions,
          ),
    );
const someItems = (prefix: string, maxLength: number) =>
  fc.array(anyItem(prefix), { maxLength }).map((make) => make.map((one, index) => one(index)));

/** Slow and simple: every occurrence up to a moment, compared pairwise. */
function everyEntry(items: readonly StoredItem[], untilMs: number): Entry[] {
  // A day is not the same everywhere.
  const window = dateRangeIn("2026-02-01", new Date(untilMs + 2 * dayMs).toISOString().slice(0, 10), "UTC");
  return items.flatMap((item) =>
    isSeries(item) ? occurrencesOf(item, { window, readIn: "UTC", limit: 2_000 }) : singleEntry(item),
  );
}

const endOf = (placed: readonly Placed[]) => Math.max(nowMs, ...placed.map(({ span }) => span.endsAtMs));

function clashesPlainly(placed: readonly Placed[], entries: readonly Entry[], areTogether: boolean): TimeConflict[] {
  const byPlace = (of: readonly Entry[]) => of.map((entry) => [`${entry.item.id} ${entry.occurrence}`, entry] as const);
  const others = new Map(byPlace(entries));
  for (const [key, entry] of byPlace(placed.map(({ entry }) => entry)))
    if (areTogether) others.delete(key);
    else others.set(key, entry);
  const isItself = ({ item, occurrence }: Entry, { entry, isAlone }: Placed) =>
    item.id === entry.item.id && (!isAlone || occurrence === entry.occurrence);
  const inOrder = [...others.values()]
    .map((entry) => ({ entry, span: busySpanOf(entry.content) }))
    .sort((one, other) => (one.entry.content.startsAtMs ?? 0) - (other.entry.content.startsAtMs ?? 0));
  return placed.flatMap((one) =>
    inOrder
      .filter(({ entry, span }) => span !== null && !isItself(entry, one) && isOverlapping(span, one.span))
      .map(({ entry }) => ({ placed: one, with: entry })),
  );
}

/** The result: which new item, and when it begins. The order of items that begin together is undefined. */
const told = (clashes: readonly TimeConflict[]) =>
  clashes.map(({ placed, with: other }) => [placed.index, placed.entry.occurrence, other.content.startsAtMs].join(" "));
const named = (clashes: readonly TimeConflict[]) =>
  clashes
    .map(({ placed, with: { item, occurrence } }) =>
      [placed.index, placed.entry.occurrence, item.id, occurrence].join(" "),
    )
    .sort();

test("clashes equal those of comparing every pair of occurrences", () => {
  fc.assert(
    fc.property(someItems("new", 4), someItems("old", 6), fc.boolean(), (fresh, there, areTogether) => {
      const { placed } = runAtOnce(placedOf(fresh, nowMs, "Europe/Paris"));
      const expected = clashesPlainly(placed, everyEntry(there, endOf(placed)), areTogether);
      const foundOf = (most: number) => runAtOnce(findConflicts(placed, there, { areTogether, most }));
      const all = foundOf(10_000);
      requireEqual(named(all), named(expected));
      requireEqual(
        [...[1, 5, 21].map((most) => told(foundOf(most))), told(all)],
        [1, 5, 21, 10_000].map((most) => told(expected.slice(0, most))),
      );
    }),
    { numRuns: 150 },
  );
});

test("dates that move alone clash with their siblings, as in the pairwise comparison", () => {
  fc.assert(
    fc.property(anyItem("s"), someItems("old", 3), fc.integer({ min: 0, max: 20 }), (make, others, taken) => {
      const item = make(0);
      const there = [item, ...others];
      const placed = everyEntry([item], Date.parse("2027-08-01"))
        .slice(taken, taken + 3)
        .flatMap((entry, index): Placed[] => {
          const span = busySpanOf(entry.content);
          const moved = span && { startsAtMs: span.startsAtMs + dayMs, endsAtMs: span.endsAtMs + dayMs };
          return moved
            ? [{ index, entry: { ...entry, content: { ...entry.content, ...moved } }, span: moved, isAlone: true }]
            : [];
        });
      const expected = clashesPlainly(placed, everyEntry(there, endOf(placed)), false);
      requireEqual(named(runAtOnce(findConflicts(placed, there, { most: 10_000 }))), named(expected));
    }),
    { numRuns: 100 },
  );
});

test("busy time is the union of what every occurrence occupies", () => {
  const usualMinutes = 45;
  fc.assert(
    fc.property(
      someItems("old", 8),
      fc.integer({ min: -2, max: 12 }),
      fc.integer({ min: 0, max: 70 }),
      (there, from, days) => {
        const window = dateRangeIn(day(from), day(from + days), "Europe/Paris");
        const every = everyEntry(there, window.endsAtMs).filter(({ content }) => {
          const span = busySpanOf(content);
          return span !== null && isOverlapping(span, window);
        });
        const ignore = every[0] && {
          id: every[0].item.id,
          ...(every[0].occurrence && { occurrence: every[0].occurrence }),
        };
        const isIgnored = (entry: Entry) =>
          entry.item.id === ignore?.id && entry.occurrence === (ignore.occurrence ?? null);
        const parts = { items: there.filter((item) => !isSeries(item)), series: there.filter(isSeries) };
        const inWindow = { ...parts, items: parts.items.filter((item) => every.some((entry) => entry.item === item)) };
        const plainly = (entries: readonly Entry[]) =>
          joinSpans(entries.flatMap(({ content }) => reservedFor(content, usualMinutes) ?? []));
        const free = (spans: readonly Span[]) =>
          freeStretches(
            {
              ...{ from: day(from), to: day(from + days), timeZone: "Europe/Paris", lengthMinutes: 5, notBeforeMs: 0 },
              ...{ gapBeforeMinutes: 0, gapAfterMinutes: 10 },
              hours: new Map([["Monday", [{ start: "00:00", end: "24:00" }]]]),
            },
            spans,
          );
        for (const [busy, expected] of [
          [runAtOnce(busyTime(inWindow, { within: window, usualMinutes })), plainly(every)],
          [
            runAtOnce(busyTime(inWindow, { within: window, usualMinutes, ignore })),
            plainly(every.filter((entry) => !isIgnored(entry))),
          ],
        ] as const) {
          requireEqual(busy, expected);
          requireEqual(free(busy ?? []), free(expected));
        }
      },
    ),
    { numRuns: 100 },
  );
});

const anySpan = fc
  .record({ start: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 0, max: 10 }) })
  .map(({ start, length }): Span => ({ startsAtMs: start, endsAtMs: start + length }));

test("overlaps among sorted spans equal those among all", () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 30 }), anySpan, (spans, one) => {
      const found: number[] = [];
      overlapFinder(spans)(one, (index) => found.push(index));
      const expected = [...spans.keys()].filter((index) => isOverlapping(spans[index] as Span, one));
      requireEqual(
        found.toSorted((a, b) => a - b),
        expected,
      );
    }),
    { numRuns: 500 },
  );
});

test("ten thousand daily series are compared with fifty new ones within a second, whether or not they clash", () => {
  const old = (startTime: string) =>
    Array.from({ length: 10_000 }, (_, index) =>
      stored(`old${index}`, { date: "2025-01-06", startTime, endTime: "10:00", recurrence: "FREQ=DAILY" }),
    );
  const fresh = Array.from({ length: 50 }, (_, index) =>
    stored(`new${index}`, { startTime: "15:00", endTime: "16:00", recurrence: "FREQ=DAILY" }),
  );
  const { placed } = runAtOnce(placedOf(fresh, nowMs, "Europe/Paris"));
  expect(placed).toHaveLength(1_000);
  for (const there of [old("09:00"), old("09:00").map((item) => ({ ...item, startTime: "15:30", endTime: "16:30" }))])
    expect(cpuMs(() => runAtOnce(findConflicts(placed, there, { areTogether: true, most: 21 })))).toBeLessThan(1_000);
});

test("no step takes long, however much there is", () => {
  const there = Array.from({ length: 2_000 }, (_, index) =>
    stored(`s${index}`, {
      date: "1900-01-01",
      startTime: "09:00",
      endDate: "2100-01-01",
      endTime: "10:00",
      recurrence: "FREQ=DAILY",
    }),
  );
  const { placed } = runAtOnce(placedOf([stored("new", { startTime: "15:00", endTime: "16:00" })], nowMs, "UTC"));
  const steps = findConflicts(placed, there, { most: 21 });
  let longest = 0;
  for (let isDone = false; !isDone; )
    longest = Math.max(
      longest,
      cpuMs(() => (isDone = steps.next().done ?? false)),
    );
  expect(longest).toBeLessThan(50);
});
