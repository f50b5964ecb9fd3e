import { expect, test } from "@playwright/test";
import { addDays, weekdayOf } from "../../../agenda/time/dates.ts";
import { weekdays } from "../../../contract/fields/time.ts";
import { type Api, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { Browser } from "../../people.ts";

// Far in the future, because the past is never offered. 1 March 2100 is a Monday.
const monday = "2100-03-01";
const day = (days: number) => addDays(monday, days);
const week = { from: monday, to: day(6) };

async function slotsOf(door: Api, args: object) {
  const { slots } = await door.call("findFreeTime", args);
  return slots.map(({ date, startTime, endTime }) => `${date} ${startTime}-${endTime}`);
}

test("it returns free slots with weekday, length and instants, each day's best first", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([
    { text: "Workshop", date: monday, startTime: "09:00", endTime: "16:30" },
    { text: "Holiday", date: day(1) },
    { text: "Meeting", date: day(1), startTime: "09:00", endTime: "10:00" },
  ]);
  const answer = await gpt.call("findFreeTime", { ...week, lengthMinutes: 60 });
  expect(answer).toMatchObject({
    ...{ ...week, lengthMinutes: 60, timeZone: "Europe/Paris", timeZoneSource: "settings" },
    searched: "Monday to Friday from 09:00 to 17:00",
  });
  expect(answer).not.toHaveProperty("none");
  expect(answer.slots).toHaveLength(5);
  expect(answer.slots[0]).toEqual({
    ...{ date: day(1), weekday: "Tuesday", startTime: "10:00", endTime: "11:00", timeZone: "Europe/Paris" },
    ...{ startsAt: `${day(1)}T10:00:00+01:00`, endsAt: `${day(1)}T11:00:00+01:00`, lengthMinutes: 60 },
  });
  expect(answer.slots.map(({ weekday }) => weekday)).toEqual(["Tuesday", "Wednesday", "Thursday", "Friday", "Tuesday"]);
});

test("by default it starts today, for the default length, within working hours, and never in the past", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("updateSettings", {
    workingHours: [{ days: [...weekdays], from: "00:00", to: "23:59" }],
    defaultDurationMinutes: 45,
  });
  const answer = await gpt.call("findFreeTime", { count: 50 });
  expect(answer).toMatchObject({ from: answer.today.date, to: addDays(answer.today.date, 14), lengthMinutes: 45 });
  expect(answer.slots).toHaveLength(50);
  for (const { startsAt, lengthMinutes } of answer.slots) {
    expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(Date.parse(answer.now));
    expect(lengthMinutes).toBe(45);
  }
  const today = await gpt.call("findFreeTime", {
    from: answer.today.date,
    to: answer.today.date,
    count: 50,
    lengthMinutes: 5,
  });
  for (const { startsAt } of today.slots) expect(Date.parse(startsAt)).toBeGreaterThan(Date.parse(answer.now) - 60_000);
});

test("hours, days, gaps and the number of slots can be set", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Lunch", date: day(5), startTime: "12:00", endTime: "13:00" });
  const saturday = { ...week, weekdays: ["Saturday"], earliest: "11:00", latest: "15:00", lengthMinutes: 60 };
  expect(await slotsOf(gpt, saturday)).toEqual([
    `${day(5)} 11:00-12:00`,
    `${day(5)} 13:00-14:00`,
    `${day(5)} 14:00-15:00`,
  ]);
  expect(await slotsOf(gpt, { ...saturday, count: 1 })).toEqual([`${day(5)} 11:00-12:00`]);
  expect(await slotsOf(gpt, { ...saturday, gapAfterMinutes: 15 })).toEqual([
    `${day(5)} 13:00-14:00`,
    `${day(5)} 14:00-15:00`,
  ]);
  expect(await slotsOf(gpt, { ...saturday, gapBeforeMinutes: 60 })).toEqual([
    `${day(5)} 11:00-12:00`,
    `${day(5)} 14:00-15:00`,
  ]);
  expect(
    await slotsOf(gpt, { ...week, weekdays: ["Sunday"], earliest: "22:00", latest: "24:00", lengthMinutes: 120 }),
  ).toEqual([`${day(6)} 22:00-00:00`]);
});

test("the working hours in the settings apply, with their breaks", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("updateSettings", {
    workingHours: [
      { days: ["Saturday"], from: "08:00", to: "10:00" },
      { days: ["Saturday"], from: "11:00", to: "12:00" },
    ],
  });
  expect(await slotsOf(gpt, { ...week, lengthMinutes: 60 })).toEqual([
    `${day(5)} 08:00-09:00`,
    `${day(5)} 09:00-10:00`,
    `${day(5)} 11:00-12:00`,
  ]);
  const { none, wouldHelp } = await gpt.call("findFreeTime", { ...week, lengthMinutes: 180 });
  expect(none).toContain("Saturday from 08:00 to 10:00 and from 11:00 to 12:00");
  expect(wouldHelp?.map(({ change }) => change)).toEqual(["hours", "length"]);
});

test("a series occupies every date, except one that was moved away", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({
    ...{ text: "Standup", date: monday, startTime: "09:00", endTime: "17:00" },
    recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH",
  });
  expect(await slotsOf(gpt, { ...week, lengthMinutes: 480 })).toEqual([`${day(4)} 09:00-17:00`]);
});

test("an item without an end takes the default length, done and all-day items take none", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("updateSettings", { defaultDurationMinutes: 90 });
  await gpt.makeAll([
    { text: "Dentist", date: monday, startTime: "10:00" },
    { text: "Done", date: monday, startTime: "13:00", endTime: "14:00", done: true },
    { text: "Birthday", date: monday },
  ]);
  const found = await slotsOf(gpt, { from: monday, to: monday, lengthMinutes: 330 });
  expect(found).toEqual([`${monday} 11:30-17:00`]);
});

test("an item in Tokyo occupies a morning in Paris, and free time can be computed in Tokyo", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Call", date: monday, startTime: "17:00", endTime: "20:00", timeZone: "Asia/Tokyo" });
  const asked = { from: monday, to: monday, lengthMinutes: 300 };
  expect(await slotsOf(gpt, asked)).toEqual([`${monday} 12:00-17:00`]);
  const there = await gpt.call("findFreeTime", { ...asked, timeZone: "Asia/Tokyo" });
  expect(there).toMatchObject({ timeZone: "Asia/Tokyo", timeZoneSource: "request" });
  expect(there.slots[0]).toMatchObject({ startTime: "09:00", endTime: "14:00", startsAt: `${monday}T09:00:00+09:00` });
});

for (const [what, date, hours] of [
  ["23", "2100-03-28", 23],
  ["25", "2100-10-31", 25],
] as const)
  test(`a day of ${what} hours has that many`, async () => {
    const { gpt } = await newcomer("Europe/Paris");
    const asked = { from: date, to: date, weekdays: ["Sunday"], earliest: "00:00", latest: "24:00" };
    const { slots } = await gpt.call("findFreeTime", { ...asked, lengthMinutes: 60, count: 50 });
    const first = Math.min(...slots.map(({ startsAt }) => Date.parse(startsAt)));
    const last = Math.max(...slots.map(({ endsAt }) => Date.parse(endsAt)));
    expect((last - first) / 3_600_000).toBe(hours);
    for (const { startsAt, endsAt } of slots) expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(3_600_000);
    // Each slot can be used as answered.
    const [slot] = slots.filter(({ startTime }) => startTime === "01:00");
    const made = await gpt.call("createItems", {
      items: [{ text: "x", date, startTime: slot?.startTime, endTime: slot?.endTime }],
      avoidConflicts: true,
    });
    expect(made.items[0]).toMatchObject({ startsAt: slot?.startsAt, endsAt: slot?.endsAt });
  });

test("near a day and time the nearest slots come first", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const item = await gpt.make({ text: "Review", date: day(2), startTime: "14:00", endTime: "15:00" });
  const near = { lengthMinutes: 60, nearDate: day(2), nearTime: "14:00", count: 2 };
  expect(await slotsOf(gpt, near)).toEqual([`${day(2)} 13:00-14:00`, `${day(2)} 15:00-16:00`]);
  expect(await slotsOf(gpt, { ...near, ignoreItem: item.id })).toEqual([
    `${day(2)} 14:00-15:00`,
    `${day(2)} 13:00-14:00`,
  ]);
});

test("when moving one date of a series, its own time is free and that of the others is not", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({
    ...{ text: "Standup", date: monday, startTime: "09:00", endTime: "16:00", recurrence: "FREQ=DAILY;COUNT=2" },
  });
  const asked = { from: monday, to: day(1), lengthMinutes: 60, count: 2 };
  const [first, second] = [monday, day(1)];
  expect(await slotsOf(gpt, asked)).toEqual([`${first} 16:00-17:00`, `${second} 16:00-17:00`]);
  expect(await slotsOf(gpt, { ...asked, ignoreItem: id })).toEqual([`${first} 09:00-10:00`, `${second} 09:00-10:00`]);
  expect(await slotsOf(gpt, { ...asked, ignoreItem: id, ignoreOccurrence: second })).toEqual([
    ...[`${first} 16:00-17:00`, `${second} 09:00-10:00`],
  ]);
});

test("when nothing is free it says so, and its suggestion works", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const busy = [0, 1, 2, 3, 4].map((days) => ({ text: "Busy", date: day(days), startTime: "09:00", endTime: "16:15" }));
  await gpt.makeAll([...busy, { text: "Next", date: day(7), startTime: "09:00", endTime: "17:00" }]);
  const asked = { ...week, lengthMinutes: 60 };
  const answer = await gpt.call("findFreeTime", asked);
  expect(answer.slots).toEqual([]);
  expect(answer.none).toMatch(/^There is no free time of 1 hour from 2100-03-01 to 2100-03-07, Monday to Friday/);
  const help = new Map(answer.wouldHelp?.map(({ change, ...rest }) => [change, rest]));
  expect([...help.keys()]).toEqual(["days", "hours", "length", "window"]);
  expect(help.get("days")).toMatchObject({
    words: "There is room on Saturday 6 March, 09:00 to 10:00.",
    slot: { date: day(5), startTime: "09:00" },
  });
  expect(help.get("hours")?.slot).toMatchObject({ date: monday, startTime: "07:00", endTime: "08:00" });
  expect(help.get("length")).toMatchObject({
    words: "45 minutes would fit on Monday 1 March, 16:15 to 17:00.",
    slot: { lengthMinutes: 45 },
  });
  expect(help.get("window")?.slot).toMatchObject({ date: day(8), weekday: "Tuesday" });
  expect(answer.none).toContain("There is room on Saturday 6 March");
  // Each matches the answer to that same question.
  expect((await slotsOf(gpt, { ...asked, weekdays: [...weekdays] }))[0]).toBe(`${day(5)} 09:00-10:00`);
  expect((await slotsOf(gpt, { ...asked, lengthMinutes: 45 }))[0]).toBe(`${monday} 16:15-17:00`);

  const gap = await gpt.call("findFreeTime", { ...week, lengthMinutes: 45, gapBeforeMinutes: 30 });
  expect(gap.wouldHelp?.find(({ change }) => change === "gaps")?.words).toBe(
    "Without the gap it fits on Monday 1 March, 16:15 to 17:00.",
  );
});

test("when nothing would help, nothing is suggested", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Away", date: day(-1), startTime: "00:00", endDate: day(60), endTime: "00:00" });
  const answer = await gpt.call("findFreeTime", week);
  expect(answer).toMatchObject({ slots: [], wouldHelp: [] });
  expect(answer.none).toMatch(/^There is no free time of 1 hour/);
});

test("other users' items do not matter", async () => {
  const [one, other] = [await newcomer("Europe/Paris"), await newcomer("Europe/Paris")];
  const { id } = await one.gpt.make({ text: "Mine", date: monday, startTime: "09:00", endTime: "17:00" });
  const asked = { from: monday, to: monday, lengthMinutes: 480 };
  expect(await slotsOf(other.gpt, asked)).toEqual([`${monday} 09:00-17:00`]);
  expect(await slotsOf(one.gpt, asked)).toEqual([]);
  await other.gpt.make({ text: "Theirs", date: monday, startTime: "09:00", endTime: "17:00" });
  expect(await slotsOf(other.gpt, { ...asked, ignoreItem: id })).toEqual([]);
});

test("fifty free times of a full agenda fit in 90,000 characters, and nothing is changed", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { rev } = await gpt.call("listChanges");
  const answer = await gpt.answer("findFreeTime", {
    ...{ from: monday, to: day(61), lengthMinutes: 5, count: 50, weekdays: [...weekdays] },
    ...{ earliest: "00:00", latest: "24:00", timeZone: "America/Argentina/ComodRivadavia" },
  });
  expect(answer.body.slots).toHaveLength(50);
  expect(JSON.stringify(answer.body).length).toBeLessThan(90_000);
  expect((await gpt.call("listChanges")).rev).toBe(rev);
});

test("invalid input is refused with advice", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const wrong: [object, string, RegExp][] = [
    [{ lengthMinutes: 4 }, "#/lengthMinutes", /at least 5/],
    [{ lengthMinutes: 1441 }, "#/lengthMinutes", /at most 1440/],
    [{ from: "2100-02-30" }, "#/from", /does not exist/],
    [{ from: monday, fromWeekday: "Friday" }, "#/fromWeekday", /is a Monday/],
    [{ from: monday, to: day(1), toWeekday: "Friday" }, "#/toWeekday", /is a Tuesday/],
    [{ from: day(1), to: monday }, "#/to", /ends before it starts/],
    [{ from: "2020-01-01", to: "2020-01-31" }, "#/to", /over/],
    [{ from: monday, to: day(62) }, "#/to", /62 days/],
    [{ earliest: "25:00" }, "#/earliest", /not a time/],
    [{ latest: "9:00" }, "#/latest", /HH:MM/],
    [{ earliest: "17:00", latest: "09:00" }, "#/latest", /not after/],
    [{ weekdays: ["Caturday"] }, "#/weekdays/0", /Monday/],
    [{ weekdays: [] }, "#/weekdays", /at least 1/],
    [{ gapBeforeMinutes: -1 }, "#/gapBeforeMinutes", /at least 0/],
    [{ count: 51 }, "#/count", /at most 50/],
    [{ nearTime: "12:00" }, "#/nearTime", /nearDate/],
    [{ nearDate: "2100-13-01" }, "#/nearDate", /no month/],
    [{ timeZone: "Mars/Olympus" }, "#/timeZone", /no time zone/],
    [{ ignoreItem: "x" }, "#/ignoreItem", /id/],
    [{ until: monday }, "#/until", /no such field/],
  ];
  for (const [input, pointer, detail] of wrong) {
    const refusal = await gpt.refusal("findFreeTime", input);
    expect(refusal, pointer).toMatchObject({ status: 422, code: "invalid_input", errors: [{ pointer }] });
    expect(refusal.errors?.[0]?.detail).toMatch(detail);
  }
});

test("from another site it is refused, like every POST", async () => {
  const { person } = await newcomer();
  const { visitor } = await Browser.of(person);
  const response = await visitor.visit(new URL("/api/free-time/find", running.url), {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "cross_site_request" });
  expect(weekdayOf(monday)).toBe("Monday");
});

test("near an evening or a weekend it searches there, not in working hours", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Choir", date: day(4), startTime: "19:00", endTime: "21:00" });
  expect(await slotsOf(gpt, { lengthMinutes: 60, nearDate: day(4), nearTime: "20:00", count: 2 })).toEqual([
    `${day(4)} 21:00-22:00`,
    `${day(4)} 18:00-19:00`,
  ]);
  expect(await slotsOf(gpt, { lengthMinutes: 60, nearDate: day(5), nearTime: "10:00", count: 1 })).toEqual([
    `${day(5)} 10:00-11:00`,
  ]);
  const office = { earliest: "09:00", latest: "17:00", weekdays: ["Friday"] };
  expect(await slotsOf(gpt, { ...office, lengthMinutes: 60, nearDate: day(4), nearTime: "20:00", count: 1 })).toEqual([
    `${day(4)} 16:00-17:00`,
  ]);
});
