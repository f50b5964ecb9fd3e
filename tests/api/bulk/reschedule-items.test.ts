import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { confirmed, readByText } from "./bulk.ts";

/** Items of every kind: timed, overnight, in another zone, all-day, spanning several days. */
const shapes = [
  { text: "Dentist", date: "2027-03-05", startTime: "14:00", endTime: "15:00" },
  { text: "Night shift", date: "2027-03-06", startTime: "22:00", endDate: "2027-03-07", endTime: "06:00" },
  { text: "Call Tokyo", date: "2027-03-06", startTime: "09:00", timeZone: "Asia/Tokyo" },
  { text: "Birthday", date: "2027-03-07" },
  { text: "Trip", date: "2027-03-08", endDate: "2027-03-12" },
];

test("items move by days on both interfaces: times, lengths and zones stay, in one change that one undo reverts", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  for (const [door, days] of [
    [gpt, 7],
    [await browserOf(person), -3],
  ] as const) {
    const ids = await gpt.makeAll(shapes);
    const before = await readByText(gpt);
    const { count, items, change } = await door.call("rescheduleItems", { ids, days });
    expect({ count, unchanged: items.map(({ id }) => id) }).toEqual({ count: 5, unchanged: ids });
    const after = await readByText(gpt);
    const later = (date = "") => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
    for (const [text, was] of before) {
      const is = after.get(text);
      expect(is?.date, text).toBe(later(was.date));
      expect(is?.endDate, text).toBe(was.endDate && later(was.endDate));
      for (const field of ["startTime", "endTime", "timeZone", "id"] as const) expect(is?.[field]).toBe(was[field]);
      expect(is?.version).toBe(was.version + 1);
    }
    expect(change?.summary).toMatch(/^Moved Dentist from .* and 4 more$/);
    const { changes } = await gpt.call("listChanges", { since: (change?.id ?? 0) - 1 });
    expect(changes.map(({ id, items }) => [id, items?.length])).toEqual([[change?.id, 5]]);
    await door.call("undoChange", { last: true });
    const dates = (all: typeof before) => [...all].map(([text, { date, endDate }]) => [text, date, endDate]);
    expect(dates(await readByText(gpt))).toEqual(dates(before));
    await confirmed(gpt, "deleteItems", { ids });
  }
});

test("items move to one date, optionally with its weekday as a check", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const ids = await gpt.makeAll(shapes);
  const answer = await gpt.call("rescheduleItems", { ids, date: "2027-03-06", weekday: "Saturday" });
  expect(answer).toMatchObject({ count: 3, unchanged: 2 });
  const after = await readByText(gpt);
  expect([...after.values()].map(({ date }) => date)).toEqual(Array(5).fill("2027-03-06"));
  expect(after.get("Trip")?.endDate).toBe("2027-03-10");
  expect(after.get("Dentist")).toMatchObject({ startTime: "14:00", endTime: "15:00", weekday: "Saturday" });
  expect(await gpt.call("rescheduleItems", { ids, date: "2027-03-06" })).toEqual({ count: 0, unchanged: 5, items: [] });
  // A day is one of the person's: there it begins on Sunday at 04:00.
  const late = await gpt.make({ text: "Call", date: "2027-03-06", startTime: "22:00", timeZone: "America/New_York" });
  const moved = await gpt.call("rescheduleItems", { ids: [late.id], date: "2027-03-12" });
  expect(moved.items).toMatchObject([{ date: "2027-03-11", local: { date: "2027-03-12" } }]);
  const refused = await gpt.refusal("rescheduleItems", { ids, date: "2027-03-07", weekday: "Saturday" });
  expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/weekday" }] });
  expect(refused.detail).toContain("Saturday is 2027-03-06");
});

test("items moved onto occupied time report conflicts, also in a preview; items moving together do not conflict with each other", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const at = (text: string, date: string, startTime: string) => ({ text, date, startTime, endTime: "11:00" });
  const ids = await gpt.makeAll([at("A", "2027-03-01", "10:00"), at("B", "2027-03-01", "10:30")]);
  const { id } = await gpt.make({ ...at("Weekly", "2027-03-02", "10:00"), recurrence: "FREQ=WEEKLY" });
  const there = await gpt.make(at("There", "2027-03-09", "10:15"));
  const told = async (asked: object) =>
    (await gpt.call("rescheduleItems", asked)).conflicts?.map((one) => [
      one.index,
      one.forOccurrence,
      one.text,
      one.date,
    ]);
  expect(await told({ ids, days: 2 })).toBeUndefined();
  const onto = { ids, days: -1 };
  const expected = [0, 1].map((index) => [index, undefined, "Weekly", "2027-03-02"]);
  const refused = await gpt.refusal("rescheduleItems", { ...onto, avoidConflicts: true });
  expect(refused).toMatchObject({
    status: 409,
    code: "time_taken",
    conflicts: [{ text: "Weekly" }, { text: "Weekly" }],
  });
  const apart = { ids, date: "2027-03-05", avoidConflicts: true };
  expect(await gpt.refusal("rescheduleItems", apart), "what was not moved is there still").toMatchObject({
    conflicts: ids.toReversed().map((id) => ({ id })),
  });
  expect((refused as { freeSlots?: unknown[] }).freeSlots).toHaveLength(4);
  expect(await told({ ...onto, previewOnly: true })).toEqual(expected);
  expect(await told(onto)).toEqual(expected);
  expect(await told({ ids, date: "2027-03-05" }), "what comes together on one day meets there").toEqual([
    [0, undefined, "B", "2027-03-05"],
    [1, undefined, "A", "2027-03-05"],
  ]);
  // One date of the series moved onto another, and the whole series by a day: reports new conflicts only.
  expect(await told({ occurrences: [{ id, occurrence: "2027-03-16" }], days: 7 })).toEqual([
    [0, "2027-03-16", "Weekly", "2027-03-23"],
  ]);
  expect(await told({ ids: [there.id], days: 1 })).toBeUndefined();
  const whole = await gpt.call("rescheduleItems", { ids: [id], scope: "all", days: 1 });
  expect(whole.conflicts?.map((one) => [one.forOccurrence, one.text])).toEqual([["2027-03-10", "There"]]);
  expect(whole.checkedUntil).toBeDefined();
});

test("a local time that falls in a DST gap on the new day moves forward by the gap", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({ text: "a", date: "2027-03-27", startTime: "02:30" });
  const { items } = await gpt.call("rescheduleItems", { ids: [id], days: 1 });
  expect(items[0]).toMatchObject({ date: "2027-03-28", startsAt: "2027-03-28T03:30:00+02:00" });
});

test("a filter selects what listItems would find: dates, tag, done, words and door", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const late = { text: "Late Tokyo", date: "2027-04-01", startTime: "01:00", timeZone: "Asia/Tokyo" }; // 31 March in Paris
  await gpt.makeAll([...shapes, late, { text: "Tagged", date: "2027-05-01", tags: ["work"], notes: "Café" }]);
  await web.makeAll([{ text: "By hand", date: "2027-05-02", done: true }]);
  const filters = [
    { from: "2027-03-07", to: "2027-03-07" },
    { from: "2027-03-08" },
    { to: "2027-03-06" },
    { from: "2027-03-31", to: "2027-03-31" },
    { from: "2027-04-01", to: "2027-04-30" },
    { tag: "work" },
    { tag: "none" },
    { done: true },
    { done: false, from: "2027-03-12" },
    { q: "cafe" },
    { q: "i t", createdBy: "gpt" },
    { createdBy: "web" },
  ];
  for (const filter of filters) {
    const listed = await gpt.call("listItems", { from: "2027-01-01", to: "2027-12-31", ...filter });
    const { items, count } = await gpt.call("completeItems", { filter, done: !filter.done, previewOnly: true });
    const reopened = await gpt.call("completeItems", { filter, done: Boolean(filter.done), previewOnly: true });
    const found = [...items, ...reopened.items].map(({ id }) => id).sort();
    expect(found, JSON.stringify(filter)).toEqual(listed.items.map(({ id }) => id).sort());
    expect(count + reopened.count).toBe(found.length);
  }
  expect(filters.length).toBe(12);
  // Days are those of the zone of now, although the process last saw another.
  const lateOne = { from: "2027-03-31", to: "2027-03-31" };
  const counted = async () => (await gpt.call("completeItems", { filter: lateOne, previewOnly: true })).count;
  expect(await counted()).toBe(1);
  await web.call("updateSettings", { timeZone: "Asia/Tokyo" });
  expect(await counted()).toBe(0);
});

test("a filter without matches does nothing and is not an error", async () => {
  const { gpt } = await newcomer();
  expect(await gpt.call("rescheduleItems", { filter: { tag: "none" }, days: 1 })).toEqual({ count: 0, items: [] });
  expect((await gpt.call("listChanges")).rev).toBe(0);
});

test("moving more than ten items at once requires a preview", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(Array.from({ length: 11 }, (_, n) => ({ text: `${n}`, date: "2027-03-05" })));
  const rev = (await gpt.call("listChanges")).rev;
  for (const selection of [{ ids }, { filter: { to: "2027-12-31" } }]) {
    const refused = await gpt.refusal("rescheduleItems", { ...selection, days: 1 });
    expect(refused).toMatchObject({ status: 409, code: "confirmation_needed" });
    expect(refused.detail).toContain("This would move 11 items");
    expect(refused.detail).toContain("previewOnly true");
  }
  expect((await gpt.call("listChanges")).rev).toBe(rev);
  expect(await gpt.call("rescheduleItems", { ids: ids.slice(1), days: 1 })).toMatchObject({ count: 10 });
  // Ten of eleven are there already: one moves.
  expect(await gpt.call("rescheduleItems", { ids, date: "2027-03-06" })).toMatchObject({ count: 1, unchanged: 10 });
  expect(await confirmed(gpt, "rescheduleItems", { ids, days: 1 })).toMatchObject({ count: 11 });
});

test("one item that cannot be moved stops all: beyond the agenda's last date, and before the first", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll([
    { text: "a", date: "2027-03-05" },
    { text: "b", date: "2199-12-31" },
    { text: "c", date: "1900-01-01" },
  ]);
  for (const [days, culprit] of [
    [1, ids[1]],
    [-1, ids[2]],
  ] as const)
    expect(await gpt.refusal("rescheduleItems", { ids, days })).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/days", detail: expect.stringContaining(culprit ?? "") }],
    });
  expect((await gpt.call("getItemById", { id: ids[0] })).item).toMatchObject({ date: "2027-03-05", version: 1 });
});

test("a call that says neither which items nor where to is refused with advice", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  const wrong: [object, string][] = [
    [{ days: 1 }, "either ids and occurrences, or filter"],
    [{ ids: [id], filter: { tag: "a" }, days: 1 }, "either ids and occurrences, or filter"],
    [{ filter: {}, days: 1 }, "at least one"],
    [{ filter: { from: "2027-03-06", to: "2027-03-05" }, days: 1 }, "ends before it starts"],
    [{ filter: { from: "2027-02-30" }, days: 1 }, "does not exist"],
    [{ filter: { colour: "red" }, days: 1 }, "no such field"],
    [{ ids: [], days: 1 }, "at least 1"],
    [{ ids: Array(501).fill(id), days: 1 }, "at most 500"],
    [{ ids: ["nonsense"], days: 1 }, "item's id"],
    [{ ids: [id] }, "either days or date"],
    [{ ids: [id], days: 1, date: "2027-03-06" }, "either days or date"],
    [{ ids: [id], days: 1, weekday: "Friday" }, "Send it with date"],
    [{ ids: [id], days: 36_501 }, "at most 36500"],
    [{ ids: [id], days: 1.5 }, "whole number"],
    [{ ids: [id], date: "2200-01-01" }, "1900-01-01 to 2199-12-31"],
  ];
  for (const [args, words] of wrong) {
    const refused = await gpt.refusal("rescheduleItems", args);
    expect(refused, JSON.stringify(args)).toMatchObject({ status: 422, code: "invalid_input" });
    expect(JSON.stringify(refused)).toContain(words);
  }
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

async function refusedFor(door: Api, name: "rescheduleItems" | "completeItems" | "deleteItems", ids: string[]) {
  return door.refusal(name, { ids, ...(name === "rescheduleItems" && { days: 1 }) });
}

test("ids that do not exist, belong to another user or are in the trash are named, and nothing is done", async () => {
  const [owner, stranger] = await Promise.all([newcomer(), newcomer()]);
  const { id: secret } = await stranger.gpt.make({ text: "Secret", date: "2027-03-05" });
  const [mine = "", trashed = ""] = await owner.gpt.makeAll([
    { text: "a", date: "2027-03-05" },
    { text: "b", date: "2027-03-05" },
  ]);
  await owner.gpt.call("deleteItemById", { id: trashed });
  const never = "01kaqv7m3x9d";
  for (const name of ["rescheduleItems", "completeItems", "deleteItems"] as const) {
    const refused = await refusedFor(owner.gpt, name, [mine, secret, never, trashed]);
    expect(refused).toMatchObject({
      status: 404,
      code: "item_not_found",
      errors: [
        { pointer: "#/ids/1", detail: "There is no item with this id." },
        { pointer: "#/ids/2", detail: "There is no item with this id." },
        { pointer: "#/ids/3", detail: "This item is in the trash." },
      ],
    });
    for (const id of [secret, never, trashed]) expect(refused.detail).toContain(id);
    const many = await refusedFor(
      owner.gpt,
      name,
      Array.from({ length: 50 }, (_, n) => `${n}`.padStart(12, "0")),
    );
    expect(many.detail).toContain("and 30 more");
  }
  expect((await owner.gpt.call("listChanges")).rev).toBe(2);
  expect((await stranger.gpt.call("getItemById", { id: secret })).item.version).toBe(1);
  expect(await owner.gpt.call("deleteItems", { filter: { q: "Secret" } })).toMatchObject({ count: 0 });
});

test("the same id twice counts once", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05" });
  expect(await gpt.call("rescheduleItems", { ids: [id, id], days: 2 })).toMatchObject({ count: 1 });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ date: "2027-03-07", version: 2 });
});
