import type { markFirstSteps as contract, FirstStep, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { addFirstSteps, findFirstSteps } from "../storage/people/first-step-rows.ts";

/**
 * The first steps that a person has done.
 * @returns null if they need none: they skipped them, or something was on their agenda before
 */
export async function readFirstSteps({ userId }: Caller): Promise<readonly FirstStep[] | null> {
  const found = await findFirstSteps(userId);
  return found === null || found.includes("skipped") ? null : found;
}

/** Records steps, for all devices. */
export async function markFirstSteps(
  { userId }: Caller,
  { done }: Input<typeof contract>,
): Promise<Output<typeof contract>> {
  return { done: [...(await addFirstSteps(userId, done))] };
}
