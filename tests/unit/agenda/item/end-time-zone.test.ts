import { expect, test } from "@playwright/test";
import { applyPatch } from "../../../../agenda/item/apply-patch.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ItemContent } from "../../../../agenda/item/item-content.ts";
import type { ItemPatch, NewItem } from "../../../../contract/fields/item.ts";
import { refused } from "./refused.ts";

const paris = "Europe/Paris";
const newYork = "America/New_York";
const item = (input: Partial<NewItem> = {}, zone: string | null = paris) =>
  buildItem({ text: "Flight", date: "2026-11-27", ...input }, zone, []);
const patch = (current: ItemContent, sent: ItemPatch) => applyPatch(current, sent, paris, []);
const at = (written: string) => Date.parse(written);

const flight = item({ startTime: "10:00", endTime: "12:30", endTimeZone: newYork });
const overDateLine = item({
  ...{ startTime: "20:00", timeZone: "Asia/Tokyo" },
  ...{ endTime: "13:00", endTimeZone: "America/Los_Angeles" },
});
const honolulu = item({
  ...{ date: "2026-11-28", startTime: "00:30", timeZone: "Asia/Tokyo" },
  ...{ endDate: "2026-11-27", endTime: "12:30", endTimeZone: "Pacific/Honolulu" },
});

test("an end is read in its own zone", () => {
  expect(flight).toMatchObject({
    ...{ timeZone: paris, endTimeZone: newYork, endDate: null, endTime: "12:30" },
    ...{ startsAtMs: at("2026-11-27T10:00+01:00"), endsAtMs: at("2026-11-27T12:30-05:00") },
  });
});

test("an end that is earlier in local time, even on the day before, is accepted if it is later", () => {
  expect(overDateLine.endsAtMs).toBe(at("2026-11-27T13:00-08:00"));
  expect(honolulu).toMatchObject({ endDate: "2026-11-27", endsAtMs: at("2026-11-27T12:30-10:00") });
});

test("the zone of the start is stored once, and names get their proper case", () => {
  const same = item({ startTime: "10:00", endTime: "12:30", endTimeZone: "europe/paris" });
  expect(same).toEqual(item({ startTime: "10:00", endTime: "12:30" }));
  expect(same.endTimeZone).toBeNull();
  expect(item({ startTime: "10:00", endTime: "12:30", endTimeZone: "america/new_york" })).toEqual(flight);
  expect(patch(flight, { timeZone: newYork })).toMatchObject({ timeZone: newYork, endTimeZone: null });
});

for (const [why, input, zone, problem] of [
  ["no end", { startTime: "10:00" }, paris, "#/endTimeZone: endTimeZone needs endTime."],
  ["no end, in the same zone", { startTime: "10:00", endTimeZone: paris }, paris, "#/endTimeZone: endTimeZone needs"],
  ["no start", {}, paris, "#/endTimeZone: An item without startTime is all-day"],
  ["no known zone", { startTime: "10:00", endTime: "12:30" }, null, "#/endTimeZone: endTimeZone needs timeZone"],
  [
    "an end before the start",
    { startTime: "10:00", endTime: "03:30" },
    paris,
    "#/endTime: The end is not after the start: when it is 2026-11-27 10:00 in Europe/Paris, it is 2026-11-27 04:00 in America/New_York.",
  ],
  ["an end at the start", { startTime: "10:00", endTime: "04:00" }, paris, "#/endTime: The end is not after the start"],
  [
    "an end two days before",
    { startTime: "10:00", endTime: "12:30", endDate: "2026-11-25" },
    paris,
    "#/endTime: The end",
  ],
  [
    "an unknown zone",
    { startTime: "10:00", endTime: "12:30", endTimeZone: "Mars" },
    paris,
    "#/endTimeZone: There is no",
  ],
  [
    "an end in a gap",
    { date: "2027-03-14", startTime: "04:00", endTime: "02:30" },
    paris,
    "#/endTime: 02:30 does not exist in America/New_York",
  ],
] as [string, Partial<NewItem>, string | null, string][])
  test(`an end zone with ${why} is refused`, () => {
    expect(refused(() => item({ endTimeZone: newYork, ...input }, zone))).toContain(problem);
  });

for (const [why, current, sent, settled] of [
  ["a later start keeps the elapsed time", flight, { startTime: "23:00" }, { endDate: "2026-11-28", endTime: "01:30" }],
  [
    "a date in the weeks when only New York has daylight saving time keeps the elapsed time",
    flight,
    { date: "2027-03-15" },
    { startTime: "10:00", endDate: null, endTime: "13:30" },
  ],
  ["an end time is in the zone of the end", flight, { endTime: "13:00" }, { endTime: "13:00", endTimeZone: newYork }],
  [
    "a new start zone leaves the end",
    flight,
    { timeZone: "Europe/London" },
    { endTime: "12:30", endTimeZone: newYork },
  ],
  ["an end zone alone keeps the local time", flight, { endTimeZone: "America/Chicago" }, { endTime: "12:30" }],
  ["a cleared end zone is that of the start", flight, { endTimeZone: null }, { endTime: "12:30", endTimeZone: null }],
  ["a cleared end clears its zone", flight, { endTime: null }, { endTime: null, endTimeZone: null }],
  [
    "a cleared start clears both zones",
    flight,
    { startTime: null },
    { timeZone: null, endTimeZone: null, endTime: null },
  ],
  ["all-day has no end before its date", honolulu, { startTime: null }, { date: "2026-11-28", endDate: null }],
  ["a flight over the date line moves", honolulu, { date: "2026-12-02" }, { endDate: "2026-12-01", endTime: "12:30" }],
  [
    "a date with an end time moves the last day along",
    honolulu,
    { date: "2026-12-02", endTime: "13:00" },
    { endDate: "2026-12-01", endTime: "13:00" },
  ],
] as [string, ItemContent, ItemPatch, Partial<ItemContent>][])
  test(`${why}: ${JSON.stringify(sent)}`, () => {
    const patched = patch(current, sent);
    expect(patched).toMatchObject(settled);
    // Any result of an update could also have been created directly.
    const { startsAtMs, endsAtMs, ...stored } = patched;
    const input = Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== null)) as NewItem;
    expect(buildItem(input, null, [])).toEqual(patched);
  });

test("an update that leaves the end before the start is refused", () => {
  expect(refused(() => patch(flight, { endTimeZone: "Asia/Tokyo" }))).toContain("#/endTime: The end is not after");
  expect(refused(() => patch(flight, { timeZone: "America/Los_Angeles" }))).toContain(
    "#/endTime: The end is not after",
  );
  expect(refused(() => patch(honolulu, { endTimeZone: null }))).toContain("#/endDate: endDate 2026-11-27 is before");
  expect(refused(() => patch(item({ startTime: "10:00" }), { endTimeZone: newYork }))).toContain("needs endTime");
});
