import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Parts } from "../bench/parts.ts";
import { cookieOf, makePerson } from "../bench/person.ts";
import { create, openPage } from "./calls.ts";
import { startCluster } from "./cluster.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const people = 6;
const runs = 3;
/** Pages have caught up this long after the promotion, in milliseconds. */
const mostMs = 5_000;

/** The primary is killed under load, and the replica promoted, three times in a row with new servers. */
export const rehearseFailover: Rehearsal = async (parts) => {
  const outcomes: Outcome[] = [];
  for (let run = 1; run <= runs; run++) outcomes.push(...(await failOver(parts, run)));
  return outcomes;
};

async function failOver(parts: Parts, run: number): Promise<Outcome[]> {
  const cluster = await startCluster();
  const app = await parts.startInstance({ env: { DATABASE_URL: cluster.bothUrl } });
  const stopped = new AbortController();
  try {
    await cluster.replicateSynchronously();
    const acknowledged: { text: string; atMs: number }[] = [];
    const refusals = { honest: 0, others: [] as string[] };
    const write = async (token: string, name: string) => {
      for (let n = 1; !stopped.signal.aborted; n++) {
        const [text, key] = [`${name}, item ${n}`, randomUUID()];
        for (let isStored = false; !isStored && !stopped.signal.aborted; ) {
          const { status, retryAfter } = await create(app, token, text, key);
          isStored = status === 201 || status === 200; // 200: a repeat of what was stored but not acknowledged
          if (isStored) acknowledged.push({ text, atMs: performance.now() });
          else if (status === 503 && retryAfter !== null) refusals.honest += 1;
          else refusals.others.push(`${status}${retryAfter === null ? " without Retry-After" : ""}`);
          if (!isStored) await pause(100);
        }
      }
    };
    const persons = [];
    for (let n = 0; n < people; n++) persons.push(await makePerson(parts));
    const [first] = persons;
    if (!first) throw new Error("Nobody writes.");
    const page = await openPage(app, await cookieOf(parts, first));
    const tokens = await Promise.all(persons.map(({ gpt }) => gpt.accessToken()));
    const writing = Promise.all(tokens.map((token, index) => write(token, `Person ${index}`)));
    await pause(3_000);
    const before = acknowledged.length;
    cluster.killPrimary();
    await pause(1_500);
    await cluster.promote();
    const promotedMs = performance.now();
    await pause(6_000);
    stopped.abort();
    await writing;
    page.close();

    const rows = await cluster.onReplica<{ text: string; count: number }>(
      `SELECT text, count(*)::int AS count FROM "Item" GROUP BY text`,
    );
    const stored = new Map(rows.map(({ text, count }) => [text, count]));
    const lost = acknowledged.filter(({ text }) => !stored.has(text)).length;
    const doubled = rows.filter(({ count }) => count > 1).length;
    const afterMs = (times: readonly number[]) => Math.min(...times.filter((atMs) => atMs > promotedMs)) - promotedMs;
    const [writesMs, pageMs] = [afterMs(acknowledged.map(({ atMs }) => atMs)), afterMs([...page.told.values()])];
    const others = [...new Set(refusals.others)].join(", ");
    return [
      outcome(
        `run ${run}: acknowledged`,
        `${before} before and ${acknowledged.length - before} after the kill, ${lost} lost, ${doubled} doubled`,
        before > 0 && acknowledged.length > before && lost === 0 && doubled === 0,
      ),
      outcome(
        `run ${run}: in between`,
        `${refusals.honest} × 503 with Retry-After, ${refusals.others.length} others${others && ` (${others})`}`,
        refusals.honest > 0 && refusals.others.length === 0,
      ),
      outcome(
        `run ${run}: after the promotion`,
        `first write after ${writesMs.toFixed(0)} ms, an open page told after ${pageMs.toFixed(0)} ms`,
        Math.max(writesMs, pageMs) < mostMs,
      ),
    ];
  } finally {
    stopped.abort();
    await app.stop();
    await cluster.stop();
  }
}
