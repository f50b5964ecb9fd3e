import { writeLine } from "../log-lines.ts";
import { planForAll } from "./plan-reminders.ts";
import { sayFailed } from "./say-failed.ts";
import { sendDue } from "./send-reminders.ts";
import { tellProposals } from "./tell-proposals.ts";

const everyMs = 2_000;

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
  const turn = async () => {
    // What cannot be planned does not keep what is planned from being sent.
    const steps = [planForAll, send, tellProposals];
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

async function send(): Promise<void> {
  const sent = await sendDue();
  if (sent > 0) writeLine("info", { job: "reminders", sent });
}
