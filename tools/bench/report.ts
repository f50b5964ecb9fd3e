import { median } from "../percentile.ts";
import type { FeedMemory } from "./load/feeds.ts";
import type { Machine } from "./machine.ts";
import type { PageCost } from "./page.ts";
import type { ReminderMeasures } from "./reminders.ts";
import type { Measure } from "./throughput.ts";
import type { UiMeasures } from "./ui/ui.ts";
import { judgeUi } from "./ui/ui-report.ts";

/** One operation at one size: the product and the bare server. */
interface Comparison {
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
  readonly ui: UiMeasures;
  readonly reminders: ReminderMeasures;
  readonly feeds: FeedMemory;
  readonly identityCalls: number;
}

/** Targets: CPU of the app and of PostgreSQL together, relative to the bare server. */
export const goals = {
  cpuRatios: { listItems: 2.2, createItems: 3.2 },
  domP95Ms: 150,
  remindersSeconds: 60,
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
  const reminders = {
    goal: `${results.reminders.count} reminders due in one minute: handed over within ${goals.remindersSeconds} s, none twice`,
    measured: `${results.reminders.seconds.toFixed(1)} s, ${results.reminders.twice} twice`,
    isReached: results.reminders.seconds < goals.remindersSeconds && results.reminders.twice === 0,
  };
  return [...besideBare, ...series, tool, dom, reminders];
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
  const { comparisons, constant, doors, dom, feeds, page, questions, reminders } = results;
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
    [
      `${reminders.count} reminders due in one minute, until the last is handed over`,
      `${reminders.seconds.toFixed(1)} s`,
    ],
    ["Reminders per minute", ((reminders.count / reminders.seconds) * 60).toFixed(0)],
    [
      "CPU for each of them: the app's, and PostgreSQL's",
      `${reminders.appMs.toFixed(2)}, ${reminders.databaseMs.toFixed(2)} ms`,
    ],
  ]);
  const reached = table([
    ["to reach", "measured", "reached"],
    ...judge(results).map(({ goal, measured, isReached }) => [goal, measured, isReached ? "yes" : "no"]),
  ]);
  return [servers, ratios, beside, pages, describeUi(results.ui), others, reached].join("\n\n");
}

/** The page in a browser alone. */
export const describeUi = (ui: UiMeasures): string =>
  table([
    ["the page in Chromium", "goal", "measured", "reached"],
    ...judgeUi(ui).map(({ name, goal, measured, isReached }) => [
      ...[name, goal, measured],
      goal === "" ? "" : isReached ? "yes" : "no",
    ]),
  ]);
