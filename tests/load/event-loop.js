// Loaded into an instance under test before anything else: writes down how long others were not served, whenever it was long.
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const everyMs = 2;
/** Shorter ones are not written down: writing takes time itself. */
const leastMs = 4;

if (isMainThread) {
  let atMs = performance.now();
  let spent = process.threadCpuUsage();
  // A timer comes once in each turn of the event loop. What a turn computes is counted, not what the machine lets it wait for, nor what the
  // kernel takes to hand out memory: that differs tenfold between machines (docs/decisions/0315).
  setInterval(() => {
    const used = process.threadCpuUsage(spent);
    const cpuMs = used.user / 1_000;
    const wallMs = performance.now() - atMs;
    if (cpuMs >= leastMs) appendFileSync(process.env.EVENT_LOOP_FILE, `${JSON.stringify({ cpuMs, wallMs })}\n`);
    atMs = performance.now();
    spent = process.threadCpuUsage();
  }, everyMs).unref();
}
