import { writeLine } from "../log-lines.ts";

/** Logs that something failed, without a word of an agenda; it is tried again. */
export function sayFailed(thrown: Error): void {
  writeLine("warn", { job: "reminders", message: "Reminding failed; it is tried again.", failure: thrown.name });
}
