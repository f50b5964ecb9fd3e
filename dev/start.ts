// `npm start` and `npm run dev`: starts everything the app needs, in order, and stops it all.
import path from "node:path";
import { parseArgs } from "node:util";
import { EnvError } from "../env.ts";
import { Launch, SERVICE_STOP_MS } from "./launch.ts";
import { openDataFolder, readSettings, type Settings, withEnvFile } from "./launch-settings.ts";
import { AlreadyRuns, lockFolder } from "./lock.ts";
import { readRunning } from "./running-file.ts";

const root = path.resolve(import.meta.dirname, "..");
const { values } = parseArgs({ options: { dev: { type: "boolean", default: false } } });

function refuse(message: string): never {
  console.error(message);
  process.exit(1);
}

let settings: Settings;
try {
  settings = readSettings(withEnvFile(root, process.env));
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  refuse(`Agenda Assistant does not start with this configuration.\n\n${error.message}\n`);
}

let dataDir: string;
try {
  dataDir = openDataFolder(root, settings.DATA_DIR);
  lockFolder(dataDir);
} catch (error) {
  if (error instanceof AlreadyRuns) refuse(describeRunning(error));
  refuse(`The data folder ${path.resolve(root, settings.DATA_DIR)} cannot be used: ${(error as Error).message}`);
}

const launch = new Launch({ root, dataDir, settings, mode: values.dev ? "dev" : "start" });
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => void launch.stop(0));
process.on("SIGTERM", () => void launch.stop(0, undefined, SERVICE_STOP_MS));
process.on("uncaughtException", (error) => void launch.stop(1, error));
if (process.env.npm_lifecycle_event) endWithParent();
await launch.run();

function describeRunning({ dataDir, pid }: AlreadyRuns): string {
  const url = readRunning(dataDir)?.url;
  const where = url ? `open ${url}` : "it is still starting";
  return `Agenda Assistant already runs in this folder${pid ? ` (process ${pid})` : ""}: ${where}.`;
}

/** A killed npm sends no signal, and without it no terminal is left to stop this process from. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void launch.stop(0), 500).unref();
}
