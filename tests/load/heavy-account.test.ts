import { expect, test } from "@playwright/test";
import { limits } from "../../contract/limits.ts";
import { query } from "../harness/identity-door.ts";
import { makeCaller } from "./callers.ts";
import { calls, fill } from "./heavy-account.ts";

/** The agenda's maximum, minus those that the calls below add. */
const series = limits.seriesKept - 20;
const mostMs = 2_000;

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

test("with the maximum of daily series their owner is answered within two seconds, and nobody else waits", async () => {
  test.setTimeout(120_000);
  const [heavy, other] = [await makeCaller(), await makeCaller()];
  const first = await heavy.create("first");
  await fill(first.body.items?.[0]?.id ?? "", series);
  await query('ANALYZE "Item"', []);
  for (let n = 0; n < 20; n++) await other.create(`mine ${n}`);
  const readFor = async (isOver: () => boolean) => {
    const times: number[] = [];
    while (!isOver()) times.push((await other.read()).tookMs);
    return times;
  };
  const untilMs = performance.now() + 3_000;
  const calm = await readFor(() => performance.now() > untilMs);

  let isDone = false;
  const busy = readFor(() => isDone);
  const took: [string, number, number, string | undefined][] = [];
  for (const [name, method, path, body] of calls) {
    const answer = await heavy.call(method, path, body);
    took.push([name, Math.round(answer.tookMs), answer.status, answer.body.code]);
  }
  isDone = true;
  const loaded = await busy;
  const [before, during] = [percentile(calm, 0.95), percentile(loaded, 0.95)];
  console.log(
    [
      ...took.map((line) => line.join(" ")),
      `another's p95 ${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during (${loaded.length} reads), the slowest ${Math.max(...loaded).toFixed(0)} ms`,
    ].join("\n"),
  );
  expect(took.filter(([, tookMs]) => tookMs > mostMs)).toEqual([]);
  expect(took.filter(([, , status]) => status >= 500)).toEqual([]);
  // The target is 2. On two cores, shared with the database and this test, it was 2.5 to 3.1 (docs/decisions/0195).
  expect(during / before).toBeLessThan(3.5);
});
