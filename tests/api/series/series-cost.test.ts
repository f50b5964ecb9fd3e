import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";
import { query, userOf } from "../../harness/identity-door.ts";

const window = { from: "2025-06-01", to: "2025-07-01" };
const rounds = 31;

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** 5,000 items from 2023 on, three or four a day, as a real user would have. */
async function fill(userId: string | undefined): Promise<void> {
  await query(
    `INSERT INTO "Item" ("userId", id, text, date, "startTime", "startsAt", "endsAt", "timeZone", "createdBy", "createdAt", "updatedAt")
     SELECT $1, lpad(n::text, 12, '0'), 'item ' || n, day, hour, start, start, CASE WHEN hour IS NOT NULL THEN 'Europe/Paris' END,
       'gpt', now(), now()
     FROM generate_series(1, 5000) AS n,
       LATERAL (SELECT to_char(date '2023-01-01' + n * 2 / 7, 'YYYY-MM-DD') AS day,
         CASE WHEN n % 3 > 0 THEN lpad((8 + n % 10)::text, 2, '0') || ':00' END AS hour) AS said,
       LATERAL (SELECT (day || ' ' || hour)::timestamp AT TIME ZONE 'Europe/Paris' AS start) AS moment`,
    [userId],
  );
}

test("with ten years of a daily series besides 5,000 items, a list takes at most 1.5 times as long", async () => {
  test.setTimeout(120_000);
  const people = await Promise.all([newcomer("Europe/Paris"), newcomer("Europe/Paris")]);
  const [without, beside] = people.map(({ gpt }) => gpt) as [Api, Api];
  const daily = { text: "Daily", date: "2023-01-01", startTime: "07:00" };
  for (const [gpt, item] of [
    [without, daily],
    [beside, { ...daily, recurrence: "FREQ=DAILY;UNTIL=20321231" }],
  ] as const) {
    const { id } = await gpt.make(item);
    const userId = await userOf(id);
    await fill(userId);
  }
  const list = (gpt: Api) => () => gpt.call("listItems", window);
  const [plain, mixed] = await Promise.all([list(without)(), list(beside)()]);
  expect(plain.items).toHaveLength(50);
  expect(mixed.items).toHaveLength(50);
  expect(mixed.items.filter(({ occurrence }) => occurrence !== undefined).length).toBeGreaterThan(5);
  const times = { without: [] as number[], beside: [] as number[] };
  // Alternating, so that other activity on the machine affects both.
  for (let round = 0; round < rounds; round++) {
    times.without.push(await millisecondsOf(list(without)));
    times.beside.push(await millisecondsOf(list(beside)));
  }
  const ratio = median(times.beside) / median(times.without);
  expect(ratio, `${median(times.beside).toFixed(1)} ms to ${median(times.without).toFixed(1)} ms`).toBeLessThan(1.5);
});
