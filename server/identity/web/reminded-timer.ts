import { writeLine } from "../../log-lines.ts";
import { checkReminded } from "./web-session.ts";

const everyMs = 1_800_000;

const key = Symbol.for("agenda.remindedSessions");
const store = globalThis as { [key]?: NodeJS.Timeout };

/** Asks Logto about browsers that receive reminders, twice an hour, in every instance. */
export function startCheckingReminded(): void {
  if (store[key]) return;
  const look = () =>
    checkReminded().catch(({ name }: Error) =>
      writeLine("warn", {
        job: "reminded",
        message: "Asking about sessions failed; it is tried again.",
        failure: name,
      }),
    );
  store[key] = setInterval(() => void look(), everyMs).unref();
}
