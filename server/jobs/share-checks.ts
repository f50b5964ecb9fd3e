import { setTimeout as pause } from "node:timers/promises";

export { isDatabaseThere, isMigrated } from "../storage/readiness.ts";

const keptMs = 2_000;
/** Health probes give up soon; whatever has not answered by then counts as down. */
const patienceMs = 4_000;

interface Checks {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly logto: boolean;
  /** Problems with Logto or its settings, in words. */
  readonly reasons: readonly string[];
}
const key = Symbol.for("agenda.readiness");
const store = globalThis as { [key]?: { checks: Promise<Checks>; endsMs: number } };

/** The check's result, or `otherwise` after four seconds. */
export function withPatience<T>(check: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([check, pause(patienceMs, otherwise, { ref: false })]);
}

/**
 * Shares one check among concurrent callers and for two seconds after: anyone may call, and each check costs a call to Logto
 * and two queries.
 * @param check never rejects
 */
export function shareChecks(check: () => Promise<Checks>): Promise<Checks> {
  const last = store[key];
  if (last && performance.now() < last.endsMs) return last.checks;
  const current = { checks: check(), endsMs: Number.POSITIVE_INFINITY };
  store[key] = current;
  const keep = () => {
    current.endsMs = performance.now() + keptMs;
  };
  current.checks.then(keep, () => {
    current.endsMs = 0;
  });
  return current.checks;
}
