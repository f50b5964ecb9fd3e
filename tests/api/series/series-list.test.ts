import { expect, test } from "@playwright/test";
import type { Item } from "../../../contract/fields/item.ts";
import { newcomer } from "../../harness/api.ts";

const zone = "Europe/Paris";

test("occurrences are listed among single items, by id and original date, with the rule in words", async () => {
  const { gpt } = await newcomer(zone);
  const standup = await gpt.make({
    text: "Standup",
    date: "2026-11-23",
    startTime: "09:00",
    endTime: "09:15",
    recurrence: "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261203T225959Z",
  });
  expect(standup).toMatchObject({
    recurrence: "FREQ=WEEKLY;UNTIL=20261203;BYDAY=MO,TH",
    recurrenceText: "every Monday and Thursday until 3 December 2026",
    date: "2026-11-23",
  });
  expect(standup).not.toHaveProperty("occurrence");
  await gpt.makeAll([
    { text: "Dentist", date: "2026-11-26", startTime: "08:30" },
    { text: "Market", date: "2026-11-26" },
    { text: "Lunch", date: "2026-11-26", startTime: "12:00" },
  ]);
  const { items, itemsBefore } = await gpt.call("listItems", { from: "2026-11-24", to: "2026-12-31" });
  expect(items.map(({ text, date, occurrence }) => [text, date, occurrence])).toEqual([
    ["Market", "2026-11-26", undefined],
    ["Dentist", "2026-11-26", undefined],
    ["Standup", "2026-11-26", "2026-11-26"],
    ["Lunch", "2026-11-26", undefined],
    ["Standup", "2026-11-30", "2026-11-30"],
    ["Standup", "2026-12-03", "2026-12-03"],
  ]);
  expect(items[2]).toMatchObject({
    id: standup.id,
    weekday: "Thursday",
    startsAt: "2026-11-26T09:00:00+01:00",
    endsAt: "2026-11-26T09:15:00+01:00",
    recurrenceText: "every Monday and Thursday until 3 December 2026",
    version: 1,
  });
  expect(itemsBefore, "a series that began before the window counts as one").toBe(1);
});

test("a mix of series and single items reads the same at once and in pages of any size", async () => {
  const { gpt } = await newcomer(zone);
  await gpt.makeAll([
    { text: "daily", date: "2027-03-20", startTime: "02:30", recurrence: "FREQ=DAILY" },
    { text: "all-day", date: "2027-03-22", endDate: "2027-03-23", recurrence: "FREQ=WEEKLY;BYDAY=MO,SU" },
    { text: "same start", date: "2027-03-21", startTime: "02:30", recurrence: "FREQ=DAILY;INTERVAL=2" },
    { text: "elsewhere", date: "2027-03-20", startTime: "23:30", timeZone: "Asia/Tokyo", recurrence: "FREQ=DAILY" },
    ...Array.from({ length: 12 }, (_, n) => ({ text: `single ${n}`, date: `2027-03-${22 + (n % 8)}` })),
    ...Array.from({ length: 12 }, (_, n) => ({
      text: `timed ${n}`,
      date: `2027-03-${22 + (n % 8)}`,
      startTime: n % 2 ? "02:15" : "03:30",
    })),
  ]);
  const window = { from: "2027-03-22", to: "2027-03-31" };
  const whole = await gpt.call("listItems", { ...window, limit: 200 });
  expect(whole.nextCursor).toBeUndefined();
  const key = ({ id, occurrence }: Pick<Item, "id" | "occurrence">) => `${id} ${occurrence ?? ""}`;
  const keys = whole.items.map(key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBe(24 + 10 + 3 + 10 + 5);
  for (const limit of [1, 3, 7, 50]) {
    const read: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof gpt.call<"listItems">>> = await gpt.call(
        "listItems",
        cursor === undefined ? { ...window, limit } : { cursor, limit },
      );
      read.push(...page.items.map(key));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(read, `pages of ${limit}`).toEqual(keys);
  }
});
