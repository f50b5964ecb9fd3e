import { writeLine } from "../log-lines.ts";
import { planForAll } from "./plan-reminders.ts";
import { sayFailed } from "./say-failed.ts";
import { sendDue } from "./send-reminders.ts";
import { tellProposals } from "./tell-proposals.ts";

const everyMs = 2_000;
/** At start, also covers changes that a killed instance may not have planned for. */
const atStartMs = 24 * 3_600_000;

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
  let isFirst = true;
  const turn = async () => {
    try {
      const nowMs = Date.now();
      const isPlanned = await planForAll(nowMs, isFirst ? nowMs - atStartMs : undefined);
      if (isPlanned) isFirst = false;
      const sent = await sendDue();
      if (sent > 0) writeLine("info", { job: "reminders", sent });
      await tellProposals();
      if (isPlanned) done[doneKey] = performance.now();
    } catch (thrown) {
      sayFailed(thrown as Error);
    }
    store[key] = setTimeout(() => void turn(), everyMs).unref();
  };
  store[key] = setTimeout(() => void turn(), everyMs).unref();
}
