import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

/** Zone, local date and time → the instant with its offset, and the local time in Paris. From zone data 2026c. */
const pinned: [string, string, string, string, string][] = [
  ["Asia/Tokyo", "2026-12-01", "09:00", "2026-12-01T09:00:00+09:00", "2026-12-01 01:00"],
  ["Asia/Tokyo", "2027-07-01", "09:00", "2027-07-01T09:00:00+09:00", "2027-07-01 02:00"],
  // The nights in which Paris skips 02:00 to 03:00, and has it twice.
  ["Asia/Tokyo", "2027-03-28", "09:59", "2027-03-28T09:59:00+09:00", "2027-03-28 01:59"],
  ["Asia/Tokyo", "2027-03-28", "10:00", "2027-03-28T10:00:00+09:00", "2027-03-28 03:00"],
  ["Asia/Tokyo", "2026-10-25", "09:30", "2026-10-25T09:30:00+09:00", "2026-10-25 02:30"],
  ["Asia/Tokyo", "2026-10-25", "10:30", "2026-10-25T10:30:00+09:00", "2026-10-25 02:30"],
  // DST of half an hour.
  ["Australia/Lord_Howe", "2026-10-04", "01:59", "2026-10-04T01:59:00+10:30", "2026-10-03 17:29"],
  ["Australia/Lord_Howe", "2026-10-04", "02:30", "2026-10-04T02:30:00+11:00", "2026-10-03 17:30"],
  ["Pacific/Apia", "2011-12-29", "23:59", "2011-12-29T23:59:00-10:00", "2011-12-30 10:59"],
  ["Pacific/Apia", "2011-12-31", "00:00", "2011-12-31T00:00:00+14:00", "2011-12-30 11:00"],
  // In 2026 Morocco abolished DST, and British Columbia and Alberta made it permanent.
  ["Africa/Casablanca", "2026-12-15", "12:00", "2026-12-15T12:00:00+00:00", "2026-12-15 13:00"],
  ["America/Vancouver", "2026-12-15", "09:00", "2026-12-15T09:00:00-07:00", "2026-12-15 17:00"],
  ["America/Edmonton", "2026-12-15", "09:00", "2026-12-15T09:00:00-06:00", "2026-12-15 16:00"],
];

test("an item pinned to a zone stays there, and also has its time in the user's zone", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  for (const [timeZone, date, startTime, startsAt, local] of pinned) {
    const [localDate, localTime] = local.split(" ");
    const item = await gpt.make({ text: "Pinned", date, startTime, timeZone });
    const told = { date, startTime, timeZone, startsAt, local: { date: localDate, startTime: localTime } };
    expect(item, `${timeZone} ${date} ${startTime}`).toMatchObject(told);
    const { items } = await web.call("listItems", { from: localDate, to: localDate });
    expect(items.find(({ id }) => id === item.id)).toMatchObject(told);
  }
});

test("read in its own zone there is just one time, and the user's own items have both", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const pinned = await gpt.make({ text: "Tokyo", date: "2026-12-01", startTime: "09:00", timeZone: "Asia/Tokyo" });
  const own = await gpt.make({ text: "Paris", date: "2026-12-01", startTime: "09:00" });
  const { items } = await gpt.call("listItems", { from: "2026-12-01", to: "2026-12-01", timeZone: "Asia/Tokyo" });
  expect(items.find(({ id }) => id === pinned.id)).not.toHaveProperty("local");
  expect(items.find(({ id }) => id === own.id)?.local).toMatchObject({ date: "2026-12-01", startTime: "17:00" });
  // Changing the user's zone moves neither.
  await gpt.call("updateSettings", { timeZone: "America/Vancouver" });
  for (const { id, startsAt } of [pinned, own])
    expect((await gpt.call("getItemById", { id })).item).toMatchObject({ startsAt, startTime: "09:00" });
});
