import { expect, test } from "@playwright/test";
import { addressOf, isReached, keyOf, saidOf } from "../../../../components/sync/entry-key.ts";
import {
  itemToBe,
  type Patch,
  type Pending,
  patched,
  withPending,
} from "../../../../components/sync/pending-writes.ts";
import type { Item, Scope } from "../../../../contract/fields/item.ts";
import { item } from "../page-items.ts";

const paris = "Europe/Paris";
const lunch = item({ text: "Lunch", date: "2026-11-25", startTime: "12:00", endTime: "13:00", timeZone: paris });
const dinner = item({ text: "Dinner", date: "2026-11-25" });
const shown = (...writes: Pending[]) => withPending([lunch, dinner], writes, paris).map(({ text }) => text);
const when = ({ date, startTime, endDate, endTime }: Item) =>
  [date, startTime, endDate, endTime].filter((field) => field !== undefined).join(" ");
const movedTo = (patch: Patch, from: Item = lunch) => when(patched(from, patch, paris));

test("additions, changes and removals show before they are answered, each for its own entry", () => {
  const added = item({ text: "Tea" });
  expect(shown({ key: "1", kind: "put", item: added })).toEqual(["Lunch", "Dinner", "Tea"]);
  expect(shown({ key: "1", kind: "put", item: { ...lunch, text: "Brunch" } })).toEqual(["Dinner", "Brunch"]);
  expect(shown({ key: "1", kind: "patch", of: lunch.id, patch: { text: "Brunch" } })).toEqual(["Brunch", "Dinner"]);
  expect(shown({ key: "1", kind: "remove", of: lunch, scope: "this" })).toEqual(["Dinner"]);
  const one = { key: "1", kind: "patch", of: lunch.id, patch: { text: "Brunch" } } as const;
  expect(shown(one, { key: "2", kind: "remove", of: dinner, scope: "this" })).toEqual(["Brunch"]);
});

test("a new start moves the end, across midnight and clock changes; an end that is sent wins", () => {
  expect(movedTo({ startTime: "14:30" })).toBe("2026-11-25 14:30 15:30");
  expect(movedTo({ startTime: "23:30" })).toBe("2026-11-25 23:30 2026-11-26 00:30");
  expect(movedTo({ startTime: "14:30", endTime: "16:00" })).toBe("2026-11-25 14:30 16:00");
  expect(movedTo({ date: "2026-11-27", startTime: "14:30" })).toBe("2026-11-27 14:30 15:30");
  expect(movedTo({ date: "2026-11-27" })).toBe("2026-11-27 12:00 13:00");
  const night = { ...lunch, startTime: "22:00", endDate: "2026-11-26", endTime: "02:00" };
  expect(movedTo({ startTime: "21:00" }, night)).toBe("2026-11-25 21:00 2026-11-26 01:00");
  expect(movedTo({ date: "2027-03-27" }, night)).toBe("2027-03-27 22:00 2027-03-28 02:00");
  // Like the server: keeps the length in local time, also across a DST gap.
  expect(movedTo({ date: "2027-03-27", startTime: "22:00" }, night)).toBe("2027-03-27 22:00 2027-03-28 02:00");
  const { endTime: _, ...open } = lunch;
  expect(movedTo({ startTime: "14:30" }, open)).toBe("2026-11-25 14:30");
});

test("of an item that ends in another zone a new date keeps its length, unless an end is sent too", () => {
  // The night between has no clock change here, and one there.
  const flight = { ...lunch, date: "2026-03-06", startTime: "18:00", endDate: "2026-03-06", endTime: "20:00" };
  const toNewYork: Item = { ...flight, endTimeZone: "America/New_York" };
  expect(movedTo({ date: "2026-03-09" }, toNewYork)).toBe("2026-03-09 18:00 21:00");
  expect(movedTo({ date: "2026-03-09" }, flight)).toBe("2026-03-09 18:00 2026-03-09 20:00");
  expect(movedTo({ date: "2026-03-09", endTime: "22:00" }, toNewYork)).toBe("2026-03-09 18:00 2026-03-09 22:00");
  expect(movedTo({ date: "2026-03-09", endDate: "2026-03-10" }, toNewYork)).toBe("2026-03-09 18:00 2026-03-10 20:00");
  expect(movedTo({ date: "2026-03-09", endTimeZone: "America/Chicago" }, toNewYork)).toBe(
    "2026-03-09 18:00 2026-03-09 20:00",
  );
  expect(movedTo({ text: "Flight" }, toNewYork)).toBe("2026-03-06 18:00 2026-03-06 20:00");
});

test("a new date moves the last day, unless that is sent too", () => {
  const trip = { ...dinner, endDate: "2026-11-28" };
  expect(movedTo({ date: "2026-12-01" }, trip)).toBe("2026-12-01 2026-12-04");
  expect(movedTo({ date: "2026-12-01", endDate: "2026-12-02" }, trip)).toBe("2026-12-01 2026-12-02");
  expect(movedTo({ text: "Trip" }, trip)).toBe("2026-11-25 2026-11-28");
  expect(movedTo({ date: "2026-12-01" }, dinner)).toBe("2026-12-01");
});

test("a cleared field is gone, and the description of another rule comes with the answer", () => {
  const full = { ...lunch, notes: "Card", recurrence: "FREQ=DAILY", recurrenceText: "every day" };
  const cleared = patched(full, { notes: null, startTime: null, endTime: null }, paris);
  for (const field of ["notes", "startTime", "endTime", "startsAt", "endsAt"])
    expect(cleared).not.toHaveProperty(field);
  expect(patched(full, { text: "x" }, paris).recurrenceText).toBe("every day");
  expect(patched(full, { recurrence: "FREQ=DAILY" }, paris).recurrenceText).toBe("every day");
  expect(patched(full, { recurrence: "FREQ=WEEKLY" }, paris)).not.toHaveProperty("recurrenceText");
});

test("weekday and instants follow, in the item's zone, else in the reader's", () => {
  const moved = patched(
    { ...lunch, local: { date: "2026-11-25", weekday: "Wednesday" } } as Item,
    { date: "2026-11-27" },
    "Asia/Tokyo",
  );
  expect(moved).toMatchObject({
    weekday: "Friday",
    startsAt: "2026-11-27T11:00:00.000Z",
    endsAt: "2026-11-27T12:00:00.000Z",
  });
  expect(moved).not.toHaveProperty("local");
  const { timeZone: _, ...floating } = lunch;
  expect(patched(floating, { date: "2026-11-27" }, "Asia/Tokyo").startsAt).toBe("2026-11-27T03:00:00.000Z");
  expect(patched(dinner, { startTime: "19:00" }, paris)).toMatchObject({ startsAt: "2026-11-25T18:00:00.000Z" });
  expect(patched(dinner, { startTime: "19:00" }, paris)).not.toHaveProperty("endsAt");
  const night = { ...lunch, endDate: "2026-11-26" };
  expect(patched(night, { text: "x" }, paris).endsAt).toBe("2026-11-26T12:00:00.000Z");
});

test("a new item looks as it will be stored: by the page, open, timed in the user's zone", () => {
  const timed = itemToBe("x", { text: "Tea", date: "2026-11-27", startTime: "16:00" }, paris);
  expect(timed).toMatchObject({
    ...{ id: "x", text: "Tea", date: "2026-11-27", weekday: "Friday", startTime: "16:00", timeZone: paris },
    ...{ done: false, version: 1, createdBy: "web", startsAt: "2026-11-27T15:00:00.000Z" },
  });
  expect(timed.createdAt).toBe(timed.updatedAt);
  expect(Math.abs(Date.parse(timed.createdAt) - Date.now())).toBeLessThan(60_000);
  expect(itemToBe("x", { text: "Tea", date: "2026-11-27" }, paris)).not.toHaveProperty("timeZone");
});

const days = ["2026-11-25", "2026-11-26", "2026-11-27"];
const daily = days.map((date) =>
  item({ text: date, id: "series000000", date, occurrence: date, recurrence: "FREQ=DAILY" }),
);

test("a removal affects the entry, those after it, or all of its series, and nothing else", () => {
  const [first, second] = daily as [Item, Item];
  const left = (of: Item, scope: Scope) =>
    withPending([...daily, lunch], [{ key: "1", kind: "remove", of, scope }], paris).map(({ text }) => text);
  expect(left(second, "this")).toEqual([days[0], days[2], "Lunch"]);
  expect(left(second, "following")).toEqual([days[0], "Lunch"]);
  expect(left(second, "all")).toEqual(["Lunch"]);
  expect(left(first, "following")).toEqual(["Lunch"]);
  const { occurrence: _, ...whole } = first;
  expect(left(whole, "this")).toEqual(["Lunch"]);
  expect(isReached(whole, second, "following")).toBe(false);
});

test("an entry is addressed by its date and scope, a series as all, a single item by its id alone", () => {
  const [first] = daily as [Item];
  const { occurrence: _, ...whole } = first;
  expect([keyOf(lunch), keyOf(first)]).toEqual([lunch.id, "series000000.2026-11-25"]);
  expect(addressOf(first)).toEqual({ occurrence: "2026-11-25", scope: "this" });
  expect(addressOf(first, "following")).toEqual({ occurrence: "2026-11-25", scope: "following" });
  expect([addressOf(whole), addressOf(lunch)]).toEqual([{ scope: "all" }, {}]);
});

test("everything that an entry shows can be sent again, notes only if complete", () => {
  expect(saidOf(dinner)).toEqual({
    ...{ text: "Dinner", date: "2026-11-25", done: false, startTime: null, endDate: null, endTime: null },
    ...{ endTimeZone: null, location: null, url: null, tags: null, reminders: null, notes: null },
  });
  const full = {
    ...lunch,
    ...{ endDate: "2026-11-26", location: "here", url: "https://example.com", tags: ["a"], notes: "Card" },
  };
  const said = { startTime: "12:00", endTime: "13:00", endDate: "2026-11-26", timeZone: paris, location: "here" };
  expect(saidOf(full)).toMatchObject({ ...said, url: "https://example.com", tags: ["a"], notes: "Card" });
  expect(saidOf({ ...full, notesShortened: true })).not.toHaveProperty("notes");
  expect(saidOf({ ...dinner, timeZone: paris })).not.toHaveProperty("timeZone");
  const { timeZone: _, ...floating } = lunch;
  expect(saidOf(floating)).not.toHaveProperty("timeZone");
});
