import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { applyPatch } from "../../../../agenda/item/apply-patch.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ItemContent } from "../../../../agenda/item/item-content.ts";
import { addDays } from "../../../../agenda/time/dates.ts";
import type { ItemPatch, NewItem } from "../../../../contract/fields/item.ts";
import { requireEqual } from "../../require-equal.ts";
import { refused } from "./refused.ts";

const friday = "2026-11-27";
const paris = "Europe/Paris";
const item = (input: Partial<NewItem> = {}, zone: string | null = paris) =>
  buildItem({ text: "Dentist", date: friday, ...input }, zone, []);
const patch = (current: ItemContent, sent: ItemPatch, zone: string | null = paris) =>
  applyPatch(current, sent, zone, []);

const short = item({ startTime: "14:00", endTime: "15:30" });
const overnight = item({ startTime: "22:00", endDate: "2026-11-28", endTime: "06:00" });
const open = item({ startTime: "14:00" });
const day = item();
const days = item({ endDate: "2026-11-29" });
const said = { notes: "n", location: "l", url: "https://example.org", tags: ["t"], done: true };

test("fields that are not sent stay", () => {
  const full = item({ ...said, startTime: "14:00", endTime: "15:30", timeZone: "Asia/Tokyo" });
  expect(patch(full, {})).toEqual(full);
  expect(patch(full, { text: "Doctor" })).toEqual({ ...full, text: "Doctor" });
});

test("null clears, and false is a value", () => {
  expect(patch(item(said), { notes: null, location: null, url: null, tags: null, done: false })).toEqual(day);
  expect(patch(day, said)).toEqual(item(said));
});

test("appended text goes below the existing notes, as long as both fit", () => {
  expect(patch(item({ notes: "one" }), { notesAppend: "two\nthree" })).toEqual(item({ notes: "one\ntwo\nthree" }));
  expect(patch(day, { notesAppend: "one" })).toEqual(item({ notes: "one" }));
  expect(patch(item({ notes: "💡".repeat(3998) }), { notesAppend: "💡" }).notes).toHaveLength(7999);
  const problem =
    "#/notesAppend: With this the notes would have 4001 characters; at most 4000 fit. There is room for 1.";
  expect(refused(() => patch(item({ notes: "💡".repeat(3998) }), { notesAppend: "💡x" }))).toBe(problem);
  expect(refused(() => patch(item({ notes: "n".repeat(4000) }), { notesAppend: "x" }))).toContain(
    "Here no room is left",
  );
  for (const notes of ["new", null])
    expect(refused(() => patch(item({ notes: "old" }), { notes, notesAppend: "x" }))).toBe(
      "#/notesAppend: Send notes to replace them all, or notesAppend to add to them, not both.",
    );
});

for (const [why, current, sent, settled] of [
  ["a later start keeps the length", short, { startTime: "16:00" }, { startTime: "16:00", endTime: "17:30" }],
  [
    "a new date keeps the times",
    short,
    { date: "2026-12-04" },
    { date: "2026-12-04", startTime: "14:00", endDate: null, endTime: "15:30" },
  ],
  [
    "a start that pushes the end over midnight",
    short,
    { startTime: "23:00" },
    { endDate: "2026-11-28", endTime: "00:30" },
  ],
  ["an end that lands on midnight", short, { startTime: "22:30" }, { endDate: "2026-11-28", endTime: "00:00" }],
  [
    "a start that pulls the end back before midnight",
    overnight,
    { startTime: "08:00" },
    { endDate: null, endTime: "16:00" },
  ],
  ["an overnight item on another day", overnight, { date: "2026-12-31" }, { endDate: "2027-01-01", endTime: "06:00" }],
  [
    "an item without an end stays without",
    open,
    { startTime: "16:00" },
    { startTime: "16:00", endDate: null, endTime: null },
  ],
  ["an all-day span moves along", days, { date: "2028-02-28" }, { endDate: "2028-03-01" }],
  ["an all-day day moves along", day, { date: "2026-12-04" }, { date: "2026-12-04", endDate: null }],
  [
    "an end sent with the start is taken as it is",
    short,
    { startTime: "16:00", endTime: "16:15" },
    { endDate: null, endTime: "16:15" },
  ],
  [
    "an end time alone keeps the end date",
    overnight,
    { endTime: "07:00" },
    { endDate: "2026-11-28", endTime: "07:00" },
  ],
  [
    "a date with an end time takes the end date along",
    overnight,
    { date: "2026-12-04", endTime: "07:00" },
    { endDate: "2026-12-05", endTime: "07:00" },
  ],
  [
    "an end date alone keeps the end time",
    overnight,
    { endDate: "2026-11-29" },
    { endDate: "2026-11-29", endTime: "06:00" },
  ],
  ["an end date that is the date is none", days, { endDate: friday }, { endDate: null }],
  ["a cleared end date is a single day", days, { endDate: null }, { endDate: null }],
  ["a cleared end time is an item without an end", short, { endTime: null }, { startTime: "14:00", endTime: null }],
  ["a cleared end time takes the end date along", overnight, { endTime: null }, { endDate: null, endTime: null }],
  [
    "a cleared start is an all-day item",
    short,
    { startTime: null },
    { startTime: null, endTime: null, timeZone: null, startsAtMs: null, endsAtMs: null },
  ],
  [
    "a cleared start keeps the days",
    overnight,
    { startTime: null },
    { endDate: "2026-11-28", endTime: null, timeZone: null },
  ],
  [
    "a cleared start on another day keeps the days",
    overnight,
    { startTime: null, date: "2026-12-04" },
    { endDate: "2026-12-05" },
  ],
  [
    "a cleared start takes the end time along, also beside an end date",
    short,
    { startTime: null, endDate: "2026-11-29" },
    { endDate: "2026-11-29", endTime: null },
  ],
  [
    "a start for an all-day item is in the person's zone",
    day,
    { startTime: "09:00" },
    { startTime: "09:00", endTime: null, timeZone: paris },
  ],
  [
    "a start and an end for an all-day item",
    day,
    { startTime: "09:00", endTime: "10:00", timeZone: "Asia/Tokyo" },
    { endTime: "10:00", timeZone: "Asia/Tokyo" },
  ],
  [
    "a start and an end for several days",
    days,
    { startTime: "09:00", endTime: "10:00" },
    { endDate: "2026-11-29", endTime: "10:00" },
  ],
  [
    "a start and no end for several days",
    days,
    { startTime: "09:00", endDate: null },
    { endDate: null, endTime: null },
  ],
] as [string, ItemContent, ItemPatch, Partial<ItemContent>][])
  test(`${why}: ${JSON.stringify(sent)}`, () => {
    const patched = patch(current, sent);
    expect(patched).toMatchObject(settled);
    // Any result of an update could also have been created directly.
    const { startsAtMs, endsAtMs, ...stored } = patched;
    const input = Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== null)) as NewItem;
    expect(buildItem(input, null, [])).toEqual(patched);
  });

for (const [why, current, sent, problem] of [
  ["an end time for an all-day item", day, { endTime: "15:00" }, "#/endTime: endTime needs startTime."],
  [
    "an end time beside a cleared start",
    short,
    { startTime: null, endTime: "15:00" },
    "#/endTime: endTime needs startTime.",
  ],
  ["a zone for an all-day item", day, { timeZone: paris }, "#/timeZone: An item without startTime is all-day"],
  [
    "a start for several days without an end",
    days,
    { startTime: "09:00" },
    "#/endTime: The item is all-day from 2026-11-27 to 2026-11-29. With startTime, send endTime for its last day, or endDate null",
  ],
  [
    "a start for several days with a cleared end",
    days,
    { startTime: "09:00", endTime: null },
    "#/endTime: The item is all-day from 2026-11-27",
  ],
  [
    "an end before the kept start",
    short,
    { endTime: "13:00" },
    "#/endTime: The end is before the start. If it ends on the next day, send endDate 2026-11-28.",
  ],
  [
    "a cleared end date that puts the end before the start",
    overnight,
    { endDate: null },
    "#/endTime: The end is before the start.",
  ],
  [
    "an end date before the kept date",
    days,
    { endDate: "2026-11-26" },
    "#/endDate: endDate 2026-11-26 is before date 2026-11-27.",
  ],
  [
    "another end date for an item without an end",
    open,
    { endDate: "2026-11-28" },
    "#/endTime: An item with startTime that ends on 2026-11-28 needs endTime",
  ],
  ["an end that would leave the agenda", overnight, { date: "2199-12-31" }, "#/date: It would end on 2200-01-01;"],
  ["a span that would leave the agenda", days, { date: "2199-12-30" }, "#/date: It would end on 2200-01-01;"],
  [
    "a weekday that the new date has not",
    short,
    { date: "2026-12-03", weekday: "Friday" },
    "#/weekday: 3 December 2026 is a Thursday, not a Friday. Friday is 2026-12-04;",
  ],
  ["a weekday that the kept date has not", short, { weekday: "Monday" }, "#/weekday: 27 November 2026 is a Friday"],
  [
    "a weekday that the moved end has not",
    days,
    { date: "2026-12-04", endWeekday: "Saturday" },
    "#/endWeekday: 6 December 2026 is a Sunday",
  ],
  ["a stated start in a gap", short, { date: "2027-03-28", startTime: "02:30" }, "#/startTime: 02:30 does not exist"],
  [
    "a stated end in a gap",
    item({ date: "2027-03-28", startTime: "01:00" }),
    { endTime: "02:30" },
    "#/endTime: 02:30 does not exist",
  ],
  ["a date that does not exist", short, { date: "2027-02-29" }, "#/date: 29 February does not exist."],
  ["24:00", short, { endTime: "24:00" }, "#/endTime: Midnight at the end of Friday 27 November 2026"],
] as [string, ItemContent, ItemPatch, string][])
  test(`${why} is refused: ${JSON.stringify(sent)}`, () => {
    expect(refused(() => patch(current, sent))).toContain(problem);
  });

test("a kept time that a new date or zone puts in a DST gap moves forward instead of failing", () => {
  const early = item({ startTime: "02:30", endTime: "03:15" });
  const startsAtMs = Date.parse("2027-03-28T03:30:00+02:00");
  const moved = patch(early, { date: "2027-03-28" });
  expect(moved).toMatchObject({ startTime: "02:30", endTime: "03:15", startsAtMs, endsAtMs: startsAtMs });
  expect(patch(moved, { date: friday })).toEqual(early);
  const elsewhere = item({ date: "2027-03-28", startTime: "02:30", timeZone: "Asia/Tokyo" });
  expect(patch(elsewhere, { timeZone: paris })).toMatchObject({ startTime: "02:30", startsAtMs });
});

test("a kept end that a new date puts in a DST gap moves forward too", () => {
  const early = item({ startTime: "01:30", endTime: "02:30" });
  const endsAtMs = Date.parse("2027-03-28T03:30:00+02:00");
  expect(patch(early, { date: "2027-03-28" })).toMatchObject({ endTime: "02:30", endsAtMs });
  expect(patch(early, { date: "2027-03-28", endDate: "2027-03-28" })).toMatchObject({ endTime: "02:30", endsAtMs });
});

test("the length is kept in local time, not in seconds, across a clock change", () => {
  const moved = patch(overnight, { date: "2027-03-27" });
  expect(moved).toMatchObject({ endDate: "2027-03-28", endTime: "06:00" });
  expect((moved.endsAtMs ?? 0) - (moved.startsAtMs ?? 0)).toBe(7 * 3_600_000);
});

test("a zone changes the instant and not the local time; null means the user's zone", () => {
  const tokyo = patch(short, { timeZone: "asia/tokyo" });
  expect(tokyo).toMatchObject({
    startTime: "14:00",
    timeZone: "Asia/Tokyo",
    startsAtMs: Date.parse("2026-11-27T05:00:00Z"),
  });
  expect(patch(tokyo, { timeZone: null })).toEqual(short);
  expect(patch(tokyo, { timeZone: null }, null)).toMatchObject({
    timeZone: null,
    startsAtMs: Date.parse("2026-11-27T14:00:00Z"),
  });
  expect(patch(day, { timeZone: null })).toEqual(day);
  expect(patch(tokyo, { startTime: "15:00" }).timeZone).toBe("Asia/Tokyo");
});

test("a floating item takes the user's zone at its next update, and keeps floating while that is unknown", () => {
  const floating = item({ startTime: "14:00", endTime: "15:30" }, null);
  expect(patch(floating, {}, null)).toEqual(floating);
  expect(patch(floating, {})).toEqual(short);
});

const anyDate = fc.integer({ min: 0, max: 109_000 }).map((count) => addDays("1900-01-01", count));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
const anyZone = fc.constantFrom(
  "UTC",
  paris,
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Africa/Casablanca",
);

/** Minutes of local time, computed with Temporal. */
function wallMinutes(content: ItemContent): number {
  const start = Temporal.PlainDateTime.from(`${content.date}T${content.startTime}`);
  const end = Temporal.PlainDateTime.from(`${content.endDate ?? content.date}T${content.endTime}`);
  return start.until(end).total("minutes");
}

test("a new start alone keeps the local length of any item, and reverting it restores the item", () => {
  fc.assert(
    fc.property(
      ...([anyDate, anyTime, fc.integer({ min: 1, max: 20_000 }), anyZone] as const),
      ...([anyDate, fc.option(anyTime)] as const),
      (date, startTime, lengthMinutes, timeZone, newDate, newTime) => {
        const start = Temporal.PlainDateTime.from(`${date}T${startTime}`);
        const end = start.add({ minutes: lengthMinutes });
        const endTime = end.toPlainTime().toString({ smallestUnit: "minute" });
        const wall = { date, startTime, endDate: end.toPlainDate().toString(), endTime };
        // Floating first, so that no time counts as stated within a gap.
        const current = patch(buildItem({ text: "x", ...wall }, null, []), {}, timeZone);
        const sent = newTime === null ? { date: newDate } : { date: newDate, startTime: newTime };
        const moved = patch(patch(current, { timeZone: "UTC" }), sent);
        requireEqual(
          {
            moved: [wallMinutes(moved), moved.date, moved.startTime],
            back: patch(patch(moved, { date, startTime }), { timeZone }),
            same: patch(current, { timeZone }),
          },
          { moved: [lengthMinutes, newDate, newTime ?? startTime], back: current, same: current },
        );
        const [from, to] = [current.startsAtMs ?? 0, current.endsAtMs ?? 0];
        if (from > to) throw new Error("It ends before it starts.");
      },
    ),
    { numRuns: 500 },
  );
});
