import { expect, test } from "@playwright/test";
import type { ItemChange } from "../../../../agenda/history/ledger.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { workingHoursOf } from "../../../../agenda/planning/day-hours.ts";
import { asksFirst as askingFirst } from "../../../../agenda/programs/asks-first.ts";
import { defaultWorkingHours } from "../../../../agenda/settings/stored-settings.ts";
import { addDays } from "../../../../agenda/time/dates.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { runAtOnce } from "../run-at-once.ts";

const zone = "Europe/Paris";
const stored = (item: Partial<NewItem> & { date: string }): StoredItem => ({
  ...buildItem({ text: "Tea", ...item }, zone, []),
  ...{ id: "a", version: 1, createdBy: "web", createdAtMs: 1, updatedAtMs: 1, deletedAtMs: null },
});
const created = (item: Parameters<typeof stored>[0]): ItemChange => ({
  ...{ id: "a", kind: "created", before: null, after: stored(item) },
});
const asksFirst = (...asked: Parameters<typeof askingFirst>) => runAtOnce(askingFirst(...asked));
const everything = { deletes: true, changesSeries: true, outsideHours: true };
/** Monday to Friday, 9 to 17. */
const working = () => ({ hours: workingHoursOf(defaultWorkingHours), timeZone: zone });
const isOutside = (change: ItemChange) =>
  asksFirst({ ...everything, outsideHours: false }, { changes: [change] }, working);

test("what lies within the working hours is done, what reaches out of them is asked", () => {
  const on = (date: string, startTime?: string, endTime?: string, more: object = {}) =>
    isOutside(created({ date, startTime, endTime, ...more }));
  expect(on("2027-03-01", "09:00", "17:00")).toBe(false); // a Monday
  expect(on("2027-03-01", "08:59", "10:00")).toBe(true);
  expect(on("2027-03-01", "16:30", "17:01")).toBe(true);
  expect(on("2027-03-01", "17:00")).toBe(false);
  expect(on("2027-03-01", "22:00", "10:00", { endDate: "2027-03-02" })).toBe(true);
  expect(on("2027-03-06", "10:00", "11:00")).toBe(true);
  expect(on("2027-03-05")).toBe(false);
  expect(on("2027-03-06")).toBe(true);
  expect(on("2027-03-05", undefined, undefined, { endDate: "2027-03-06" })).toBe(true);
  expect(on("2027-03-01", "09:00", "10:00", { timeZone: "America/New_York" })).toBe(false);
  expect(on("2027-03-01", "09:00", "10:00", { timeZone: "Asia/Tokyo" })).toBe(true);
});

test("a series is within them if its dates are, and a single date of it for itself", () => {
  const at = { startTime: "10:00", endTime: "11:00" };
  const series = (recurrence: string, more: object = {}) => created({ date: "2027-03-01", ...at, recurrence, ...more });
  expect(isOutside(series("FREQ=WEEKLY"))).toBe(false);
  expect(isOutside(series("FREQ=DAILY;COUNT=5"))).toBe(false);
  expect(isOutside(series("FREQ=DAILY;COUNT=6"))).toBe(true);
  expect(isOutside(series("FREQ=MONTHLY"))).toBe(true); // the first of May is a Saturday
  // New York's clocks change two weeks before those of Paris: until then its eleven o'clock is five in the afternoon there, afterwards four.
  const abroad = (date: string, count: number) =>
    created({
      date,
      startTime: "11:00",
      endTime: "12:00",
      timeZone: "America/New_York",
      recurrence: `FREQ=WEEKLY;COUNT=${count}`,
    });
  expect(isOutside(abroad("2027-03-15", 2))).toBe(false);
  expect(isOutside(abroad("2027-03-15", 3))).toBe(true);
  // From the end of October on, a quarter past seven in UTC is no longer a quarter past nine in Paris: the 126th date.
  const inSummer = { date: "2026-05-04", startTime: "07:15", endTime: "08:00", timeZone: "UTC" };
  const daysOfWork = { recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" };
  expect(isOutside(created({ ...inSummer, ...daysOfWork }))).toBe(true);
  expect(isOutside(created({ ...inSummer, ...daysOfWork, startTime: "08:15", endTime: "09:00" }))).toBe(false);
  const before = stored({ date: "2027-03-01", ...at, recurrence: "FREQ=DAILY" });
  const touch = (date: string): ItemChange => ({
    ...{ id: "a", kind: "updated", before },
    after: { ...before, exceptions: { [date]: { kind: "changed", changed: { done: true } } } },
  });
  expect(isOutside(touch("2027-03-02"))).toBe(false);
  expect(isOutside(touch("2027-03-06"))).toBe(true);
});

test("whoever is held to the hours does not move them", () => {
  const asks = (after: object, limits = { ...everything, outsideHours: false }) =>
    asksFirst(limits, { changes: [], settings: { after } }, working);
  expect(asks({ workingHours: null })).toBe(true);
  expect(asks({ timeZone: "Asia/Tokyo" })).toBe(true);
  expect(asks({ weekStart: "Sunday" })).toBe(false);
  expect(asks({ workingHours: null }, everything)).toBe(false);
});

test("single dates of a series are not the series", () => {
  const limits = { ...everything, changesSeries: false };
  const before = stored({ date: "2027-03-01", recurrence: "FREQ=DAILY" });
  const asks = (change: Partial<ItemChange>) =>
    asksFirst(limits, { changes: [{ ...{ id: "a", kind: "updated", before, after: before }, ...change }] }, working);
  const cancelled = { ...before, exceptions: { "2027-03-02": { kind: "cancelled" } } } as const;
  expect(asks({ after: cancelled })).toBe(false);
  expect(asks({ after: { ...before, text: "Run" } })).toBe(true);
  expect(asks({ after: { ...cancelled, tags: ["sport"] } })).toBe(true);
  expect(asks({ kind: "deleted" })).toBe(true);
  expect(asks({ kind: "restored" })).toBe(true);
  expect(asks({ kind: "created", before: null })).toBe(false);
  expect(asks({ before: stored({ date: "2027-03-01" }) })).toBe(false); // a single item that is to repeat
});

test("what hundreds of series would do, or a series with hundreds of changed dates, is decided in steps", () => {
  const before = stored({ date: "2027-03-01", startTime: "10:00", endTime: "11:00", recurrence: "FREQ=DAILY;COUNT=5" });
  const steps = (limits: object, changes: readonly ItemChange[]) =>
    [...askingFirst({ ...everything, ...limits }, { changes }, working)].length;
  const touch = { ...before, exceptions: { "2027-03-02": { kind: "changed", changed: { done: true } } } } as const;
  const changes = Array.from({ length: 50 }, (): ItemChange => ({ id: "a", kind: "updated", before, after: touch }));
  for (const limits of [{ deletes: false }, { changesSeries: false }, { outsideHours: false }])
    expect(steps(limits, changes), JSON.stringify(limits)).toBeGreaterThanOrEqual(50);
  const dates = Array.from({ length: 50 }, (_, n) => addDays("2027-03-01", n));
  const exceptions = Object.fromEntries(
    dates.map((date) => [date, { kind: "changed", changed: { done: true } } as const]),
  );
  const many: ItemChange = {
    id: "a",
    kind: "updated",
    before: { ...before, exceptions },
    after: { ...before, exceptions },
  };
  expect(steps({ deletes: false }, [many])).toBeGreaterThanOrEqual(50);
});
