import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

const zone = "Europe/Paris";
const window = { from: "2026-11-01", to: "2027-01-31", limit: 200 };
const standup = { text: "Standup", date: "2026-11-23", startTime: "09:00", endTime: "09:15" };

async function seriesOf(fields: object = {}) {
  const { gpt } = await newcomer(zone);
  const { id } = await gpt.make({ ...standup, recurrence: "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6", ...fields });
  return { gpt, id };
}

/** "2026-11-26 at 09:00 Standup": the agenda's entries, with the original date of moved occurrences. */
async function shown(gpt: Api): Promise<string[]> {
  const { items } = await gpt.call("listItems", window);
  return items.map(
    ({ date, startTime, text, occurrence, done }) =>
      `${date} ${startTime} ${text}${occurrence && occurrence !== date ? ` for ${occurrence}` : ""}${done ? " done" : ""}`,
  );
}

const dates = ["2026-11-23", "2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07", "2026-12-10"];
const at = (date: string, rest = "09:00 Standup") => `${date} ${rest}`;
const plain = dates.map((date) => at(date));

/** An item's content without the fields that every write touches. */
async function read(gpt: Api, id: string) {
  const { version, updatedAt, ...item } = (await gpt.call("getItemById", { id })).item;
  return item;
}

test("without scope a series is neither changed nor deleted, and the refusal explains the three scopes", async () => {
  const { gpt, id } = await seriesOf();
  for (const name of ["updateItemById", "deleteItemById"] as const) {
    const fields = name === "updateItemById" ? { text: "x" } : {};
    const one = await gpt.refusal(name, { id, ...fields, occurrence: "2026-11-26" });
    expect(one).toMatchObject({ status: 422, code: "invalid_input", errors: [{ pointer: "#/scope" }] });
    expect(one.detail).toBe(
      'This item repeats: every Monday and Thursday, 6 times. Send scope: "this" (only Thursday 26 November 2026), "following" (Thursday 26 November 2026 and all after it; those up to Monday 23 November 2026 stay as they are) or "all" (every occurrence, including earlier ones).',
    );
    const whole = await gpt.refusal(name, { id, ...fields });
    expect(whole.detail).toContain('Send scope: "all" for every occurrence; or, with occurrence');
    const noOccurrence = await gpt.refusal(name, { id, ...fields, scope: "this" });
    expect(noOccurrence.errors).toMatchObject([{ pointer: "#/occurrence" }]);
    const noSuch = await gpt.refusal(name, { id, ...fields, scope: "this", occurrence: "2026-11-27" });
    expect(noSuch.detail).toContain("The nearest: 2026-11-26 (Thursday) and 2026-11-30 (Monday)");
  }
  expect(await shown(gpt)).toEqual(plain);
});

test("this: one occurrence is moved, and lists what differs; its original date still addresses it", async () => {
  const { gpt, id } = await seriesOf();
  const { item, change } = await gpt.call("updateItemById", {
    ...{ id, occurrence: "2026-11-26", scope: "this", date: "2026-11-27", weekday: "Friday", startTime: "10:00" },
  });
  expect(change?.summary).toBe("Moved Standup from Thursday 26 November, 09:00 to Friday 27 November, 10:00");
  expect(item).toMatchObject({
    ...{ id, occurrence: "2026-11-26", date: "2026-11-27", startTime: "10:00", endTime: "10:15", version: 2 },
    differs: "moved to Friday 27 November 2026, 10:00 to 10:15",
  });
  const moved = [plain[0], "2026-11-27 10:00 Standup for 2026-11-26", ...plain.slice(2)];
  expect(await shown(gpt)).toEqual(moved);
  expect((await gpt.call("getItemById", { id, occurrence: "2026-11-26" })).item).toEqual(item);
  expect((await gpt.call("getItemById", { id })).item.exceptions).toEqual([
    { occurrence: "2026-11-26", weekday: "Thursday", what: "moved to Friday 27 November 2026, 10:00 to 10:15" },
  ]);
  await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "this", date: "2026-11-28" });
  expect((await shown(gpt))[1]).toBe("2026-11-28 10:00 Standup for 2026-11-26");
  await gpt.call("updateItemById", {
    id,
    occurrence: "2026-11-26",
    scope: "this",
    date: "2026-11-26",
    startTime: "09:00",
  });
  expect((await gpt.call("getItemById", { id })).item, "back where it was is no exception").not.toHaveProperty(
    "exceptions",
  );
});

test("this: done belongs to an occurrence, and filters see each separately", async () => {
  const { gpt, id } = await seriesOf();
  const { change } = await gpt.call("updateItemById", { id, occurrence: "2026-11-30", scope: "this", done: true });
  expect(change?.summary).toBe("Ticked off Standup on Monday 30 November 2026");
  const done = await gpt.call("listItems", { ...window, done: true });
  expect(done.items.map(({ occurrence }) => occurrence)).toEqual(["2026-11-30"]);
  const open = await gpt.call("listItems", { ...window, done: false });
  expect(open.items.map(({ occurrence }) => occurrence)).toEqual(dates.filter((date) => date !== "2026-11-30"));
  await gpt.call("updateItemById", { id, occurrence: "2026-12-03", scope: "this", tags: ["retro"] });
  const tagged = await gpt.call("listItems", { ...window, tag: "retro" });
  expect(tagged.items.map(({ occurrence }) => occurrence)).toEqual(["2026-12-03"]);
  for (const scope of ["following", "all"]) {
    const refusal = await gpt.refusal("updateItemById", { id, occurrence: "2026-12-03", scope, done: true });
    expect(refusal).toMatchObject({ status: 422, errors: [{ pointer: "#/done" }] });
  }
  expect(
    (await gpt.refusal("createItems", { items: [{ ...standup, recurrence: "FREQ=DAILY", done: true }] })).errors,
  ).toMatchObject([{ pointer: "#/items/0/done" }]);
});

test("this: a cancelled occurrence disappears, refuses changes, and reset restores it", async () => {
  const { gpt, id } = await seriesOf();
  const { item, change } = await gpt.call("deleteItemById", { id, occurrence: "2026-11-26", scope: "this" });
  expect(item).toMatchObject({ id, occurrence: "2026-11-26", date: "2026-11-26", cancelled: true });
  expect((await gpt.call("getItemById", { id })).item.exceptions).toEqual([
    { occurrence: "2026-11-26", weekday: "Thursday", cancelled: true, what: "cancelled" },
  ]);
  expect(change.summary).toBe("Cancelled Standup on Thursday 26 November 2026 at 09:00");
  expect(await shown(gpt)).toEqual(plain.filter((_, index) => index !== 1));
  expect((await gpt.call("listTrash")).items).toEqual([]);
  const refused = await gpt.refusal("updateItemById", { id, occurrence: "2026-11-26", scope: "this", text: "x" });
  expect(refused.detail).toContain("was cancelled");
  expect((await gpt.refusal("getItemById", { id, occurrence: "2026-11-26" })).status).toBe(422);
  const back = await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "this", reset: true });
  expect(back.change?.summary).toBe("Restored Standup on Thursday 26 November 2026 at 09:00");
  expect(await shown(gpt)).toEqual(plain);
  const again = await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "this", reset: true });
  expect(again).not.toHaveProperty("change");
  expect((await gpt.refusal("updateItemById", { id, scope: "all", reset: true })).errors).toMatchObject([
    { pointer: "#/reset" },
  ]);
});

test("following: the series is split, both parts keep their dates and exceptions", async () => {
  const { gpt, id } = await seriesOf();
  await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "this", done: true });
  await gpt.call("deleteItemById", { id, occurrence: "2026-12-07", scope: "this" });
  const before = await shown(gpt);
  const split = await gpt.call("updateItemById", { id, occurrence: "2026-12-03", scope: "following", text: "Daily" });
  expect(split).toMatchObject({
    item: { text: "Daily", date: "2026-12-03", recurrence: "FREQ=WEEKLY;COUNT=3;BYDAY=MO,TH" },
    earlier: { id, text: "Standup", date: "2026-11-23", recurrence: "FREQ=WEEKLY;COUNT=3;BYDAY=MO,TH" },
    change: { summary: "Renamed Standup from Thursday 3 December 2026 on to Daily" },
  });
  expect(split.item.id).not.toBe(id);
  expect(await shown(gpt)).toEqual(
    before.map((entry, index) => (index < 3 ? entry : entry.replace("Standup", "Daily"))),
  );
});

test("following: a new rule with the series' own COUNT keeps the number of dates", async () => {
  const { gpt, id } = await seriesOf();
  const recurrence = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=6";
  const split = await gpt.call("updateItemById", { id, occurrence: "2026-11-30", scope: "following", recurrence });
  expect(split).toMatchObject({
    item: { recurrenceText: "every second week on Monday and Thursday, 4 times" },
    earlier: { recurrenceText: "every Monday and Thursday, 2 times" },
  });
  const fortnightly = ["2026-11-30", "2026-12-03", "2026-12-14", "2026-12-17"];
  expect(await shown(gpt)).toEqual([...dates.slice(0, 2), ...fortnightly].map((date) => at(date)));
});

test("following on the first occurrence means all, and an update without effect splits nothing", async () => {
  const { gpt, id } = await seriesOf();
  const same = await gpt.call("updateItemById", { id, occurrence: "2026-12-03", scope: "following", text: "Standup" });
  expect(same).not.toHaveProperty("change");
  const first = await gpt.call("updateItemById", {
    id,
    occurrence: "2026-11-23",
    scope: "following",
    startTime: "08:00",
  });
  expect(first).not.toHaveProperty("earlier");
  expect(first.item.id).toBe(id);
  expect(await shown(gpt)).toEqual(dates.map((date) => at(date, "08:00 Standup")));
});

test("all: a new date on one occurrence moves the whole series, its rule and exceptions", async () => {
  const { gpt, id } = await seriesOf();
  await gpt.call("updateItemById", { id, occurrence: "2026-12-07", scope: "this", done: true });
  const moved = await gpt.call("updateItemById", {
    ...{ id, occurrence: "2026-11-26", scope: "all", date: "2026-11-27", weekday: "Friday", startTime: "10:00" },
  });
  expect(moved).toMatchObject({ item: { date: "2026-11-24", recurrence: "FREQ=WEEKLY;COUNT=6;BYDAY=TU,FR" } });
  expect(moved).not.toHaveProperty("dropped");
  expect(await shown(gpt)).toEqual([
    ...["2026-11-24", "2026-11-27", "2026-12-01", "2026-12-04"].map((date) => at(date, "10:00 Standup")),
    ...["2026-12-08 10:00 Standup done", "2026-12-11 10:00 Standup"],
  ]);
});

test("all: the addressed occurrence takes the new content even where it had its own", async () => {
  const { gpt, id } = await seriesOf();
  await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "this", startTime: "11:00", location: "B" });
  await gpt.call("updateItemById", { id, occurrence: "2026-11-30", scope: "this", startTime: "12:00" });
  await gpt.call("updateItemById", { id, occurrence: "2026-11-26", scope: "all", startTime: "08:00" });
  const times = ["08:00", "08:00", "12:00", "08:00", "08:00", "08:00"];
  expect(await shown(gpt)).toEqual(dates.map((date, index) => at(date, `${times[index]} Standup`)));
  expect((await gpt.call("getItemById", { id })).item.exceptions).toMatchObject([
    { occurrence: "2026-11-26", what: "location: B" },
    { occurrence: "2026-11-30" },
  ]);
});

test("all: another rule drops exceptions that no longer match, and says which", async () => {
  const { gpt, id } = await seriesOf();
  await gpt.call("updateItemById", { id, occurrence: "2026-11-30", scope: "this", done: true });
  await gpt.call("deleteItemById", { id, occurrence: "2026-12-03", scope: "this" });
  const changed = await gpt.call("updateItemById", { id, scope: "all", recurrence: "FREQ=WEEKLY;COUNT=4" });
  expect(changed).toMatchObject({ dropped: ["2026-12-03"], item: { recurrenceText: "every Monday, 4 times" } });
  expect(await shown(gpt)).toEqual([
    ...["2026-11-23 09:00 Standup", "2026-11-30 09:00 Standup done", "2026-12-07 09:00 Standup"],
    "2026-12-14 09:00 Standup",
  ]);
  const tuesdays = await gpt.call("updateItemById", {
    id,
    scope: "all",
    recurrence: "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2",
  });
  expect(tuesdays.item, "a rule alone begins at the next date that it has").toMatchObject({ date: "2026-11-24" });
});

test("all: a rule that cannot be shifted by days needs a new rule", async () => {
  const { gpt } = await newcomer(zone);
  const { id } = await gpt.make({ text: "Rent", date: "2026-11-30", recurrence: "FREQ=MONTHLY;BYDAY=-1MO" });
  const refused = await gpt.refusal("updateItemById", {
    id,
    occurrence: "2026-11-30",
    scope: "all",
    date: "2026-12-01",
  });
  expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/date" }] });
  expect(refused.detail).toContain("Send the recurrence that is meant beside date");
  await gpt.call("updateItemById", {
    ...{ id, occurrence: "2026-11-30", scope: "all", date: "2026-12-01", recurrence: "FREQ=MONTHLY" },
  });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({
    date: "2026-12-01",
    recurrence: "FREQ=MONTHLY",
  });
});

test("a single item becomes a series, and a series a single item", async () => {
  const { gpt } = await newcomer(zone);
  const { id } = await gpt.make({ ...standup, done: true });
  const made = await gpt.call("updateItemById", { id, recurrence: "FREQ=WEEKLY;COUNT=3" });
  expect(made).toMatchObject({
    item: {
      recurrenceText: "every Monday, 3 times",
      done: false,
      exceptions: [{ occurrence: "2026-11-23", what: "done" }],
    },
    change: { summary: "Made repeating: Standup, every Monday, 3 times" },
  });
  expect(await shown(gpt)).toEqual([
    ...["2026-11-23 09:00 Standup done", "2026-11-30 09:00 Standup", "2026-12-07 09:00 Standup"],
  ]);
  const single = await gpt.call("updateItemById", { id, occurrence: "2026-11-30", scope: "all", recurrence: null });
  expect(single).toMatchObject({ item: { date: "2026-11-30" }, dropped: ["2026-11-23"] });
  expect(single.item).not.toHaveProperty("recurrence");
  expect(await shown(gpt)).toEqual(["2026-11-30 09:00 Standup"]);
  const cleared = await gpt.call("updateItemById", { id, recurrence: null });
  expect(cleared, "a single item has none to clear").not.toHaveProperty("change");
  expect((await gpt.refusal("updateItemById", { id, occurrence: "2026-11-30", text: "x" })).errors).toMatchObject([
    { pointer: "#/occurrence" },
  ]);
  expect((await gpt.refusal("updateItemById", { id, reset: true })).errors).toMatchObject([{ pointer: "#/reset" }]);
});

test("following is deleted by ending the series; if nothing is left it is deleted as a whole, and can be restored", async () => {
  const { gpt, id } = await seriesOf();
  const ending = { id, occurrence: "2026-12-03", scope: "following" };
  const preview = await gpt.call("deleteItemById", { ...ending, previewOnly: true });
  expect(preview.summary).toBe("Would end Standup from Thursday 3 December 2026 on");
  const ended = await gpt.call("deleteItemById", { ...ending, confirm: preview.confirm });
  expect(ended.change.summary).toBe("Ended Standup from Thursday 3 December 2026 on");
  expect(ended.item).toMatchObject({ id, recurrenceText: "every Monday and Thursday, 3 times" });
  expect(await shown(gpt)).toEqual(plain.slice(0, 3));
  for (const occurrence of ["2026-11-23", "2026-11-26"])
    await gpt.call("deleteItemById", { id, occurrence, scope: "this" });
  const last = await gpt.call("deleteItemById", { id, occurrence: "2026-11-30", scope: "this" });
  expect(last.item).toHaveProperty("deletedAt");
  expect((await gpt.call("listTrash")).items).toMatchObject([
    { id, recurrenceText: "every Monday and Thursday, 3 times" },
  ]);
  await gpt.call("restoreItem", { id });
  expect(await shown(gpt)).toEqual([plain[2]]);
  await gpt.call("deleteItemById", { id, scope: "all" });
  expect(await shown(gpt)).toEqual([]);
});

test("notes are appended within the scope, concurrently, and undone", async () => {
  const { gpt, id } = await seriesOf({ notes: "Agenda" });
  const notesOf = async () => (await gpt.call("listItems", window)).items.map(({ notes }) => notes);
  const one = { id, occurrence: "2026-11-26", scope: "this", notesAppend: "Slides" };
  expect((await gpt.call("updateItemById", one)).item.notes).toBe("Agenda\nSlides");
  await gpt.call("updateItemById", { id, scope: "all", notesAppend: "Room 4" });
  const all = ["Agenda\nRoom 4", "Agenda\nSlides\nRoom 4", ...Array(4).fill("Agenda\nRoom 4")];
  expect(await notesOf()).toEqual(all);
  const split = await gpt.call("updateItemById", {
    ...{ id, occurrence: "2026-12-07", scope: "following", notesAppend: "New: Zoë" },
  });
  expect(split.item).toMatchObject({ date: "2026-12-07", notes: "Agenda\nRoom 4\nNew: Zoë" });
  expect(await notesOf()).toEqual([...all.slice(0, 4), ...Array(2).fill("Agenda\nRoom 4\nNew: Zoë")]);
  await gpt.call("undoChange", { last: true });
  expect(await notesOf()).toEqual(all);
  const words = ["one", "two", "three", "four", "five"];
  await Promise.all(words.map((notesAppend) => gpt.call("updateItemById", { id, scope: "all", notesAppend })));
  const [first = ""] = await notesOf();
  expect(first.split("\n").toSorted()).toEqual(["Agenda", "Room 4", ...words].toSorted());
  for (const notes of ["other", null]) {
    const both = await gpt.refusal("updateItemById", { id, scope: "all", notes, notesAppend: "more" });
    expect(both).toMatchObject({ status: 422, errors: [{ pointer: "#/notesAppend" }] });
  }
  const long = await gpt.refusal("updateItemById", { id, scope: "all", notesAppend: "x".repeat(4000) });
  expect(long.detail).toContain("There is room for ");
});

test("every step on a series can be undone and redone exactly", async () => {
  const { gpt, id } = await seriesOf();
  const steps: [name: "updateItemById" | "deleteItemById", args: object][] = [
    ["updateItemById", { occurrence: "2026-11-26", scope: "this", date: "2026-11-27", startTime: "10:00" }],
    ["updateItemById", { occurrence: "2026-11-30", scope: "this", done: true }],
    ["deleteItemById", { occurrence: "2026-12-10", scope: "this" }],
    ["updateItemById", { occurrence: "2026-12-03", scope: "following", text: "Daily", location: "Hall" }],
    ["updateItemById", { scope: "all", recurrence: "FREQ=DAILY;COUNT=8" }],
    ["updateItemById", { occurrence: "2026-11-24", scope: "all", date: "2026-11-25" }],
    ["deleteItemById", { occurrence: "2026-11-27", scope: "following" }],
    ["updateItemById", { scope: "all", recurrence: null }],
    ["deleteItemById", {}],
  ];
  for (const [name, args] of steps) {
    const [whole, list] = [await gpt.call("getItemById", { id }).then(() => read(gpt, id)), await shown(gpt)];
    const { change } = await gpt.call(name, { id, ...args });
    if (!change) throw new Error(`${name} ${JSON.stringify(args)} changed nothing.`);
    const after = await shown(gpt);
    expect(after, JSON.stringify(args)).not.toEqual(list);
    const undone = await gpt.call("undoChange", { id: change.id });
    expect(await shown(gpt), `${JSON.stringify(args)} undone`).toEqual(list);
    expect(await read(gpt, id)).toEqual(whole);
    await gpt.call("undoChange", { id: undone.change.id });
    expect(await shown(gpt), `${JSON.stringify(args)} redone`).toEqual(after);
  }
});

test("a version read before an occurrence was changed is refused", async () => {
  const { gpt, id } = await seriesOf();
  const one = { id, occurrence: "2026-11-26", scope: "this" };
  await gpt.call("updateItemById", { ...one, done: true, version: 1 });
  const conflict = await gpt.refusal("updateItemById", { ...one, done: false, version: 1 });
  expect(conflict).toMatchObject({ status: 409, code: "version_conflict", item: { id, version: 2 } });
  expect((await gpt.refusal("deleteItemById", { ...one, version: 1 })).status).toBe(409);
});
