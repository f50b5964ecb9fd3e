import { expect, test } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { browserOf, newcomer } from "../../harness/api.ts";

const monday = "2100-03-01";
const day = (days: number) => addDays(monday, days);

test("a day shows what is planned, overlapping and free, and describes it in words", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const [standup, call, birthday] = await gpt.makeAll([
    { text: "Standup", date: monday, startTime: "09:00", endTime: "09:30", location: "Room 2" },
    { text: "Call", date: monday, startTime: "09:15", endTime: "10:00" },
    { text: "Birthday", date: monday, done: true },
    { text: "Tomorrow", date: day(1) },
  ]);
  const answer = await gpt.call("getOverview", { date: monday });
  expect(answer).toMatchObject({ span: "day", from: monday, to: monday, timeZone: "Europe/Paris", rev: 2 });
  expect(answer.days).toEqual([
    {
      ...{ date: monday, weekday: "Monday", itemCount: 3 },
      items: [
        { id: birthday, text: "Birthday", allDay: true, date: monday, done: true },
        {
          ...{ id: standup, text: "Standup", date: monday, startTime: "09:00", endTime: "09:30", location: "Room 2" },
          ...{ startsAt: `${monday}T09:00:00+01:00`, endsAt: `${monday}T09:30:00+01:00`, done: false },
        },
        {
          ...{ id: call, text: "Call", date: monday, startTime: "09:15", endTime: "10:00", done: false },
          ...{ startsAt: `${monday}T09:15:00+01:00`, endsAt: `${monday}T10:00:00+01:00` },
        },
      ],
      overlaps: [{ ids: [standup, call], texts: ["Standup", "Call"], startTime: "09:15", endTime: "09:30" }],
      free: [{ startTime: "10:00", endTime: "17:00", lengthMinutes: 420 }],
    },
  ]);
  expect(answer.spoken).toBe(
    "Monday 1 March 2100: 3 items, 1 of them done. Standup 09:00 to 09:30 and Call 09:15 to 10:00. Standup and Call overlap from 09:15 to 09:30. Free: 10:00 to 17:00.",
  );
  expect(await (await browserOf(person)).call("getOverview", { date: monday })).toMatchObject({ days: answer.days });
});

test("the default is today, and an empty day says so", async () => {
  const { gpt } = await newcomer("Asia/Tokyo");
  const answer = await gpt.call("getOverview");
  expect(answer).toMatchObject({
    ...{ span: "day", from: answer.today.date, to: answer.today.date, timeZone: "Asia/Tokyo" },
    overdue: { since: addDays(answer.today.date, -30), count: 0, items: [] },
  });
  expect(answer.days).toMatchObject([{ ...answer.today, itemCount: 0, items: [], overlaps: [] }]);
  expect(answer.spoken).toMatch(new RegExp(`^Today, ${answer.today.weekday} .*: nothing planned\\.`));
  expect(answer.spoken).not.toContain("overdue");
});

test("a week begins on the user's first day of the week", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Dentist", date: day(2), startTime: "14:00" });
  const week = await gpt.call("getOverview", { span: "week", date: day(3) });
  expect(week).toMatchObject({ span: "week", from: monday, to: day(6) });
  expect(week.days.map(({ itemCount }) => itemCount)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  expect(week.spoken).toContain(
    "The week from Monday 1 March 2100 to Sunday 7 March 2100: 1 item. Wednesday: Dentist at 14:00.",
  );
  await gpt.call("updateSettings", { weekStart: "Sunday" });
  expect(await gpt.call("getOverview", { span: "week", date: day(3) })).toMatchObject({ from: day(-1), to: day(5) });
});

test("occurrences of a series are listed, each with its date", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({
    ...{ text: "Standup", date: monday, startTime: "09:00", endTime: "09:15", recurrence: "FREQ=WEEKLY;BYDAY=MO,TH" },
  });
  const { days } = await gpt.call("getOverview", { span: "week", date: monday });
  expect(days.flatMap(({ items }) => items).map((item) => [item.id, item.occurrence])).toEqual([
    [id, monday],
    [id, day(3)],
  ]);
});

test("an item pinned to Tokyo appears on the day and at the time in Paris", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.make({ text: "Call", date: day(1), startTime: "07:00", endTime: "08:00", timeZone: "Asia/Tokyo" });
  const { days } = await gpt.call("getOverview", { date: monday });
  expect(days[0]?.items).toMatchObject([
    { text: "Call", date: monday, startTime: "23:00", endDate: day(1), endTime: "00:00" },
  ]);
});

test("a day of 23 hours has its real amount of free time", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("updateSettings", { workingHours: [{ days: ["Sunday"], from: "00:00", to: "23:59" }] });
  const { days } = await gpt.call("getOverview", { date: "2100-03-28" });
  expect(days[0]?.free).toEqual([{ startTime: "00:00", endTime: "24:00", lengthMinutes: 23 * 60 }]);
});

test("open items in the past are overdue: counted, with the latest named", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { today } = await gpt.call("getContext");
  await gpt.makeAll([
    ...Array.from({ length: 12 }, (_, index) => ({ text: `Late ${index + 1}`, date: addDays(today.date, -1 - index) })),
    { text: "Done", date: addDays(today.date, -1), done: true },
    { text: "Long ago", date: addDays(today.date, -40) },
    { text: "Today", date: today.date },
  ]);
  const { overdue, spoken } = await gpt.call("getOverview", { date: addDays(today.date, 1) });
  expect(overdue.count).toBe(12);
  expect(overdue.items.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => `Late ${index + 1}`));
  expect(spoken).toContain("12 items of the last 30 days are overdue: Late 1, Late 2, Late 3 and 9 more.");
});

test("a full week stays below 90,000 characters, and its text below 600", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const long = (index: number) => `${index} ${'"\\ö'.repeat(160)}`;
  const items = Array.from({ length: 210 }, (_, index) => ({
    ...{ text: long(index), date: day(index % 7), startTime: "10:00", endTime: "11:00" },
    location: '"'.repeat(300),
  }));
  await gpt.makeAll(items);
  const answer = await gpt.call("getOverview", { span: "week", date: monday });
  expect(JSON.stringify(answer).length).toBeLessThan(90_000);
  expect(answer.days.map(({ itemCount }) => itemCount)).toEqual([30, 30, 30, 30, 30, 30, 30]);
  expect(answer.spoken.length).toBeLessThanOrEqual(600);
  expect(answer.spoken).toContain("210 items");
});

test("other users' items are not included", async () => {
  const [one, other] = [await newcomer("Europe/Paris"), await newcomer("Europe/Paris")];
  await one.gpt.make({ text: "Secret", date: monday, startTime: "09:00" });
  const { today } = await one.gpt.call("getContext");
  await one.gpt.make({ text: "Late secret", date: addDays(today.date, -1) });
  const answer = await other.gpt.call("getOverview", { span: "week", date: monday });
  expect(JSON.stringify(answer)).not.toMatch(/secret/i);
  expect(answer.overdue.count).toBe(0);
});

test("invalid input is refused with advice", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const wrong: [object, string, RegExp][] = [
    [{ date: "2100-02-30" }, "#/date", /does not exist/],
    [{ date: monday, weekday: "Friday" }, "#/weekday", /is a Monday/],
    [{ span: "month" }, "#/span", /day|week/],
    [{ timeZone: "Mars/Olympus" }, "#/timeZone", /no time zone/],
    [{ from: monday }, "#/from", /no such field/],
  ];
  for (const [input, pointer, detail] of wrong) {
    const refusal = await gpt.refusal("getOverview", input);
    expect(refusal, pointer).toMatchObject({ status: 422, code: "invalid_input", errors: [{ pointer }] });
    expect(refusal.errors?.[0]?.detail).toMatch(detail);
  }
});
