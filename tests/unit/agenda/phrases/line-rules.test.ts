import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { resolvePhrase } from "../../../../agenda/phrases/resolve.ts";
import { read, rowOf, setting } from "./lines.ts";

test("understood words have offsets into the line as typed", () => {
  const line = "Lunch with Ana next Friday 12:30 at Luigi’s #work every two weeks";
  const { spans } = read(line);
  expect(spans.map(({ from, to, kind }) => [line.slice(from, to), kind])).toEqual([
    ["next Friday", "date"],
    ["12:30", "time"],
    ["at Luigi’s", "location"],
    ["#work", "tag"],
    ["every two weeks", "rule"],
  ]);
  expect(spans.filter(({ isUnsure }) => isUnsure).map(({ from, to }) => line.slice(from, to))).toEqual([
    "next Friday",
    "every two weeks",
  ]);
});

test("next Friday is next week's, this Friday and Friday the coming one, and only the first is asked about", () => {
  const first = (line: string) => {
    const { readings, isAsked } = read(line);
    return [readings[0]?.date, isAsked];
  };
  expect(first("Tea next Friday")).toEqual(["2026-12-04", true]);
  expect(first("Tea this Friday")).toEqual(["2026-11-27", false]);
  expect(first("Tea Friday")).toEqual(["2026-11-27", false]);
});

test("the day and the free slot where the line was opened apply unless the line says otherwise", () => {
  const there = { date: "2027-03-08", startTime: "11:45", endTime: "12:30" };
  expect(rowOf("Walk", there)).toEqual(["Walk", "Walk", "2027-03-08 11:45 to 12:30"]);
  expect(rowOf("Walk 15:00", there)).toEqual(["Walk 15:00", "Walk", "2027-03-08 15:00 to 16:00"]);
  expect(rowOf("Walk for 20 min", there)).toEqual(["Walk for 20 min", "Walk", "2027-03-08 11:45 to 12:05"]);
  expect(rowOf("Walk tomorrow", there)).toEqual(["Walk tomorrow", "Walk", "2026-11-26"]);
  expect(rowOf("Walk every week", there)).toEqual(["Walk every week", "Walk", "2027-03-08 11:45 to 12:30 FREQ=WEEKLY"]);
});

test("without a length the default is used and shown, past midnight too", () => {
  const [first] = read("Party 23:30", { usualMinutes: 90 }).readings;
  expect(first).toMatchObject({ startTime: "23:30", endTime: "01:00", endDate: "2026-11-26", isUsualLength: true });
  expect(read("Party 23:30 for 15 min").readings[0]?.isUsualLength).toBeUndefined();
});

test("words marked as text are not parsed, nor is anything in quotes", () => {
  expect(read("Call May tomorrow", { asWords: ["tomorrow"] }).text).toBe("Call May tomorrow");
  expect(read("Tag «#no» and “https://example.com”")).toMatchObject({
    tags: [],
    reminders: [],
    allDayReminders: [],
    text: "Tag «#no» and “https://example.com”",
  });
});

test("a date that does not exist has no reading, and names the nearest ones", () => {
  expect(read("Rent 30 February")).toMatchObject({
    readings: [],
    refused: { why: "There is no 30 February.", nearest: ["2027-02-28", "2027-03-01"], from: 5, to: 16 },
  });
  expect(read("Milk 02:30 on 28 March 2027").refused?.why).toContain("02:30 does not exist in Europe/Paris");
});

test("the line and resolveDates share one grammar: a phrase means the same in a line as alone", () => {
  const phrases = ["tomorrow at 9", "übermorgen", "vendredi à 18h30", "every Monday at 9:00", "from 3 to 7 December"];
  for (const phrase of phrases) {
    const alone = resolvePhrase(phrase, setting.nowMs, "Europe/Paris").readings?.[0];
    const inLine = read(`Xyzzy ${phrase}`).readings[0];
    expect(inLine, phrase).toMatchObject({
      date: alone?.date,
      ...(alone?.startTime && { startTime: alone.startTime }),
    });
    expect(inLine?.recurrence, phrase).toBe(alone?.recurrence);
  }
  const resolving = closureOf("agenda/phrases/resolve.ts");
  const reading = closureOf("agenda/phrases/line/line.ts");
  for (const file of ["lattice", "day-phrases", "times", "repeat-phrases", "recurring", "line/hear", "words/english"])
    for (const files of [resolving, reading]) expect(files).toContain(`agenda/phrases/${file}.ts`);
});

test("nothing that the line loads in the browser imports chrono-node, zod or Temporal", () => {
  const files = closureOf("agenda/phrases/line/line.ts");
  expect(
    files.filter(
      (file) => !file.startsWith("agenda/") && !/^contract\/((first-)?limits|problems|reminder-times)\.ts$/.test(file),
    ),
  ).toEqual([]);
  expect(closureOf("agenda/phrases/resolve.ts")).toContain("chrono-node");
});

/** Everything a file imports at run time, transitively. */
function closureOf(file: string, known = new Set<string>()): string[] {
  if (known.has(file)) return [];
  known.add(file);
  if (!/\.ts$/.test(file)) return [...known];
  const source = readFileSync(path.resolve(import.meta.dirname, "../../../..", file), "utf8");
  for (const [, names = "", from = ""] of source.matchAll(/^(?:import|export) (?!type )([^;]*?)from "([^"]+)"/gm)) {
    if (/^\{[^}]*\}\s*$/.test(names) && !/[{,]\s*(?!type )\w/.test(names)) continue;
    closureOf(from.startsWith(".") ? path.posix.join(path.posix.dirname(file), from) : from, known);
  }
  return [...known];
}
