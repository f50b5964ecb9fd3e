import { expect, test } from "@playwright/test";
import type { Steps } from "../../../agenda/steps.ts";
import { inSlices } from "../../../server/in-slices.ts";

/** Computes for a time that it measures itself, and yields between small parts. */
function* computing(forMs: number, note: (atMs: number) => void = () => {}): Steps<void> {
  for (let spentMs = 0; spentMs < forMs; ) {
    const sinceMs = performance.now();
    note(sinceMs);
    while (performance.now() - sinceMs < 0.05);
    spentMs += performance.now() - sinceMs;
    yield;
  }
}

/** Somebody who has something to do in each turn of the event loop. @returns how long each took them, until they are told to stop */
function others(eachMs: number) {
  const turns: { readonly atMs: number; readonly tookMs: number }[] = [];
  let isOver = false;
  const work = () => {
    const atMs = performance.now();
    while (performance.now() - atMs < eachMs);
    turns.push({ atMs, tookMs: performance.now() - atMs });
    if (!isOver) setImmediate(work);
  };
  setImmediate(work);
  return {
    turns,
    stop: () => {
      isOver = true;
    },
  };
}

test("a long computation lets whoever has something to do go first, and has a share all the same", async () => {
  const steps: number[] = [];
  const busy = others(0.3);
  await inSlices(computing(20, (atMs) => steps.push(atMs)));
  busy.stop();
  // What others did between two of its slices, once it had had its share of an ordinary request.
  const late = steps.slice(Math.floor(steps.length / 2));
  const [fromMs = 0, toMs = 0] = [late[0], late.at(-1)];
  const inBetween = busy.turns.filter(({ atMs }) => atMs > fromMs && atMs < toMs);
  const gaps = late
    .slice(1)
    .filter((atMs, index) => inBetween.some((turn) => turn.atMs > (late[index] ?? 0) && turn.atMs < atMs));
  const othersMs = inBetween.reduce((sum, { tookMs }) => sum + tookMs, 0);
  console.info(
    `${inBetween.length} turns of others in ${gaps.length} gaps, ${othersMs.toFixed(1)} ms of ${(toMs - fromMs).toFixed(1)}`,
  );
  expect(gaps.length).toBeGreaterThan(5);
  expect(inBetween.length / gaps.length).toBeGreaterThan(3);
});

test("where nobody else has anything to do, it takes little longer than it computes", async () => {
  const since = process.threadCpuUsage();
  await inSlices(computing(60));
  const { user, system } = process.threadCpuUsage(since);
  expect((user + system) / 1000).toBeLessThan(120);
});

test("many long computations at once take turns, and none is forgotten", async () => {
  const done: number[] = [];
  const busy = others(0.2);
  await Promise.all(Array.from({ length: 5 }, (_, n) => inSlices(computing(8)).then(() => done.push(n))));
  busy.stop();
  expect(done.toSorted()).toEqual([0, 1, 2, 3, 4]);
});

test("what an ordinary request computes waits for one turn at a time, however many wait for theirs", async () => {
  const busy = others(0.3);
  const long = inSlices(computing(40));
  const before = busy.turns.length;
  await inSlices(computing(2));
  const turns = busy.turns.length - before;
  busy.stop();
  await long;
  expect(turns).toBeLessThan(15);
});
