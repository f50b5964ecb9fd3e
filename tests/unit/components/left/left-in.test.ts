import { expect, test } from "@playwright/test";
import { leftIn } from "../../../../components/left/left-in.ts";
import { mayLeaveMore, withLeft } from "../../../../components/sync/loaded-window.ts";
import { item as named } from "../page-items.ts";

const item = (fields: Partial<Parameters<typeof named>[0]>) => named({ text: fields.id ?? "", ...fields });

const today = "2026-11-25";
const known = {
  ranges: [{ from: "2026-11-22", to: "2026-12-25" }],
  items: [item({ id: "milk", text: "Milk", date: "2026-11-24", version: 2 })],
  itemsBefore: 3,
  rev: 7,
  timeZone: "UTC",
  timeZoneSource: "settings" as const,
};
const answer = (...items: ReturnType<typeof item>[]) => ({ rev: 7, today, isShown: true, count: items.length, items });
const texts = ({ listed, count }: ReturnType<typeof leftIn>) => [...listed.map(({ text }) => text), count];

test("what is left is known where its days are not, the oldest first", () => {
  const loaded = withLeft(
    known,
    answer(
      item({ id: "milk", text: "Milk", date: "2026-11-24" }),
      item({ id: "book", text: "Book", date: "2026-11-02" }),
    ),
  );
  expect(loaded.ranges).toEqual(known.ranges);
  expect(texts(leftIn(loaded.items, loaded.left, today))).toEqual(["Book", "Milk", 2]);
});

test("of an item that is known, the later version stays", () => {
  const of = (version: number) =>
    withLeft(known, answer(item({ id: "milk", text: "Old", date: "2026-11-24", version })));
  expect(of(1).items.map(({ text }) => text)).toEqual(["Milk"]);
  expect(of(3).items.map(({ text }) => text)).toEqual(["Old"]);
});

test("what was ticked off, moved or deleted here is no longer left, and those that are not listed are still counted", () => {
  const { left } = withLeft(known, {
    ...answer(...["a", "b", "c", "d"].map((id) => item({ id, date: "2026-11-20" }))),
    count: 9,
  });
  const items = [
    item({ id: "a", text: "A", date: "2026-11-20" }),
    item({ id: "b", date: "2026-11-20", done: true }),
    item({ id: "c", date: today }),
    item({ id: "z", text: "Another series' date", date: "2026-11-20" }),
  ];
  expect(texts(leftIn(items, left, today))).toEqual(["A", 6]);
});

test("after midnight, yesterday's are left as soon as the server says so", () => {
  const { items, left } = withLeft(known, answer(item({ id: "milk", date: "2026-11-24" })));
  expect(texts(leftIn(items, left, "2026-11-26"))).toEqual(["Milk", 1]);
});

test("once today is over, what it left undone itself stands after the others", () => {
  const { items, left } = withLeft(known, answer(item({ id: "milk", date: "2026-11-24" })));
  const todays = [
    item({ id: "lease", text: "Lease", date: today }),
    item({ id: "done", date: today, done: true }),
    item({ id: "call", date: today, startTime: "09:00" }),
    item({ id: "visit", date: today, endDate: "2026-11-27" }),
  ];
  expect(texts(leftIn([...todays, ...items], left, today, true))).toEqual(["Milk", "Lease", 2]);
  expect(texts(leftIn([...todays, ...items], left, today))).toEqual(["Milk", 1]);
});

test("after an own write the server is asked only where it may have left something more", () => {
  const asks = (fields: Partial<Parameters<typeof named>[0]>[], isShown = true) =>
    mayLeaveMore({ ...withLeft(known, { ...answer(), isShown }), items: fields.map((one) => item(one)) });
  const past = { id: "new", date: "2026-11-20" };
  expect(asks([past])).toBe(true);
  expect(asks([past], false)).toBe(false);
  const none = [
    { ...past, done: true },
    { ...past, startTime: "09:00" },
    { ...past, date: "2026-10-01" },
    { ...past, date: today },
    { ...past, imported: true as const },
  ];
  expect(none.map((one) => asks([one]))).toEqual(none.map(() => false));
  const daily = ["2026-11-24", today].map((date) => ({ id: "plants", date, occurrence: date }));
  expect(asks(daily)).toBe(false);
  expect(asks(daily.slice(0, 1))).toBe(true);
});
