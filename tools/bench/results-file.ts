import { describeResults, type Results } from "./report.ts";

/** The full text of RESULTS.md. */
export function write(results: Results): string {
  const { machine, isQuick, refused, rounds, roundSeconds, seconds } = results;
  return `# Benchmark

Written by \`npm run bench\`; what it does is in \`tools/bench/\`${isQuick ? ". This was a short run (`--quick`): do not quote it" : ""}. What
minutes of mixed load do to memory, response times and errors is in [SOAK.md](SOAK.md), by \`npm run soak\`.

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
- The page in Chromium: somebody with 2,000 items in a year, a desk of 1440 px; throttled by the Chrome DevTools Protocol. A view is painted when
  a message sent from its frame arrives; the first switch to each loads its script, and does not count. Interactions by the Event Timing
  API: ten different ones, keys and presses, each until the page is idle again; what is within 16 ms is not reported, and counts as 16.
  A letter of an add line: the processor's time in Node for reading, and the script's time by the page's own thread, all events and effects of it together. Script sizes: bodies as they come over the wire.
- Without a network: the same person's device, once it keeps all their days; for each opening the service worker is stopped and the page is a new
  one. The first paint is First Contentful Paint.
- Reminders: each of another person with a device of their own, in a database of their own; a push service's stand-in decrypts them all.
- Feeds: ${results.feeds.feeds} streams, 20 for each session of somebody of their own, in a fresh instance; resident memory after garbage was collected, before and
  with the feeds.
- Logto: 20 people's programs, 50 calls each, with tokens that the app had not met. Each token is checked by two calls (whose it is, which
  program's) and remembered for 60 s.
`;
}
