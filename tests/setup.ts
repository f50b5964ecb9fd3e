import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildApp } from "../dev/build-app.ts";
import { readRunning } from "../dev/running-file.ts";
import { until } from "../dev/wait.ts";
import { entries, launchEntries } from "../env.ts";
import { requireChromium } from "../tools/chromium.ts";
import { firstTestPort } from "./ports.ts";
import { findFaults, readStatements } from "./statements/one-person.ts";

const root = path.resolve(import.meta.dirname, "..");
const dataDir = path.join(root, "test-results", "data");
/** Every statement that the product sent, once. */
const statements = path.join(dataDir, "statements.jsonl");
const recorder = pathToFileURL(path.join(root, "tests", "statements", "record-statements.js")).href;
/** Three of ten consecutive ports (tests/ports.ts). */
const ports = {
  PORT: String(firstTestPort),
  IDENTITY_PORT: String(firstTestPort + 1),
  EMBEDDED_PG_PORT: String(firstTestPort + 2),
};

/** Builds once and starts the whole product, as `npm start` does, with a separate data folder and ports. */
export default async function setUp(): Promise<() => Promise<void>> {
  requireChromium();
  const startedMs = Date.now();
  await buildApp({ onBuild: () => console.log("Building the app …"), failsOnWarning: true });
  console.log(`Built after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const env: NodeJS.ProcessEnv = { ...process.env, ...ports, DATA_DIR: dataDir };
  for (const name of Object.keys({ ...entries, ...launchEntries }))
    if (!(name in ports) && name !== "DATA_DIR") delete env[name];
  Object.assign(env, { AGENDA_STATEMENTS: statements, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} --import=${recorder}` });
  const launcher = spawn(process.execPath, ["dev/run.js", "dev/start.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await until(
    "The product did not become ready",
    () => {
      if (launcher.exitCode !== null) throw new Error("npm start ended before it was ready; its own words are above.");
      return readRunning(dataDir) !== undefined || undefined;
    },
    { withinMs: 180_000 },
  );
  process.env.AGENDA_RUNNING = path.join(dataDir, "running.json");
  process.env.AGENDA_DATA_DIR = dataDir;
  return async () => {
    try {
      await requireOnePersonEach();
    } finally {
      await stop(launcher);
    }
  };
}

/** @throws if a database distributed by person could not answer a statement on one server (docs/decisions/0305) */
async function requireOnePersonEach(): Promise<void> {
  const url = readRunning(dataDir)?.database.url;
  if (!url) return; // the product has ended, and `stop` says so
  const sent = readStatements(statements);
  if (sent.length === 0) throw new Error("No statement was written down, so none was checked.");
  const faults = await findFaults(url, sent);
  if (faults.length > 0) throw new Error(`Statements that concern more than one person:\n${faults.join("\n")}`);
}

async function stop(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null) throw new Error("The product ended during the tests; its own words are above.");
  const ended = once(launcher, "close");
  launcher.kill("SIGTERM");
  await ended;
}
