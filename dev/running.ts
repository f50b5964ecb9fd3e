import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writePrivately } from "./private-file.ts";

/** What runs in a data folder, for programs. With a Logto of one's own there is no person and no secret to tell. */
export interface Running {
  url: string;
  identity: { endpoint: string };
  gpt: { clientId: string; clientSecret?: string; redirectUri?: string };
  person?: { username: string; password: string };
  database: { url: string };
}

const fileIn = (dataDir: string) => path.join(dataDir, "running.json");

/** Tells programs what runs; readable by the owner only. */
export function writeRunning(dataDir: string, running: Running): void {
  writePrivately(fileIn(dataDir), `${JSON.stringify(running, null, 2)}\n`);
}

/** What runs in a data folder; `undefined` when nothing does, or not yet. */
export function readRunning(dataDir: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), "utf8"));
  } catch {
    return undefined;
  }
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}
