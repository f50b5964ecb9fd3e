import { type Level, writeLine } from "../log-lines.ts";
import { eraseExpired } from "../storage/erase-expired.ts";

const everyMs = 3_600_000;
const mostDriftMs = 60_000;

const key = Symbol.for("agenda.erasing");
const store = globalThis as { [key]?: NodeJS.Timeout };

/**
 * Erases expired data at start and once an hour. Runs in every instance; the work is idempotent. If the wall clock jumped since
 * the last run, it erases nothing and tries again an hour later, so a clock that is corrected meanwhile costs no data.
 */
export function startErasingTimer(): void {
  if (store[key]) return;
  let lookedAt = { wallMs: Date.now(), steadyMs: performance.now() };
  const look = async () => {
    const now = { wallMs: Date.now(), steadyMs: performance.now() };
    const driftMs = now.wallMs - lookedAt.wallMs - (now.steadyMs - lookedAt.steadyMs);
    lookedAt = now;
    if (Math.abs(driftMs) > mostDriftMs)
      return say("warn", { message: "The clock jumped; nothing is erased this time." });
    try {
      const erased = await eraseExpired(now.wallMs);
      if (erased === null) return say("warn", { message: "Our clock and the database's differ; nothing is erased." });
      for (const [kind, count] of Object.entries(erased)) if (count instanceof Error) sayFailed(count, { kind });
      if (Object.values(erased).some((count) => Number(count) > 0)) say("info", { erased });
    } catch (thrown) {
      sayFailed(thrown as Error);
    }
  };
  store[key] = setInterval(() => void look(), everyMs).unref();
  void look();
}

const sayFailed = ({ name }: Error, more: object = {}) =>
  say("warn", { message: "Erasing what is over failed; it is tried again in an hour.", failure: name, ...more });

function say(level: Level, what: object): void {
  writeLine(level, { job: "erasing", ...what });
}
