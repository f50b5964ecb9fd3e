import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";
import { calendar, download, event, mover, sendFile, takeIn } from "../../harness/calendar-files.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

const newYork = "America/New_York";
const flight = { text: "Flight", date: "2027-02-22", startTime: "10:00", endTime: "12:30", endTimeZone: newYork };
const answered = {
  ...{ startTime: "10:00", endTime: "12:30", timeZone: "Europe/Paris", endTimeZone: newYork },
  ...{ startsAt: "2027-02-22T10:00:00+01:00", endsAt: "2027-02-22T12:30:00-05:00" },
  local: { date: "2027-02-22", weekday: "Monday", startTime: "10:00", endTime: "18:30" },
};

test("an end in another zone is created, read, listed, changed and cleared", async () => {
  const { items } = await gpt.call("createItems", { items: [flight], idempotencyKey: randomUUID() });
  expect(items[0]).toMatchObject(answered);
  const id = items[0]?.id;
  expect((await gpt.call("getItemById", { id })).item).toMatchObject(answered);
  const listed = await gpt.call("listItems", { from: "2027-02-22", to: "2027-02-22" });
  expect(listed.items.find((item) => item.id === id)).toMatchObject(answered);
  const later = await gpt.call("updateItemById", { id, date: "2027-03-15" });
  expect(later.item).toMatchObject({ endTime: "13:30", endsAt: "2027-03-15T13:30:00-04:00" });
  const cleared = await gpt.call("updateItemById", { id, endTimeZone: null });
  expect(cleared.item).toMatchObject({ endTime: "13:30", endsAt: "2027-03-15T13:30:00+01:00" });
  expect(cleared.item).not.toHaveProperty("endTimeZone");
  await gpt.call("undoChange", { id: cleared.change?.id });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ endTimeZone: newYork });
  const { changes } = await gpt.call("listChanges", { order: "newest", limit: 2 });
  expect(changes.map(({ summary }) => summary)).toEqual([
    "Undid a change: moved the end of Flight on Monday 15 March from 13:30 in Europe/Paris to 13:30 in America/New_York",
    "Moved the end of Flight on Monday 15 March from 13:30 in America/New_York to 13:30 in Europe/Paris",
  ]);
  await gpt.call("deleteItemById", { id });
});

test("the same flight sent again within minutes is recognized, and one to another zone is not", async () => {
  const again = { ...flight, text: "Once" };
  const { items } = await gpt.call("createItems", { items: [again] });
  const repeated = await gpt.call("createItems", { items: [again] });
  expect(repeated).toMatchObject({ repeated: true, items: [{ id: items[0]?.id }] });
  const other = await gpt.call("createItems", { items: [{ ...again, endTimeZone: "America/Chicago" }] });
  expect(other.items[0]?.id).not.toBe(items[0]?.id);
});

test("what cannot be is refused, with the field and what would be right", async () => {
  const refusalOf = async (fields: object) => {
    const refused = await gpt.refusal("createItems", { items: [{ text: "a", date: "2027-01-01", ...fields }] });
    expect(refused).toMatchObject({ status: 422, code: "invalid_input" });
    return (refused.errors ?? [])
      .map(({ pointer, detail }) => `${pointer.replace("#/items/0/", "")}: ${detail}`)
      .join();
  };
  expect(await refusalOf({ startTime: "10:00", endTimeZone: newYork })).toBe(
    "endTimeZone: endTimeZone needs endTime. Send both, or leave endTimeZone out.",
  );
  expect(await refusalOf({ endTimeZone: newYork })).toContain(
    "An item without startTime is all-day and has no time zone",
  );
  expect(await refusalOf({ startTime: "10:00", endTime: "03:30", endTimeZone: newYork })).toBe(
    "endTime: The end is not after the start: when it is 2027-01-01 10:00 in Europe/Paris, it is 2027-01-01 04:00 in America/New_York. Send an end after that, with endDate where its day is not 2027-01-01.",
  );
  expect(await refusalOf({ startTime: "10:00", endTime: "12:00", endTimeZone: "-05:00" })).toContain("is an offset");
  const unsettled = await newcomer();
  expect((await unsettled.gpt.refusal("createItems", { items: [flight] })).errors?.[0]).toMatchObject({
    pointer: "#/items/0/endTimeZone",
    detail: "endTimeZone needs timeZone beside it: the person's own zone is not known yet.",
  });
});

test("a flight over the date line is stored, and found in every window that it reaches into", async () => {
  const { gpt: own } = await newcomer("Pacific/Honolulu");
  await own.make({
    ...{ text: "Over the date line", date: "2027-02-22", startTime: "00:30", timeZone: "Asia/Tokyo" },
    ...{ endDate: "2027-02-21", endTime: "12:30", endTimeZone: "Pacific/Honolulu" },
  });
  const long = { date: "2027-03-02", startTime: "00:30", timeZone: "Pacific/Kiritimati" };
  await own.make({ text: "Longest date", ...long, endTime: "23:30", endTimeZone: "Pacific/Pago_Pago" });
  const textsOn = async (day: string, timeZone: string, more = {}) =>
    (await own.call("listItems", { from: day, to: day, timeZone, ...more })).items.map(({ text }) => text);
  expect(await textsOn("2027-02-21", "Pacific/Honolulu")).toEqual(["Over the date line"]);
  expect(await textsOn("2027-02-22", "Asia/Tokyo")).toEqual(["Over the date line"]);
  for (const more of [{}, { q: "longest" }]) {
    expect(await textsOn("2027-03-04", "Pacific/Kiritimati", more)).toEqual(["Longest date"]);
    expect(await textsOn("2027-03-05", "Pacific/Kiritimati", more)).toEqual([]);
  }
});

test("a flight takes its time until it lands, for conflicts, free time, and a series in every week", async () => {
  const { gpt: own } = await newcomer("Europe/Paris");
  await own.make({ ...flight, recurrence: "FREQ=WEEKLY;COUNT=6" });
  const call = (date: string, startTime: string) =>
    own.call("createItems", { items: [{ text: "Call", date, startTime }], previewOnly: true });
  const conflicts = async (date: string, startTime: string) =>
    ((await call(date, startTime)).conflicts ?? []).map(({ text }) => text);
  expect(await conflicts("2027-03-08", "18:15")).toEqual(["Flight"]);
  expect(await conflicts("2027-03-08", "18:30")).toEqual([]);
  expect(await conflicts("2027-03-15", "18:15")).toEqual(["Flight"]);
  expect(await conflicts("2027-03-15", "18:30")).toEqual([]);
  const found = await own.call("findFreeTime", { lengthMinutes: 60, from: "2027-03-15", to: "2027-03-15" });
  expect(found.slots.every(({ startTime, endTime }) => endTime <= "10:00" || startTime >= "18:30")).toBe(true);
  const listed = await own.call("listItems", { from: "2027-03-15", to: "2027-03-15" });
  expect(listed.items[0]).toMatchObject({ endTime: "13:30", local: { endTime: "18:30" } });
});

test("rescheduling keeps the zone of the end and the elapsed time", async () => {
  const { id } = await gpt.make({ ...flight, text: "Moved" });
  const { items } = await gpt.call("rescheduleItems", { ids: [id], days: 21 });
  expect(items[0]).toMatchObject({ date: "2027-03-15", endTime: "13:30", endTimeZone: newYork });
});

test("a calendar file brings both zones and takes them out again, unchanged", async () => {
  const { browser, web } = await mover("Europe/Paris");
  const times = ["DTSTART;TZID=Europe/Paris:20270222T100000", "DTEND;TZID=America/New_York:20270222T123000"];
  const file = calendar(...event("flight@test", "SUMMARY:Flight", ...times));
  expect((await sendFile(browser, file)).body.entries).toEqual([
    {
      ...{ kind: "added", text: "Flight" },
      when: "Monday 22 February 2027, 10:00 in Europe/Paris to 12:30 in America/New_York",
    },
  ]);
  expect(await takeIn(browser, file)).toMatchObject({ added: 1 });
  const [item] = (await web.call("listItems", { from: "2027-02-22", to: "2027-02-22" })).items;
  expect(item).toMatchObject(answered);
  const { text } = await download(browser, "agenda.ics");
  for (const line of times) expect(text).toContain(line);
  expect((await sendFile(browser, text)).body).toMatchObject({ added: 0, changed: 0, same: 1 });
  const whole = JSON.parse((await download(browser, "agenda.json")).text);
  expect(whole.items).toMatchObject([{ timeZone: "Europe/Paris", endTimeZone: newYork, endTime: "12:30" }]);
});

test("a preview of a file reads a flight of elsewhere in the person's zone", async () => {
  const { browser } = await mover("Asia/Tokyo");
  const times = ["DTSTART;TZID=Europe/Paris:20270222T100000", "DTEND;TZID=America/New_York:20270222T123000"];
  const { body } = await sendFile(browser, calendar(...event("flight@test", "SUMMARY:Flight", ...times)));
  expect(body.entries[0]?.when).toBe(
    "Monday 22 February 2027, 18:00 to Tuesday 23 February 2027, 02:30 (10:00 in Europe/Paris to 12:30 in America/New_York)",
  );
});
