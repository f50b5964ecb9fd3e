import { expect, test } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { newcomer } from "../../harness/api.ts";

test("the context counts occurrences, done ones separately", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { today } = await gpt.call("getContext");
  const day = (days: number) => addDays(today.date, days);
  const { id } = await gpt.make({ text: "Daily", date: day(-40), recurrence: "FREQ=DAILY" });
  await gpt.makeAll([
    { text: "Every third", date: day(-2), recurrence: "FREQ=DAILY;INTERVAL=3;COUNT=3" },
    { text: "Over", date: day(-9), recurrence: "FREQ=DAILY;COUNT=2" },
    { text: "Single", date: day(0) },
  ]);
  for (const days of [0, 3]) await gpt.call("updateItemById", { id, occurrence: day(days), scope: "this", done: true });
  await gpt.call("deleteItemById", { id, occurrence: day(5), scope: "this" });
  const { counts } = await gpt.call("getContext");
  expect(counts).toMatchObject({ today: { open: 1, all: 2 }, nextSevenDays: { open: 7, all: 8 } });
  const { from, to } = counts.thisWeek;
  const { items } = await gpt.call("listItems", { from, to });
  expect(counts.thisWeek).toEqual({ from, to, open: items.filter(({ done }) => !done).length, all: items.length });
  expect(items.length).toBeGreaterThan(7);
});
