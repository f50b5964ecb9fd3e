import type { markFirstSteps as contract, FirstStep, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { addFirstSteps, findFirstSteps } from "../storage/people/first-step-rows.ts";

/**
 * What a person has done of the first steps.
 * @returns null where they need none: they skipped them, or something was on their agenda before
 */
export async function readFirstSteps({ userId }: Caller): Promise<readonly FirstStep[] | null> {
  const found = await findFirstSteps(userId);
  return found === null || found.includes("skipped") ? null : found;
}

/** Remembers steps, on all devices. */
export async function markFirstSteps(
  { userId }: Caller,
  { done }: Input<typeof contract>,
): Promise<Output<typeof contract>> {
  return { done: [...(await addFirstSteps(userId, done))] };
}
