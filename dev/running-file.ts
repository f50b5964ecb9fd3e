import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writePrivately } from "./private-file.ts";

/** What runs in a data folder, for programs. With the operator's own Logto it includes no user and no secret. */
export interface Running {
  url: string;
  identity: { endpoint: string };
  gpt: { clientId: string; clientSecret?: string; redirectUri?: string };
  /** The MCP endpoint: its address, and the embedded server's public client for it. */
  mcp: { url: string; clientId?: string };
  person?: { username: string; password: string };
  database: { url: string };
}

/** The product's variables as passed to the app, to start a second instance on the same database (tests, tools). */
export type AppEnv = Record<string, string>;

const runningFile = (dataDir: string) => path.join(dataDir, "running.json");
const appEnvFile = (dataDir: string) => path.join(dataDir, "app-env.json");

/** Publishes what runs to programs; readable by the owner only. */
export function writeRunning(dataDir: string, running: Running, appEnv: AppEnv): void {
  writePrivately(appEnvFile(dataDir), `${JSON.stringify(appEnv, null, 2)}\n`);
  writePrivately(runningFile(dataDir), `${JSON.stringify(running, null, 2)}\n`);
}

/** What runs in a data folder; `undefined` if nothing does, or not yet. */
export function readRunning(dataDir: string): Running | undefined {
  return readJson(runningFile(dataDir));
}

/** What `startApp` needs to start another instance of what runs in a data folder, except for its port. */
export function readAppEnv(dataDir: string): AppEnv | undefined {
  return readJson(appEnvFile(dataDir));
}

export function removeRunning(dataDir: string): void {
  for (const file of [runningFile(dataDir), appEnvFile(dataDir)]) rmSync(file, { force: true });
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
