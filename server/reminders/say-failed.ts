import { AgendaError } from "../../contract/problems.ts";
import { writeLine } from "../log-lines.ts";

/** Logs a failure, without any text of an agenda; it is retried. */
export function sayFailed(thrown: Error): void {
  const why = thrown instanceof AgendaError ? { code: thrown.code } : { failure: thrown.name };
  writeLine("warn", { job: "reminders", message: "Reminding failed; it is tried again.", ...why });
}
