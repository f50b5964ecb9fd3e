import type { FeedMemory } from "./load/feeds.ts";
import type { Machine } from "./machine.ts";
import type { PageCost } from "./page.ts";
import { type Measure, median } from "./throughput.ts";

/** One operation at one size: the product and the bare server. */
export interface Comparison {
  readonly name: string;
  readonly product: readonly Measure[];
  readonly bare: readonly Measure[];
}

export interface Results {
  readonly machine: Machine;
  readonly isQuick: boolean;
  /** Requests that were answered 429 and sent again. */
  readonly refused: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly comparisons: readonly Comparison[];
  /** The same list through both programming interfaces. */
  readonly doors: { readonly rest: readonly Measure[]; readonly call: readonly Measure[] };
  readonly constant: readonly Measure[];
  /** Other requests to the agenda of 5,000 items. */
  readonly questions: readonly { readonly name: string; readonly measures: readonly Measure[] }[];
  readonly dom: { readonly writes: number; readonly p50Ms: number; readonly p95Ms: number };
  readonly page: PageCost;
  readonly feeds: FeedMemory;
  readonly identityCalls: number;
}

/** Targets: CPU of the app and of PostgreSQL together, relative to the bare server. */
export const goals = {
  cpuRatios: { listItems: 2.2, createItems: 3.2 },
  domP95Ms: 150,
  toolCpuRatio: 1.4,
  seriesRatio: 1.5,
} as const;

const cpu = (measures: readonly Measure[]) => median(measures.map((measure) => measure.cpuMsPerRequest));
const database = (measures: readonly Measure[]) => median(measures.map((measure) => measure.databaseMsPerRequest));
const rate = (measures: readonly Measure[]) => median(measures.map((measure) => measure.requestsPerSecond));
const p95 = (measures: readonly Measure[]) => median(measures.map((measure) => measure.p95Ms));

/** The median over the rounds, each relative to the other contestant in the same round. */
function ratio(of: readonly Measure[], to: readonly Measure[], field: keyof Measure): number {
  return median(of.map((measure, round) => measure[field] / (to[round]?.[field] ?? Number.NaN)));
}

/** The product's plain list of 5,000 items. */
const plainOf = ({ comparisons }: Results) =>
  comparisons.find(({ name }) => name === "listItems, 5,000 items")?.product ?? [];

/** How many times longer an answer takes at full load. All servers share one machine, so PostgreSQL's part counts here. */
const slower = (of: readonly Measure[], to: readonly Measure[]) => ratio(to, of, "requestsPerSecond");

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);

/** @returns each target and whether it was met */
export function judge(results: Results): { goal: string; measured: string; isReached: boolean }[] {
  const besideBare = results.comparisons.map(({ name, product, bare }) => {
    const measured = ratio(product, bare, "allMsPerRequest");
    const most = goals.cpuRatios[name.startsWith("listItems") ? "listItems" : "createItems"];
    return {
      goal: `${name}: at most ${most} × the CPU of the bare server, each with PostgreSQL's`,
      measured: `${measured.toFixed(2)} ×`,
      isReached: measured <= most,
    };
  });
  const { p95Ms } = results.dom;
  const dom = {
    goal: `From a GPT's write to the changed DOM: p95 under ${goals.domP95Ms} ms`,
    measured: `${p95Ms.toFixed(0)} ms`,
    isReached: p95Ms < goals.domP95Ms,
  };
  const byTool = ratio(results.doors.call, results.doors.rest, "cpuMsPerRequest");
  const tool = {
    goal: `tools/call listItems: at most ${goals.toolCpuRatio} × the CPU of listItems by REST`,
    measured: `${byTool.toFixed(2)} ×`,
    isReached: byTool <= goals.toolCpuRatio,
  };
  const series = results.questions
    .filter(({ name }) => name.startsWith("listItems"))
    .map(({ name, measures }) => {
      const measured = slower(measures, plainOf(results));
      return {
        goal: `${name}: at most ${goals.seriesRatio} × the time without the series`,
        measured: `${measured.toFixed(2)} ×`,
        isReached: measured <= goals.seriesRatio,
      };
    });
  return [...besideBare, ...series, tool, dom];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

const row = (name: string, measures: readonly Measure[]) => [
  name,
  cpu(measures).toFixed(2),
  database(measures).toFixed(2),
  rate(measures).toFixed(0),
  p95(measures).toFixed(0),
];

/** The tables, for both the terminal and RESULTS.md. */
export function describeResults(results: Results): string {
  const { comparisons, constant, doors, dom, feeds, page, questions } = results;
  const servers = table([
    ["", "CPU ms/request", "PostgreSQL's", "requests/s", "p95 ms"],
    ...comparisons.flatMap(({ name, product, bare }) => [
      row(`${name}: the product`, product),
      row(`${name}: (a) bare node:http + pg`, bare),
    ]),
    row("listItems, 25 items, by REST", doors.rest),
    row("tools/call listItems, 25 items, by MCP", doors.call),
    row("(b) a Next route with a constant answer", constant),
    ...questions.map(({ name, measures }) => row(name, measures)),
  ]);
  const beside = table([
    ["beside listItems, 5,000 items", "CPU", "time of an answer"],
    ...questions.map(({ name, measures }) => [
      name,
      `${ratio(measures, plainOf(results), "cpuMsPerRequest").toFixed(2)} ×`,
      `${slower(measures, plainOf(results)).toFixed(2)} ×`,
    ]),
  ]);
  const ratios = table([
    ["the product against", "CPU of (a)", "with PostgreSQL's", "requests/s of (a)", "CPU of (b)"],
    ...comparisons.map(({ name, product, bare }) => [
      name,
      `${ratio(product, bare, "cpuMsPerRequest").toFixed(2)} ×`,
      `${ratio(product, bare, "allMsPerRequest").toFixed(2)} ×`,
      `${ratio(product, bare, "requestsPerSecond").toFixed(2)} ×`,
      `${ratio(product, constant, "cpuMsPerRequest").toFixed(2)} ×`,
    ]),
  ]);
  const ofPage = cpu(page.signedIn);
  const pages = table([
    ["GET /", "CPU ms/request", "PostgreSQL's"],
    ...[
      ["for somebody signed in, 50 items", page.signedIn] as const,
      ["for nobody, without an agenda", page.signedOut] as const,
    ].map(([name, measures]) => [name, cpu(measures).toFixed(2), database(measures).toFixed(2)]),
    ...page.shares.map(({ where, share }) => [`of the first: ${where}`, (share * ofPage).toFixed(2), ""]),
  ]);
  const others = table([
    ["", "measured"],
    [`A GPT's write to the changed DOM, p50 of ${dom.writes}`, `${dom.p50Ms.toFixed(0)} ms`],
    [`A GPT's write to the changed DOM, p95 of ${dom.writes}`, `${dom.p95Ms.toFixed(0)} ms`],
    [`Memory per open feed, at ${feeds.feeds} feeds`, `${(feeds.bytesPerFeed / 1024).toFixed(0)} KiB`],
    [
      "The app's memory without feeds, and with them",
      `${mebibytes(feeds.beforeBytes)}, ${mebibytes(feeds.withFeedsBytes)} MiB`,
    ],
    ["Calls to Logto per 1,000 API calls", results.identityCalls.toFixed(0)],
  ]);
  const reached = table([
    ["to reach", "measured", "reached"],
    ...judge(results).map(({ goal, measured, isReached }) => [goal, measured, isReached ? "yes" : "no"]),
  ]);
  return [servers, ratios, beside, pages, others, reached].join("\n\n");
}

/** The full text of RESULTS.md. */
export function write(results: Results): string {
  const { machine, isQuick, refused, rounds, roundSeconds, seconds } = results;
  return `# Benchmark

Written by \`npm run bench\`; what it does is in \`tools/bench/\`${isQuick ? ". This was a short run (`--quick`): do not quote it" : ""}.

- Date: ${machine.date} UTC, commit ${machine.commit}, took ${Math.round(seconds)} s
- Machine: ${machine.cores} cores (${machine.processor}), ${machine.memory}, Node ${machine.node}
- Load average before the run: ${machine.loadBefore.toFixed(1)}${machine.loadBefore > 0.5 ? " (the machine was shared: trust the ratios, not the absolute numbers)" : ""}${refused > 0 ? `\n- ${refused} requests were answered 429 or 503 because the machine was busy, and sent again; their CPU counts in the others'` : ""}

${describeResults(results)}

## How it was measured

- ${rounds} rounds of ${roundSeconds} s for each server, taking turns (A B C A B C …) after a warm-up, medians; a ratio is the median of the
  ratios within each round. 16 connections, one request at a time on each, sent from a process of their own.
- CPU is what the server's process used, all threads, user and kernel (\`/proc/<pid>/stat\`). PostgreSQL's is
  that of all its processes, also of those that ended meanwhile; with the app's it is what a request costs. (a) sends named statements.
- The product: the production build as \`npm start\` runs it, its request log written to a file, with an access token from the embedded
  identity server. (a): \`tools/bench/bare/bare-server.ts\`, the same statements through \`pg\`, the same fields computed by \`agenda/\`; before the
  rounds its answer is compared with the product's, field by field. (b): \`GET /api/healthz\` of the same Next server.
- Both agendas hold 50 items in the default window (today and the 30 days after it), so both answer the same page. The agenda of 5,000
  has the rest in as many windows of 50: 79 before this one and 20 after it.
- By MCP: the same 25 items as by REST, through the MCP door in the 2026-07-28 generation, as fields and as words.
- Search, free time and the list with a series: agendas of 5,000 items, beside the plain list of one in the same rounds. The time of an
  answer is at full load, so PostgreSQL's work counts in it.
- \`createItems\` adds one item per request; one person's writes take turns. What was written is removed after each stretch.
- DOM: Chromium on the agenda page; from sending the GPT's request (its answer not awaited) to the MutationObserver's call, writes 50 to
  200 ms apart, over the days of the page.
- \`GET /\`: four connections, an instance of its own, a session made by signing in. Where its time goes is V8's sampling profile of one more
  stretch, by the file of the function that ran; its shares are taken of the CPU measured without the profiler.
- Feeds: ${results.feeds.feeds} streams, 20 for each session of somebody of their own, in a fresh instance; resident memory after garbage was collected, before and
  with the feeds.
- Logto: 20 people's programs, 50 calls each, with tokens that the app had not met. Each token is checked by two calls (whose it is, which
  program's) and remembered for 60 s.
`;
}
