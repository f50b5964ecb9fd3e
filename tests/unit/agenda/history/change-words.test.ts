import { expect, test } from "@playwright/test";
import { describeBeforeAndAfter as beforeAndAfter } from "../../../../agenda/history/before-and-after.ts";
import type { ChangeView, ItemView } from "../../../../agenda/history/change-view.ts";
import { summarizeChange as summarize } from "../../../../agenda/history/change-words.ts";
import { t } from "../../messages/catalogs.ts";

const summarizeChange = (entry: Parameters<typeof summarize>[0]) => summarize(entry, t);
const describeBeforeAndAfter = (change: ChangeView) => beforeAndAfter(change, t);

const physio: ItemView = {
  text: "Physio",
  date: "2026-11-26",
  startTime: "17:00",
  endDate: null,
  endTime: null,
  timeZone: "Europe/Paris",
  endTimeZone: null,
  notes: null,
  location: null,
  url: null,
  tags: [],
  reminders: [],
  done: false,
};
const trip: ItemView = { ...physio, text: "Trip", startTime: null, timeZone: null };
const created = (after: ItemView): ChangeView => ({ kind: "created", before: null, after });
const updated = (before: ItemView, change: Partial<ItemView>): ChangeView => ({
  kind: "updated",
  before,
  after: { ...before, ...change },
});
const say = (...items: ChangeView[]) => summarizeChange({ items });

test("an added, deleted or restored item is named with weekday, date and time", () => {
  expect(say(created(physio))).toBe("Added Physio on Thursday 26 November 2026 at 17:00");
  expect(say(created(trip))).toBe("Added Trip on Thursday 26 November 2026");
  expect(say(created({ ...trip, endDate: "2026-11-29" }))).toBe(
    "Added Trip from Thursday 26 November 2026 to Sunday 29 November 2026",
  );
  expect(say({ kind: "deleted", before: physio, after: physio })).toBe(
    "Deleted Physio on Thursday 26 November 2026 at 17:00",
  );
  expect(say({ kind: "restored", before: physio, after: physio })).toBe(
    "Restored Physio on Thursday 26 November 2026 at 17:00",
  );
});

test("a move says from where to where, and only what changed", () => {
  const moves: [ItemView, Partial<ItemView>, string][] = [
    [physio, { startTime: "18:00" }, "Moved Physio from Thursday 26 November, 17:00 to 18:00"],
    [physio, { date: "2026-11-27" }, "Moved Physio from Thursday 26 November to Friday 27 November, 17:00"],
    [
      physio,
      { date: "2027-01-04", startTime: "09:00" },
      "Moved Physio from Thursday 26 November 2026, 17:00 to Monday 4 January 2027, 09:00",
    ],
    [trip, { date: "2026-11-27" }, "Moved Trip from Thursday 26 November to Friday 27 November"],
    [physio, { startTime: null, timeZone: null }, "Moved Physio from Thursday 26 November, 17:00 to all day"],
    [physio, { endTime: "18:00" }, "Moved the end of Physio on Thursday 26 November from none to 18:00"],
    [trip, { endDate: "2026-11-28" }, "Moved the end of Trip from Thursday 26 November to Saturday 28 November"],
    [physio, { timeZone: "Asia/Tokyo" }, "Changed the time zone of Physio from Europe/Paris to Asia/Tokyo"],
    [
      physio,
      { startTime: "18:00", done: true, text: "Gym", tags: ["a"] },
      "Moved Physio from Thursday 26 November, 17:00 to 18:00 and ticked it off, renamed it to Gym and changed its tags",
    ],
  ];
  for (const [before, change, words] of moves) expect(say(updated(before, change))).toBe(words);
});

test("other updates are described by their kind", () => {
  expect(say(updated(physio, { done: true }))).toBe("Ticked off Physio");
  expect(say(updated({ ...physio, done: true }, { done: false }))).toBe("Reopened Physio");
  expect(say(updated(physio, { text: "Gym" }))).toBe("Renamed Physio to Gym");
  expect(say(updated(physio, { notes: "a" }))).toBe("Changed the notes of Physio");
  expect(say(updated(physio, { notes: "a", location: "b", url: "c" }))).toBe(
    "Changed the notes, location and link of Physio",
  );
  expect(say(updated(physio, { done: true, notes: "a" }))).toBe("Ticked off Physio and changed its notes");
});

test("several items are counted: one is named if all changed alike, none otherwise", () => {
  expect(say(created(physio), created(trip), created(trip))).toBe(
    "Added Physio on Thursday 26 November 2026 at 17:00 and 2 more",
  );
  expect(say(created(physio), created(trip), updated(physio, { done: true }))).toBe("3 changes: 2 added, 1 ticked off");
  const rest = (kind: ChangeView["kind"]) => Array(4999).fill({ kind });
  expect(summarizeChange({ items: [created(physio)], rest: rest("created") })).toBe(
    "Added Physio on Thursday 26 November 2026 at 17:00 and 4,999 more",
  );
  expect(summarizeChange({ items: [created(physio)], rest: rest("updated") })).toBe("5,000 changes");
  expect(
    summarizeChange({ items: [created(physio), updated(physio, { done: true })], rest: rest("created").slice(1) }),
  ).toBe("5,000 changes");
});

test("a change of the time zone is described without the items that got it", () => {
  const zone = (before: string | null, after: string | null) =>
    summarizeChange({ items: [], settings: { before: { timeZone: before }, after: { timeZone: after } } });
  expect(zone("Europe/Paris", "Asia/Tokyo")).toBe("Changed the time zone to Asia/Tokyo");
  expect(zone(null, "Asia/Tokyo")).toBe("Set the time zone to Asia/Tokyo");
  expect(zone("Asia/Tokyo", null)).toBe("Made the time zone unknown again");
});

test("an undo says so, with how many changes it reverted and their effect", () => {
  const items = [{ kind: "deleted", before: physio, after: physio } as const];
  const did = "deleted Physio on Thursday 26 November 2026 at 17:00";
  expect(summarizeChange({ items, undoes: [7] })).toBe(`Undid a change: ${did}`);
  expect(summarizeChange({ items, undoes: [9, 8, 7] })).toBe(`Undid 3 changes: ${did}`);
  expect(summarizeChange({ items, undoes: [7], isRedo: true })).toBe(`Redid a change: ${did}`);
});

test("user text is cut to 60 characters, so no sentence is longer than 400", () => {
  const long = { ...physio, text: "\u{1F9F9}".repeat(500), endDate: "2026-12-24", endTime: "23:59" };
  const words = say(
    updated(long, { text: "é".repeat(500), date: "2027-09-29", startTime: "18:00", done: true, notes: "a", url: "b" }),
  );
  expect(words).toContain(`${"\u{1F9F9}".repeat(60)}… from Thursday`);
  expect(words).toContain(`renamed it to ${"é".repeat(60)}…`);
  expect([...words].length).toBeLessThanOrEqual(400);
});

test("before and after are shown side by side, for changed fields only", () => {
  expect(describeBeforeAndAfter(updated(physio, { startTime: "18:00", endTime: "19:00" }))).toEqual({
    was: "Thursday 26 November 2026, 17:00",
    is: "Thursday 26 November 2026, 18:00 to 19:00",
  });
  expect(
    describeBeforeAndAfter(updated(physio, { text: "Gym", notes: "Bring\na towel", tags: ["a", "b"], done: true })),
  ).toEqual({
    was: "Physio; open; no notes; no tags",
    is: "Gym; done; notes: Bring\na towel; #a #b",
  });
  expect(describeBeforeAndAfter(updated(physio, { timeZone: "Asia/Tokyo" }))).toEqual({
    was: "Thursday 26 November 2026, 17:00 in Europe/Paris",
    is: "Thursday 26 November 2026, 17:00 in Asia/Tokyo",
  });
  expect(describeBeforeAndAfter(created(trip))).toEqual({ is: "Thursday 26 November 2026" });
  expect(describeBeforeAndAfter({ kind: "deleted", before: trip, after: trip })).toEqual({
    was: "Thursday 26 November 2026",
  });
  const long = describeBeforeAndAfter(
    updated(physio, {
      text: "a".repeat(500),
      notes: "b".repeat(900),
      url: "c",
      location: "d".repeat(300),
      tags: ["e".repeat(50), "f".repeat(50)],
    }),
  );
  expect([...(long.is ?? "")].length).toBeLessThanOrEqual(201);
});
