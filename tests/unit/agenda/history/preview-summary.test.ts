import { expect, test } from "@playwright/test";
import type { ChangeView, ItemView } from "../../../../agenda/history/change-view.ts";
import { summarizePreview as summarize } from "../../../../agenda/history/preview-summary.ts";
import { t } from "../../messages/catalogs.ts";

const summarizePreview = (entry: Parameters<typeof summarize>[0]) => summarize(entry, t);

const item: ItemView = {
  ...{ text: "Physio", date: "2026-11-26", startTime: "17:00", endDate: null, endTime: null, timeZone: "Europe/Paris" },
  endTimeZone: null,
  ...{ notes: null, location: null, url: null, tags: [], reminders: [], done: false },
};
const update = (fields: Partial<ItemView>, before = item): ChangeView => ({
  kind: "updated",
  before,
  after: { ...before, ...fields },
});
const deletion: ChangeView = { kind: "deleted", before: item, after: item };
const many = <T>(count: number, each: T): T[] => Array(count).fill(each);

test("a preview for one item has its name and day", () => {
  const said = (change: ChangeView) => summarizePreview({ items: [change] });
  expect(said({ kind: "created", before: null, after: item })).toBe(
    "Would add Physio on Thursday 26 November 2026 at 17:00",
  );
  expect(said(deletion)).toBe("Would delete Physio on Thursday 26 November 2026 at 17:00");
  expect(said({ ...deletion, kind: "restored" })).toBe("Would restore Physio on Thursday 26 November 2026 at 17:00");
  expect(said(update({ date: "2026-11-27", endTime: "18:00" }))).toBe(
    "Would move Physio to Friday 27 November 2026, 17:00 to 18:00",
  );
  expect(said(update({ text: "Gym", date: item.date }))).toBe("Would rename Physio to Gym");
  expect(said(update({ done: true }))).toBe("Would tick off Physio");
  expect(said(update({ done: false }, { ...item, done: true }))).toBe("Would reopen Physio");
  expect(said(update({ notes: "n" }))).toBe("Would change Physio");
});

test("a preview distinguishes a whole series from one of its dates", () => {
  const weekly = { ...item, recurrence: "FREQ=WEEKLY", exceptions: {} };
  const said = (...items: ChangeView[]) => summarizePreview({ items });
  const deleted: ChangeView = { kind: "deleted", before: weekly, after: weekly };
  expect(said(deleted)).toBe("Would delete all of Physio, every Thursday");
  expect(said({ kind: "created", before: null, after: weekly })).toBe(
    "Would add Physio on Thursday 26 November 2026 at 17:00, every Thursday",
  );
  expect(said(deleted, deletion)).toBe("Would delete 2 items (Physio (every occurrence) and Physio)");
  const cancelled = { "2026-12-03": { kind: "cancelled" as const } };
  expect(said(update({ exceptions: cancelled }, weekly))).toBe(
    "Would cancel Physio on Thursday 3 December 2026 at 17:00",
  );
});

test("a series that would only end earlier is described by the first day it would lose", () => {
  const weekly = { ...item, date: "2026-12-01", recurrence: "FREQ=WEEKLY;BYDAY=TU" };
  const cut = (recurrence: string, from = weekly) => summarizePreview({ items: [update({ recurrence }, from)] });
  expect(cut("FREQ=WEEKLY;UNTIL=20261215;BYDAY=TU")).toBe("Would end Physio from Tuesday 22 December 2026 on");
  const counted = { ...weekly, recurrence: "FREQ=WEEKLY;COUNT=9;BYDAY=TU" };
  expect(cut("FREQ=WEEKLY;COUNT=3;BYDAY=TU", counted)).toBe("Would end Physio from Tuesday 22 December 2026 on");
  expect(cut("FREQ=WEEKLY;COUNT=12;BYDAY=TU", counted)).toBe("Would change all of Physio");
  expect(cut("FREQ=DAILY;UNTIL=20261215")).toBe("Would change all of Physio");
});

test("many items are counted, and the first are named", () => {
  expect(summarizePreview({ items: many(2, deletion) })).toBe("Would delete 2 items (Physio and Physio)");
  expect(summarizePreview({ items: many(12, update({ date: "2026-11-27" })) })).toBe(
    "Would move 12 items (Physio, Physio and 10 more)",
  );
  expect(summarizePreview({ items: [...many(3, update({ date: "2026-11-27" })), deletion] })).toBe(
    "Would move 3, delete 1 of 4 items",
  );
  const long = { ...item, text: "a".repeat(500) };
  expect(summarizePreview({ items: many(500, { ...deletion, before: long, after: long }) }).length).toBeLessThan(200);
});

test("an undo says so, and settings are described too; nothing is nothing", () => {
  const settings = { before: { timeZone: null }, after: { timeZone: "Asia/Tokyo" } };
  expect(summarizePreview({ items: [deletion], undoes: [3] })).toMatch(/^Would undo a change: delete Physio on/);
  expect(summarizePreview({ items: many(2, deletion), undoes: [3, 4], isRedo: true })).toMatch(
    /^Would redo 2 changes: delete 2 items/,
  );
  expect(summarizePreview({ items: [], settings })).toBe("Would set the time zone to Asia/Tokyo");
  expect(summarizePreview({ items: [deletion], settings, undoes: [1] })).toMatch(
    /: set the time zone to Asia\/Tokyo and delete Physio/,
  );
  const later = { before: { weekStart: "Monday" }, after: { weekStart: "Sunday" } } as const;
  expect(summarizePreview({ items: [], settings: later, undoes: [2] })).toBe(
    "Would undo a change: change the week start to Sunday",
  );
  expect(summarizePreview({ items: [] })).toBe("Nothing would change");
});
