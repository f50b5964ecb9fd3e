import { expect, test } from "@playwright/test";
import {
  isWholeSeries,
  joined,
  type Loaded,
  loadedOf,
  mayLeaveMore,
  readRanges,
  withItem,
  withLeft,
  withoutItem,
} from "../../../../components/sync/loaded-window.ts";
import { item } from "../page-items.ts";
import { answering } from "./network.ts";

const knows = (fields: Partial<Loaded> = {}): Loaded => ({
  ranges: [{ from: "2026-11-01", to: "2026-11-30" }],
  items: [],
  itemsBefore: 0,
  rev: 7,
  timeZone: "UTC",
  timeZoneSource: "settings",
  ...fields,
});
const texts = ({ items }: Loaded) => items.map(({ text }) => text);

test("merging two windows gives the older of their revs, in either order", () => {
  for (const [one, other] of [
    [3, 9],
    [9, 3],
  ] as const)
    expect(joined(knows({ rev: one }), knows({ rev: other })).rev).toBe(3);
});

const days = (from: string, to: string) => [{ from, to }];

test("two windows that touch become one, with what lies before the earlier", () => {
  const one = knows({ ranges: days("2026-10-01", "2026-11-15"), itemsBefore: 4, timeZone: "Asia/Tokyo" });
  const other = knows({ ranges: days("2026-11-16", "2026-12-31"), itemsBefore: 9 });
  const both = { ranges: days("2026-10-01", "2026-12-31"), itemsBefore: 4 };
  expect(joined(one, other)).toMatchObject({ ...both, timeZone: "UTC" });
  expect(joined(other, one)).toMatchObject({ ...both, timeZone: "Asia/Tokyo" });
  expect(joined(knows({ itemsBefore: 1 }), knows({ itemsBefore: 2 })).itemsBefore).toBe(1);
});

test("of the days between two windows nothing is known", () => {
  const march = knows({ ranges: days("2027-03-08", "2027-04-07"), itemsBefore: 12 });
  const both = joined(knows({ itemsBefore: 3 }), march);
  expect(both.ranges).toEqual([...days("2026-11-01", "2026-11-30"), ...days("2027-03-08", "2027-04-07")]);
  expect(both.itemsBefore).toBe(3);
});

test("a window that knows no day whole adds none, and its items", () => {
  const cut = knows({ ranges: [], items: [item({ text: "one" })], itemsBefore: 50 });
  expect(joined(knows(), cut)).toMatchObject({ ranges: knows().ranges, itemsBefore: 0 });
  expect(texts(joined(cut, knows()))).toEqual(["one"]);
});

test("where both windows know an entry the second is taken; occurrences of one item are different entries", () => {
  const old = item({ text: "old" });
  const first = item({ text: "first", occurrence: "2026-11-25" });
  const second = { ...first, text: "second", occurrence: "2026-11-26" };
  const both = joined(knows({ items: [old, first] }), knows({ items: [{ ...old, text: "new" }, second] }));
  expect(texts(both)).toEqual(["new", "first", "second"]);
});

test("an own write that directly follows the known rev raises it; one behind others' changes does not", () => {
  const made = item({ text: "Lunch" });
  for (const [changeId, rev] of [
    [8, 8],
    [9, 7],
    [10, 7],
    [7, 7],
    [6, 7],
    [undefined, 7],
  ] as const) {
    expect(withItem(knows(), made, changeId).rev).toBe(rev);
    expect(withoutItem(knows(), made, changeId).rev).toBe(rev);
  }
});

test("an entry is inserted or replaced, and removed", () => {
  const lunch = item({ text: "Lunch" });
  const dinner = item({ text: "Dinner" });
  const both = withItem(knows({ items: [lunch] }), dinner, 8);
  expect(texts(both)).toEqual(["Lunch", "Dinner"]);
  expect(texts(withItem(both, { ...lunch, text: "Brunch" }, 9))).toEqual(["Dinner", "Brunch"]);
  expect(texts(withoutItem(both, lunch, 9))).toEqual(["Dinner"]);
});

test("a repeating item as a whole is not an entry; a single one and an occurrence are", () => {
  const single = item({ text: "single" });
  const series = { ...single, text: "series", recurrence: "FREQ=DAILY" };
  const occurrence = { ...series, text: "occurrence", occurrence: "2026-11-25" };
  expect([single, series, occurrence].map(isWholeSeries)).toEqual([false, true, false]);
  expect(texts(withItem(knows({ items: [single] }), series, 8))).toEqual([]);
  expect(texts(withItem(knows(), occurrence, 8))).toEqual(["occurrence"]);
});

test("the other occurrences take the version of an own write, and keep theirs if someone else wrote", () => {
  const first = item({ text: "first", occurrence: "2026-11-25", version: 3 });
  const others = [
    { ...first, occurrence: "2026-11-26" },
    { ...first, occurrence: "2026-11-27", version: 6 },
    item({ text: "else", version: 1 }),
  ];
  const versions = (changeId: number | undefined) =>
    withoutItem(knows({ items: [first, ...others] }), { ...first, version: 4 }, changeId).items.map(
      ({ version }) => version,
    );
  expect(versions(8)).toEqual([4, 6, 1]);
  expect(versions(undefined)).toEqual([3, 6, 1]);
});

const answer = {
  ...{ from: "2026-11-01", to: "2026-11-30", itemsBefore: 2, rev: 7, timeZone: "Europe/Paris" },
  ...{ now: "2026-11-20T09:00:00+01:00", today: { date: "2026-11-20", weekday: "Friday" as const } },
};

test("a first answer is known to its end; cut short, to the day before its last item's, as it is read here", () => {
  const items = [item({ text: "one" }), item({ text: "two", date: "2026-11-26" })];
  expect(loadedOf({ ...answer, timeZoneSource: "settings", items })).toEqual({
    ...{ ranges: days("2026-11-01", "2026-11-30"), itemsBefore: 2, rev: 7, timeZone: "Europe/Paris" },
    ...{ timeZoneSource: "settings", items },
  });
  const cut = { ...answer, timeZoneSource: "unknown" as const, items, nextCursor: "more" };
  expect(loadedOf(cut)).toMatchObject({ ranges: days("2026-11-01", "2026-11-25"), timeZoneSource: "unknown" });
  const far = { ...items[1], text: "far", local: { date: "2026-11-27", weekday: "Friday", startTime: "01:00" } };
  expect(loadedOf({ ...cut, items: [far] as typeof items }).ranges).toEqual(days("2026-11-01", "2026-11-26"));
  // A first day that one answer cannot hold is not known.
  expect(loadedOf({ ...cut, items: [item({ text: "long", date: "2026-10-20" })] }).ranges).toEqual([]);
  expect(loadedOf({ ...cut, items: [] }).ranges).toEqual([]);
  expect(loadedOf({ ...answer, timeZoneSource: "request", items }).timeZoneSource).toBe("settings");
});

test("a window is read in slices of a month, each to its last page, with the rev of the oldest answer", async () => {
  const asked: string[] = [];
  const revs = [9, 4, 8, 6];
  await answering(
    ({ query }) => {
      const cursor = query.get("cursor");
      asked.push(cursor ?? `${query.get("from")} ${query.get("to")}`);
      const from = query.get("from") ?? cursor?.slice(0, 10) ?? "";
      const items = [item({ text: cursor ? "more" : "first", date: from })];
      const isCut = !cursor && from === "2026-11-01";
      return {
        body: {
          ...answer,
          from,
          to: query.get("to"),
          rev: revs.pop() ?? 5,
          items,
          ...(isCut && { nextCursor: `${from}+` }),
        },
      };
    },
    async () => {
      const read = await readRanges(days("2026-11-01", "2026-12-31"));
      expect(asked).toEqual(["2026-11-01 2026-12-01", "2026-12-02 2026-12-31", "2026-11-01+"]);
      expect(read).toMatchObject({ ranges: days("2026-11-01", "2026-12-31"), rev: 4 });
      expect(read.items.map(({ date, text }) => `${date} ${text}`)).toEqual([
        "2026-11-01 first",
        "2026-11-01 more",
        "2026-12-02 first",
      ]);
      asked.length = 0;
      revs.push(1);
      await readRanges(days("2026-12-05", "2026-12-05"));
      expect(asked).toEqual(["2026-12-05 2026-12-05"]);
    },
  );
});

test("a slice that never ends is read for forty pages, and no further", async () => {
  let pages = 0;
  await answering(
    () => {
      pages += 1;
      return { body: { ...answer, rev: pages, items: [item({ text: `${pages}` })], nextCursor: "again" } };
    },
    async () => {
      const read = await readRanges(days("2026-11-01", "2026-11-30"));
      expect(read).toMatchObject({ ranges: days("2026-11-01", "2026-11-30"), rev: 1 });
      expect(pages).toBe(40);
    },
  );
});

const today = "2026-11-25";
const left = (...keys: string[]) => ({ isShown: true, today, keys, count: keys.length });

test("what past days left undone joins the items; the later version of each stays, and the older rev", () => {
  const [bins, books, rent] = ["Bins", "Books", "Rent"].map((text) => item({ text, date: "2026-11-20", version: 3 }));
  if (!bins || !books || !rent) throw new Error("Nothing was made.");
  const known = knows({ items: [bins, { ...books, version: 4, text: "Books, here" }], rev: 7 });
  const answer = { isShown: true, today, count: 9, items: [{ ...bins, version: 4, text: "Bins, told" }, books, rent] };
  const joint = withLeft(known, { ...answer, rev: 6 });
  expect(texts(joint)).toEqual(["Books, here", "Bins, told", "Rent"]);
  expect(joint.rev).toBe(6);
  expect(joint.left).toEqual({ isShown: true, today, count: 9, keys: [bins.id, books.id, rent.id] });
  expect(withLeft(known, { ...answer, rev: 8 }).rev).toBe(7);
  expect(withLeft(known, { ...answer, items: [bins], rev: 7 }).items, "equally new").toEqual(known.items);
});

test("an item of the past that is open and was not told of may be left, too: of a series only its latest date", () => {
  const past = item({ text: "Bins", date: "2026-11-24" });
  const may = (...items: Loaded["items"]) => mayLeaveMore(knows({ items, left: left() }));
  expect(may(past)).toBe(true);
  expect(mayLeaveMore(knows({ items: [past] })), "nothing is known").toBe(false);
  expect(mayLeaveMore(knows({ items: [past], left: { ...left(), isShown: false } })), "not wanted").toBe(false);
  expect(mayLeaveMore(knows({ items: [past], left: left(past.id) })), "told of already").toBe(false);
  for (const other of [
    { done: true },
    { date: today },
    { endDate: today },
    { startTime: "09:00" },
    { imported: true as const },
    { deletedAt: "2026-11-24T09:00:00Z" },
    { date: "2026-06-01" },
  ])
    expect(may({ ...past, ...other }), JSON.stringify(other)).toBe(false);
  // Another date of it: told of, ticked off, or to come.
  const on = (occurrence: string, done = false) => ({ ...past, date: occurrence, occurrence, done });
  const of = (...items: Loaded["items"]) => mayLeaveMore(knows({ items, left: left(`${past.id}@2026-11-23`) }));
  expect(of(on("2026-11-22"), on("2026-11-23", true))).toBe(false);
  expect(of(on("2026-11-22"), on(today, true))).toBe(false);
  expect(of(on("2026-11-22"), on("2026-11-26"))).toBe(true);
  expect(of(on("2026-11-24"), on("2026-11-23", true))).toBe(true);
  expect(may(on("2026-11-22"), item({ text: "Other", date: "2026-11-24", occurrence: "2026-11-24", done: true }))).toBe(
    true,
  );
});
