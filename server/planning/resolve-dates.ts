import { resolvePhrase } from "../../agenda/phrases/resolve.ts";
import { settingsOf } from "../../agenda/settings/stored-settings.ts";
import type { resolveDates as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { findPerson } from "../storage/people/users.ts";
import { presentIn } from "./present-time.ts";

/** Resolves date phrases relative to the user's clock. */
export async function resolveDates(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const { weekStart } = settingsOf(person);
  const nowMs = Date.now();
  const present = presentIn(input.timeZone, person.timeZone, nowMs);
  return {
    ...present,
    phrases: input.phrases.map((phrase) => resolvePhrase(phrase, nowMs, present.timeZone, weekStart)),
  };
}
