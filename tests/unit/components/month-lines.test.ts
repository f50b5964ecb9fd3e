import { expect, test } from "@playwright/test";
import { addMonths } from "../../../agenda/time/months.ts";
import { weeksOfMonth } from "../../../components/calendar/month-weeks.ts";
import { routineIn, shownOf, weekLines } from "../../../components/month/month-lines.ts";
import { daysOf } from "../../../components/timeline/days.ts";
import type { Item } from "../../../contract/fields/item.ts";
import { item } from "./page-items.ts";

const [monday, sunday] = ["2026-11-23", "2026-11-29"];
const weekOf = (...items: Item[]) => daysOf(items, monday, sunday, "UTC");
const linesOf = (...items: Item[]) => weekLines(weekOf(...items), new Map(), "UTC");
const texts = (lines: readonly { readonly item: Item }[]) => lines.map((line) => line.item.text);

test("a month is whole weeks from the first day of the week on", () => {
  const weeks = weeksOfMonth("2026-11-25", "Monday");
  expect([weeks[0]?.[0], weeks.at(-1)?.at(-1), weeks.length]).toEqual(["2026-10-26", "2026-12-06", 6]);
  expect(weeksOfMonth("2027-02-10", "Monday")).toHaveLength(4);
  expect(weeksOfMonth("2026-11-25", "Sunday")[0]?.[0]).toBe("2026-11-01");
});

test("a month later is the same day, or the last where that month is shorter", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-11-30", 3)).toBe("2027-02-28");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  expect(addMonths("2028-02-29", -12)).toBe("2027-02-28");
});

test("a day's lines are what stands on it alone: by time, then what has none; what came in the night is told the day before", () => {
  const lease = item({ text: "Lease" });
  const lunch = item({ text: "Lunch", startTime: "12:30", endTime: "13:30" });
  const call = item({ text: "Call", startTime: "11:00", endTime: "11:45" });
  const party = item({ text: "Party", startTime: "21:30", endDate: "2026-11-26", endTime: "01:30" });
  const { days } = linesOf(lease, lunch, call, party);
  expect(texts(days[2]?.lines ?? [])).toEqual(["Call", "Lunch", "Party", "Lease"]);
  expect(days[3]?.lines).toEqual([]);
});

test("what lasts several days is a line through them, cut at the week's ends; those that meet lie in lanes", () => {
  const visit = item({ text: "Visit", date: "2026-11-20", endDate: "2026-11-25" });
  const fair = item({ text: "Fair", date: "2026-11-25", endDate: "2026-11-26" });
  const trip = item({ text: "Trip", date: "2026-11-27", endDate: "2026-12-03" });
  const { spans, days } = linesOf(trip, fair, visit);
  expect(
    spans.map(({ placed, column, days, lane, comesIn, goesOn }) => ({
      text: placed.item.text,
      at: [column, days, lane],
      comesIn,
      goesOn,
    })),
  ).toEqual([
    { text: "Visit", at: [0, 3, 0], comesIn: true, goesOn: false },
    { text: "Fair", at: [2, 2, 1], comesIn: false, goesOn: false },
    { text: "Trip", at: [4, 3, 0], comesIn: false, goesOn: true },
  ]);
  expect(days.map(({ lanes }) => lanes)).toEqual([1, 1, 2, 2, 1, 1, 1]);
});

test("what occurs on most days of a week is routine, and can be left out", () => {
  const run = (date: string) => item({ id: "run", text: "Run", date, occurrence: date, recurrence: "FREQ=DAILY" });
  const daily = ["23", "24", "25", "26", "27"].map((day) => run(`2026-11-${day}`));
  const choir = item({ text: "Choir", occurrence: "2026-11-25", recurrence: "FREQ=WEEKLY" });
  expect([...routineIn([weekOf(...daily, choir)]).keys()]).toEqual(["run"]);
  expect(routineIn([weekOf(...daily.slice(2), choir)]).size).toBe(0);
  const { days } = weekLines(weekOf(...daily, choir), routineIn([weekOf(...daily)]), "UTC");
  expect(days.flatMap(({ lines }) => texts(lines))).toEqual(["Choir"]);
});

test("a routine of another zone is named at the reader's time", () => {
  const days = ["23", "24", "25", "26", "27"].map((day) => `2026-11-${day}`);
  const zoned = { startTime: "08:00", timeZone: "America/New_York" };
  const run = days.map((date) => item({ id: "run", text: "Run", date, occurrence: date, ...zoned }));
  expect(routineIn([weekOf(...run)]).get("run")?.timed?.startTime).toBe("13:00");
});

test("four lines stand whole; of more, three and how many more; never one more in the place of that one", () => {
  const lines = (count: number) =>
    linesOf(...Array.from({ length: count }, (_, index) => item({ text: `${index}` }))).days[2]?.lines ?? [];
  expect(shownOf(lines(4), false)).toHaveLength(4);
  expect(shownOf(lines(5), false)).toHaveLength(3);
  expect(shownOf(lines(5), true)).toHaveLength(5);
});

test("what an assistant deleted of a series is not left out as routine", () => {
  const days = [23, 24, 25, 26, 27].map((day) => `2026-11-${day}`);
  const run = days.map((date) => item({ id: "run", text: "Run", date, occurrence: date }));
  expect(routineIn([weekOf(...run)]).size).toBe(1);
  const gone = run.map((one) => ({ ...one, deletedAt: "2026-11-25T10:21:00Z" }));
  expect(routineIn([weekOf(...gone)]).size).toBe(0);
});
