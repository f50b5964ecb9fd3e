import { expect, test } from "@playwright/test";
import type { SeriesException } from "../../../../agenda/item/item-content.ts";
import { describeRecurrence } from "../../../../agenda/recurrence/describe-recurrence.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { expand, placeOf } from "../../../../agenda/series/occurrences.ts";
import type { Series } from "../../../../agenda/series/series.ts";
import { splitAt } from "../../../../agenda/series/series-edits.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { AgendaError } from "../../../../contract/problems.ts";
import { cpuMs } from "../../cpu-ms.ts";
import { t } from "../../messages/catalogs.ts";
import { seriesOf } from "./series-of.ts";

const all = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(Boolean);
const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const everyDay = `BYDAY=${codes}`;
const everyNumberedDay = `BYDAY=${codes.flatMap((code) => all(1, 53).map((ordinal) => `${ordinal}${code}`))}`;

/** Rules known to hang or exhaust libraries, and the worst we could think of. */
for (const [rule, date] of [
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "1900-01-01"],
  ["FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31", "1900-01-01"],
  ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "1900-01-01"],
  ["FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30", "1900-01-01"],
  ["FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYSETPOS=2", "1900-01-01"],
  ["FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "1900-01-01"],
  [`FREQ=DAILY;BYDAY=MO;BYSETPOS=${all(2, 366)}`, "1900-01-01"],
  ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "1900-01-01"],
  [`FREQ=MONTHLY;${everyDay};BYSETPOS=32`, "1900-01-01"],
  [`FREQ=MONTHLY;BYMONTHDAY=${all(-31, 31)};BYSETPOS=${all(32, 366)}`, "1900-01-01"],
  ["FREQ=YEARLY;BYYEARDAY=366;BYMONTH=11", "1900-01-01"],
  ["FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO", "2012-12-31"],
  ["FREQ=YEARLY;INTERVAL=9999;BYYEARDAY=366", "2028-12-31"],
  ["FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA", "1904-02-29"],
  ["FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO", "1900-01-01"],
  [`FREQ=YEARLY;BYWEEKNO=${all(-53, 53)};${everyDay};BYMONTH=2;BYMONTHDAY=30`, "1900-01-01"],
  [`FREQ=YEARLY;${everyDay};BYSETPOS=366`, "1904-12-31"],
  [`FREQ=YEARLY;${everyNumberedDay};BYSETPOS=366`, "1904-12-31"],
  [`FREQ=YEARLY;BYYEARDAY=${all(1, 366)};BYMONTHDAY=31;BYMONTH=2,4,6,9,11`, "1900-01-01"],
  [`FREQ=YEARLY;BYYEARDAY=${all(1, 366)};COUNT=99999`, "1900-01-01"],
  ["FREQ=DAILY;COUNT=99999", "1900-01-01"],
  ["FREQ=DAILY;INTERVAL=9999;COUNT=99999", "1900-01-01"],
  ["FREQ=WEEKLY;COUNT=99999;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "1900-01-05"],
  ["FREQ=MONTHLY;COUNT=99999;BYMONTHDAY=31;BYDAY=MO", "1900-12-31"],
  ["FREQ=YEARLY;INTERVAL=9999;BYWEEKNO=1;BYDAY=MO", "1900-01-01"],
  ["FREQ=DAILY", "1900-01-01"],
] as const)
  test(`checked, told, expanded and split within 50 ms: ${rule.slice(0, 50)}${rule.length > 50 ? ` … ${rule.slice(-20)}` : ""} from ${date}`, () => {
    const start = { date, startTime: null, timeZone: null };
    const windows = [dateRangeIn(date, "2199-12-31", "UTC"), dateRangeIn("2199-12-01", "2199-12-31", "UTC")];
    let series: Series | undefined;
    const took: Record<string, number> = {};
    took.checking = cpuMs(() => {
      try {
        requireRecurrence(rule, start, []);
      } catch (thrown) {
        if (!(thrown instanceof AgendaError)) throw thrown;
        return;
      }
      series = seriesOf(rule, { date });
    });
    if (series !== undefined) {
      const known = series;
      took.telling = cpuMs(() => describeRecurrence(known.content.recurrence, date, t));
      for (const [index, window] of windows.entries())
        took[`window ${index}`] = cpuMs(() => expand(known, { window, readIn: "UTC", limit: 200 }));
      took.splitting = cpuMs(() => splitAt(known, date));
    }
    for (const [what, ms] of Object.entries(took)) expect(ms, what).toBeLessThan(50);
  });

const window30 = dateRangeIn("2026-11-23", "2026-12-22", "Europe/Paris");
const readWindow = (series: Series) => expand(series, { window: window30, readIn: "Europe/Paris", limit: 200 });

/**
 * The fastest of many rounds for each, free of warm-up and garbage collection; the clock is too coarse for one call.
 * Alternating, so that another program on the machine slows all of them alike.
 */
function leastMs(works: readonly (() => void)[]): number[] {
  const rounds = Array.from({ length: 6 }, () =>
    works.map((work) =>
      cpuMs(() => {
        for (let times = 0; times < 300; times++) work();
      }),
    ),
  );
  return works.map((_, index) => Math.min(...rounds.map((round) => round[index] ?? Number.NaN)));
}

test("a window of 30 days ten years into a daily series is as fast as one at its start", () => {
  const times = { startTime: "09:00", endTime: "10:00" };
  const young = seriesOf("FREQ=DAILY", { date: "2026-11-23", ...times });
  const old = seriesOf("FREQ=DAILY", { date: "2016-11-23", ...times });
  const counted = seriesOf("FREQ=DAILY;COUNT=5000", { date: "2016-11-23", ...times });
  expect([young, old, counted].map((series) => readWindow(series).length)).toEqual([30, 30, 30]);
  const [base = Number.NaN, ...others] = leastMs([young, old, counted].map((series) => () => readWindow(series)));
  for (const ms of others) expect(ms).toBeLessThan(base * 1.5 + 4);
});

test("a series with an exception for each day of ten years is read within 50 ms", () => {
  const done: SeriesException = { kind: "changed", changed: { done: true } };
  const first = Date.parse("2016-11-23");
  const dates = all(0, 4000).map((day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10));
  const series = seriesOf(
    "FREQ=DAILY",
    { date: "2016-11-23", startTime: "09:00" },
    dates.map((date) => [date, done]),
  );
  expect(cpuMs(() => readWindow(series))).toBeLessThan(50);
  expect(readWindow(series).every(({ content }) => content.done)).toBe(true);
});

test("occurrences a year long on every day cost only those that are returned", () => {
  const series = seriesOf("FREQ=DAILY", { date: "2000-01-01", endDate: "2100-01-01" });
  const reading = { window: window30, readIn: "Europe/Paris", limit: 50 };
  let last: ReturnType<typeof placeOf> | undefined;
  const took = cpuMs(() => {
    const page = expand(series, reading);
    last = page.map(placeOf).at(-1);
  });
  expect(took).toBeLessThan(50);
  const next = expand(series, { ...reading, ...(last === undefined ? {} : { after: last }) });
  expect([last?.originalDate, next[0]?.originalDate]).toEqual(["2000-02-19", "2000-02-20"]);
});

test("the cache is bounded for thousands of different rules", () => {
  for (let interval = 1; interval <= 5000; interval++)
    seriesOf(`FREQ=DAILY;INTERVAL=${interval}`, { date: "2026-11-23" });
  expect(readWindow(seriesOf("FREQ=DAILY", { date: "2026-11-23" }))).toHaveLength(30);
});
