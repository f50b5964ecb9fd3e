import { expect, test } from "@playwright/test";
import { answerItem as answer } from "../../../../agenda/entries/answer-item.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { Item, type NewItem } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";

const answerItem = (item: Parameters<typeof answer>[0], options: object = {}) => answer(item, { t, ...options });

const at = (written: string) => Date.parse(written);
const stored = (input: Partial<NewItem> = {}, zone: string | null = "Europe/Paris"): StoredItem => ({
  ...buildItem({ text: "Dentist", date: "2026-11-27", ...input }, zone, []),
  ...{ id: "01kaqv7m3x9d", version: 3, createdBy: "gpt", deletedAtMs: null },
  ...{ createdAtMs: at("2026-11-23T16:56:18.123Z"), updatedAtMs: at("2026-11-23T17:00:00Z") },
});
const plain = {
  ...{ id: "01kaqv7m3x9d", text: "Dentist", date: "2026-11-27", weekday: "Friday", done: false, version: 3 },
  ...{ createdAt: "2026-11-23T16:56:18Z", updatedAt: "2026-11-23T17:00:00Z", createdBy: "gpt" },
};

test("fields that do not apply are absent, not null", () => {
  const answer = answerItem(stored(), { readIn: "Asia/Tokyo", shortNotes: true });
  expect(Object.entries(answer).sort()).toEqual(Object.entries(plain).sort());
});

test("a full item is answered completely, as in the contract", () => {
  const said = { notes: "n", location: "l", url: "https://example.org/", tags: ["a"], done: true };
  const times = { startTime: "22:00", endDate: "2026-11-28", endTime: "06:00", timeZone: "Europe/Paris" };
  const answer = answerItem({ ...stored({ ...said, ...times }), deletedAtMs: at("2026-11-24T00:00:00Z") });
  expect(answer).toEqual({
    ...{ ...plain, ...said, ...times, deletedAt: "2026-11-24T00:00:00Z" },
    ...{ startsAt: "2026-11-27T22:00:00+01:00", endsAt: "2026-11-28T06:00:00+01:00" },
  });
  expect(Item.parse(answer)).toEqual(answer);
});

test("an end is answered only if one was given", () => {
  expect(answerItem(stored({ startTime: "14:00" }))).toEqual({
    ...plain,
    ...{ startTime: "14:00", timeZone: "Europe/Paris", startsAt: "2026-11-27T14:00:00+01:00" },
  });
});

test("instants have the offset of the item's own zone, wherever they are read", () => {
  const answer = answerItem(stored({ startTime: "14:00", timeZone: "Asia/Tokyo" }), { readIn: "Europe/Paris" });
  expect(answer).toMatchObject({ startsAt: "2026-11-27T14:00:00+09:00", timeZone: "Asia/Tokyo", date: "2026-11-27" });
});

test("read in another zone, that zone's local time is added, with its own days", () => {
  const item = stored({ startTime: "14:00", endTime: "16:30" });
  expect(answerItem(item, { readIn: "Asia/Tokyo" }).local).toEqual({
    ...{ date: "2026-11-27", weekday: "Friday", startTime: "22:00", endDate: "2026-11-28", endTime: "00:30" },
  });
  const overnight = stored({ startTime: "22:00", endDate: "2026-11-28", endTime: "06:00" });
  expect(answerItem(overnight, { readIn: "America/New_York" }).local).toEqual({
    ...{ date: "2026-11-27", weekday: "Friday", startTime: "16:00", endDate: "2026-11-28", endTime: "00:00" },
  });
  expect(answerItem(overnight, { readIn: "Asia/Tokyo" }).local).toEqual({
    ...{ date: "2026-11-28", weekday: "Saturday", startTime: "06:00", endTime: "14:00" },
  });
  expect(answerItem(stored({ startTime: "14:00" }), { readIn: "Asia/Tokyo" }).local).toEqual({
    ...{ date: "2026-11-27", weekday: "Friday", startTime: "22:00" },
  });
});

test("there is no second local time in the item's own zone, nor for a floating item", () => {
  expect(answerItem(stored({ startTime: "14:00" }), { readIn: "Europe/Paris" }).local).toBeUndefined();
  const floating = answerItem(stored({ startTime: "14:00", endTime: "15:00" }, null), { readIn: "Asia/Tokyo" });
  expect(floating).toEqual({
    ...{ ...plain, startTime: "14:00", endTime: "15:00" },
    ...{ startsAt: "2026-11-27T14:00:00Z", endsAt: "2026-11-27T15:00:00Z" },
  });
});

test("a computed time in a DST gap is answered as its local time, with the instant it moved to", () => {
  const item = { ...stored({ startTime: "02:30" }), date: "2027-03-28", startsAtMs: at("2027-03-28T01:30:00Z") };
  expect(answerItem(item)).toMatchObject({ startTime: "02:30", startsAt: "2027-03-28T03:30:00+02:00" });
});

const family = "👩‍👩‍👧‍👦";
for (const [why, notes, shortened] of [
  ["300 characters stay whole", "a".repeat(300), undefined],
  ["301 are cut to 300", "a".repeat(301), "a".repeat(300)],
  ["300 characters beyond the basic plane stay whole", "😀".repeat(300), undefined],
  ["characters beyond the basic plane are counted as one and not cut through", "😀".repeat(301), "😀".repeat(300)],
  ["a family is not torn apart", `${"a".repeat(297)}${family}b`, "a".repeat(297)],
  ["a family that just fits is kept", `${"a".repeat(293)}${family}bc`, `${"a".repeat(293)}${family}`],
  ["an accent stays with its letter", `${"a".repeat(299)}e\u0301`, "a".repeat(299)],
  ["a heap of accents is cut through rather than dropped", `a${"\u0301".repeat(400)}`, `a${"\u0301".repeat(299)}`],
] as [string, string, string | undefined][])
  test(`in lists, notes: ${why}`, () => {
    const item = stored({ notes });
    const short = answerItem(item, { shortNotes: true });
    expect([short.notes, short.notesShortened]).toEqual([
      shortened ?? notes,
      shortened === undefined ? undefined : true,
    ]);
    expect(answerItem(item)).toMatchObject({ notes });
    expect(answerItem(item).notesShortened).toBeUndefined();
  });

test("an end in another zone has that zone and its offset, and the whole is also told in the reader's zone", () => {
  const flight = stored({ startTime: "10:00", endTime: "12:30", endTimeZone: "America/New_York" });
  const answer = answerItem(flight, { readIn: "Europe/Paris" });
  expect(answer).toMatchObject({
    ...{ timeZone: "Europe/Paris", endTimeZone: "America/New_York", endTime: "12:30" },
    ...{ startsAt: "2026-11-27T10:00:00+01:00", endsAt: "2026-11-27T12:30:00-05:00" },
    local: { date: "2026-11-27", startTime: "10:00", endTime: "18:30" },
  });
  expect(Item.parse(answer)).toEqual(answer);
  expect(
    answerItem(stored({ startTime: "10:00", endTime: "12:30" }), { readIn: "Europe/Paris" }).local,
  ).toBeUndefined();
});
