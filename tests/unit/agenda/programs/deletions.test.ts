import { expect, test } from "@playwright/test";
import type { ItemChange } from "../../../../agenda/history/ledger.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { takesAway as takingAway } from "../../../../agenda/programs/deletions.ts";
import { requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import { cancelThis, changeThis } from "../../../../agenda/series/series-edits.ts";
import { patchAll, patchFollowing } from "../../../../agenda/series/series-patches.ts";
import { partsOf, seriesContent, seriesOf as storedSeriesOf } from "../../../../agenda/series/stored-series.ts";
import type { ItemPatch } from "../../../../contract/fields/item.ts";
import { runAtOnce } from "../run-at-once.ts";
import { seriesOf } from "../series/series-of.ts";

const takesAway = (changes: readonly ItemChange[]) => runAtOnce(takingAway(changes));
const zone = "Europe/Paris";
const stored = (
  content: Omit<StoredItem, "id" | "version" | "createdBy" | "createdAtMs" | "updatedAtMs" | "deletedAtMs">,
): StoredItem => ({
  ...content,
  ...{ id: "a", version: 1, createdBy: "web", createdAtMs: 1, updatedAtMs: 1, deletedAtMs: null },
});
const series = (recurrence: string, date = "2027-03-01"): StoredItem =>
  stored(seriesContent(seriesOf(recurrence, { date, startTime: "08:00" })));
const partsIn = (item: StoredItem) => {
  const parts = partsOf(item);
  if (!parts) throw new Error("It repeats.");
  return parts;
};
const occurrenceIn = (item: StoredItem, date: string) => {
  const found = storedSeriesOf(item);
  if (!found) throw new Error("It repeats.");
  return requireOccurrence(found, date, []);
};
const cancelled = (item: StoredItem, date: string) => stored(seriesContent(cancelThis(partsIn(item), date)));
const changed = (item: StoredItem, date: string, patch: Partial<StoredItem>) =>
  stored(seriesContent(changeThis(partsIn(item), date, { ...occurrenceIn(item, date).content, ...patch })));
const update = (before: StoredItem, after: StoredItem): ItemChange => ({ id: "a", kind: "updated", before, after });

const all = (item: StoredItem, patch: ItemPatch, at?: string) => {
  const occurrence = at === undefined ? null : occurrenceIn(item, at);
  return takesAway([update(item, stored(patchAll(partsIn(item), occurrence, patch, zone).content))]);
};
function following(item: StoredItem, at: string, patch: ItemPatch): boolean {
  const split = patchFollowing(partsIn(item), occurrenceIn(item, at), patch, zone);
  if (!split) throw new Error("It changes.");
  const { before, content } = split;
  if (!before) return takesAway([update(item, stored(content))]);
  const later = { ...stored(content), id: "b" };
  return takesAway([update(item, stored(before)), { id: "b", kind: "created", before: null, after: later }]);
}

const daily = series("FREQ=DAILY");
const long = series("FREQ=DAILY", "2001-03-01");

test("a rule with fewer dates takes them away, though it ends where it ended", () => {
  expect(all(daily, { recurrence: "FREQ=YEARLY;INTERVAL=199" })).toBe(true);
  expect(all(daily, { recurrence: "FREQ=WEEKLY" })).toBe(true);
  expect(all(daily, { recurrence: "FREQ=DAILY;UNTIL=20400101" })).toBe(true);
  expect(all(long, { recurrence: "FREQ=DAILY;UNTIL=20270401" })).toBe(true);
  expect(all(series("FREQ=DAILY;UNTIL=20290101"), { recurrence: "FREQ=YEARLY;UNTIL=20290101" })).toBe(true);
  expect(all(series("FREQ=WEEKLY;BYDAY=MO,TU"), { date: "2027-03-02", recurrence: "FREQ=WEEKLY;BYDAY=TU" })).toBe(true);
  expect(all(daily, { recurrence: null })).toBe(true);
  expect(following(long, "2027-03-03", { recurrence: "FREQ=YEARLY" })).toBe(true);
  expect(following(long, "2027-03-03", { recurrence: "FREQ=DAILY;COUNT=2000" })).toBe(true);
  expect(following(series("FREQ=WEEKLY;BYDAY=MO,TU"), "2027-03-08", { recurrence: "FREQ=WEEKLY;BYDAY=TU" })).toBe(true);
});

test("an occurrence that was moved far away does not hide what a cut takes", () => {
  const moved = changed(series("FREQ=DAILY;COUNT=30"), "2027-03-01", { date: "2199-12-30" });
  expect(all(moved, { recurrence: "FREQ=DAILY;COUNT=1" })).toBe(true);
});

test("dates with words of their own and new cancellations count", () => {
  const own = changed(daily, "2027-03-02", { text: "With Ana" });
  expect(all(own, { date: "2027-03-10" })).toBe(true); // the series begins later, and the exception of its second date goes
  expect(takesAway([update({ ...daily, text: "Walk" }, { ...cancelled(daily, "2027-03-04"), text: "Run" })])).toBe(
    true,
  );
  expect(takesAway([update(daily, cancelled(daily, "2040-03-04"))])).toBe(true);
});

test("the last days of a series cannot be moved out of the agenda", () => {
  expect(all(series("FREQ=WEEKLY;COUNT=10"), { date: "2199-12-30" })).toBe(true);
  expect(all(series("FREQ=MONTHLY"), { date: "2027-03-31" })).toBe(true);
});

test("what moves as a whole, gets more dates or other words loses nothing", () => {
  const weekly = series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270430");
  expect(all(weekly, { date: "2027-02-26" })).toBe(false);
  expect(all(cancelled(weekly, "2027-03-01"), { date: "2027-03-03" })).toBe(false);
  expect(all(series("FREQ=MONTHLY", "2027-01-28"), { date: "2027-02-02" })).toBe(false);
  expect(all(series("FREQ=MONTHLY;BYMONTHDAY=15", "2027-01-15"), { recurrence: "FREQ=MONTHLY;BYMONTHDAY=18" })).toBe(
    false,
  );
  expect(all(series("FREQ=WEEKLY"), { recurrence: "FREQ=DAILY" })).toBe(false);
  expect(all(series("FREQ=DAILY;UNTIL=20270310"), { recurrence: "FREQ=DAILY" })).toBe(false);
  expect(all(series("FREQ=WEEKLY;UNTIL=20270318"), { recurrence: "FREQ=WEEKLY;COUNT=3" })).toBe(false);
  expect(all(series("FREQ=DAILY;COUNT=1"), { recurrence: null })).toBe(false);
  expect(all(changed(daily, "2027-03-02", { done: true }), { text: "Run" })).toBe(false);
  expect(takesAway([update(changed(daily, "2027-03-02", { done: true }), daily)])).toBe(false);
  expect(following(long, "2027-03-03", { text: "Run" })).toBe(false);
  expect(following(long, "2027-03-03", { date: "2027-03-02" })).toBe(false);
  expect(following(series("FREQ=DAILY;COUNT=9"), "2027-03-04", { date: "2027-03-03" })).toBe(false);
  expect(following(series("FREQ=MONTHLY;UNTIL=20280101", "2027-01-28"), "2027-03-28", { date: "2027-03-27" })).toBe(
    false,
  );
  expect(following(cancelled(series("FREQ=DAILY"), "2027-03-01"), "2027-03-02", { date: "2027-03-03" })).toBe(false);
});
