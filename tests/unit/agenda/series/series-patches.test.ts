import { expect, test } from "@playwright/test";
import type { ItemContent, SeriesException } from "../../../../agenda/item/item-content.ts";
import { requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import type { Series } from "../../../../agenda/series/series.ts";
import { patchAll, patchFollowing, patchThis, requireRoom } from "../../../../agenda/series/series-patches.ts";
import { addDays } from "../../../../agenda/time/dates.ts";
import type { ItemPatch } from "../../../../contract/fields/item.ts";
import { limits } from "../../../../contract/limits.ts";
import { refused } from "../item/refused.ts";
import { seriesOf } from "./series-of.ts";

const paris = "Europe/Paris";
const cancelled: SeriesException = { kind: "cancelled" };
const at = (date: string, startTime: string): SeriesException => ({
  kind: "changed",
  changed: { text: "own", when: { date, startTime, endDate: null, endTime: "12:00", timeZone: paris } },
});
/** Fridays from 27 November 2026, at nine. */
const fridays = (exceptions: [string, SeriesException][] = [], rule = "FREQ=WEEKLY"): Series =>
  seriesOf(rule, { date: "2026-11-27", startTime: "09:00", endTime: "10:00" }, exceptions);
const on = (series: Series, date: string) => requireOccurrence(series, date, []);
const all = (series: Series, date: string | null, patch: ItemPatch) =>
  patchAll(series, date === null ? null : on(series, date), patch, paris);
const said = ({ date, startTime, recurrence, exceptions }: ItemContent) => ({
  ...{ date, startTime, recurrence, exceptions: exceptions ?? null },
});

test("this: one occurrence takes no rule, and none can be taken from it", () => {
  const series = fridays();
  for (const recurrence of ["FREQ=DAILY", null])
    expect(
      refused(() => patchThis(series, on(series, "2026-12-04"), { recurrence }, paris)),
      String(recurrence),
    ).toMatch(/^#\/recurrence: One occurrence has no rule of its own\./);
});

test("a series holds as many exceptions as the limit says, and not one more", () => {
  const dates = Array.from({ length: limits.exceptions + 1 }, (_, day) => addDays("2026-11-27", day));
  const holding = (count: number) =>
    seriesOf(
      "FREQ=DAILY",
      { date: "2026-11-27" },
      dates.slice(0, count).map((date) => [date, cancelled]),
    );
  const full = holding(limits.exceptions);
  expect(requireRoom(full)).toBe(full);
  expect(refused(() => requireRoom(holding(limits.exceptions + 1)))).toContain(
    `at most ${limits.exceptions} occurrences`,
  );
});

test("all: what is done is done occurrence by occurrence, also when it is taken back", () => {
  for (const done of [true, false])
    expect(
      refused(() => all(fridays(), "2026-12-04", { done })),
      String(done),
    ).toMatch(/^#\/done: A repeating item is done/);
});

test("all: the addressed occurrence takes what was sent, where it had something of its own", () => {
  const series = fridays([["2026-12-04", at("2026-12-05", "11:00")]]);
  // The text it had of its own is now everybody's; it stays where it was moved.
  expect(said(all(series, "2026-12-04", { text: "new" }).content)).toEqual({
    date: "2026-11-27",
    startTime: "09:00",
    recurrence: "FREQ=WEEKLY",
    exceptions: {
      "2026-12-04": {
        kind: "changed",
        changed: { when: { date: "2026-12-05", startTime: "11:00", endDate: null, endTime: "12:00", timeZone: paris } },
      },
    },
  });
  // Another occurrence, or none, leaves it as it is.
  for (const date of ["2026-12-11", null])
    expect(all(series, date, { text: "new" }).content.exceptions, String(date)).toEqual({
      "2026-12-04": at("2026-12-05", "11:00"),
    });
});

test("all: moving the addressed occurrence to a day moves the series by as many days, and the occurrence lies there", () => {
  const series = fridays([["2026-12-04", at("2026-12-05", "11:00")]]);
  const { content, dropped } = all(series, "2026-12-04", { date: "2026-12-02" });
  expect([content.date, content.recurrence, dropped]).toEqual(["2026-11-25", "FREQ=WEEKLY", []]);
  expect(content.exceptions).toEqual({
    "2026-12-02": {
      kind: "changed",
      changed: {
        text: "own",
        when: { date: "2026-12-02", startTime: "11:00", endDate: null, endTime: "12:00", timeZone: paris },
      },
    },
  });
});

test("all: moved to another date of the same rule, the addressed occurrence takes nothing from the one that is there", () => {
  const own = (changed: Extract<SeriesException, { kind: "changed" }>["changed"]): SeriesException => ({
    ...{ kind: "changed", changed },
  });
  const there = own({ notes: "bring the passport" });
  const after = (exceptions: [string, SeriesException][], rule?: string, date = "2026-12-04") => {
    const { content, dropped } = all(fridays(exceptions, rule), date, { date: addDays(date, 7) });
    return [content.exceptions, dropped];
  };
  const done = own({ done: true });
  const both: [string, SeriesException][] = [
    ["2026-12-04", done],
    ["2026-12-11", there],
  ];
  expect(after(both)).toEqual([Object.fromEntries(both), []]);
  expect(after([["2026-12-04", done]])).toEqual([{ "2026-12-04": done }, []]);
  expect(
    after([
      ["2026-12-04", done],
      ["2026-12-11", cancelled],
    ]),
  ).toEqual([{ "2026-12-04": done, "2026-12-11": cancelled }, []]);
  // The series no longer has the first one's date, so that one moves along, unless its new date is taken: then it is reported as dropped.
  expect(after([["2026-11-27", done]], undefined, "2026-11-27")).toEqual([{ "2026-12-04": done }, []]);
  const first: [string, SeriesException][] = [
    ["2026-11-27", done],
    ["2026-12-04", there],
  ];
  expect(after(first, undefined, "2026-11-27")).toEqual([{ "2026-12-04": there }, ["2026-11-27"]]);
  const wholly = all(fridays([["2026-11-27", cancelled]]), null, { date: "2026-12-04" });
  expect([wholly.content.exceptions, wholly.dropped]).toEqual([null, ["2026-11-27"]]);
  const series = fridays(both);
  const rest = patchFollowing(series, on(series, "2026-12-04"), { date: "2026-12-11" }, paris);
  expect([rest?.content.exceptions, rest?.dropped]).toEqual([{ "2026-12-11": there }, ["2026-12-04"]]);
});

test("all: the last day and the weekdays are those of the occurrence that was addressed, wherever it was moved", () => {
  const when = { date: "2026-11-10", startTime: null, endDate: "2026-11-11", endTime: null, timeZone: null };
  const series = seriesOf("FREQ=WEEKLY", { date: "2026-11-02", endDate: "2026-11-03" }, [
    ["2026-11-09", { kind: "changed", changed: { when } }],
  ]);
  const longer = all(series, "2026-11-09", { endDate: "2026-11-12", weekday: "Tuesday", endWeekday: "Thursday" });
  expect([longer.content.date, longer.content.endDate]).toEqual(["2026-11-02", "2026-11-04"]);
  expect(longer.content.exceptions?.["2026-11-09"]).toEqual({
    kind: "changed",
    changed: { when: { ...when, endDate: "2026-11-12" } },
  });
  expect(all(series, "2026-11-09", { text: "new", weekday: "Tuesday" }).content.text).toBe("new");
  expect(refused(() => all(series, "2026-11-09", { text: "new", weekday: "Monday" }))).toContain("#/weekday");
  expect(refused(() => all(series, "2026-11-16", { text: "new", weekday: "Tuesday" }))).toContain("#/weekday");
});

test("moved by days together with other items, a series takes its exceptions along, wherever it could have begun later", () => {
  const done: SeriesException = { kind: "changed", changed: { done: true } };
  const series = fridays([
    ["2026-11-27", done],
    ["2026-12-04", at("2026-12-05", "11:00")],
  ]);
  const { content, dropped } = patchAll(series, null, { date: "2026-12-04" }, paris, { areMovedAlong: true });
  expect([content.date, content.exceptions, dropped]).toEqual([
    "2026-12-04",
    { "2026-12-04": done, "2026-12-11": at("2026-12-12", "11:00") },
    [],
  ]);
});

test("all: a series that becomes all-day leaves no reminder before a start to its dates", () => {
  const reminding = (...reminders: string[]): SeriesException => ({ kind: "changed", changed: { reminders } });
  const timed = at("2026-12-19", "11:00");
  const series = fridays([
    ["2026-12-04", reminding("30m")],
    ["2026-12-11", reminding("30m", "1d 18:00")],
    ["2026-12-18", timed.kind === "changed" ? { ...timed, changed: { ...timed.changed, reminders: ["30m"] } } : timed],
  ]);
  const { content } = all(series, null, { startTime: null });
  expect(content.exceptions).toEqual({
    "2026-12-11": reminding("1d 18:00"),
    "2026-12-18": series.exceptions.get("2026-12-18"),
  });
});

test("all: under a rule that has no such date, the addressed occurrence is no exception any more", () => {
  const series = fridays([["2026-12-04", at("2026-12-05", "11:00")]]);
  const { content, dropped } = all(series, "2026-12-04", { recurrence: "FREQ=WEEKLY;INTERVAL=2" });
  expect([content.exceptions, dropped]).toEqual([null, ["2026-12-04"]]);
});

test("all: a rule alone begins at the next date that it matches; with a date it begins there", () => {
  const rule = { recurrence: "FREQ=WEEKLY;BYDAY=MO" };
  expect(said(all(fridays(), null, rule).content)).toMatchObject({ date: "2026-11-30", startTime: "09:00" });
  expect(said(all(fridays(), "2026-12-04", { ...rule, date: "2026-12-07" }).content).date).toBe("2026-11-30");
  expect(refused(() => all(fridays(), null, { ...rule, date: "2026-12-01" }))).toContain("#/recurrence");
  // Without a rule the first date stays, although nothing else says that it matches.
  expect(said(all(fridays(), null, { startTime: "08:00" }).content)).toMatchObject({
    ...{ date: "2026-11-27", startTime: "08:00", recurrence: "FREQ=WEEKLY" },
  });
});

test("all: a rule that cannot be moved is refused with the days in words", () => {
  const monthly = seriesOf("FREQ=MONTHLY;BYMONTHDAY=27", { date: "2026-11-27" });
  for (const [date, words] of [
    ["2026-11-28", "like 1 day later"],
    ["2026-11-29", "like 2 days later"],
    ["2026-11-26", "like 1 day earlier"],
    ["2026-11-24", "like 3 days earlier"],
  ] as const)
    expect(
      refused(() => all(monthly, null, { date })),
      date,
    ).toContain(words);
  expect(all(monthly, null, { text: "same days" }).content.recurrence).toBe("FREQ=MONTHLY;BYMONTHDAY=27");
});

test("all: without a rule the addressed occurrence is left, with what it had of its own, and the others are named", () => {
  const series = fridays([
    ["2026-12-18", cancelled],
    ["2026-12-04", at("2026-12-05", "11:00")],
    ["2026-12-11", cancelled],
  ]);
  const single = all(series, "2026-12-04", { recurrence: null, location: "Here" });
  expect(single.content).toMatchObject({ text: "own", date: "2026-12-05", startTime: "11:00", location: "Here" });
  expect([single.content.recurrence, single.content.exceptions, single.dropped]).toEqual([
    ...[null, null],
    ["2026-12-11", "2026-12-18"],
  ]);
  const first = all(series, null, { recurrence: null });
  expect([first.content.text, first.content.date, first.dropped]).toEqual([
    ...["x", "2026-11-27"],
    ["2026-12-04", "2026-12-11", "2026-12-18"],
  ]);
  expect(all(series, "2026-12-25", { recurrence: null }).content).toMatchObject({ text: "x", date: "2026-12-25" });
});

test("following: where every earlier date was cancelled, no first part remains; where one is left, it does", () => {
  const gone = fridays([
    ["2026-11-27", cancelled],
    ["2026-12-04", cancelled],
  ]);
  const split = (series: Series) => patchFollowing(series, on(series, "2026-12-11"), { text: "new" }, paris);
  expect(split(gone)).toMatchObject({ before: null, content: { text: "new", date: "2026-12-11" } });
  expect(split(fridays([["2026-11-27", cancelled]]))?.before?.recurrence).toBe("FREQ=WEEKLY;UNTIL=20261204");
  // Changed is not cancelled.
  const changed = fridays([
    ["2026-11-27", cancelled],
    ["2026-12-04", at("2026-12-05", "11:00")],
  ]);
  expect(split(changed)?.before?.recurrence).toBe("FREQ=WEEKLY;UNTIL=20261204");
});

test("following: a rule without COUNT keeps its own end, whether or not the series had one", () => {
  for (const rule of ["FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20270226", "FREQ=WEEKLY;COUNT=9"]) {
    const series = fridays([], rule);
    const sent = { recurrence: "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270115" };
    const split = patchFollowing(series, on(series, "2026-12-11"), sent, paris);
    expect(split?.content.recurrence, rule).toBe("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270115");
  }
});
