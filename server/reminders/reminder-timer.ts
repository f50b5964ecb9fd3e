import { writeLine } from "../log-lines.ts";
import { planForAll } from "./plan-reminders.ts";
import { sayFailed } from "./say-failed.ts";
import { sendDue } from "./send-reminders.ts";
import { tellProposals } from "./tell-proposals.ts";

const everyMs = 2_000;
/** A change is dated when its write begins, which usually ends within ten seconds. */
const overlapMs = 20_000;
/** Once a minute changes of long writes, and those that could not be planned for, are looked for. */
const longMs = 10 * 60_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

const key = Symbol.for("agenda.reminders");
const store = globalThis as { [key]?: NodeJS.Timeout };
const doneKey = Symbol.for("agenda.remindersDone");
const done = globalThis as { [doneKey]?: number };

/** How long ago this instance last planned and sent all that it had to, in seconds: it grows when that fails or does not end. */
export const remindersAge = (): number => (performance.now() - (done[doneKey] ?? performance.now())) / 1_000;

/** Plans and sends reminders as long as the process lives, in every instance. Failures are retried in the next turn. */
export function startReminders(): void {
  if (store[key]) return;
  done[doneKey] = performance.now();
  const [planRecent, planEarlier] = [recentPlanner(), earlierPlanner()];
  const turn = async () => {
    // What cannot be planned does not keep what is planned from being sent.
    const steps = [planRecent, planEarlier, send, tellProposals];
    let isDone = true;
    for (const step of steps) isDone = (await step().catch(failed)) !== false && isDone;
    if (isDone) done[doneKey] = performance.now();
    store[key] = setTimeout(() => void turn(), everyMs).unref();
  };
  store[key] = setTimeout(() => void turn(), everyMs).unref();
}

function failed(thrown: Error): false {
  sayFailed(thrown);
  return false;
}

/** Plans for what changed since the last time that everything could be planned. */
function recentPlanner(): () => Promise<boolean> {
  let [plannedMs, plannedLongMs] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return async () => {
    const startedMs = performance.now();
    const isLong = startedMs - plannedLongMs >= minuteMs;
    const fromMs = isLong ? longMs : startedMs - plannedMs + overlapMs;
    const isPlanned = await planForAll({ fromMs, toMs: -hourMs }); // no change is later, whatever the clocks say
    if (isPlanned) plannedMs = startedMs;
    if (isPlanned && isLong) plannedLongMs = startedMs;
    return isPlanned;
  };
}

/**
 * Plans for changes of the last day that a killed instance may not have planned for: one hour each turn, because at scale a whole
 * day takes too long to look through.
 */
function earlierPlanner(): () => Promise<boolean> {
  const hours = Array.from({ length: 24 }, (_, index) => index + 1);
  const startedMs = performance.now();
  return async () => {
    const hour = hours.shift();
    if (hour === undefined) return true;
    const toMs = performance.now() - startedMs + (hour - 1) * hourMs;
    const isPlanned = await planForAll({ fromMs: toMs + hourMs, toMs }).catch(failed);
    if (!isPlanned) hours.push(hour);
    return isPlanned;
  };
}

async function send(): Promise<void> {
  const sent = await sendDue();
  if (sent > 0) writeLine("info", { job: "reminders", sent });
}
