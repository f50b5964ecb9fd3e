import { expect, test } from "@playwright/test";
import { newcomer } from "../../harness/api.ts";

const zone = "Europe/Paris";

for (const [why, date, startTime, expected] of [
  [
    "a gap moves an occurrence on by its hour, for that day alone",
    "2027-03-27",
    "02:30",
    ["2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"],
  ],
  [
    "of a time that comes twice the first counts",
    "2026-10-24",
    "02:30",
    ["2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"],
  ],
  [
    "nine stays nine when the clocks change",
    "2026-10-24",
    "09:00",
    ["2026-10-24T09:00:00+02:00", "2026-10-25T09:00:00+01:00", "2026-10-26T09:00:00+01:00"],
  ],
] as const)
  test(`a daily series in Paris: ${why}; a reader in Tokyo sees the same instants`, async () => {
    const { gpt } = await newcomer(zone);
    await gpt.make({ text: "Daily", date, startTime, recurrence: "FREQ=DAILY;COUNT=3" });
    const window = { from: date, to: "2027-12-31" };
    const moments = async (asked: object) => (await gpt.call("listItems", asked)).items.map(({ startsAt }) => startsAt);
    expect(await moments(window)).toEqual(expected);
    expect(await moments({ ...window, from: "2026-10-01", timeZone: "Asia/Tokyo" })).toEqual(expected);
  });

test("a series in Tokyo keeps its time there while Paris changes clocks", async () => {
  const { gpt } = await newcomer(zone);
  const tokyo = { timeZone: "Asia/Tokyo", startTime: "09:00" };
  await gpt.make({ text: "Call", date: "2026-10-24", ...tokyo, recurrence: "FREQ=DAILY;COUNT=3" });
  const { items } = await gpt.call("listItems", { from: "2026-10-24", to: "2026-10-26" });
  expect(items.map(({ startTime, local }) => [startTime, local?.startTime])).toEqual([
    ["09:00", "02:00"],
    ["09:00", "02:00"],
    ["09:00", "01:00"],
  ]);
});

test("a phrase resolved by resolveDates becomes a series that ends on the stated day", async () => {
  const { gpt } = await newcomer(zone);
  const phrase = "every day at 11pm from 24 October 2027 until 2 November 2027";
  const { phrases } = await gpt.call("resolveDates", { phrases: [phrase] });
  const reading = phrases[0]?.readings?.[0];
  expect(reading?.recurrence).toContain("UNTIL=20271102T");
  const { date, startTime, recurrence } = reading ?? {};
  const made = await gpt.make({ text: "Late", date, startTime, recurrence });
  expect(made.recurrenceText).toBe("every day until 2 November 2027");
});

test("a series created while the zone was unknown gets it once learned, including moved occurrences", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({
    text: "Walk",
    date: "2027-07-01",
    startTime: "09:00",
    recurrence: "FREQ=DAILY;COUNT=3",
  });
  const allDay = await gpt.make({ text: "Trip", date: "2027-07-01", recurrence: "FREQ=DAILY;COUNT=2" });
  await gpt.call("updateItemById", { id, occurrence: "2027-07-02", scope: "this", startTime: "10:00" });
  await gpt.call("updateItemById", { id: allDay.id, occurrence: "2027-07-02", scope: "this", startTime: "12:00" });
  const { change } = await gpt.call("updateSettings", { timeZone: zone });
  const read = async () =>
    (await gpt.call("listItems", { from: "2027-07-01", to: "2027-07-31" })).items.map(({ startsAt }) => startsAt);
  expect(await read()).toEqual([
    ...[undefined, "2027-07-01T09:00:00+02:00", "2027-07-02T10:00:00+02:00", "2027-07-02T12:00:00+02:00"],
    "2027-07-03T09:00:00+02:00",
  ]);
  await gpt.call("undoChange", { id: change?.id });
  expect((await read())[1]).toBe("2027-07-01T09:00:00Z");
});

for (const [recurrence, words] of [
  ["FREQ=HOURLY", "hour"],
  ["FREQ=MINUTELY;INTERVAL=15", "minute"],
  ["FREQ=SECONDLY", "second"],
  ["FREQ=DAILY;BYHOUR=9,17", "BYHOUR"],
  ["every monday", "FREQ"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never matches"],
  ["FREQ=WEEKLY;BYDAY=TU", "does not match"],
  ["FREQ=DAILY;COUNT=2;UNTIL=20271231", "COUNT"],
  ["FREQ=YEARLY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"],
] as const)
  test(`${recurrence} is refused with the reason, at once`, async () => {
    const { gpt } = await newcomer(zone);
    const item = { text: "x", date: "2026-11-23", startTime: "09:00", recurrence };
    const startedMs = performance.now();
    const refusal = await gpt.refusal("createItems", { items: [item] });
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(refusal).toMatchObject({ status: 422, errors: [{ pointer: "#/items/0/recurrence" }] });
    expect(refusal.detail?.toLowerCase()).toContain(words.toLowerCase());
    const { id } = await gpt.make({ text: "x", date: "2026-11-23" });
    expect((await gpt.refusal("updateItemById", { id, recurrence })).errors).toMatchObject([
      { pointer: "#/recurrence" },
    ]);
  });

test("a repeated creation of a series adds nothing; another rule makes another item", async () => {
  const { gpt } = await newcomer(zone);
  const series = { text: "Gym", date: "2026-11-23", recurrence: "FREQ=WEEKLY" };
  const first = await gpt.call("createItems", { items: [series] });
  const again = await gpt.call("createItems", { items: [{ ...series, recurrence: "RRULE:FREQ=WEEKLY;INTERVAL=1" }] });
  expect(again).toMatchObject({ repeated: true, items: [{ id: first.items[0]?.id, recurrenceText: "every Monday" }] });
  expect(await gpt.call("createItems", { items: [{ ...series, recurrence: "FREQ=DAILY" }] })).not.toHaveProperty(
    "repeated",
  );
});
