// Loaded into an instance under test before anything else: writes down how long others were not served, whenever it was long.
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const everyMs = 2;
/** Shorter ones are not written down: writing takes time itself. */
const leastMs = 4;

if (isMainThread) {
  let atMs = performance.now();
  let spent = process.threadCpuUsage();
  // A timer fires once per turn of the event loop. Only user time counts: not what the thread waited for the machine, nor the kernel's time to
  // hand out memory, which differs tenfold between machines (docs/decisions/0315).
  setInterval(() => {
    const used = process.threadCpuUsage(spent);
    const cpuMs = used.user / 1_000;
    const wallMs = performance.now() - atMs;
    if (cpuMs >= leastMs) appendFileSync(process.env.EVENT_LOOP_FILE, `${JSON.stringify({ cpuMs, wallMs })}\n`);
    atMs = performance.now();
    spent = process.threadCpuUsage();
  }, everyMs).unref();
}
