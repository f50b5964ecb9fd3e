import { expect, test } from "@playwright/test";
import { type Refusal, whyRefused } from "../../../agenda/phrases/refusals.ts";
import { areSingleKeysOn } from "../../../components/actions/single-keys-cookie.ts";
import { wordsOfAdded } from "../../../components/add-line/added.ts";
import { aroundOf } from "../../../components/add-line/line-around.ts";
import { fieldsOfLine } from "../../../components/add-line/line-fields.ts";
import { wordsOfRefusal } from "../../../components/add-line/line-refusal-words.ts";
import { atTime, onDate, withoutKind, withRule } from "../../../components/add-line/line-rewriting.ts";
import { english } from "../../../components/time/date-words.ts";
import { daysOf, type Slice } from "../../../components/timeline/days.ts";
import { read } from "../agenda/phrases/lines.ts";
import { t } from "../messages/catalogs.ts";
import { item } from "./page-items.ts";

const reading = { today: "2026-11-25", words: english, hour12: false };
const said = (line: string) => fieldsOfLine(read(line), {});

test("an item is what the line says, and nothing else", () => {
  expect(said("Lunch with Ana Friday 12:30 at Luigi's #work meet.google.com/abc every two weeks")).toEqual({
    text: "Lunch with Ana",
    date: "2026-11-27",
    startTime: "12:30",
    endTime: "13:30",
    recurrence: "FREQ=WEEKLY;INTERVAL=2",
    location: "Luigi's",
    url: "https://meet.google.com/abc",
    tags: ["work"],
  });
  expect(said("Party Friday 22-1")).toMatchObject({ endTime: "01:00", endDate: "2026-11-28" });
  expect(said("tomorrow 9:00"), "when alone is no item").toBeUndefined();
  expect(said("Rent 30 February")).toBeUndefined();
});

test("of several candidate days the selected one is stored, and a rule chosen in the menu", () => {
  const line = read("Tea next Friday");
  expect(fieldsOfLine(line, {})?.date).toBe("2026-12-04");
  expect(fieldsOfLine(line, { picked: "2026-11-27 " })?.date).toBe("2026-11-27");
  expect(fieldsOfLine(line, { picked: "2020-01-01 " })?.date, "no longer among them").toBe("2026-12-04");
  const own = { rule: "FREQ=WEEKLY;BYDAY=FR;WKST=SU", over: "" };
  expect(fieldsOfLine(line, { own })?.recurrence).toBe(own.rule);
});

test("a correction is written into the line, and parses as what was chosen", () => {
  const line = "Lunch with Ana next Friday 12:30 at Luigi's";
  expect(onDate(line, "2026-12-12", read, reading)).toBe("Lunch with Ana Saturday 12 December 12:30 at Luigi's");
  expect(onDate("Buy stamps", "2026-11-26", read, reading)).toBe("Buy stamps Thursday 26 November");
  expect(atTime(line, "14:00", undefined, read)).toBe("Lunch with Ana next Friday 14:00 at Luigi's");
  expect(atTime("Call Friday 18:15 for 30 min", "19:00", undefined, read)).toBe("Call Friday 19:00-19:30");
  expect(atTime("Party Friday 22-1", "21:00", "02:00", read)).toBe("Party Friday 21:00-02:00");
  expect(said(onDate("Yoga tonight", "2026-11-28", read, reading))).toMatchObject({
    text: "Yoga",
    date: "2026-11-28",
  });
  expect(withoutKind(line, read(line), "time")).toBe("Lunch with Ana next Friday at Luigi's");
  expect(withRule("Tea Friday", "every second Friday", read, t)).toBe("Tea Friday every second Friday");
  expect(withRule("Tea Friday", "every blue moon", read, t)).toBeUndefined();
});

const date = "2026-11-25";
const slicesOf = (...times: (readonly [text: string, startTime: string, endTime: string])[]): readonly Slice[] =>
  daysOf(
    times.map(([text, startTime, endTime]) => item({ text, date, startTime, endTime })),
    date,
    date,
    "UTC",
  )[0]?.slices ?? [];
const slices = slicesOf(["Stand-up", "09:15", "09:45"], ["Physio", "18:00", "18:45"]);
const nested = slicesOf(["Workshop", "09:00", "11:00"], ["Call", "09:30", "10:00"]);
const late = slicesOf(["Film", "21:30", "23:30"]);
const at = (startTime: string, endTime: string, among = slices) => aroundOf(among, { date, startTime, endTime }, "UTC");

test("a time is shown between its neighbours, with free time and overlaps", () => {
  const free = at("12:30", "13:30");
  expect([free.before?.placed.item.text, free.freeBefore, free.freeAfter, free.after?.placed.item.text]).toEqual([
    "Stand-up",
    165,
    270,
    "Physio",
  ]);
  expect(free.twice).toBeUndefined();
  expect(free.offers).toEqual([]);
  expect(at("18:15", "19:15").twice).toEqual({ minutes: 30, from: "18:15", to: "18:45" });
  expect(at("18:15", "19:15").offers).toEqual(["18:45", "17:00"]);
  expect(at("17:00", "18:00").twice, "what only touches is free").toBeUndefined();
  expect(at("11:00", "12:00", nested).freeBefore, "the one that ends last counts").toBe(0);
  expect(at("21:45", "22:45", late).offers, "not past midnight").toEqual(["20:30"]);
});

test("the confirmation has the item's day, its time, and the day it ends on", () => {
  const added = {
    id: "1",
    text: "Party",
    date: "2026-11-28",
    startTime: "22:00",
    endTime: "01:00",
    endDate: "2026-11-29",
  };
  expect(wordsOfAdded(added, reading, t)).toBe(
    "Added Party, Saturday 28 November, 22:00 to 01:00 on Sunday 29 November.",
  );
  expect(wordsOfAdded({ id: "1", text: "Milk", date: "2026-11-25" }, reading, t)).toBe(
    "Added Milk, Wednesday 25 November.",
  );
});

test("single-key shortcuts are active unless this browser's cookie turns them off", () => {
  for (const cookies of [null, "", "a=b", "single-keys=on", "a=single-keys=off", "not-single-keys=off"])
    expect(areSingleKeysOn(cookies), String(cookies)).toBe(true);
  for (const cookies of ["single-keys=off", "a=b; single-keys=off; c=d", "a=b;single-keys=off"])
    expect(areSingleKeysOn(cookies), cookies).toBe(false);
});

test("why a date is refused is the same for people and for programs, but for the language", () => {
  const refusals: readonly Refusal[] = [
    { is: "outside" },
    { is: "noDate", year: 2300, month: 2, day: 28 },
    { is: "noMonth", month: 13 },
    { is: "noDay", month: 2, day: 30 },
    { is: "noDayOfMonth", day: 32 },
    { is: "noWeek", week: 54 },
    { is: "otherWeekday", date: "2026-11-27", weekday: 1 },
    { is: "anotherWeekday", date: "2026-11-27" },
    { is: "tooFew", from: "2026-11-01", to: "2026-11-30" },
    { is: "endsFirst" },
  ];
  for (const refusal of refusals) expect(wordsOfRefusal(refusal, english, t)).toBe(whyRefused(refusal));
  expect(wordsOfRefusal({ is: "otherWeekday", date: "2026-11-27", weekday: 7 }, english, t)).toBe(
    "That would be Friday 27 November 2026, not a Sunday.",
  );
});
