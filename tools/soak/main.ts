// `npm run soak`: many persons read and write for ten minutes, pages are open, MCP tools are called; memory and times go into
// bench/SOAK.md. `--minutes 2` for less.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { App } from "../../dev/start-app.ts";
import { residentBytes } from "../bench/cpu.ts";
import { describeMachine } from "../bench/machine.ts";
import { doorTrials } from "../bench/mcp-trials.ts";
import { type Parts, startParts } from "../bench/parts.ts";
import { cookieOf, makePerson, mcpTokenOf } from "../bench/person.ts";
import { ask, create, day, type OpenPage, openPage, percentileOf } from "../rehearse/calls.ts";
import { type Point, slopeOf } from "./slope.ts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1 && minutes <= 60)) {
  console.error("--minutes takes 1 to 60.");
  process.exit(1);
}
const people = 24;
const pagesOfEach = 8;
/** Until caches are full and everything is compiled. */
const warmUpMinutes = Math.min(2, minutes / 3);
const sampleMs = 5_000;
/** In MB a minute. */
const mostSlope = 1;

const parts = await startParts("soak");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => parts.stop().then(() => process.exit(1)));
try {
  const text = await soak(parts);
  writeFileSync(path.resolve(import.meta.dirname, "../../bench/SOAK.md"), text);
  console.log(text);
} finally {
  await parts.stop();
}

interface Called {
  readonly kind: string;
  readonly status: number;
  readonly tookMs: number;
}

/** A person with what their programs send, and their open pages. */
interface Signed {
  readonly token: string;
  readonly mcpToken: string;
  readonly pages: readonly OpenPage[];
}

async function signIn(parts: Parts, app: App): Promise<Signed> {
  const person = await makePerson(parts);
  const cookie = await cookieOf(parts, person);
  const pages: OpenPage[] = [];
  for (let n = 0; n < pagesOfEach; n++) pages.push(await openPage(app, cookie));
  return { token: await person.gpt.accessToken(), mcpToken: await mcpTokenOf(parts, person), pages };
}

async function soak(parts: Parts): Promise<string> {
  const app = await parts.startInstance();
  const called: Called[] = [];
  const toldMs: number[] = [];
  const timed = async <T extends { readonly status: number }>(kind: string, call: () => Promise<T>): Promise<T> => {
    const sentMs = performance.now();
    const answer = await call();
    called.push({ kind, status: answer.status, tookMs: performance.now() - sentMs });
    return answer;
  };
  // One after the other: signing in is not what is measured, and the door refuses many at once.
  const persons: Signed[] = [];
  for (let n = 0; n < people; n++) persons.push(await signIn(parts, app));
  const startedMs = performance.now();
  const endMs = startedMs + minutes * 60_000;
  const live = async ({ token, mcpToken, pages }: Signed) => {
    const agenda = { token, mcpToken, mcpUrl: parts.mcp.url } as Parameters<typeof doorTrials>[1];
    const [, tool] = doorTrials({ pid: app.pid, url: app.url }, agenda);
    const { load } = tool;
    for (let n = 0; performance.now() < endMs; n++) {
      const { body } = await timed("create", () => create(app, token, `Item ${n}`));
      const answeredMs = performance.now();
      await timed("list", () => ask(app, token, `/api/items?from=${day}&to=${day}&limit=50`));
      await timed("search", () => ask(app, token, `/api/items?q=Item&limit=25`));
      await timed("changes", () => ask(app, token, `/api/changes?since=${(body.change?.id ?? 1) - 1}`));
      await timed("a tool by MCP", async () => {
        const answer = await fetch(load.url, {
          method: "POST",
          headers: load.headers,
          ...(load.body !== undefined && { body: load.body }),
        });
        await answer.arrayBuffer();
        return answer;
      });
      for (const page of pages) {
        const atMs = page.told.get(body.change?.id ?? Number.NaN);
        if (atMs !== undefined) toldMs.push(Math.max(0, atMs - answeredMs));
        page.told.clear();
      }
      await pause(300);
    }
    for (const page of pages) page.close();
  };
  const points: Point[] = [];
  const sampling = setInterval(() => {
    const atMinutes = (performance.now() - startedMs) / 60_000;
    points.push({ atMinutes, megabytes: residentBytes(app.pid) / 1e6 });
  }, sampleMs);
  await Promise.all(persons.map(live));
  clearInterval(sampling);
  await app.stop();
  return report({ called, toldMs, points });
}

function report({
  called,
  toldMs,
  points,
}: {
  called: readonly Called[];
  toldMs: readonly number[];
  points: readonly Point[];
}): string {
  const { slope, error } = slopeOf(points.filter(({ atMinutes }) => atMinutes > warmUpMinutes));
  const kinds = [...new Set(called.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const all = called.filter((each) => each.kind === kind);
    const times = all.map(({ tookMs }) => tookMs);
    const others = all.filter(({ status }) => status < 200 || status > 299);
    const statuses = [...new Set(others.map(({ status }) => status))].join(", ");
    return `| ${kind} | ${all.length} | ${percentileOf(times, 0.5).toFixed(0)} | ${percentileOf(times, 0.95).toFixed(0)} | ${others.length}${statuses && ` (${statuses})`} |`;
  });
  const machine = describeMachine();
  return `# Soak

Written by \`npm run soak\`: ${minutes} minutes, ${people} people with ${people * pagesOfEach} open pages, one after the other creating, listing, searching, asking
what changed and calling a tool by MCP.

- ${JSON.stringify(machine)}
- Memory: ${points.at(-1)?.megabytes.toFixed(0)} MB at the end; after ${warmUpMinutes.toFixed(1)} minutes of warm-up it grows by ${slope.toFixed(2)} ± ${error.toFixed(2)} MB a minute (at most ${mostSlope}: ${slope - 2 * error <= mostSlope ? "yes" : "no"})
- Open pages were told ${percentileOf(toldMs, 0.5).toFixed(0)} ms (p50), ${percentileOf(toldMs, 0.99).toFixed(0)} ms (p99) after the writer's answer, ${toldMs.length} times

| | calls | p50 ms | p95 ms | not answered 2xx |
| --- | ---: | ---: | ---: | ---: |
${rows.join("\n")}
`;
}
