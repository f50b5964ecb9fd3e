import { expect, test } from "@playwright/test";
import { applyEntryPatch } from "../../../../agenda/item/apply-patch.ts";
import type { ItemContent, SeriesException } from "../../../../agenda/item/item-content.ts";
import { hasDate, scheduleOf } from "../../../../agenda/recurrence/schedule.ts";
import { expand, requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import type { Series, SeriesParts } from "../../../../agenda/series/series.ts";
import {
  cancelFollowing,
  cancelThis,
  changeAll,
  changeThis,
  movedRecurrence,
  resetThis,
  splitAt,
} from "../../../../agenda/series/series-edits.ts";
import { patchAll, patchFollowing, patchThis } from "../../../../agenda/series/series-patches.ts";
import { partsOf, seriesContent } from "../../../../agenda/series/stored-series.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { addDays, daysBetween } from "../../../../agenda/time/dates.ts";
import type { ItemPatch } from "../../../../contract/fields/item.ts";
import { refused } from "../item/refused.ts";
import { seriesOf, startOf } from "./series-of.ts";

const paris = "Europe/Paris";
const fridays = (rule = "FREQ=WEEKLY;COUNT=5", exceptions: [string, SeriesException][] = []): Series =>
  seriesOf(rule, { date: "2026-11-27", startTime: "09:00", endTime: "10:00" }, exceptions);
const starts = (parts: SeriesParts | null) =>
  parts === null
    ? []
    : expand(
        { id: "x", ...parts },
        { window: dateRangeIn("2026-01-01", "2027-12-31", paris), readIn: paris, limit: 1000 },
      )
        .map(startOf)
        .map((start) => start.slice(0, "2026-11-27 2026-11-27T09:00".length));
const patched = (series: Series, date: string, patch: ItemPatch) =>
  changeThis(series, date, applyEntryPatch(requireOccurrence(series, date, []).content, patch, paris, []));
const patchSeries = (content: SeriesParts["content"], patch: ItemPatch, recurrence = content.recurrence) => ({
  ...applyEntryPatch(content, patch, paris, []),
  recurrence,
});

test("this: moving one occurrence moves no other, and keeps only what differs", () => {
  const edited = patched(fridays(), "2026-12-04", { date: "2026-12-05", startTime: "11:00" });
  expect(starts(edited)).toEqual([
    "2026-11-27 2026-11-27T09:00",
    "2026-12-04 2026-12-05T11:00",
    "2026-12-11 2026-12-11T09:00",
    "2026-12-18 2026-12-18T09:00",
    "2026-12-25 2026-12-25T09:00",
  ]);
  expect([...edited.exceptions]).toEqual([
    [
      "2026-12-04",
      {
        kind: "changed",
        changed: { when: { date: "2026-12-05", startTime: "11:00", endDate: null, endTime: "12:00", timeZone: paris } },
      },
    ],
  ]);
});

test("this: done belongs to the occurrence, and a later change of the series applies to its other fields", () => {
  const edited = patched(fridays(), "2026-12-04", { done: true });
  expect([...edited.exceptions.values()]).toEqual([{ kind: "changed", changed: { done: true } }]);
  const { series } = changeAll(edited, patchSeries(edited.content, { text: "new", startTime: "08:00" }));
  const second = requireOccurrence({ id: "x", ...series }, "2026-12-04", []);
  expect(second.content).toMatchObject({ text: "new", startTime: "08:00", endTime: "09:00", done: true });
});

test("this: an occurrence that equals the series again is no exception", () => {
  const moved = patched(fridays(), "2026-12-04", { startTime: "11:00", tags: ["a"], notes: "n", done: true });
  expect(moved.exceptions.size).toBe(1);
  const back = patched({ id: "x", ...moved }, "2026-12-04", {
    startTime: "09:00",
    tags: null,
    notes: null,
    done: false,
  });
  expect(back).toEqual({ content: fridays().content, exceptions: new Map() });
});

test("this: cancelling one, and undoing that", () => {
  const edited = cancelThis(fridays(), "2026-12-04");
  expect(starts(edited)).toHaveLength(4);
  expect(starts(resetThis(edited, "2026-12-04"))).toEqual(starts(fridays()));
});

test("following: the series is split before the occurrence, COUNT is divided, exceptions go to their half", () => {
  const moved: SeriesException = {
    kind: "changed",
    changed: { when: { date: "2026-11-20", startTime: "09:00", endDate: null, endTime: null, timeZone: paris } },
  };
  const series = fridays("FREQ=WEEKLY;COUNT=5", [
    ["2026-12-04", { kind: "cancelled" }],
    ["2026-12-11", { kind: "cancelled" }],
    ["2026-12-18", moved],
  ]);
  const { before, after } = splitAt(series, "2026-12-11");
  expect([before?.content.recurrence, after.content.recurrence]).toEqual([
    "FREQ=WEEKLY;COUNT=2",
    "FREQ=WEEKLY;COUNT=3",
  ]);
  expect([[...(before?.exceptions.keys() ?? [])], [...after.exceptions.keys()]]).toEqual([
    ["2026-12-04"],
    ["2026-12-11", "2026-12-18"],
  ]);
  expect(after.content).toMatchObject({
    date: "2026-12-11",
    startTime: "09:00",
    startsAtMs: Date.parse("2026-12-11T08:00:00Z"),
  });
  expect([...starts(before), ...starts(after)].sort()).toEqual([...starts(series)].sort());
});

test("following: a rule without COUNT ends with the previous date", () => {
  const { before, after } = splitAt(fridays("FREQ=WEEKLY;UNTIL=20270131"), "2026-12-11");
  expect([before?.content.recurrence, after.content.recurrence]).toEqual([
    "FREQ=WEEKLY;UNTIL=20261204",
    "FREQ=WEEKLY;UNTIL=20270131",
  ]);
  expect(cancelFollowing(fridays("FREQ=WEEKLY"), "2026-12-11")?.content.recurrence).toBe("FREQ=WEEKLY;UNTIL=20261204");
});

test("following: at the first date nothing remains before", () => {
  expect(splitAt(fridays(), "2026-11-27").before).toBeNull();
  expect(splitAt(fridays(), "2026-11-27").after).toEqual({ content: fridays().content, exceptions: new Map() });
  expect(cancelFollowing(fridays(), "2026-11-27")).toBeNull();
});

test("following: the new time applies from there on", () => {
  const { before, after: rest } = splitAt(fridays(), "2026-12-11");
  const { series: after, dropped } = changeAll(rest, patchSeries(rest.content, { startTime: "14:00" }));
  expect([...starts(before), ...starts(after)]).toEqual([
    "2026-11-27 2026-11-27T09:00",
    "2026-12-04 2026-12-04T09:00",
    "2026-12-11 2026-12-11T14:00",
    "2026-12-18 2026-12-18T14:00",
    "2026-12-25 2026-12-25T14:00",
  ]);
  expect(dropped).toEqual([]);
});

test("following: a rule with the series' own COUNT continues with the rest of it, another COUNT starts anew", () => {
  const series = seriesOf("FREQ=DAILY;COUNT=10", { date: "2026-11-27" });
  const fifth = requireOccurrence(series, "2026-12-01", []);
  const following = (recurrence: string) => {
    const split = patchFollowing(series, fifth, { recurrence }, paris);
    return split && [split.before?.recurrence, split.content.recurrence];
  };
  expect(following("RRULE:FREQ=DAILY;COUNT=10")).toBeNull();
  expect(following("FREQ=DAILY;INTERVAL=2;COUNT=10")).toEqual(["FREQ=DAILY;COUNT=4", "FREQ=DAILY;INTERVAL=2;COUNT=6"]);
  expect(following("FREQ=DAILY;INTERVAL=2;COUNT=12")?.[1]).toBe("FREQ=DAILY;INTERVAL=2;COUNT=12");
  expect(following("FREQ=DAILY;INTERVAL=2")?.[1]).toBe("FREQ=DAILY;INTERVAL=2");
  expect(following("FREQ=DAILY;INTERVAL=2;UNTIL=20270101")?.[1]).toBe("FREQ=DAILY;INTERVAL=2;UNTIL=20270101");
  expect(() => following("FREQ=DAILY;COUNT=0")).toThrow(/COUNT/);
  const first = requireOccurrence(series, "2026-11-27", []);
  expect(patchFollowing(series, first, { recurrence: "FREQ=DAILY;INTERVAL=2;COUNT=10" }, paris)).toMatchObject({
    before: null,
    content: { recurrence: "FREQ=DAILY;INTERVAL=2;COUNT=10" },
  });
});

test("all: under a new rule exceptions stay on dates that still match, and the others are named", () => {
  const series = fridays("FREQ=WEEKLY", [
    ["2026-12-04", { kind: "cancelled" }],
    ["2026-12-11", { kind: "changed", changed: { done: true } }],
  ]);
  const { series: changed, dropped } = changeAll(series, { ...series.content, recurrence: "FREQ=WEEKLY;INTERVAL=2" });
  expect([[...changed.exceptions.keys()], dropped]).toEqual([["2026-12-11"], ["2026-12-04"]]);
});

test("all: a series moved by a day takes its exceptions along, with their dates", () => {
  const series = fridays("FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20270101", [
    ["2026-11-30", { kind: "cancelled" }],
    [
      "2026-12-04",
      {
        kind: "changed",
        changed: { when: { date: "2026-12-05", startTime: "11:00", endDate: null, endTime: null, timeZone: paris } },
      },
    ],
  ]);
  const recurrence = movedRecurrence(series.content, 1) ?? "";
  expect(recurrence).toBe("FREQ=WEEKLY;UNTIL=20270102;BYDAY=TU,SA");
  const { series: moved, dropped } = changeAll(series, patchSeries(series.content, { date: "2026-11-28" }, recurrence));
  expect(dropped).toEqual([]);
  expect(starts(moved).slice(0, 3)).toEqual([
    "2026-11-28 2026-11-28T09:00",
    "2026-12-05 2026-12-06T11:00",
    "2026-12-08 2026-12-08T09:00",
  ]);
});

test("all: an exception that is moved along keeps its other fields, and two weekdays move as two", () => {
  const when = { date: "2026-12-09", startTime: "11:00", endDate: null, endTime: null, timeZone: paris };
  const series = seriesOf("FREQ=WEEKLY;BYDAY=MO,TU", { date: "2026-11-30", startTime: "09:00" }, [
    ["2026-12-08", { kind: "changed", changed: { text: "own", when } }],
  ]);
  // Tuesday was one of its days before, too.
  const recurrence = movedRecurrence(series.content, 1) ?? "";
  const { series: moved, dropped } = changeAll(series, patchSeries(series.content, { date: "2026-12-01" }, recurrence));
  expect(recurrence).toBe("FREQ=WEEKLY;BYDAY=TU,WE");
  expect([Object.fromEntries(moved.exceptions), dropped]).toEqual([
    { "2026-12-09": { kind: "changed", changed: { text: "own", when: { ...when, date: "2026-12-10" } } } },
    [],
  ]);
});

test("all: a new first date beside another rule moves no exception, and those that are lost are named in order", () => {
  const series = fridays("FREQ=WEEKLY", [
    ["2026-12-18", { kind: "cancelled" }],
    ["2026-12-11", { kind: "cancelled" }],
    ["2026-12-05", { kind: "cancelled" }],
  ]);
  const daily = patchSeries(series.content, { date: "2026-11-28" }, "FREQ=DAILY");
  expect([...changeAll(series, daily).series.exceptions.keys()]).toEqual(["2026-12-18", "2026-12-11", "2026-12-05"]);
  const others = patchSeries(series.content, { date: "2026-11-28" }, "FREQ=WEEKLY;BYDAY=SA");
  expect(changeAll(series, others).dropped).toEqual(["2026-12-11", "2026-12-18"]);
});

test("all: another first date of the same rule leaves exceptions where they are", () => {
  const series = fridays("FREQ=DAILY", [["2026-12-04", { kind: "cancelled" }]]);
  const { series: later } = changeAll(series, patchSeries(series.content, { date: "2026-12-01" }));
  expect([...later.exceptions.keys()]).toEqual(["2026-12-04"]);
});

for (const [rule, date, to, kept, moves] of [
  ["FREQ=DAILY", "2026-11-27", "2026-12-01", "2026-12-04", false],
  ["FREQ=DAILY", "2026-11-27", "2026-11-24", "2026-12-04", false],
  ["FREQ=DAILY;COUNT=30", "2026-11-27", "2026-12-01", "2026-12-04", false],
  ["FREQ=WEEKLY", "2026-11-27", "2026-12-04", "2026-12-18", false],
  ["FREQ=WEEKLY", "2026-11-27", "2026-11-28", "2026-12-18", true],
  ["FREQ=WEEKLY;INTERVAL=2", "2026-11-27", "2026-12-04", "2026-12-11", true],
  ["FREQ=MONTHLY", "2026-11-27", "2026-11-28", "2027-01-27", true],
] as const)
  test(`all: a cancellation of ${rule} moved to ${to} ${moves ? "moves along" : "stays"}, whatever else was cancelled`, () => {
    const cancelled = { kind: "cancelled" } as const;
    const cancelledAfter = (dates: readonly string[]) => {
      const series = seriesOf(
        rule,
        { date },
        dates.map((each) => [each, cancelled]),
      );
      const { series: moved, dropped } = changeAll(series, patchSeries(series.content, { date: to }));
      return [[...moved.exceptions.keys()], dropped];
    };
    const days = moves ? daysBetween(date, to) : 0;
    const then = addDays(kept, days);
    const isThere = hasDate(scheduleOf(rule, to), then);
    expect(cancelledAfter([kept])).toEqual(isThere ? [[then], []] : [[], [kept]]);
    const [both] = cancelledAfter([date, kept]);
    expect((both ?? []).includes(then)).toBe(isThere);
    expect((both ?? []).includes(addDays(date, days))).toBe(hasDate(scheduleOf(rule, to), addDays(date, days)));
  });

test("all: of a number of dates moved onto their own rule, those that are left behind move along, but for the place of one that stays", () => {
  const own = (date: string, startTime: string): [string, SeriesException] => [
    date,
    {
      kind: "changed",
      changed: { when: { date, startTime, endDate: null, endTime: null, timeZone: paris } },
    },
  ];
  const series = fridays("FREQ=DAILY;COUNT=10", [
    own("2026-11-27", "11:00"),
    own("2026-12-02", "12:00"),
    own("2026-11-28", "13:00"),
    own("2026-12-05", "14:00"),
  ]);
  const { series: moved, dropped } = changeAll(series, patchSeries(series.content, { date: "2026-12-04" }));
  expect([Object.fromEntries(moved.exceptions), dropped]).toEqual([
    Object.fromEntries([own("2026-12-05", "14:00"), own("2026-12-04", "11:00"), own("2026-12-09", "12:00")]),
    ["2026-11-28"],
  ]);
});

for (const [rule, date, days, moved] of [
  ["FREQ=DAILY", "2026-11-27", 3, "FREQ=DAILY"],
  ["FREQ=WEEKLY;BYDAY=FR", "2026-11-27", -1, "FREQ=WEEKLY;BYDAY=TH"],
  ["FREQ=WEEKLY;BYDAY=FR,SU", "2026-11-27", 2, "FREQ=WEEKLY;BYDAY=TU,SU"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU", "2026-11-27", 2, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=WE"],
  ["FREQ=WEEKLY;BYDAY=SU", "2026-11-29", -1, "FREQ=WEEKLY;BYDAY=SA"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27", 1, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"],
  ["FREQ=MONTHLY", "2026-11-27", 1, "FREQ=MONTHLY"],
  ["FREQ=MONTHLY;BYMONTHDAY=27", "2026-11-27", 0, "FREQ=MONTHLY;BYMONTHDAY=27"],
  ["FREQ=MONTHLY;BYMONTHDAY=27", "2026-11-27", 1, null],
  ["FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", 1, null],
  ["FREQ=DAILY;BYMONTH=11", "2026-11-27", 1, null],
  ["FREQ=YEARLY;BYWEEKNO=48", "2026-11-27", 1, null],
  ["FREQ=YEARLY;BYYEARDAY=331", "2026-11-27", 1, null],
  ["FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1", "2026-11-27", 1, null],
  ["FREQ=DAILY;BYDAY=FR", "2026-11-27", 1, null],
] as const)
  test(`${rule} moved by ${days} is ${moved}`, () => {
    expect(movedRecurrence({ recurrence: rule, date }, days)).toBe(moved);
  });

test("text is appended to the notes within the scope, and occurrences with their own notes keep those", () => {
  const own = patched({ ...fridays(), content: { ...fridays().content, notes: "all" } }, "2026-12-18", {
    notes: "own",
  });
  const series = { id: "x", ...patched({ id: "x", ...own }, "2026-12-25", { notes: null }) };
  const notesOf = (content: ItemContent | null) => {
    const parts = content && partsOf(content);
    return starts(parts).map((start) => {
      const date = start.slice(0, 10);
      return parts && requireOccurrence({ id: "x", ...parts }, date, []).content.notes;
    });
  };
  const append = { notesAppend: "more" };
  expect(notesOf(seriesContent(series))).toEqual(["all", "all", "all", "own", null]);
  const one = patchThis(series, requireOccurrence(series, "2026-12-04", []), append, paris);
  expect(notesOf(seriesContent(one))).toEqual(["all", "all\nmore", "all", "own", null]);
  const every = ["all\nmore", "all\nmore", "all\nmore", "own\nmore", "more"];
  for (const date of [null, "2026-12-04", "2026-12-18", "2026-12-25"]) {
    const occurrence = date === null ? null : requireOccurrence(series, date, []);
    expect(notesOf(patchAll(series, occurrence, append, paris).content), String(date)).toEqual(every);
  }
  const split = patchFollowing(series, requireOccurrence(series, "2026-12-11", []), append, paris);
  expect(notesOf(split?.before ?? null)).toEqual(["all", "all"]);
  expect(notesOf(split?.content ?? null)).toEqual(every.slice(2));
});

test("text is appended to the series' notes for an occurrence that differs in something else", () => {
  const done: SeriesException = { kind: "changed", changed: { done: true } };
  const series = { ...fridays("FREQ=WEEKLY", [["2026-12-04", done]]), content: { ...fridays().content, notes: "all" } };
  const { content } = patchAll(series, null, { notesAppend: "more" }, paris);
  expect([content.notes, content.exceptions]).toEqual(["all\nmore", { "2026-12-04": done }]);
});

test("an occurrence whose own notes have no room for the appended text is named", () => {
  const series = patched(fridays(), "2026-12-18", { notes: "n".repeat(4000) });
  expect(refused(() => patchAll(series, null, { notesAppend: "more" }, paris))).toContain(
    "#/notesAppend: The notes of 2026-12-18 alone: With this the notes would have 4005 characters",
  );
});
