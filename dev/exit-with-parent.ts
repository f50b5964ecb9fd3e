import path from "node:path";

/** Node options for a child process with an "ipc" channel, so that it does not outlive a killed launcher. */
export const exitWithParent = {
  flags: ["--import", path.join(import.meta.dirname, "exit-with-parent-preload.js")],
  env: { AGENDA_LAUNCHER_PID: String(process.pid) },
} as const;
