import { isForPrograms, type Operation } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { withHidden } from "../storage/visibility.ts";
import { effectOf } from "./effects.ts";

/**
 * Runs an operation if the person allows this caller to do it. Both doors run every operation through this function only. What
 * depends on the outcome is refused or proposed by the one write path (server/write/).
 * @throws AgendaError("web_only" | "not_permitted"), and whatever the operation does
 * @see docs/decisions/0280-what-a-program-may-do.md
 */
export async function runPermitted<T>(operation: Operation, caller: Caller, run: () => Promise<T>): Promise<T> {
  requireOpen(operation, caller);
  const { access } = caller;
  if (!access) return run();
  if (access.level === "reads" && effectOf[operation.name] !== "reads") throw readsOnly();
  return withHidden(access.hiddenTags, run);
}

/** @throws AgendaError("web_only") for what no program may do */
export function requireOpen(operation: Operation, { door }: Caller): void {
  if (isForPrograms(operation) || door === "web") return;
  throw new AgendaError(
    "web_only",
    "No assistant can do this. Ask the person to do it themselves, signed in on the agenda's own page.",
  );
}

const readsOnly = () =>
  new AgendaError(
    "not_permitted",
    "The person lets this program read their agenda and change nothing. Nothing was done. They can allow more on the agenda's page Assistants.",
  );
