// `npm run bench`: measures the built product with its real parts, prints tables and writes bench/RESULTS.md. `--quick` for a
// short run; `--browser` measures only the page in Chromium, and writes nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { reservePort } from "../../dev/ports.ts";
import { median, percentile } from "../percentile.ts";
import { fillAgenda } from "./agendas.ts";
import type { BareConfig } from "./bare/bare-server.ts";
import { countIdentityCalls } from "./bare/identity-calls.ts";
import { measureDom } from "./dom.ts";
import { measureFeeds } from "./load/feeds.ts";
import { describeMachine } from "./machine.ts";
import { doorTrials } from "./mcp-trials.ts";
import { measurePage } from "./page.ts";
import { type Parts, startParts } from "./parts.ts";
import { questionTrials, tenYearsDaily } from "./questions.ts";
import { measureReminders } from "./reminders.ts";
import { describeResults, describeUi, type Results } from "./report.ts";
import { write } from "./results-file.ts";
import { requireSameAnswers } from "./same-answers.ts";
import { type Measure, measure, trialOf } from "./throughput.ts";
import { measureUi } from "./ui/ui.ts";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, browser: { type: "boolean", default: false } },
});
const size = values.quick
  ? { rounds: 3, roundMs: 1_200, warmUpMs: 2_000, writes: 40, feeds: 200, hands: 3, reminders: 2_000 }
  : { rounds: 5, roundMs: 2_200, warmUpMs: 8_000, writes: 100, feeds: 500, hands: 10, reminders: 10_000 };
const results = path.resolve(import.meta.dirname, "../../bench/RESULTS.md");
const startedMs = performance.now();

const parts = await startParts();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => parts.stop().then(() => process.exit(1)));
try {
  if (values.browser) {
    await parts.startInstance();
    console.log(`\n${describeUi(await measureUi(parts, size.hands))}`);
  } else {
    const measured = await run(parts);
    console.log(`\n${describeResults(measured)}`);
    mkdirSync(path.dirname(results), { recursive: true });
    writeFileSync(results, write(measured));
    console.log("\nWritten to bench/RESULTS.md.");
  }
} finally {
  await parts.stop();
}

function say(line: string): void {
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(0).padStart(4)} s  ${line}`);
}

async function run(parts: Parts): Promise<Results> {
  const machine = describeMachine();
  const app = await parts.startInstance();
  say("filling agendas of 50 and 5,000 items");
  const small = await fillAgenda(parts, 50);
  const large = await fillAgenda(parts, 5_000);
  const withSeries = await fillAgenda(parts, 5_000, [tenYearsDaily()]);

  const { port, release } = await reservePort(47_011, "127.0.0.1");
  await release();
  const people = Object.fromEntries([small, large].map(({ token, userId }) => [token, userId]));
  const bare = await parts.run("bare/bare-server.ts", {
    databaseUrl: parts.databaseUrl,
    port,
    people,
  } satisfies BareConfig);
  const product = { pid: app.pid, url: app.url };
  const plain = { pid: bare.pid ?? 0, url: `http://127.0.0.1:${port}` };
  await requireSameAnswers(product.url, plain.url, [small, large]);

  say(`${size.rounds} rounds of 15 × ${size.roundMs / 1000} s`);
  const loader = await parts.run("load/load-process.ts", {});
  const pairs = (["listItems", "createItems"] as const).flatMap((operation) =>
    [small, large].map((agenda) => ({
      operation,
      agenda,
      name: `${operation}, ${agenda.size.toLocaleString("en")} items`,
    })),
  );
  const trials = pairs.flatMap(({ operation, agenda, name }) => [
    trialOf(operation, name, product, agenda),
    trialOf(operation, name, plain, agenda),
  ]);
  const constant = trialOf("listItems", "constant", { ...product, url: product.url }, small);
  const questions = questionTrials(product, large, withSeries);
  const all = [
    ...trials,
    ...doorTrials(product, small),
    { ...constant, load: { ...constant.load, url: `${product.url}/api/healthz` } },
    ...questions,
  ];
  const options = { rounds: size.rounds, durationMs: size.roundMs, warmUpMs: size.warmUpMs, warmUpRequests: 1_500 };
  const measures = await measure(parts, loader, all, options);
  const at = (index: number): Measure[] => measures[index] ?? [];

  for (const [index, { name, contestant }] of all.entries()) {
    const [app, database] = (["cpuMsPerRequest", "databaseMsPerRequest"] as const).map((field) =>
      median(at(index).map((measure) => measure[field])).toFixed(2),
    );
    say(`${contestant === plain ? "bare" : "product"}, ${name}: ${app} ms, PostgreSQL ${database} ms`);
  }
  say("calls to the identity server");
  const identityCalls = await countIdentityCalls(parts, 20, 1_000);
  say(`${size.writes} writes seen by an open page`);
  const delays = await measureDom(parts, size.writes);
  say("the page in a browser, with 2,000 items");
  const ui = await measureUi(parts, size.hands);
  await app.stop();
  say("the page");
  const page = await measurePage(parts, loader, small, options);
  say(`${size.feeds} feeds`);
  const feeds = await measureFeeds(parts, size.feeds);
  say(`${size.reminders} reminders due in one minute`);
  const reminders = await measureReminders(size.reminders);
  return {
    machine,
    refused: [...measures.flat(), ...page.signedIn].reduce((sum, { refused }) => sum + refused, 0),
    isQuick: values.quick,
    seconds: (performance.now() - startedMs) / 1000,
    rounds: size.rounds,
    roundSeconds: size.roundMs / 1000,
    comparisons: pairs.map(({ name }, index) => ({ name, product: at(2 * index), bare: at(2 * index + 1) })),
    doors: { rest: at(2 * pairs.length), call: at(2 * pairs.length + 1) },
    constant: at(2 * pairs.length + 2),
    questions: questions.map(({ name }, index) => ({ name, measures: at(2 * pairs.length + 3 + index) })),
    dom: { writes: delays.length, p50Ms: percentile(delays, 0.5), p95Ms: percentile(delays, 0.95) },
    page,
    ui,
    feeds,
    reminders,
    identityCalls,
  };
}
