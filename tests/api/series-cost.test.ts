import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "./api.ts";

const window = { from: "2025-06-01", to: "2025-07-01" };
const rounds = 31;

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** 5,000 items from 2023 on, three or four a day. */
const manyItems = Array.from({ length: 5_000 }, (_, n) => ({
  text: `item ${n}`,
  date: new Date(Date.UTC(2023, 0, 1 + Math.floor((n * 2) / 7))).toISOString().slice(0, 10),
  ...(n % 3 > 0 && { startTime: `${String(8 + (n % 10)).padStart(2, "0")}:00` }),
}));

test("ten years of a daily series beside 5,000 items: a list takes no more than 1.5 times as long", async () => {
  test.setTimeout(120_000);
  const people = await Promise.all([newcomer("Europe/Paris"), newcomer("Europe/Paris")]);
  const [without, beside] = people.map(({ gpt }) => gpt) as [Api, Api];
  for (const gpt of [without, beside]) await gpt.makeAll(manyItems);
  await beside.make({
    ...{ text: "Daily", date: "2023-01-01", startTime: "07:00" },
    recurrence: "FREQ=DAILY;UNTIL=20321231",
  });
  const list = (gpt: Api) => () => gpt.call("listItems", window);
  const [plain, mixed] = await Promise.all([list(without)(), list(beside)()]);
  expect(plain.items).toHaveLength(50);
  expect(mixed.items).toHaveLength(50);
  expect(mixed.items.filter(({ occurrence }) => occurrence !== undefined).length).toBeGreaterThan(5);
  const times = { without: [] as number[], beside: [] as number[] };
  // One after the other in turns, so that whatever else the machine does meets both.
  for (let round = 0; round < rounds; round++) {
    times.without.push(await millisecondsOf(list(without)));
    times.beside.push(await millisecondsOf(list(beside)));
  }
  const ratio = median(times.beside) / median(times.without);
  expect(ratio, `${median(times.beside).toFixed(1)} ms to ${median(times.without).toFixed(1)} ms`).toBeLessThan(1.5);
});
