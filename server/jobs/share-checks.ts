import { setTimeout as pause } from "node:timers/promises";

export { isDatabaseThere, isMigrated } from "../storage/readiness.ts";

const keptMs = 2_000;
/** Whoever asks gives up soon; what has not answered by then is not there. */
const patienceMs = 4_000;

interface Checks {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly logto: boolean;
  /** What is wrong with Logto or its settings, in words. */
  readonly reasons: readonly string[];
}
const key = Symbol.for("agenda.readiness");
const store = globalThis as { [key]?: { checks: Promise<Checks>; endsMs: number } };

/** What a check says, or something else after four seconds. */
export function withPatience<T>(check: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([check, pause(patienceMs, otherwise, { ref: false })]);
}

/**
 * Answers all who ask at once from one check, and for two seconds after it: anybody may ask, and each check costs a call to
 * Logto and two queries.
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
