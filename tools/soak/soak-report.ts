import type { Machine } from "../bench/machine.ts";
import { percentile } from "../percentile.ts";
import type { ManyFeeds } from "./many-feeds.ts";
import type { Memory } from "./memory.ts";
import type { MixedLoad } from "./mixed-load.ts";
import { type Point, slopeOf } from "./slope.ts";

interface Soaked {
  readonly minutes: number;
  readonly warmUpMinutes: number;
  readonly people: number;
  readonly pages: number;
  readonly machine: Machine;
  readonly mixed: MixedLoad;
  readonly memory: Memory;
  readonly feeds: ManyFeeds;
}

/** In MB a minute. */
const mostSlope = 1;
/** From sending a write to an open page hearing of it, for 99 of 100, in milliseconds. */
const mostToldMs = 250;

/** @returns whether everything is as it should be, and the text of bench/SOAK.md */
export function describeSoak(soaked: Soaked): { isWell: boolean; text: string } {
  const { minutes, warmUpMinutes, people, pages, machine, mixed, memory, feeds } = soaked;
  const growth = (points: readonly Point[]) => {
    const { slope, error } = slopeOf(points.filter(({ atMinutes }) => atMinutes > warmUpMinutes));
    const isFlat = slope - 2 * error <= mostSlope;
    const last = points.at(-1)?.megabytes.toFixed(0);
    return { isFlat, row: `${last} MB | ${slope.toFixed(2)} ± ${error.toFixed(2)} MB a minute | ${yes(isFlat)}` };
  };
  const [kept, resident] = [growth(memory.kept), growth(memory.resident)];
  const p99 = percentile(feeds.toldMs, 0.99);
  const areToldSoon = p99 < mostToldMs && feeds.refused === 0 && feeds.untold === 0;
  const failures = mixed.called.filter(({ status }) => isFailure(status)).length;
  const text = `# Soak

Written by \`npm run soak -- --minutes ${minutes}\`; what it does is in \`tools/soak/\`.

- Date: ${machine.date} UTC, commit ${machine.commit}
- Machine: ${machine.cores} cores (${machine.processor}), ${machine.memory}, Node ${machine.node}; load average before the run: ${machine.loadBefore.toFixed(1)}

## Memory

${minutes} minutes, ${people} people with ${pages} open pages; the slope is that after ${warmUpMinutes.toFixed(1)} minutes of warm-up, with its standard error. A slope
that is not told from ${mostSlope} MB a minute counts as flat.

| | at the end | growth | at most ${mostSlope} |
| --- | ---: | ---: | ---: |
| heap after garbage was collected | ${kept.row} |
| resident, as the system counts | ${resident.row} |

## Calls

Each person one after the other, with 300 ms between the rounds; ${failures} failed otherwise than by being turned away at the door (429, 503). Open pages heard of a change ${ms(percentile(mixed.toldMs, 0.5))} (p50) and
${ms(percentile(mixed.toldMs, 0.99))} (p99) after the writer's answer, ${mixed.toldMs.length} times.

| | calls | p50 ms | p95 ms | p99 ms | not answered 2xx |
| --- | ---: | ---: | ---: | ---: | ---: |
${rowsOf(mixed).join("\n")}

## Many open pages

${feeds.feeds} feeds, and 20 writes a second at a steady pace, ${feeds.writes} in all, of which ${feeds.refused} were refused. From sending a write to each page of that
person hearing of it, ${feeds.toldMs.length} times: ${ms(percentile(feeds.toldMs, 0.5))} (p50), ${ms(percentile(feeds.toldMs, 0.95))} (p95), ${ms(p99)} (p99; under ${mostToldMs} ms: ${yes(areToldSoon)}); ${feeds.untold} were not told.
`;
  return { isWell: kept.isFlat && resident.isFlat && areToldSoon && failures === 0, text };
}

/** What the door refuses in a rush, with a time to retry, is no failure. */
const isFailure = (status: number) => (status < 200 || status > 299) && status !== 429 && status !== 503;

const yes = (is: boolean) => (is ? "yes" : "no");
const ms = (value: number) => `${value.toFixed(0)} ms`;

function rowsOf({ called }: MixedLoad): string[] {
  return [...Map.groupBy(called, ({ kind }) => kind)].map(([kind, all]) => {
    const times = all.map(({ tookMs }) => tookMs);
    const others = all.filter(({ status }) => status < 200 || status > 299);
    const statuses = [...new Set(others.map(({ status }) => status))].join(", ");
    const shares = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(0));
    return `| ${kind} | ${all.length} | ${shares.join(" | ")} | ${others.length}${statuses && ` (${statuses})`} |`;
  });
}
