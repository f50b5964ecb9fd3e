import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";
import { confirmed, wholeYear } from "../bulk/bulk.ts";

const monday = "2027-03-01";
const gym = { text: "Gym", date: monday, startTime: "18:00", endTime: "19:00", tags: ["sport"] };
const weekly = { ...gym, recurrence: "FREQ=WEEKLY;COUNT=8" };

/** Every entry of the agenda, in a word each. */
async function readPlaces(door: Api, asked: object = wholeYear) {
  const { items } = await door.call("listItems", asked);
  return items.map(
    ({ text, date, occurrence, done }) =>
      `${text} ${date}${done ? " done" : ""}${occurrence ? ` (${occurrence})` : ""}`,
  );
}

/** A series with one occurrence moved, one cancelled, one done, one renamed; and single items. */
async function prepare(gpt: Api) {
  const [series = "", single = ""] = await gpt.makeAll([
    weekly,
    { text: "Swim", date: "2027-03-09", tags: ["sport"] },
    { text: "Doctor", date: "2027-03-15", done: true },
  ]);
  const change = (occurrence: string, patch: object) =>
    gpt.call("updateItemById", { id: series, occurrence, scope: "this", ...patch });
  await change("2027-03-15", { date: "2027-03-17" });
  await change("2027-03-08", { done: true });
  await change("2027-03-29", { text: "Yoga", tags: null });
  await gpt.call("deleteItemById", { id: series, occurrence: "2027-03-22", scope: "this" });
  return { series, single };
}

test("a filter selects items and occurrences as listItems shows them, and undo restores every entry", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await prepare(gpt);
  const filters = [
    { from: "2027-03-08", to: "2027-03-14" },
    { from: "2027-03-15", to: "2027-03-21" },
    { from: "2027-03-20", to: "2027-03-25" },
    { from: "2027-03-01", to: "2027-04-30", tag: "sport" },
    { from: "2027-03-01", to: "2027-03-31", done: true },
    { from: "2027-03-01", to: "2027-03-31", done: false },
    { q: "gym" },
    { q: "yoga" },
    { createdBy: "gpt", to: "2027-03-09" },
    { createdBy: "web" },
    { tag: "sport" },
  ];
  for (const filter of filters) {
    const before = await readPlaces(gpt);
    const window = { from: "2027-01-01", to: "2027-12-31", limit: 200, ...filter };
    const { q, ...plain } = { q: undefined, ...window };
    const listed = (await gpt.call("listItems", plain)).items
      .filter(({ text }) => q === undefined || text.toLowerCase().includes(q))
      .map(({ id, occurrence = "" }) => `${id} ${occurrence}`);
    const deed = await confirmed(gpt, "deleteItems", { filter });
    const gone = deed.items.map(({ id, occurrence = "" }) => `${id} ${occurrence}`);
    expect(gone.sort(), JSON.stringify(filter)).toEqual(listed.sort());
    expect(deed.count).toBe(listed.length);
    for (const { occurrence, cancelled } of deed.items) expect(cancelled).toBe(occurrence ? true : undefined);
    expect(await readPlaces(gpt)).toHaveLength(before.length - listed.length);
    if (deed.change) await gpt.call("undoChange", { id: deed.change.id });
    expect(await readPlaces(gpt)).toEqual(before);
  }
});

test("occurrences in a window move by days; the rest of the series stays", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { series } = await prepare(gpt);
  const args = { filter: { from: "2027-03-08", to: "2027-03-21", done: false }, days: 2 };
  const preview = await gpt.call("rescheduleItems", { ...args, previewOnly: true });
  expect(preview.summary).toBe("Would move 2 items (Swim and Gym)");
  const deed = await gpt.call("rescheduleItems", { ...args, confirm: preview.confirm });
  expect(deed.items.map(({ text, date, occurrence }) => [text, date, occurrence])).toEqual([
    ["Swim", "2027-03-11", undefined],
    ["Gym", "2027-03-19", "2027-03-15"],
  ]);
  expect(deed.items[1]).toMatchObject({ id: series, startTime: "18:00", endTime: "19:00", version: 6 });
  expect(preview.items).toEqual(deed.items);
  expect(await readPlaces(gpt, { from: "2027-03-01", to: "2027-04-05" })).toEqual([
    "Gym 2027-03-01 (2027-03-01)",
    "Gym 2027-03-08 done (2027-03-08)",
    "Swim 2027-03-11",
    "Doctor 2027-03-15 done",
    "Gym 2027-03-19 (2027-03-15)",
    "Yoga 2027-03-29 (2027-03-29)",
    "Gym 2027-04-05 (2027-04-05)",
  ]);
});

test("single occurrences are addressed by id and original date, next to single items, in one change", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { series, single } = await prepare(gpt);
  const occurrences = ["2027-03-01", "2027-03-15", "2027-03-01"].map((occurrence) => ({ id: series, occurrence }));
  const done = await gpt.call("completeItems", { ids: [single], occurrences });
  expect(done).toMatchObject({ count: 3 });
  const { items } = await gpt.call("listItems", { ...wholeYear, done: true });
  expect(items.map(({ text, occurrence }) => `${text} ${occurrence}`)).toEqual([
    "Gym 2027-03-01",
    "Gym 2027-03-08",
    "Swim undefined",
    "Doctor undefined",
    "Gym 2027-03-15",
  ]);
  expect(await gpt.call("completeItems", { ids: [single], occurrences })).toMatchObject({ count: 0, unchanged: 3 });
  await gpt.call("completeItems", { occurrences, done: false });
  await gpt.call("rescheduleItems", { occurrences, date: "2027-03-20", weekday: "Saturday" });
  expect(await readPlaces(gpt, { from: "2027-03-20", to: "2027-03-20" })).toEqual([
    "Gym 2027-03-20 (2027-03-01)",
    "Gym 2027-03-20 (2027-03-15)",
  ]);
  await gpt.call("deleteItems", { occurrences });
  expect(await readPlaces(gpt, { from: "2027-03-20", to: "2027-03-20" })).toEqual([]);
});

test("a series in ids is refused until every occurrence is explicitly meant", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const [series] = await gpt.makeAll([weekly]);
  const calls = [
    ["rescheduleItems", { ids: [series], days: 1 }],
    ["completeItems", { ids: [series] }],
    ["deleteItems", { ids: [series] }],
  ] as const;
  for (const [name, args] of calls) {
    const refused = await gpt.refusal(name, args);
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/ids/0" }] });
    expect(refused.detail).toContain("Send scope all");
    expect(refused.detail).toContain("send occurrences instead");
  }
  const done = await gpt.refusal("completeItems", { ids: [series], scope: "all" });
  expect(done).toMatchObject({ status: 422, detail: expect.stringContaining("occurrence by occurrence") });

  const move = { ids: [series], scope: "all", days: 1 };
  const preview = await gpt.call("rescheduleItems", { ...move, previewOnly: true });
  expect(preview.summary).toBe("Would move Gym (every occurrence) to Tuesday 2 March 2027, 18:00 to 19:00");
  const moved = await gpt.call("rescheduleItems", { ...move, confirm: preview.confirm });
  expect(moved).toMatchObject({ count: 1, items: [{ id: series, date: "2027-03-02" }] });
  expect((await readPlaces(gpt)).slice(0, 2)).toEqual(["Gym 2027-03-02 (2027-03-02)", "Gym 2027-03-09 (2027-03-09)"]);
  await gpt.call("updateItemById", { id: series, occurrence: "2027-03-02", scope: "this", done: true });
  await confirmed(gpt, "rescheduleItems", { ids: [series], scope: "all", days: 7 });
  expect((await readPlaces(gpt))[0]).toBe("Gym 2027-03-09 done (2027-03-09)");
  expect(await gpt.refusal("rescheduleItems", { ids: [series], scope: "all", date: monday })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/date", detail: expect.stringContaining("moves by days") }],
  });
  const gone = await gpt.call("deleteItems", {
    ids: [series],
    occurrences: [{ id: series, occurrence: "2027-03-09" }],
    scope: "all",
  });
  expect(gone.count).toBe(1);
  expect(await readPlaces(gpt)).toEqual([]);
  expect((await gpt.call("listTrash")).items.map(({ id }) => id)).toEqual([series]);
});

test("a rule with days of the month cannot move by days, and the error says what to do instead", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const [id] = await gpt.makeAll([{ ...gym, recurrence: "FREQ=MONTHLY;BYMONTHDAY=1" }]);
  expect(await gpt.refusal("rescheduleItems", { ids: [id], scope: "all", days: 1 })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/days", detail: expect.stringContaining("new recurrence") }],
  });
  // 30 April becomes 3 May, and 30 May would become 2 June.
  const [last = ""] = await gpt.makeAll([{ ...gym, date: "2027-04-30", recurrence: "FREQ=MONTHLY" }]);
  await gpt.call("updateItemById", { id: last, occurrence: "2027-05-30", scope: "this", done: true });
  expect(await gpt.refusal("rescheduleItems", { ids: [last], scope: "all", days: 3 })).toMatchObject({
    status: 422,
    errors: [{ pointer: "#/days", detail: expect.stringContaining("cancelled on 2027-05-30. Use updateItemById") }],
  });
});

test("a series with nothing left goes to the trash, and is restored unchanged", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const [series] = await gpt.makeAll([weekly]);
  const before = await readPlaces(gpt);
  expect(await gpt.call("deleteItems", { filter: { q: "gym" } })).toMatchObject({ count: 8 });
  expect(await readPlaces(gpt)).toEqual([]);
  await gpt.call("restoreItem", { id: series });
  expect(await readPlaces(gpt)).toEqual(before);
});

test("a filter that matches all occurrences of an endless series is refused with advice", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([{ ...gym, recurrence: "FREQ=DAILY" }]);
  const rev = (await gpt.call("listChanges")).rev;
  for (const filter of [{ q: "gym" }, { from: monday }, { tag: "sport", done: false }])
    expect(await gpt.refusal("deleteItems", { filter, previewOnly: true }), JSON.stringify(filter)).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/filter", detail: expect.stringContaining("send to") }],
    });
  expect((await gpt.call("listChanges")).rev).toBe(rev);
  expect(await gpt.call("completeItems", { filter: { to: "2027-03-10", done: false } })).toMatchObject({ count: 10 });
});

test("more than ten occurrences require a preview, like more than ten items", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([{ ...gym, recurrence: "FREQ=DAILY;COUNT=20" }]);
  const filter = { from: "2027-03-01", to: "2027-03-11" };
  for (const [name, args] of [
    ["deleteItems", { filter }],
    ["rescheduleItems", { filter, days: 40 }],
  ] as const)
    expect(await gpt.refusal(name, args)).toMatchObject({
      status: 409,
      code: "confirmation_needed",
      detail: expect.stringContaining("11 items"),
    });
  const { change } = await confirmed(gpt, "rescheduleItems", { filter, days: 40 });
  expect(await readPlaces(gpt, filter)).toEqual([]);
  await gpt.call("undoChange", { id: change?.id });
  expect(await readPlaces(gpt, filter)).toHaveLength(11);
});

test("an occurrence that does not exist is refused with those that do; a single item has none", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { series, single } = await prepare(gpt);
  const wrong = [
    [{ id: series, occurrence: "2027-03-02" }, "2027-03-01"],
    [{ id: series, occurrence: "2027-03-22" }, "cancelled"],
    [{ id: series, occurrence: "2027-02-30" }, "does not exist"],
    [{ id: single, occurrence: "2027-03-09" }, "does not repeat"],
  ] as const;
  for (const [address, words] of wrong)
    expect(await gpt.refusal("deleteItems", { occurrences: [address] }), words).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/occurrences/0/occurrence", detail: expect.stringContaining(words) }],
    });
  const stranger = await newcomer();
  expect(
    await stranger.gpt.refusal("deleteItems", { occurrences: [{ id: series, occurrence: monday }] }),
  ).toMatchObject({
    status: 404,
    errors: [{ pointer: "#/occurrences/0/id", detail: "There is no item with this id." }],
  });
  for (const scope of ["this", "following"])
    expect(await gpt.refusal("deleteItems", { ids: [series], scope })).toMatchObject({
      errors: [{ pointer: "#/scope" }],
    });
  expect(await gpt.refusal("deleteItems", { filter: { q: "gym" }, scope: "all" })).toMatchObject({
    errors: [{ pointer: "#/scope" }],
  });
  const many = { ids: Array.from({ length: 300 }, (_, n) => `${n}`.padStart(12, "0")) };
  const occurrences = many.ids.map((id) => ({ id: id.replace("00", "zz"), occurrence: monday }));
  expect((await gpt.refusal("deleteItems", { ...many, occurrences })).detail).toContain("These are 600");
});
