import { expect, test } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { browserOf, newcomer } from "../../harness/api.ts";
import { refusalOf } from "./planning.ts";

const day = "2027-03-05"; // a Friday
const meeting = { text: "Meeting", date: day, startTime: "10:00", endTime: "11:00" };

test("an item on occupied time is stored, and its conflicts are reported", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make(meeting);
  const answer = await gpt.answer("createItems", {
    items: [{ text: "Dentist", date: day, startTime: "10:30", endTime: "11:30" }],
  });
  expect(answer.status).toBe(201);
  expect(answer.body.conflicts).toEqual([
    {
      ...{ index: 0, id, text: "Meeting", date: day, weekday: "Friday", startTime: "10:00", endTime: "11:00" },
      ...{ timeZone: "Europe/Paris", startsAt: `${day}T10:00:00+01:00`, endsAt: `${day}T11:00:00+01:00` },
    },
  ]);
  expect((await gpt.call("listItems", { from: day, to: day })).items).toHaveLength(2);
});

for (const [what, item, isTaken] of [
  ["that ends when the other starts", { startTime: "09:00", endTime: "10:00" }, false],
  ["that starts when the other ends", { startTime: "11:00", endTime: "12:00" }, false],
  ["that starts within the other", { startTime: "10:59" }, true],
  ["that starts with the other", { startTime: "10:00" }, true],
  ["without an end that starts before the other", { startTime: "09:59" }, false],
  ["that holds the other", { startTime: "08:00", endTime: "18:00" }, true],
  [
    "from the day before until within the other",
    { date: "2027-03-04", startTime: "22:00", endDate: day, endTime: "10:01" },
    true,
  ],
  [
    "of days around the other",
    { date: "2027-03-01", startTime: "08:00", endDate: "2027-03-09", endTime: "08:00" },
    true,
  ],
  ["for the whole day", {}, false],
  ["that is done already", { startTime: "10:00", endTime: "11:00", done: true }, false],
  ["at the same time in Tokyo", { startTime: "18:00", endTime: "18:30", timeZone: "Asia/Tokyo" }, true],
  ["at the same hour in Tokyo", { startTime: "10:00", endTime: "11:00", timeZone: "Asia/Tokyo" }, false],
] as const)
  test(`an item ${what} ${isTaken ? "overlaps" : "does not overlap"} it, in either order`, async () => {
    const other = { text: "Other", date: day, ...item };
    const { gpt } = await newcomer("Europe/Paris");
    // The other order is tested a year later.
    for (const [first, second, days] of [
      [meeting, other, 0],
      [other, meeting, 364],
    ] as const) {
      const later = <T extends { date: string; endDate?: string }>(one: T) => ({
        ...one,
        date: addDays(one.date, days),
        ...(one.endDate && { endDate: addDays(one.endDate, days) }),
      });
      await gpt.make(later(first));
      const { conflicts = [] } = await gpt.call("createItems", { items: [later(second)] });
      expect(conflicts.map(({ text }) => text)).toEqual(isTaken ? [first.text] : []);
    }
  });

test("deleted, done and other users' items never conflict", async () => {
  const [{ gpt }, other] = [await newcomer("Europe/Paris"), await newcomer("Europe/Paris")];
  await other.gpt.make(meeting);
  const { id } = await gpt.make(meeting);
  await gpt.call("deleteItemById", { id });
  await gpt.make({ ...meeting, text: "Done", done: true });
  expect(await gpt.call("createItems", { items: [meeting], allowDuplicates: true })).not.toHaveProperty("conflicts");
});

test("two overlapping items of one call are reported, each with the other", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const items = [meeting, { text: "Lunch", date: day, startTime: "12:00" }, { ...meeting, text: "Call" }];
  const answer = await gpt.call("createItems", { items });
  expect(answer.conflicts?.map(({ index, id, text }) => ({ index, id, text }))).toEqual([
    { index: 0, id: answer.items[2]?.id, text: "Call" },
    { index: 2, id: answer.items[0]?.id, text: "Meeting" },
  ]);
});

test("at most twenty conflicts are named, and the answer says if there are more", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll(Array.from({ length: 23 }, (_, index) => ({ ...meeting, text: `Meeting ${index}` })));
  const answer = await gpt.call("createItems", { items: [{ ...meeting, text: "One too many" }] });
  expect(answer.conflicts).toHaveLength(20);
  expect(answer.moreConflicts).toBe(true);
});

test("a repeated call adds nothing and reports the conflicts again", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make(meeting);
  const items = [{ ...meeting, text: "Dentist" }];
  const first = await gpt.call("createItems", { items });
  expect(await gpt.call("createItems", { items, avoidConflicts: true })).toEqual({ ...first, repeated: true });
});

test("with avoidConflicts nothing is stored, and the nearest free times are returned", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({ ...meeting, startTime: "10:00", endTime: "12:00" });
  const { rev } = await gpt.call("listChanges");
  const dentist = { text: "Dentist", date: day, startTime: "10:30", endTime: "11:30" };
  const refusal = await refusalOf(gpt, "createItems", { items: [dentist], avoidConflicts: true });
  expect(refusal).toMatchObject({
    ...{ status: 409, code: "time_taken" },
    conflicts: [{ index: 0, id, text: "Meeting", startTime: "10:00", endTime: "12:00" }],
    freeSlots: [
      { index: 0, date: day, weekday: "Friday", startTime: "09:00", endTime: "10:00", lengthMinutes: 60 },
      { index: 0, date: day, weekday: "Friday", startTime: "12:00", endTime: "13:00", lengthMinutes: 60 },
    ],
  });
  expect(refusal.detail).toContain("Meeting");
  expect((await gpt.call("listChanges")).rev).toBe(rev);
  expect((await gpt.call("listItems", { from: day, to: day })).items).toHaveLength(1);
  const free = { ...dentist, startTime: "12:00", endTime: "13:00" };
  expect((await gpt.answer("createItems", { items: [free], avoidConflicts: true })).status).toBe(201);
});

test("with avoidConflicts the items of one call must not overlap each other either", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const items = [meeting, { ...meeting, text: "Call" }];
  const refusal = await refusalOf(gpt, "createItems", { items, avoidConflicts: true });
  expect(refusal.code).toBe("time_taken");
  // A refused item has no id.
  expect(refusal.conflicts?.map(({ index, id, text }) => ({ index, id, text }))).toEqual([
    { index: 0, id: undefined, text: "Call" },
    { index: 1, id: undefined, text: "Meeting" },
  ]);
});

test("an evening item is offered other evenings, not working hours", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Choir", date: day, startTime: "19:00", endTime: "21:00" });
  const dinner = { text: "Dinner", date: day, startTime: "20:00", endTime: "22:30" };
  const refusal = await refusalOf(gpt, "createItems", { items: [dinner], avoidConflicts: true });
  expect(refusal.freeSlots?.map(({ date, startTime, endTime }) => `${date} ${startTime} ${endTime}`)).toEqual([
    `${day} 16:30 19:00`,
    `${addDays(day, 1)} 07:00 09:30`,
  ]);
});

test("moving an item onto occupied time stores it and reports conflicts, moving it elsewhere reports none", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id: there } = await gpt.make(meeting);
  const { id } = await gpt.make({ text: "Dentist", date: day, startTime: "15:00", endTime: "16:00" });
  const moved = await gpt.call("updateItemById", { id, startTime: "10:30" });
  expect(moved.item).toMatchObject({ startTime: "10:30", endTime: "11:30" });
  expect(moved.conflicts).toMatchObject([{ id: there, text: "Meeting", startTime: "10:00" }]);
  expect(moved.conflicts?.[0]).not.toHaveProperty("index");
  expect(await gpt.call("updateItemById", { id, text: "Dentist!" })).not.toHaveProperty("conflicts");
  expect(await gpt.call("updateItemById", { id, startTime: "11:00" })).not.toHaveProperty("conflicts");
});

test("moving with avoidConflicts is refused, changes nothing, and treats the item's own time as free", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make(meeting);
  const item = await gpt.make({ text: "Dentist", date: day, startTime: "11:00", endTime: "12:00" });
  const refusal = await refusalOf(gpt, "updateItemById", { id: item.id, startTime: "10:30", avoidConflicts: true });
  expect(refusal).toMatchObject({
    ...{ status: 409, code: "time_taken", conflicts: [{ text: "Meeting" }] },
    freeSlots: [{ startTime: "09:00" }, { startTime: "11:00", endTime: "12:00" }],
  });
  expect((await gpt.call("getItemById", { id: item.id })).item).toEqual(item);
  expect(
    (await gpt.call("updateItemById", { id: item.id, startTime: "13:00", avoidConflicts: true })).item,
  ).toMatchObject({
    startTime: "13:00",
  });
});

test("an item restored from the trash reports what has taken its time", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make(meeting);
  await gpt.call("deleteItemById", { id });
  const { id: there } = await gpt.make({ ...meeting, text: "Dentist" });
  expect((await gpt.call("restoreItem", { id })).conflicts).toMatchObject([{ id: there, text: "Dentist" }]);
});

test("of two concurrent items for the same time with avoidConflicts, one is refused", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const browser = await browserOf(person);
  const asked = (text: string) => ({ items: [{ ...meeting, text }], avoidConflicts: true });
  const answers = await Promise.all([
    gpt.answer("createItems", asked("GPT")),
    browser.answer("createItems", asked("Page")),
    gpt.answer("createItems", asked("GPT again")),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect((await gpt.call("listItems", { from: day, to: day })).items).toHaveLength(1);
});

test("an occurrence of a series conflicts like any other item", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const made = await gpt.answer("createItems", {
    items: [{ ...meeting, date: "2027-01-01", text: "Weekly", recurrence: "FREQ=WEEKLY;BYDAY=FR" }],
  });
  expect(made.status).toBe(201);
  const { conflicts } = await gpt.call("createItems", { items: [{ text: "Dentist", date: day, startTime: "10:30" }] });
  expect(conflicts).toMatchObject([{ id: made.body.items[0]?.id, occurrence: day, text: "Weekly", date: day }]);
});

test("a new series reports which of its dates conflict", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make(meeting);
  const series = { ...meeting, date: "2027-02-26", text: "Weekly", recurrence: "FREQ=WEEKLY;COUNT=4" };
  const { conflicts, ...made } = await gpt.call("createItems", { items: [series] });
  expect(conflicts).toMatchObject([{ index: 0, forOccurrence: day, id, text: "Meeting" }]);
  expect(made, "all of its dates were looked at").not.toHaveProperty("checkedUntil");
});

test("for a long series the answer says how far ahead it was checked: a year, if weekly", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([51, 60].map((weeks) => ({ ...meeting, text: `After ${weeks}`, date: friday(weeks) })));
  const made = await gpt.call("createItems", { items: [{ ...meeting, text: "Weekly", recurrence: "FREQ=WEEKLY" }] });
  expect(made.conflicts?.map(({ text }) => text)).toEqual(["After 51"]);
  expect(made.checkedUntil).toBe(addDays(day, 366));
  const id = made.items[0]?.id;
  const renamed = await gpt.call("updateItemById", { id, scope: "all", text: "Every week" });
  expect(renamed, "nothing was put anywhere").not.toHaveProperty("checkedUntil");
});

test("one date of a series moved onto another is reported, and with avoidConflicts stays where it is", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const id = await weekly(gpt);
  const onto = { id, scope: "this", occurrence: friday(1), date: friday(2), startTime: "10:30" };
  expect(await refusalOf(gpt, "updateItemById", { ...onto, avoidConflicts: true })).toMatchObject({
    ...{ code: "time_taken", conflicts: [{ forOccurrence: friday(1), id, occurrence: friday(2), text: "Weekly" }] },
    freeSlots: [
      { date: friday(2), startTime: "09:00" },
      { date: friday(2), startTime: "11:00" },
    ],
  });
  const { conflicts } = await gpt.call("updateItemById", onto);
  expect(conflicts).toMatchObject([{ forOccurrence: friday(1), id, occurrence: friday(2) }]);
  const own = { id, scope: "this", occurrence: friday(3), startTime: "10:15" };
  expect(await gpt.call("updateItemById", own), "its own time is free").not.toHaveProperty("conflicts");
});

const friday = (weeks: number) => addDays(day, weeks * 7);
async function weekly(gpt: Awaited<ReturnType<typeof newcomer>>["gpt"]) {
  const series = { ...meeting, text: "Weekly", date: day, recurrence: "FREQ=WEEKLY" };
  return (await gpt.make(series)).id;
}

test("one date of a series moved onto occupied time is reported; the other dates do not matter", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const id = await weekly(gpt);
  const lunch = { text: "Lunch", startTime: "12:00", endTime: "13:00" };
  await gpt.makeAll([1, 2, 30].map((weeks) => ({ ...lunch, date: friday(weeks) })));
  const this30 = { id, scope: "this", occurrence: friday(30) };
  const moved = await gpt.call("updateItemById", { ...this30, startTime: "12:30" });
  expect(moved.conflicts).toMatchObject([{ forOccurrence: friday(30), text: "Lunch", date: friday(30) }]);
  expect(await gpt.call("updateItemById", { ...this30, text: "Renamed" })).not.toHaveProperty("conflicts");
  const refused = { id, scope: "this", occurrence: friday(1), startTime: "12:30", avoidConflicts: true };
  expect(await refusalOf(gpt, "updateItemById", refused)).toMatchObject({
    ...{ code: "time_taken", conflicts: [{ forOccurrence: friday(1), text: "Lunch" }] },
    freeSlots: [
      { date: friday(1), startTime: "11:00" },
      { date: friday(1), startTime: "13:00" },
    ],
  });
});

test("moving a whole series, or from one date on, reports which dates conflict", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const id = await weekly(gpt);
  await gpt.makeAll([1, 2].map((weeks) => ({ text: `Lunch ${weeks}`, date: friday(weeks), startTime: "12:00" })));
  const all = await gpt.call("updateItemById", { id, scope: "all", startTime: "11:30", endTime: "12:30" });
  expect(all.conflicts?.map(({ forOccurrence, text }) => [forOccurrence, text])).toEqual([
    [friday(1), "Lunch 1"],
    [friday(2), "Lunch 2"],
  ]);
  await gpt.call("updateItemById", { id, scope: "all", startTime: "10:00", endTime: "11:00" });
  const following = { id, scope: "following", occurrence: friday(2), startTime: "11:30", endTime: "12:30" };
  expect((await gpt.call("updateItemById", following)).conflicts?.map(({ text }) => text)).toEqual(["Lunch 2"]);
});
