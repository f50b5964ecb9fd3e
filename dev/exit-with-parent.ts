import path from "node:path";

/** What a child of Node's is started with, beside an "ipc" channel, so that it does not outlive a launcher that is killed. */
export const exitWithParent = {
  flags: ["--import", path.join(import.meta.dirname, "exit-with-parent-preload.js")],
  env: { AGENDA_LAUNCHER_PID: String(process.pid) },
} as const;
