import { expect, test } from "@playwright/test";
import { daysOf, itemsNear, plannedCount, withKept } from "../../../components/timeline/days.ts";
import { daysShown } from "../../../components/timeline/days-shown.ts";
import { dayOfSpan } from "../../../components/timeline/placed-item.ts";
import { t } from "../messages/catalogs.ts";
import { item } from "./page-items.ts";

const texts = (placed: readonly { item: { text: string } }[]) => placed.map(({ item: { text } }) => text);

test("every day of the window is there, even if empty, all-day items before timed ones", () => {
  const items = [
    item({ text: "Call", startTime: "11:00", endTime: "11:45" }),
    item({ text: "Lease" }),
    item({ text: "Early", startTime: "08:00" }),
  ];
  const [wednesday, thursday] = daysOf(items, "2026-11-25", "2026-11-26", "UTC");
  expect(texts(wednesday?.allDay ?? [])).toEqual(["Lease"]);
  expect(texts(wednesday?.slices.map(({ placed }) => placed) ?? [])).toEqual(["Early", "Call"]);
  expect(thursday).toEqual({ date: "2026-11-26", allDay: [], slices: [] });
});

test("an item over several days appears on each with the day's number, even if it began before the window", () => {
  const visit = item({ text: "Ana", date: "2026-11-24", endDate: "2026-11-27" });
  const days = daysOf([visit], "2026-11-25", "2026-11-28", "UTC");
  expect(days.map(({ allDay, date }) => allDay.map((placed) => dayOfSpan(placed, date, t)))).toEqual([
    ["Day 2/4"],
    ["Day 3/4"],
    ["Day 4/4"],
    [],
  ]);
});

test("an overnight item has two slices, and what ends at midnight does not reach into the next day", () => {
  const night = item({ text: "Train", startTime: "21:30", endDate: "2026-11-26", endTime: "07:10" });
  const late = item({ text: "Party", startTime: "20:00", endDate: "2026-11-26", endTime: "00:00" });
  const [first, second] = daysOf([night, late], "2026-11-25", "2026-11-26", "UTC");
  expect(first?.slices.map(({ startTime, endTime, until }) => [startTime, endTime, until])).toEqual([
    ["20:00", "00:00", undefined],
    ["21:30", "07:10", "2026-11-26"],
  ]);
  expect(second?.slices.map(({ placed, startTime, since }) => [placed.item.text, startTime, since])).toEqual([
    ["Train", "00:00", "2026-11-25"],
  ]);
});

test("what ends at a midnight that the clocks skip or repeat does not reach into the next day", () => {
  const timeZone = "Asia/Beirut";
  const late = item({
    ...{ text: "Party", timeZone, date: "2026-03-28", startTime: "22:00", endDate: "2026-03-29", endTime: "00:00" },
  });
  const days = daysOf([late], "2026-03-28", "2026-03-29", timeZone);
  expect(days.map(({ slices }) => slices.map(({ endTime, until }) => [endTime, until]))).toEqual([
    [["00:00", undefined]],
    [],
  ]);
  const havana = item({
    ...{ text: "Party", date: "2026-10-31", startTime: "22:00", endDate: "2026-11-01", endTime: "05:00" },
    ...{
      timeZone: "America/Havana",
      endTimeZone: "UTC",
      startsAt: "2026-11-01T02:00:00Z",
      endsAt: "2026-11-01T05:00:00Z",
    },
  });
  expect(daysOf([havana], "2026-11-01", "2026-11-01", "America/Havana")[0]?.slices).toEqual([]);
});

test("an item of another zone appears at its time here", () => {
  const call = item({ text: "Maya", startTime: "20:30", endTime: "21:15", timeZone: "America/New_York" });
  const [wednesday, thursday] = daysOf([call], "2026-11-25", "2026-11-26", "Europe/Paris");
  expect(wednesday?.slices).toEqual([]);
  expect(thursday?.slices[0]).toMatchObject({ startTime: "02:30", endTime: "03:15" });
});

test("an item of a zone a day and an hour away is near its day here", () => {
  const call = item({ text: "Call", startTime: "23:30", timeZone: "Pacific/Niue" });
  const near = itemsNear([call], "2026-11-27", "2026-11-27");
  expect(daysOf(near, "2026-11-27", "2026-11-27", "Pacific/Kiritimati")[0]?.slices).toHaveLength(1);
});

test("days that hold the same items as before are the same days", () => {
  const [call, lunch] = [item({ text: "Call", startTime: "11:00" }), item({ text: "Lunch", date: "2026-11-26" })];
  const before = daysOf([call, lunch], "2026-11-25", "2026-11-26", "UTC");
  const known = new Map(before.map((day) => [day.date, day]));
  const moved = { ...lunch, text: "Late lunch" };
  const [first, second, third] = withKept(daysOf([call, moved], "2026-11-25", "2026-11-27", "UTC"), known);
  expect(first).toBe(before[0]);
  expect(second).not.toBe(before[1]);
  expect(second?.allDay[0]?.item.text).toBe("Late lunch");
  expect(third?.date).toBe("2026-11-27");
});

test("what an assistant deleted stands on its day, but is not counted as planned", () => {
  const deletedAt = "2026-11-25T10:21:00Z";
  const call = item({ text: "Call", startTime: "11:00" });
  const [gone, fair] = [item({ text: "Gym", startTime: "18:00", deletedAt }), item({ text: "Fair", deletedAt })];
  const [day] = daysOf([call, gone, fair], "2026-11-25", "2026-11-25", "UTC");
  expect([day?.slices.length, day?.allDay.length, day && plannedCount(day)]).toEqual([2, 1, 1]);
});

test("a view asks for no day before the agenda's first or after its last", () => {
  expect(daysShown("day", "2199-12-15", "Monday")).toEqual({ from: "2199-12-02", to: "2199-12-31" });
  expect(daysShown("day", "1900-01-03", "Monday")).toEqual({ from: "1900-01-01", to: "1900-02-02" });
  expect(daysShown("month", "2199-12-01", "Sunday")).toEqual({ from: "2199-12-01", to: "2199-12-31" });
  expect(daysShown("week", "1900-01-01", "Sunday")).toEqual({ from: "1900-01-01", to: "1900-01-06" });
});

test("what was added without a network stands in the order it was added, after what is stored, whatever its keys are", () => {
  const added = ["ee", "11", "cc"].map((id, index) => item({ id, text: id, createdAt: `2026-11-21T08:00:0${index}Z` }));
  const [day] = daysOf([...added, item({ text: "Stored" })], "2026-11-25", "2026-11-25", "UTC");
  expect(texts(day?.allDay ?? [])).toEqual(["Stored", "ee", "11", "cc"]);
});
