import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { running } from "../harness/running.ts";
import { Browser, makePerson } from "../people.ts";
import { makeCaller } from "./callers.ts";

interface Answered {
  readonly status: number;
  readonly startedMs: number;
  readonly tookMs: number;
  readonly retryAfterMs: number;
}

const part = (answers: readonly Answered[], share: number) => {
  const times = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
};

async function ask(path: string, headers: Record<string, string>): Promise<Answered> {
  const startedMs = performance.now();
  const response = await fetch(running.url + path, { headers });
  await response.arrayBuffer();
  const retryAfterMs = Number(response.headers.get("retry-after")) * 1_000;
  return { status: response.status, startedMs, tookMs: performance.now() - startedMs, retryAfterMs };
}

/** Keeps a number of connections busy for a time; each sends again when answered, or when told to come back. */
async function spike(connections: number, forMs: number, next: (n: number) => Promise<Answered>): Promise<Answered[]> {
  const endMs = performance.now() + forMs;
  const answers: Answered[] = [];
  const one = async (n: number) => {
    while (performance.now() < endMs) {
      const answer = await next(n);
      answers.push(answer);
      if (answer.status !== 200) await pause(answer.retryAfterMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => one(n)));
  return answers;
}

test("a spike of 200 connections is partly served, quickly, and is over within five seconds", async () => {
  test.setTimeout(120_000);
  const callers = await Promise.all(Array.from({ length: 4 }, () => makeCaller()));
  const browsers = await Promise.all(Array.from({ length: 2 }, async () => Browser.of(await makePerson())));
  const tokens = callers.map(({ token }) => ({ authorization: `Bearer ${token}` }));
  for (const headers of tokens) expect((await ask("/api/items", headers)).status).toBe(200);
  const cookies = browsers.map(({ visitor }) => ({ cookie: visitor.cookie }));
  for (const headers of cookies) expect((await ask("/", headers)).status).toBe(200);
  const calm = await spike(1, 500, () => ask("/api/items", tokens[0] ?? {}));
  const calmPages = await spike(1, 1_000, () => ask("/", cookies[0] ?? {}));

  // Assistants of four users, and two users on the page.
  const beganMs = performance.now();
  const answers = await spike(200, 6_000, (n) =>
    n % 10 === 0 ? ask("/", cookies[(n / 10) % 2] ?? {}) : ask("/api/items", tokens[n % 4] ?? {}),
  );
  const overMs = performance.now();
  const usualMs = Math.max(100, 3 * part(calm, 0.95));
  const isUsual = ({ status, tookMs }: Answered) => status === 200 && tookMs <= usualMs;
  let backMs = Number.POSITIVE_INFINITY;
  while (backMs > 5_000 && performance.now() - overMs < 5_000)
    if (isUsual(await ask("/api/items", tokens[0] ?? {}))) backMs = performance.now() - overMs;

  const served = answers.filter(({ status }) => status === 200);
  const steady = served.filter(({ startedMs }) => startedMs > beganMs + 1_000);
  const shed = answers.filter(({ status }) => status !== 200);
  console.log(
    `200 connections for 6 s: ${served.length} served (p50 ${part(served, 0.5).toFixed(0)} ms, ` +
      `p95 ${part(served, 0.95).toFixed(0)} ms, after the first second ${part(steady, 0.95).toFixed(0)} ms), ${shed.length} shed (p95 ${part(shed, 0.95).toFixed(0)} ms); ` +
      `calm p95 ${part(calm, 0.95).toFixed(0)} ms, a page ${part(calmPages, 0.5).toFixed(0)} ms, back after ${backMs.toFixed(0)} ms`,
  );
  expect(shed.length, "some requests are shed").toBeGreaterThan(0);
  expect([...new Set(shed.map(({ status }) => status))].filter((status) => status !== 503 && status !== 429)).toEqual(
    [],
  );
  expect(shed.filter(({ retryAfterMs }) => retryAfterMs === 0)).toEqual([]);
  expect(served.length).toBeGreaterThan(100);
  // The first wave, 200 at one moment, may still take longer (0319); from then on what is served is served within a second, on a machine that
  // takes 33 ms for a page.
  expect(steady.length).toBeGreaterThan(100);
  expect(part(steady, 0.95)).toBeLessThan(Math.max(1_000, 30 * part(calmPages, 0.5)));
  expect(backMs).toBeLessThan(5_000);
});
