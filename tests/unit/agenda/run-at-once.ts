import type { Steps } from "../../../agenda/steps.ts";

/** Runs a computation to completion, where blocking is fine. */
export function runAtOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
