import { expect, test } from "@playwright/test";
import { addDays, weekdayOf } from "../../../agenda/time/dates.ts";
import { browserOf, newcomer } from "../../harness/api.ts";

test("it returns now, today, the next fourteen days with their weekdays, and the zone", async () => {
  const { person, gpt } = await newcomer("Asia/Tokyo");
  const context = await gpt.call("getContext");
  const today = new Intl.DateTimeFormat("sv", { timeZone: "Asia/Tokyo" }).format(new Date(context.now));
  expect(context).toMatchObject({
    today: { date: today, weekday: weekdayOf(today) },
    timeZone: "Asia/Tokyo",
    timeZoneSource: "settings",
    counts: { today: { open: 0, all: 0 }, nextSevenDays: { open: 0, all: 0 } },
    rev: 1,
  });
  expect(context.now).toMatch(/\+09:00$/);
  expect(Math.abs(Date.parse(context.now) - Date.now())).toBeLessThan(60_000);
  const dates = Array.from({ length: 14 }, (_, index) => addDays(today, index + 1));
  expect(context.days).toEqual(dates.map((date) => ({ date, weekday: weekdayOf(date) })));
  expect(await (await browserOf(person)).call("getContext")).toMatchObject({ days: context.days, rev: 1 });
});

test("while the zone is unknown it says so, and another zone can be requested", async () => {
  const { gpt } = await newcomer();
  expect(await gpt.call("getContext")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown", rev: 0 });
  const there = await gpt.call("getContext", { timeZone: "pacific/kiritimati" });
  expect(there).toMatchObject({ timeZone: "Pacific/Kiritimati", timeZoneSource: "request" });
  expect(there.now).toMatch(/\+14:00$/);
  const refusal = await gpt.refusal("getContext", { timeZone: "Mars/Olympus" });
  expect(refusal).toMatchObject({ code: "invalid_input", errors: [{ pointer: "#/timeZone" }] });
});

test("it counts what touches today and the next seven days, open and total", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { today } = await gpt.call("getContext");
  const day = (days: number) => addDays(today.date, days);
  await gpt.makeAll([
    { text: "all of today", date: day(0) },
    { text: "at noon", date: day(0), startTime: "12:00" },
    { text: "done", date: day(0), startTime: "13:00", endTime: "14:00", done: true },
    { text: "from yesterday into today", date: day(-1), startTime: "23:00", endDate: day(0), endTime: "01:00" },
    { text: "from last week until tomorrow", date: day(-8), endDate: day(1) },
    { text: "on the seventh day", date: day(7), startTime: "23:59" },
    { text: "on the seventh day, done", date: day(7), done: true },
    { text: "on the eighth", date: day(8) },
    { text: "yesterday", date: day(-1), startTime: "12:00", endTime: "13:00" },
  ]);
  const gone = await gpt.make({ text: "deleted", date: day(0) });
  await gpt.call("deleteItemById", { id: gone.id });
  const { counts, rev } = await gpt.call("getContext");
  expect(counts).toMatchObject({ today: { open: 4, all: 5 }, nextSevenDays: { open: 2, all: 3 } });
  expect(rev).toBe((await gpt.call("listChanges")).rev);

  const { items } = await gpt.call("listItems", { from: day(1), to: day(7) });
  expect(items.length).toBe(counts.nextSevenDays.all);
});

test("it returns week start and working hours, and the current week begins on the user's first day", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { today, ...usual } = await gpt.call("getContext");
  const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  expect(usual).toMatchObject({ weekStart: "Monday", workingHours: [{ days, from: "09:00", to: "17:00" }] });
  expect(weekdayOf(usual.counts.thisWeek.from)).toBe("Monday");

  // A week that begins today has no day behind it; one that began yesterday has exactly one.
  await gpt.makeAll(Array.from({ length: 15 }, (_, n) => ({ text: `${n}`, date: addDays(today.date, n - 7) })));
  await gpt.make({ text: "into today", date: addDays(today.date, -20), endDate: today.date });
  const workingHours = [{ days: ["Sunday"], from: "10:00", to: "12:00" }];
  await gpt.call("updateSettings", { weekStart: today.weekday, workingHours });
  const begun = await gpt.call("getContext");
  expect(begun).toMatchObject({ weekStart: today.weekday, workingHours });
  expect(begun.counts.thisWeek).toEqual({ from: today.date, to: addDays(today.date, 6), open: 8, all: 8 });
  const yesterday = addDays(today.date, -1);
  await gpt.call("updateSettings", { weekStart: weekdayOf(yesterday) });
  expect((await gpt.call("getContext")).counts.thisWeek).toMatchObject({ from: yesterday, to: addDays(today.date, 5) });
});

test("it does not count other users' items", async () => {
  const [one, other] = [await newcomer("Europe/Paris"), await newcomer("Europe/Paris")];
  const { today } = await one.gpt.call("getContext");
  await one.gpt.makeAll([{ text: "mine", date: today.date }]);
  expect((await other.gpt.call("getContext")).counts.today).toEqual({ open: 0, all: 0 });
});
