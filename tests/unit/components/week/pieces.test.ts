import { expect, test } from "@playwright/test";
import { english } from "../../../../components/time/date-words.ts";
import { momentOf } from "../../../../components/time/wall-in-zone.ts";
import { type Day, daysOf } from "../../../../components/timeline/days.ts";
import { allDayRows, columnsOf } from "../../../../components/week/rules/all-day-rows.ts";
import {
  belowNight,
  inNight,
  isOpenDay,
  oddHoursOf,
  type Piece,
  piecesOf,
  runsOn,
  takenTwice,
} from "../../../../components/week/rules/pieces.ts";
import { weekSum } from "../../../../components/week/rules/week-words.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const wednesday = "2026-11-25";
const zone = { timeZone: "UTC", nowMs: 0, counts: ({ placed }: Piece["slice"]) => !placed.item.done };
const daysWith = (...items: Item[]): Day[] => daysOf(items, "2026-11-23", "2026-11-29", "UTC");
const piecesWith = (date: string, ...items: Item[]): readonly Piece[] =>
  piecesOf(daysWith(...items).find((day) => day.date === date) as Day, zone);
const hours = (minutes: number) => minutes / 60;
const board = item({ text: "Board", date: wednesday, startTime: "09:00", endTime: "12:00" });
const standup = item({ text: "Stand-up", date: wednesday, startTime: "09:15", endTime: "09:30" });
const party = item({
  text: "Party",
  date: "2026-11-27",
  startTime: "21:30",
  endDate: "2026-11-28",
  endTime: "01:30",
});

test("the alarm marks both bars for exactly the time taken twice", () => {
  const [outer, inner] = piecesWith(wednesday, board, standup);
  expect(outer?.clashes).toEqual([{ from: 555, to: 570 }]);
  expect(inner?.clashes).toEqual([{ from: 555, to: 570 }]);
  expect(inner?.inside).toBe("Board");
  expect(takenTwice([outer, inner] as Piece[])).toEqual([{ from: 555, to: 570 }]);
});

test("what is done, what only touches, and what is over takes no time twice", () => {
  const done = { ...standup, done: true };
  const after = item({ text: "After", date: wednesday, startTime: "12:00", endTime: "13:00" });
  expect(piecesWith(wednesday, board, done, after).flatMap(({ clashes }) => clashes)).toEqual([]);
  const day = daysWith(board, standup)[2] as Day;
  const nowMs = Date.parse("2026-11-25T09:30:00Z");
  expect(piecesOf(day, { ...zone, nowMs }).flatMap(({ clashes }) => clashes)).toEqual([]);
});

test("three at one time: each bar is marked for as long as any other takes it, in one piece", () => {
  const long = item({ text: "Long", date: wednesday, startTime: "09:20", endTime: "10:00" });
  const [outer] = piecesWith(wednesday, board, standup, long);
  expect(outer?.clashes).toEqual([{ from: 555, to: 600 }]);
});

test("what overlaps in a chain is one stretch taken more than once", () => {
  const chain = ["14:00", "14:15", "14:30", "14:45"].map((startTime) =>
    item({ text: startTime, date: wednesday, startTime, endTime: startTime.replace("14", "15") }),
  );
  expect(takenTwice(piecesWith(wednesday, ...chain))).toEqual([{ from: 855, to: 930 }]);
});

test("past midnight an item runs on over the lower edge, and the next day begins with its tail in the night", () => {
  const [head] = piecesWith("2026-11-27", party);
  expect([hours(head?.from ?? 0), hours(head?.to ?? 0), runsOn(head as Piece)]).toEqual([21.5, 24, true]);
  const [tail] = piecesWith("2026-11-28", party);
  expect([tail?.from, hours(tail?.to ?? 0), runsOn(tail as Piece)]).toEqual([0, 1.5, false]);
  expect(inNight([tail as Piece])).toHaveLength(1);
  expect(belowNight(tail as Piece, false)).toBeUndefined();
  expect(belowNight(tail as Piece, true)).toEqual({ from: 0, to: 90 });
});

test("what ends at midnight ends with its day; what begins in the night and ends after it is cut where the night is folded", () => {
  const late = item({ text: "Late", date: wednesday, startTime: "23:00", endDate: "2026-11-26", endTime: "00:00" });
  const [piece] = piecesWith(wednesday, late);
  expect([piece?.to, runsOn(piece as Piece)]).toEqual([1440, false]);
  const early = item({ text: "Flight", date: wednesday, startTime: "05:30", endTime: "08:00" });
  expect(belowNight(piecesWith(wednesday, early)[0] as Piece, false)).toEqual({ from: 420, to: 480 });
});

test("what has no length, or no end, is drawn so that it can be read, also just before midnight", () => {
  const call = item({ text: "Call", date: wednesday, startTime: "10:00" });
  const last = item({ text: "Last", date: wednesday, startTime: "23:59" });
  const [one, two] = piecesWith(wednesday, call, last);
  expect([one?.from, one?.to]).toEqual([600, 624]);
  expect([two?.from, two?.to]).toEqual([1416, 1440]);
});

test("a day that its clocks make longer or shorter says which hours", () => {
  const of = (date: string, next: string, timeZone: string) =>
    oddHoursOf(
      momentOf({ date, time: "00:00" }, timeZone),
      momentOf({ date: next, time: "00:00" }, timeZone),
      timeZone,
    );
  expect(of("2027-03-28", "2027-03-29", "Europe/Paris")).toEqual({ kind: "skipped", from: 120, to: 180 });
  expect(of("2026-10-25", "2026-10-26", "Europe/Paris")).toEqual({ kind: "twice", from: 120, to: 180 });
  expect(of("2026-10-04", "2026-10-05", "Australia/Lord_Howe")).toEqual({ kind: "skipped", from: 120, to: 150 });
  expect(of("2027-03-14", "2027-03-15", "America/Havana")).toEqual({ kind: "skipped", from: 0, to: 60 });
  expect(of("2026-11-01", "2026-11-02", "America/Havana")).toEqual({ kind: "twice", from: 0, to: 60 });
  expect(of("2026-03-28", "2026-03-29", "America/Nuuk")).toEqual({ kind: "skipped", from: 1380, to: 1440 });
  expect(of("2026-10-24", "2026-10-25", "America/Nuuk")).toEqual({ kind: "twice", from: 1380, to: 1440 });
  expect(of("2026-11-25", "2026-11-26", "Europe/Paris")).toBeUndefined();
});

test("in the night of 25 hours what runs through the hour that comes twice stands where its wall says", () => {
  const night = item({
    text: "Night",
    date: "2026-10-25",
    startTime: "01:30",
    endTime: "03:30",
    timeZone: "Europe/Paris",
  });
  const [day] = daysOf([night], "2026-10-25", "2026-10-25", "Europe/Paris");
  const [piece] = piecesOf(day as Day, { ...zone, timeZone: "Europe/Paris" });
  expect([piece?.from, piece?.to]).toEqual([90, 210]);
  expect((piece?.slice.endMs ?? 0) - (piece?.slice.startMs ?? 0)).toBe(3 * 3_600_000);
});

test("above the grid what runs over days stands first, and what has room beside it shares its line", () => {
  const visit = item({ text: "Ana", date: "2026-11-24", endDate: "2026-11-27" });
  const before = item({ text: "Trip", date: "2026-11-20", endDate: "2026-11-23" });
  const lease = item({ text: "Lease", date: wednesday });
  const after = item({ text: "Fair", date: "2026-11-28", endDate: "2026-12-02" });
  const rows = allDayRows(daysWith(lease, visit, before, after)).map((piece) => [
    piece.placed.item.text,
    piece.from,
    piece.days,
    piece.row,
    piece.beginsBefore,
    piece.runsOn,
  ]);
  expect(rows).toEqual([
    ["Trip", 0, 1, 0, true, false],
    ["Ana", 1, 4, 0, false, false],
    ["Fair", 5, 2, 0, false, true],
    ["Lease", 2, 1, 1, false, false],
  ]);
});

test("what is moved in the row above the hours takes only days of the week shown", () => {
  const taken = (date: string, days: number) => Object.values(columnsOf("2026-11-23", { date, days }));
  expect([taken("2026-11-20", 5), taken("2026-11-25", 2), taken("2026-11-28", 4), taken("2026-11-20", 1)]).toEqual([
    ...[
      [0, 2],
      [2, 2],
      [5, 2],
      [0, 1],
    ],
  ]);
});

test("a day whose items an assistant deleted is open, though they still stand on it", () => {
  const gone = item({ text: "Gym", date: "2026-11-28", startTime: "18:00", deletedAt: "2026-11-25T10:21:00Z" });
  const days = ["2026-11-27", "2026-11-28"].map((date) => ({ date, pieces: piecesWith(date, gone, standup) }));
  expect(days.map(({ pieces }) => [pieces.length, isOpenDay(pieces)])).toEqual([
    [0, true],
    [1, true],
  ]);
  const { open } = weekSum(
    [...days, { date: wednesday, pieces: piecesWith(wednesday, standup) }],
    {
      today: "2026-11-23",
      hour12: false,
      words: english,
    },
    t,
  );
  expect(open).toBe("Friday and Saturday are open.");
});
