import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another process already runs in this folder. */
export class AlreadyRuns extends Error {
  override name = "AlreadyRuns";
  readonly dataDir: string;
  readonly pid: number | undefined;
  constructor(dataDir: string, pid: number | undefined) {
    super("Agenda Assistant already runs here");
    this.dataDir = dataDir;
    this.pid = pid;
  }
}

/**
 * Locks the data folder until this process ends, however it ends (docs/decisions/0011).
 *
 * An exclusive SQLite transaction is an operating system lock: kill -9 releases it, so there are no stale locks to detect.
 * @throws AlreadyRuns
 */
export function lockFolder(dataDir: string): void {
  const pidFile = path.join(dataDir, "launcher.pid");
  try {
    held = new DatabaseSync(path.join(dataDir, "lock"), { timeout: 0 });
    held.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if (!(error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY)) throw error;
    throw new AlreadyRuns(dataDir, readPid(pidFile));
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
}

const SQLITE_BUSY = 5;
/** Referenced so that it is not garbage-collected, which would release the lock. */
let held: DatabaseSync | undefined;

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}
