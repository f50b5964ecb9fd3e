import { expect, test } from "@playwright/test";
import { offsetChange, offsetWords, theirTime } from "../../../../components/week/rules/second-zone.ts";
import { t } from "../../messages/catalogs.ts";

const [paris, newYork, kathmandu] = ["Europe/Paris", "America/New_York", "Asia/Kathmandu"] as const;
const at = (date: string, hours: readonly number[], theirs: string, own: string = paris) =>
  hours.map((hour) => theirTime(date, hour * 60, own, theirs));

test("the other zone's hours follow both zones' changes of the clocks, each on its own day", () => {
  // Paris goes back on 25 October, New York on 1 November: a week of five hours between them.
  expect(at("2026-10-24", [9, 23], newYork)).toEqual(["03:00", "17:00"]);
  expect(at("2026-10-26", [9, 23], newYork)).toEqual(["04:00", "18:00"]);
  expect(at("2026-11-02", [9, 23], newYork)).toEqual(["03:00", "17:00"]);
  expect(["2026-10-24", "2026-10-26", "2026-11-02"].map((date) => offsetWords(date, paris, newYork, t))).toEqual([
    "6 h behind",
    "5 h behind",
    "6 h behind",
  ]);
  expect(offsetWords("2026-11-02", paris, kathmandu, t)).toBe("4 h 45 min ahead");
});

test("on the day of one's own change the hours before it and after it differ", () => {
  // 02:00 to 03:00 happens twice; the column means the first.
  expect(at("2026-10-25", [0, 1, 2, 3, 4], newYork)).toEqual(["18:00", "19:00", "20:00", "22:00", "23:00"]);
  // 02:00 does not exist: what is planned there begins an hour later.
  expect(at("2027-03-28", [0, 1, 2, 3, 4], newYork)).toEqual(["19:00", "20:00", "21:00", "21:00", "22:00"]);
});

test("on the day of the other zone's change its hours skip one, or come twice", () => {
  expect(at("2026-11-01", [6, 7, 8], newYork)).toEqual(["01:00", "01:00", "02:00"]);
  expect(at("2027-03-14", [6, 7, 8, 9], newYork)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
});

test("a week in which the difference changes names the day and the new difference", () => {
  // Monday's difference heads the column.
  expect(offsetChange("2026-10-26", paris, newYork, t)).toEqual({ date: "2026-11-01", words: "6 h behind" });
  expect(offsetChange("2026-10-19", paris, newYork, t)).toEqual({ date: "2026-10-25", words: "5 h behind" });
  expect(offsetChange("2026-10-19", paris, "Europe/Berlin", t)).toBeUndefined();
  expect(offsetChange("2026-11-02", paris, newYork, t)).toBeUndefined();
});
